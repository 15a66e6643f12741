"""The hub's stack: what all establishments share, and the hub's half of each one's connection."""

from asyncio import gather
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import Any, Optional

import pulumi

from hds_landing.clouds import room
from hds_landing.errors import HdsLandingError, InputError
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.stacks.other_stack import OtherStack, read_stack
from hds_landing.stacks.recorded_plan import recorded_plan
from hds_landing.stacks.stack_settings import read_settings

_KEY = "{key}"


@dataclass(frozen=True)
class HubSettings:
    """Configuration of the stack, under `hds-landing-hub:`."""

    spec: str
    """Path of the spec, from the folder of Pulumi.yaml."""
    connections: list[str] = field(default_factory=list)
    """Spoke keys of the establishments that are connected: those whose own stacks stand."""
    establishment_stacks: Optional[str] = None
    """Name of an establishment's stack, with `{key}` for its spoke key. None: the stack of that name in the project
    `hds-landing-establishment` of the same organisation."""


async def hub_stack() -> None:
    """Draws the platform of the whole spec and the connections that the stack's configuration lists.

    Raises:
        pulumi.RunError: the configuration, the spec, or what an establishment's stack exports is refused; nothing is
            drawn then.
    """
    try:
        settings = read_settings(HubSettings, _problems)
        plan = recorded_plan(settings.spec)
        told = await _read_establishments(settings, plan)
        assembly = room(plan.cloud, "assembly")
        accounts = assembly.platform_accounts(plan)
        platform = assembly.draw_platform(accounts)
        assembly.draw_connections(accounts, platform, told)
        records = {key: _record(each) for key, each in assembly.told_by_platform(accounts, platform).items()}
    except HdsLandingError as refused:
        raise pulumi.RunError(str(refused)) from refused
    pulumi.export("ght", plan.name)
    pulumi.export("cloud", plan.cloud.value)
    pulumi.export("hub_id", platform.hub_id)
    pulumi.export("log_store_ids", platform.log_store_ids)
    pulumi.export("connections", sorted(settings.connections))
    pulumi.export("establishments", {key: records[key] | {"cidrs": plan.spokes[key].cidrs} for key in plan.spokes})


def _problems(settings: HubSettings) -> Iterator[str]:
    for key in sorted(set(settings.connections)):
        if settings.connections.count(key) > 1:
            yield f"connections has '{key}' {settings.connections.count(key)} times: give it once."
    if settings.establishment_stacks is not None and _KEY not in settings.establishment_stacks:
        yield f"establishmentStacks is {settings.establishment_stacks!r}, and needs {_KEY} where the spoke key stands."


async def _read_establishments(settings: HubSettings, plan: LandingZonePlan) -> Mapping[str, Any]:
    """What each connected establishment tells the hub; raises InputError with all that is wrong."""
    problems = list(_unknown_spokes(settings.connections, plan))
    if problems:
        raise InputError("\n".join(problems))
    template = settings.establishment_stacks or f"{pulumi.get_organization()}/hds-landing-establishment/{_KEY}"
    names = [template.replace(_KEY, key) for key in settings.connections]
    stacks = await gather(*map(read_stack, names), return_exceptions=True)
    from_establishment = room(plan.cloud, "joining").FromEstablishment
    told = {}
    for key, stack in zip(settings.connections, stacks, strict=True):
        try:
            if isinstance(stack, BaseException):
                raise stack
            _refuse_another(stack, key, plan)
            wanted = [each.name for each in fields(from_establishment)]
            told[key] = from_establishment(**stack.texts(["connection"], wanted))
        except InputError as refused:
            problems.append(f"{refused} Bring up the establishment '{key}' before it is connected.")
    if problems:
        raise InputError("\n".join(problems))
    return told


def _unknown_spokes(connections: list[str], plan: LandingZonePlan) -> Iterator[str]:
    for key in connections:
        if key not in plan.spokes:
            near = get_close_matches(key, plan.spokes, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"it has {', '.join(plan.spokes)}."
            yield f"connections has '{key}', and the spec has no such establishment or shared workload; {hint}"


def _refuse_another(stack: OtherStack, key: str, plan: LandingZonePlan) -> None:
    for name, expected in (("ght", plan.name), ("cloud", plan.cloud.value), ("establishment", key)):
        given = stack.plain(name)
        if given is not None and given != expected:
            raise InputError(f"The stack {stack.name} is of {name} '{given}', and '{expected}' is expected.")


def _record(told: Any) -> dict[str, Any]:
    """Without what this establishment is not told."""
    return {each.name: getattr(told, each.name) for each in fields(told) if getattr(told, each.name) is not None}
