"""The one lookup from a cloud's name to the room that draws it."""

from importlib import import_module
from typing import Any

from hds_landing.errors import MissingExtraError
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.spec.cloud import CloudProvider

_SDKS = {CloudProvider.AWS: "pulumi_aws", CloudProvider.AZURE: "pulumi_azure_native"}


def draw(plan: LandingZonePlan) -> Any:
    """Declares every resource of the plan in the running Pulumi program; returns the `LandingZone` component.

    Raises:
        MissingExtraError: the cloud's SDK is not installed.
    """
    landing_zone = room(plan.cloud, "landing_zone")
    return landing_zone.LandingZone(plan.name, landing_zone.LandingZoneArgs(plan=plan))


def room(cloud: CloudProvider, module: str) -> Any:
    """A module of the cloud's room.

    Raises:
        MissingExtraError: the cloud's SDK is not installed.
    """
    sdk = _SDKS[cloud]
    try:
        import_module(sdk)
    except ModuleNotFoundError as missing:
        raise MissingExtraError(
            f"The spec asks for {cloud.value}, and the package {sdk} is not installed. "
            f'Install it: pip install "hds-landing[{cloud.value}]"'
        ) from missing
    return import_module(f"hds_landing.{cloud.value}.{module}")
