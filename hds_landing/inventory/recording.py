"""Resources to an inventory: what every reader, and a rehearsal, does last."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from hds_landing.inventory.property_values import read_provider_inputs
from hds_landing.inventory.resource import Inventory, Origin, Resource

PROVIDER_PREFIX = "pulumi:providers:"


def recorded_inventory(
    resources: Iterable[Resource],
    *,
    origin: Origin,
    complete: bool,
    date: datetime | None = None,
    engine: str | None = None,
    catalogue_version: str | None = None,
    config: Mapping[str, str] | None = None,
) -> Inventory:
    """An inventory whose resources carry the inputs of their provider, read from the provider's own record."""
    recorded = tuple(resources)
    inputs = {
        resource.urn: read_provider_inputs(resource.inputs)
        for resource in recorded
        if resource.type.startswith(PROVIDER_PREFIX)
    }
    return Inventory(
        origin=origin,
        resources=tuple(
            replace(resource, provider_inputs=inputs[resource.provider])
            if resource.provider in inputs and resource.provider_inputs != inputs[resource.provider]
            else resource
            for resource in recorded
        ),
        complete=complete,
        date=date,
        engine=engine,
        catalogue_version=catalogue_version,
        config=dict(config or {}),
    )
