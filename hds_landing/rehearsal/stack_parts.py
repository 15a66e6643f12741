"""What each stack of a landing zone holds, read off the landing zone that is drawn as a whole.

`stacks/hub` and `stacks/establishment` draw the same resources under the same names; only the `LandingZone` above them
is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from typing import Optional

from hds_landing.errors import InputError
from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone

_STACK = "pulumi:pulumi:Stack"


class StackKind(str, Enum):
    """The projects under `stacks/` that a spec alone can draw."""

    LANDING_ZONE = "landing-zone"
    HUB = "hub"
    ESTABLISHMENT = "establishment"


@dataclass(frozen=True)
class StackChoice:
    """One stack of a landing zone."""

    kind: StackKind
    spoke_key: Optional[str] = None
    """Of an establishment's stack."""


def stack_choice(text: str, plan: LandingZonePlan) -> StackChoice:
    """`landing-zone`, `hub` or `establishment:KEY`; raises InputError for what is none of the plan's stacks."""
    kind, separator, key = text.partition(":")
    if text in (StackKind.LANDING_ZONE.value, StackKind.HUB.value):
        return StackChoice(StackKind(text))
    if kind != StackKind.ESTABLISHMENT.value or not separator:
        raise InputError(f"--stack is {text!r}, and takes landing-zone, hub or establishment:KEY.")
    if key not in plan.spokes:
        near = get_close_matches(key, plan.spokes, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"it has {', '.join(plan.spokes)}."
        raise InputError(f"--stack has the key {key!r}, and the spec has no such establishment or workload; {hint}")
    return StackChoice(StackKind.ESTABLISHMENT, key)


def rehearse_stack(plan: LandingZonePlan, choice: StackChoice) -> Inventory:
    """What a stack holds once it is up; raises InputError where the plan cannot be drawn."""
    rehearsal = rehearse_landing_zone(plan)
    if rehearsal.errors:
        raise InputError("\n".join(["The plan cannot be drawn:", *(str(error) for error in rehearsal.errors)]))
    inventory = rehearsal.inventory
    if choice.kind is StackKind.LANDING_ZONE:
        return inventory
    (whole,) = (each for each in inventory if each.type.endswith(":LandingZone"))
    by_urn = {each.urn: each for each in inventory}
    tops = {key: _tops_of_establishment(plan, key) for key in plan.spokes}
    of_establishments = {place: key for key, places in tops.items() for place in places}
    held = []
    for each in inventory:
        top = _top(each, whole, by_urn)
        if top is not None and not top.type.startswith("pulumi:"):
            place = (top.type.rpartition(":")[2], top.name)
            if of_establishments.get(place) == choice.spoke_key:
                held.append(each)
    needed = {each.urn for each in held} | {each.provider for each in held}
    drawn = [each for each in inventory if each.type == _STACK or each.urn in needed]
    return replace(inventory, resources=tuple(_without(whole, each) for each in drawn))


def _tops_of_establishment(plan: LandingZonePlan, key: str) -> set[tuple[str, str]]:
    """Class and name of the components that an establishment's stack draws at its top."""
    return {
        ("Establishment", f"{plan.name}-{key}"),
        ("SpokeRoutes", f"{plan.spokes[key].name}-routes"),
        ("AttachmentAcceptance", f"{plan.connections[key].name}-acceptance"),
    }


def _top(resource: Resource, whole: Resource, by_urn: Mapping[str, Resource]) -> Optional[Resource]:
    """The component right below the landing zone that a resource is or belongs to; none for what is not below it."""
    while resource.parent != whole.urn:
        if resource.parent is None:
            return None
        resource = by_urn[resource.parent]
    return resource


def _without(whole: Resource, resource: Resource) -> Resource:
    """A resource as it stands where the landing zone is not above it."""

    def moved(urn: str) -> str:
        return urn.replace(f"::{whole.type}$", "::", 1)

    parent = whole.parent if resource.parent == whole.urn else resource.parent
    return replace(
        resource,
        urn=moved(resource.urn),
        parent=moved(parent) if parent else None,
        provider=moved(resource.provider) if resource.provider else None,
        dependencies=tuple(moved(urn) for urn in resource.dependencies),
        property_dependencies={
            name: tuple(moved(urn) for urn in urns) for name, urns in resource.property_dependencies.items()
        },
    )
