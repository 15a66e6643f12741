"""The Pulumi packages that are served, and what their real providers do with a changed configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Final

from hds_landing.rehearsal.embedded_cloud import LivingCloud


@dataclass(frozen=True, slots=True)
class ServedPackage:
    """A provider package that an embedded cloud stands in for."""

    name: str
    """As in `pulumi-resource-<name>`."""
    sdk: str
    """Import name of its Python SDK, which says what types there are."""
    cloud: tuple[str, str]
    """Module and class of the embedded cloud."""
    replacing_config: frozenset[str]
    """Provider inputs that replace the provider, and with it every resource, where they change."""

    @property
    def version(self) -> str:
        """Version of the SDK that is installed, which is also the plugin's."""
        return version(self.sdk.replace("_", "-"))

    def load_sdk(self) -> None:
        """Makes the SDK's types known to this process."""
        import_module(self.sdk)

    def new_cloud(self) -> LivingCloud:
        """An embedded cloud, empty, not entered."""
        module, name = self.cloud
        cloud: LivingCloud = getattr(import_module(module), name)()
        return cloud


_SERVED: Final = (
    ServedPackage(
        name="aws",
        sdk="pulumi_aws",
        cloud=("hds_landing.rehearsal.embedded_aws.embedded_aws", "EmbeddedAws"),
        # Another region replaces (pulumi-aws#4000); roles and accounts only configure it anew.
        replacing_config=frozenset({"region"}),
    ),
    ServedPackage(
        name="azure-native",
        sdk="pulumi_azure_native",
        cloud=("hds_landing.rehearsal.embedded_azure.embedded_azure", "EmbeddedAzure"),
        # Its DiffConfig names nothing: another subscription or location configures it anew.
        replacing_config=frozenset(),
    ),
)
PACKAGES: Final[Mapping[str, ServedPackage]] = {each.name: each for each in _SERVED}
