"""The components of AWS, for programs in every language: pulumi package add packages/hds-aws."""

from hds_landing.component_packages.component_package import serve

serve("hds-aws")
