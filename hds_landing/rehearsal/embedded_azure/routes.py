"""Routes and their tables."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path

_ROUTES = "Microsoft.Network/routeTables/routes"
_APPLIANCE = "VirtualAppliance"

Route = tuple[str, Mapping[str, Any]]


def route_table_problems(table: ArmResource, existing: ArmResources) -> Iterator[str]:
    """The routes written inside a table."""
    inline = list(at_path(table.inputs, "routes[]"))
    routes: list[Route] = [(str(route.get("name")), route) for _, route in inline]
    for position, (place, _) in enumerate(inline):
        for problem in _route(routes[position], routes[:position]):
            yield f"{place}.{problem}"


def route_problems(route: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A route of its own, beside those of its table."""
    table_id = str(parent_of(route.arm_id))
    table = existing.find(table_id)
    others: list[Route] = [(each.name, each.inputs) for each in existing.children(table_id, _ROUTES)]
    if table is not None:
        others += [(str(each.get("name")), each) for _, each in at_path(table.inputs, "routes[]")]
    yield from _route((name_of(route.arm_id), route.inputs), others)


def _route(route: Route, others: list[Route]) -> Iterator[str]:
    name, inputs = route
    prefix, hop, address = inputs.get("addressPrefix"), inputs.get("nextHopType"), inputs.get("nextHopIpAddress")
    if prefix is None:
        yield f"addressPrefix: missing for {name}, allowed a range or a service tag"
    elif "/" in prefix and not _is_network(prefix):
        yield f"addressPrefix: given {prefix!r} for {name}, allowed a range without host bits, as 10.0.0.0/24"
    for other_name, other in others:
        if prefix is not None and other.get("addressPrefix") == prefix:
            yield f"addressPrefix: given {prefix} for {name}, taken by {other_name}; one route per range in a table"
        if other_name.lower() == name.lower():
            yield f"name: given {name!r}, taken by another route of the table"
    if hop == _APPLIANCE and not (isinstance(address, str) and _is_address(address)):
        yield f"nextHopIpAddress: {'given ' + repr(address) if address else 'missing'} for {name}, allowed an address"
    if hop != _APPLIANCE and address:
        yield f"nextHopIpAddress: given for {name} with nextHopType {hop}, allowed with {_APPLIANCE} only"


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
