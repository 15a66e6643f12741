"""An establishment's stack: its network, keys, logs and backups, joined to a hub that has a stack of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from inspect import get_annotations
from typing import Any

import pulumi

from hds_landing.clouds import room
from hds_landing.errors import HdsLandingError, InputError
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.stacks.other_stack import OtherStack, read_stack
from hds_landing.stacks.recorded_plan import recorded_plan
from hds_landing.stacks.stack_settings import read_settings


@dataclass(frozen=True)
class EstablishmentSettings:
    """Configuration of the stack, under `hds-landing-establishment:`."""

    spec: str
    """Path of the spec, from the folder of Pulumi.yaml."""
    establishment: str
    """Its spoke key: the key of an establishment, or `shared-` and that of a shared workload."""
    hub: str
    """Name of the hub's stack, `<organisation>/hds-landing-hub/<stack>`."""


async def establishment_stack() -> None:
    """Draws one establishment of the spec from what the hub's stack exports.

    Raises:
        pulumi.RunError: the configuration, the spec, or what the hub exports is refused; nothing is drawn then.
    """
    try:
        settings = read_settings(EstablishmentSettings)
        plan = recorded_plan(settings.spec)
        key = _spoke_key(settings.establishment, plan)
        told = _told(await _read_hub(settings.hub), key, plan)
        assembly = room(plan.cloud, "assembly")
        establishment, connection = assembly.draw_establishment(assembly.establishment_accounts(plan, key), key, told)
    except HdsLandingError as refused:
        raise pulumi.RunError(str(refused)) from refused
    pulumi.export("ght", plan.name)
    pulumi.export("cloud", plan.cloud.value)
    pulumi.export("establishment", key)
    pulumi.export("connection", {each.name: getattr(connection, each.name) for each in fields(connection)})
    for name in get_annotations(type(establishment)):
        if getattr(establishment, name) is not None:
            pulumi.export(name, getattr(establishment, name))


def _spoke_key(given: str, plan: LandingZonePlan) -> str:
    if given not in plan.spokes:
        near = get_close_matches(given, plan.spokes, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"it has {', '.join(plan.spokes)}."
        raise InputError(
            f"establishment is '{given}', and the spec has no such establishment or shared workload; {hint}"
        )
    return given


async def _read_hub(name: str) -> OtherStack:
    try:
        return await read_stack(name)
    except InputError as refused:
        raise InputError(f"{refused} {_BRING_UP}") from refused


def _told(hub: OtherStack, key: str, plan: LandingZonePlan) -> Any:
    """What the hub tells the establishment; raises InputError with all that is wrong."""
    problems = list(_hub_problems(hub, key, plan))
    if problems:
        raise InputError("\n".join(problems))
    joining = room(plan.cloud, "joining")
    try:
        texts = hub.texts(["establishments", key], joining.names_from_platform(plan, key))
    except InputError as refused:
        raise InputError(f"{refused} {_BRING_UP}") from refused
    return joining.FromPlatform(**texts)


_BRING_UP = "Bring up the hub with this version of the spec first."


def _hub_problems(hub: OtherStack, key: str, plan: LandingZonePlan) -> Iterator[str]:
    if hub.known is None:
        return
    if hub.plain("establishments") is None:
        yield f"The stack {hub.name} exports no `establishments`: it is not a hub's, or was never brought up."
        return
    for name, expected in (("ght", plan.name), ("cloud", plan.cloud.value)):
        if hub.plain(name) != expected:
            yield f"The stack {hub.name} is of {name} '{hub.plain(name)}', and the spec of '{expected}'."
    record = hub.plain("establishments", key)
    if record is None:
        yield f"The stack {hub.name} does not know '{key}' yet. {_BRING_UP}"
        return
    ahead = [cidr for cidr in plan.spokes[key].cidrs if cidr not in (hub.plain("establishments", key, "cidrs") or [])]
    if ahead:
        yield f"The stack {hub.name} does not know the ranges {', '.join(ahead)} of '{key}' yet. {_BRING_UP}"
