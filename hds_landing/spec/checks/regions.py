"""Where data is stored: regions of the cloud that was asked for, on one place of the map, inside the EEA."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hds_landing.catalogue.regions import CLOUDS, Region, all_regions, find_region, nearest_region_names
from hds_landing.errors import Path, Problem
from hds_landing.spec.cloud import Cloud
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import listed

_REGION: Final[Path] = ("cloud", "region")
_RECOVERY_REGION: Final[Path] = ("cloud", "recoveryRegion")
_HOME_PARTITIONS: Final = {"aws": "aws", "azure": "AzureCloud"}
_REMINDERS: Final = {
    "GB": " The United Kingdom left the EEA with the Union; the adequacy decision does not bring it back.",
    "CH": " Switzerland is in EFTA, not in the EEA; its adequacy decision does not help.",
}


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Both regions, each by itself and against the other."""
    cloud = spec.cloud
    problems = list(_check_region(cloud, cloud.region, _REGION))
    if cloud.recovery_region is None:
        return problems
    if cloud.recovery_region == cloud.region:
        message = f"'{cloud.region}' is the first region too: a copy there is lost with it. Name another EEA region."
        return [*problems, Problem(_RECOVERY_REGION, message)]
    return [*problems, *_check_region(cloud, cloud.recovery_region, _RECOVERY_REGION)]


def _check_region(cloud: Cloud, name: str, path: Path) -> Iterator[Problem]:
    region = find_region(cloud.provider.value, name)
    if region is None:
        yield Problem(path, _unknown(cloud, name))
    elif region.kind == "logical":
        yield Problem(
            path,
            f"'{name}' is a logical location, which does not say where data is stored. "
            f"Name a physical region of the EEA: {_eea_regions(cloud)}.",
        )
    elif not region.eea:
        yield Problem(path, _outside_the_eea(cloud, region))
    elif region.partition != _HOME_PARTITIONS[cloud.provider.value]:
        yield Problem(
            path,
            f"'{name}' belongs to the partition '{region.partition}', which has accounts, identities and endpoints of "
            f"its own. Name a region of '{_HOME_PARTITIONS[cloud.provider.value]}': {_eea_regions(cloud)}.",
        )
    elif region.restricted and cloud.restricted_region is None:
        yield Problem(
            path,
            f"'{name}' is opened by the provider on request only. Give the reference of its written grant in "
            "cloud.restrictedRegion.ref, or name another region.",
        )


def _unknown(cloud: Cloud, name: str) -> str:
    provider = cloud.provider.value
    elsewhere = [other for other in CLOUDS if other != provider and find_region(other, name)]
    if elsewhere:
        return (
            f"'{name}' is a region of {elsewhere[0]}, and cloud.provider is {provider}. "
            f"EEA regions of {provider}: {_eea_regions(cloud)}."
        )
    near = nearest_region_names(provider, name)
    hint = f"Did you mean '{near[0]}'?" if near else f"Its EEA regions: {_eea_regions(cloud)}."
    return f"'{name}' is no region of {provider} that the catalogue knows. {hint}"


def _outside_the_eea(cloud: Cloud, region: Region) -> str:
    if region.country is None:
        return (
            f"'{region.name}' ({region.display_name}) has no known country, so it cannot be shown to be in the EEA. "
            f"Name one of {_eea_regions(cloud)}."
        )
    return (
        f"'{region.name}' ({region.display_name}) is in {region.country}, outside the European Economic Area, where "
        f"health data must be stored (HDS-EXI-28).{_REMINDERS.get(region.country, '')} "
        f"Name one of {_eea_regions(cloud)}."
    )


def _eea_regions(cloud: Cloud) -> str:
    """Those that need no grant."""
    home = _HOME_PARTITIONS[cloud.provider.value]
    return listed(
        region.name
        for region in all_regions(cloud.provider.value)
        if region.eea and region.kind == "physical" and not region.restricted and region.partition == home
    )
