"""Zones and copies that a region does not offer."""

from collections.abc import Iterator

from hds_landing.catalogue.regions import find_region
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import first

_VAULT = "properties.redundancySettings"


def zone_problems(resource: ArmResource) -> Iterator[str]:
    """Zones that do not exist, or any zone in a region that has none."""
    zones = resource.inputs.get("zones") or ()
    region = find_region("azure", resource.location) if resource.location else None
    for zone in zones:
        if zone not in ("1", "2", "3"):
            yield f"zones: given {zone!r}, allowed '1', '2' and '3'"
    if zones and region is not None and region.availability_zones is False:
        yield f"zones: given {', '.join(map(str, zones))}, allowed none: {region.name} has no availability zones"


def storage_redundancy_problems(account: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Zone copies in a region without zones, geographic copies in a region without a pair."""
    sku = str(first(account.inputs, "sku.name"))
    region = find_region("azure", account.location) if account.location else None
    if region is None:
        return
    if "ZRS" in sku and region.availability_zones is False:
        yield f"sku.name: given {sku}, allowed a SKU without ZRS: {region.name} has no availability zones"
    if ("GRS" in sku or "GZRS" in sku) and region.paired_region is None:
        yield f"sku.name: given {sku}, allowed LRS or ZRS: {region.name} has no paired region"


def vault_redundancy_problems(vault: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Restore in the paired region without copies there."""
    restores = first(vault.inputs, f"{_VAULT}.crossRegionRestore") == "Enabled"
    stored = first(vault.inputs, f"{_VAULT}.standardTierStorageRedundancy") or "GeoRedundant"
    if restores and stored != "GeoRedundant":
        yield f"{_VAULT}.crossRegionRestore: given Enabled with {stored}, allowed with GeoRedundant only"
    region = find_region("azure", vault.location) if vault.location else None
    if region is not None and region.paired_region is None and stored == "GeoRedundant":
        yield f"{_VAULT}.standardTierStorageRedundancy: given GeoRedundant, but {region.name} has no paired region"
