"""The declared ways out to the internet, and who may use each."""

from collections.abc import Mapping
from dataclasses import dataclass

from hds_landing.errors import Problem
from hds_landing.plan.flows import egress_key
from hds_landing.plan.owners import SHARED_PREFIX, SpokeOwner
from hds_landing.spec.establishment import State
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import EgressAllow


@dataclass(frozen=True)
class WayOut:
    """One way out."""

    key: str
    egress: EgressAllow
    spokes: list[str]
    """Spoke keys that may use it, sorted."""


def resolve_ways_out(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> tuple[list[WayOut], list[Problem]]:
    """The ways out sorted by key, closed to quarantined establishments; and what is wrong with the others."""
    ways: dict[str, WayOut] = {}
    problems = []
    for index, egress in enumerate(spec.network.egress_allow):
        path = ("network", "egressAllow", index)
        spokes = {source: _spoke_key(source) for source in egress.sources}
        unknown = [source for source, spoke in spokes.items() if spoke not in owners]
        problems += [
            Problem((*path, "sources"), f"{source!r} is neither an establishment nor shared:<workload>")
            for source in unknown
        ]
        if (egress.fqdn is None) == (not egress.cidrs):
            problems.append(Problem(path, "a way out has either a fqdn or cidrs: give one of them"))
            continue
        key = egress_key(egress)
        if key in ways:
            problems.append(Problem(path, "the same way out is declared above: put all its sources into one"))
            continue
        allowed = set(spokes.values()) if egress.sources else set(owners)
        ways[key] = WayOut(
            key,
            egress,
            sorted(spoke for spoke in allowed if spoke in owners and owners[spoke].state is not State.QUARANTINED),
        )
    return [way for _, way in sorted(ways.items()) if way.spokes], problems


def _spoke_key(source: str) -> str:
    return f"{SHARED_PREFIX}{source.removeprefix('shared:')}" if source.startswith("shared:") else source
