"""What may talk to a tier: the rules of its security group (AWS) or network security group (Azure).

Everything is denied but:

- declared flows, at both ends: on every tier of the workload that the flow names, towards the ranges of the other end;
- declared ways out, from every tier of the spokes that may use them;
- within one workload, each tier towards the next one that it lists (`[app, data]`: app to data), on every TCP port,
  for the spec has no place to say which. Never upwards, never within a tier, never between workloads, unless a flow
  whose two ends lie in the spoke says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.endpoints import endpoint_cidrs, endpoint_tiers, merged, tier_cidrs
from hds_landing.plan.flows import ResolvedFlow
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.ports import PortRange, Transport, port_ranges
from hds_landing.plan.ways_out import WayOut
from hds_landing.spec.establishment import State
from hds_landing.spec.landing_zone import LandingZoneSpec

ANYWHERE = "0.0.0.0/0"
"""Peer of a way out by host name: the firewall, not the tier's group, knows where the name leads."""
FIRST_PRIORITY, LAST_PRIORITY = 200, 3900


class Direction(str, Enum):
    """Seen from the spoke."""

    INGRESS = "ingress"
    EGRESS = "egress"


@dataclass(frozen=True)
class AccessRule:
    """One allowed direction between a tier and a peer range."""

    key: str
    """Stable over time; unique within the spoke."""
    tier: str
    direction: Direction
    priority: int
    """Azure: 200 to 3900, unique per tier and direction, recorded in the ledger."""
    peer_cidrs: list[str]
    """`0.0.0.0/0` only for a way out by host name, which the firewall narrows."""
    ports: list[PortRange]
    purpose: str


@dataclass(frozen=True)
class Access:
    """One allowed direction, before it has a priority."""

    cause: str
    """Key of the flow or way out, with its transport where it has both, or the two tiers."""
    tier: str
    direction: Direction
    peer_cidrs: list[str]
    ports: list[PortRange]
    purpose: str

    @property
    def key(self) -> str:
        """Key of its rule: at most 80 characters, the longest name of an Azure security rule; `--` occurs in no key."""
        return f"{self.cause}--{self.tier}--{self.direction.value}"


def access_rules(spoke: str, accesses: Iterable[Access], ledger: AddressLedger) -> list[AccessRule]:
    """The rules of a spoke, sorted by key, with the priorities that the ledger records."""
    rules = [
        AccessRule(
            key=access.key,
            tier=access.tier,
            direction=access.direction,
            priority=ledger.priorities[priority_key(spoke, access)],
            peer_cidrs=access.peer_cidrs,
            ports=access.ports,
            purpose=access.purpose,
        )
        for access in accesses
    ]
    return sorted(rules, key=lambda rule: rule.key)


def priority_group(spoke: str, access: Access) -> str:
    """Within this, a priority is unique."""
    return f"{spoke}/{access.tier}/{access.direction.value}"


def priority_key(spoke: str, access: Access) -> str:
    """Under what the ledger records the priority."""
    return f"{priority_group(spoke, access)}/{access.cause}"


def spoke_accesses(
    spec: LandingZoneSpec,
    ledger: AddressLedger,
    owners: Mapping[str, SpokeOwner],
    flows: Iterable[ResolvedFlow],
    ways_out: Iterable[WayOut],
) -> dict[str, list[Access]]:
    """What may talk to the tiers of each spoke, by spoke key."""
    accesses: dict[str, list[Access]] = {key: [] for key in owners}
    for flow in flows:
        for spoke, access in _flow_accesses(flow, spec, owners, ledger):
            accesses[spoke].append(access)
    for way in ways_out:
        for spoke in way.spokes:
            accesses[spoke] += _way_out_accesses(way, owners[spoke])
    for key, owner in owners.items():
        if owner.state is not State.QUARANTINED:
            accesses[key] += _tier_accesses(owner, ledger)
    return accesses


def _flow_accesses(
    flow: ResolvedFlow, spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner], ledger: AddressLedger
) -> Iterator[tuple[str, Access]]:
    ends = (
        (flow.source, flow.destination, Direction.EGRESS),
        (flow.destination, flow.source, Direction.INGRESS),
    )
    for own, other, direction in ends:
        if own.spoke is None:
            continue
        peers = endpoint_cidrs(other, spec, owners, ledger)
        for tier in endpoint_tiers(own, owners):
            for cause, ports in _by_transport(flow.key, flow.flow.ports):
                yield own.spoke, Access(cause, tier, direction, peers, ports, flow.flow.purpose)


def _way_out_accesses(way: WayOut, owner: SpokeOwner) -> list[Access]:
    peers = merged(way.egress.cidrs) or [ANYWHERE]
    return [
        Access(cause, tier, Direction.EGRESS, peers, ports, way.egress.purpose)
        for tier in owner.tiers
        for cause, ports in _by_transport(way.key, way.egress.ports)
    ]


def _by_transport(key: str, texts: Iterable[str]) -> list[tuple[str, list[PortRange]]]:
    """Ports by cause: a rule of Azure's has one transport, so a flow with both has two."""
    ports = port_ranges(texts)
    transports = sorted({port.transport.value for port in ports})
    if len(transports) == 1:
        return [(key, ports)]
    return [(f"{key}-{name}", [port for port in ports if port.transport.value == name]) for name in transports]


def _tier_accesses(owner: SpokeOwner, ledger: AddressLedger) -> list[Access]:
    steps = sorted(
        {step for workload in owner.workloads.values() for step in pairwise(workload.tiers) if step[0] != step[1]}
    )
    ports = [PortRange(1, 65535, Transport.TCP)]
    accesses = []
    for upper, lower in steps:
        cause, purpose = f"tier-{upper}--{lower}", f"tier {upper} to tier {lower} of the same workload"
        accesses += [
            Access(cause, upper, Direction.EGRESS, tier_cidrs(ledger, owner.key, [lower]), ports, purpose),
            Access(cause, lower, Direction.INGRESS, tier_cidrs(ledger, owner.key, [upper]), ports, purpose),
        ]
    return accesses
