"""The components of Azure, for programs in every language: pulumi package add packages/hds-azure."""

from hds_landing.component_packages.component_package import serve

serve("hds-azure")
