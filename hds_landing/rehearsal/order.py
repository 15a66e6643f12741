"""The order of resources in an inventory: what a resource needs comes first; among equals, by URN."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

from hds_landing.inventory.resource import Resource


def in_order(records: Mapping[str, Resource]) -> tuple[Resource, ...]:
    """The same resources give the same order, whatever order they were registered in; one more moves no other."""
    waiting = {urn: {need for need in _needs(record) if need in records} for urn, record in records.items()}
    dependants: dict[str, list[str]] = {}
    for urn, needs in waiting.items():
        for need in needs:
            dependants.setdefault(need, []).append(urn)
    ready = [urn for urn, needs in waiting.items() if not needs]
    heapify(ready)
    ordered = []
    while ready:
        urn = heappop(ready)
        ordered.append(records[urn])
        for dependant in dependants.get(urn, ()):
            waiting[dependant].discard(urn)
            if not waiting[dependant]:
                heappush(ready, dependant)
    return tuple(ordered)


def _needs(record: Resource) -> Iterable[str]:
    yield from record.dependencies
    if record.parent:
        yield record.parent
    if record.provider:
        yield record.provider
