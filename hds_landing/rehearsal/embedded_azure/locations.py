"""Regions as Azure reads them."""

from collections.abc import Iterator
from typing import Optional

from hds_landing.catalogue.regions import find_region, nearest_region_names
from hds_landing.rehearsal.embedded_azure.arm_types import ArmType


def folded(location: object) -> Optional[str]:
    """`France Central` and `francecentral` are the same region."""
    return location.replace(" ", "").lower() if isinstance(location, str) and location else None


def location_problems(arm_type: ArmType, location: Optional[str]) -> Iterator[str]:
    """Why Azure has no such region, or not for this type."""
    if location is None:
        return
    if location == "global":
        if arm_type.known and not arm_type.is_global:
            yield f"location: given global, allowed a region (LocationNotAvailableForResourceType for {arm_type.type})"
        return
    region = find_region("azure", location)
    if region is None or region.kind == "logical":
        near = ", ".join(nearest_region_names("azure", location)) or "the name of an Azure region"
        yield f"location: given {location}, allowed a known Azure region: {near}"
