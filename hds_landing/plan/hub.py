"""The hub: the shared network, its firewall, and its half of each spoke's connection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional

from hds_landing.plan.address_ledger import HUB, AddressLedger
from hds_landing.plan.addresses import SubnetPlan, hub_subnets, zones
from hds_landing.plan.existing import existing_of
from hds_landing.plan.firewall import EgressRule as EgressRule
from hds_landing.plan.firewall import FirewallPlan, firewall_plan
from hds_landing.plan.firewall import FirewallRule as FirewallRule
from hds_landing.plan.firewall import FirewallTier as FirewallTier
from hds_landing.plan.flows import ResolvedFlow
from hds_landing.plan.owners import PLATFORM, SpokeOwner
from hds_landing.plan.ports import PortRange as PortRange
from hds_landing.plan.ports import Transport as Transport
from hds_landing.plan.tags import owner_tags, platform_tags
from hds_landing.plan.ways_out import WayOut
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.landing_zone import LandingZoneSpec


@dataclass(frozen=True)
class HubPlan:
    """The shared network."""

    name: str
    """`<ght>-hub`."""
    region: str
    cidr: str
    pool: str
    """The range from which hub and spokes are cut; the blackhole of every spoke's table."""
    zones: list[str]
    """AWS: letters, `a`. Azure: numbers, `1`."""
    subnets: dict[str, SubnetPlan]
    """AWS: attachment, firewall, egress, resolver and endpoints tiers, per zone. Azure: `firewall`,
    `firewall-management`, `gateway`, `resolver-inbound`, `resolver-outbound`, `endpoints`. All are reserved in the
    ledger from the first day; a component creates those that it needs."""
    firewall: FirewallPlan
    internet_egress: bool
    """True where some egress is declared: NAT (AWS) or the firewall's public address (Azure)."""
    ddos_protection: bool
    """Azure: a DDoS protection plan (profile reinforced)."""
    spoke_cidrs: dict[str, list[str]]
    """Ranges of every spoke by key: the gateway's routes towards the firewall."""
    tags: dict[str, str]
    existing_id: Optional[str] = None
    """Id of the transit gateway (AWS) or virtual network (Azure) that stands already, and is read; None: it is
    drawn."""


@dataclass(frozen=True)
class HubConnectionPlan:
    """The hub's half of one spoke's connection: its table, its routes, its way back."""

    key: str
    """Spoke key."""
    name: str
    """`<ght>-<key>`."""
    cidrs: list[str]
    """The spoke's ranges."""
    pool: str
    hub_cidr: str
    peers: dict[str, str]
    """Range of each spoke with which a flow is declared, by `<spoke key>` (`--2`, `--3` for further ranges)."""
    tags: dict[str, str]


def hub_plan(
    spec: LandingZoneSpec,
    ledger: AddressLedger,
    owners: Mapping[str, SpokeOwner],
    flows: Iterable[ResolvedFlow],
    ways_out: Iterable[WayOut],
) -> HubPlan:
    """The hub of the whole spec."""
    ways_out = list(ways_out)
    zone_names = zones(spec.cloud.provider, spec.profile)
    tier_ranges = ledger.hub_tier_ranges()
    subnets = hub_subnets(spec.cloud.provider, tier_ranges, zone_names)
    azure = spec.cloud.provider is CloudProvider.AZURE
    return HubPlan(
        name=f"{spec.ght.slug}-hub",
        region=spec.cloud.region,
        cidr=ledger.ranges[HUB],
        pool=str(spec.network.pool),
        zones=zone_names,
        subnets=subnets,
        firewall=firewall_plan(spec, ledger, owners, flows, ways_out, tier_ranges["firewall"]),
        internet_egress=bool(ways_out),
        ddos_protection=azure and spec.profile is Profile.REINFORCED,
        spoke_cidrs={key: [str(cidr) for cidr in ledger.spoke_ranges(key)] for key in owners},
        tags=platform_tags(spec),
        existing_id=existing_of(spec, PLATFORM).hub,
    )


def hub_connections(
    spec: LandingZoneSpec, ledger: AddressLedger, owners: Mapping[str, SpokeOwner], flows: Iterable[ResolvedFlow]
) -> dict[str, HubConnectionPlan]:
    """One connection per spoke; peers only where a flow is declared."""
    peers = spoke_peers(flows)
    return {
        key: HubConnectionPlan(
            key=key,
            name=f"{spec.ght.slug}-{key}",
            cidrs=[str(cidr) for cidr in ledger.spoke_ranges(key)],
            pool=str(spec.network.pool),
            hub_cidr=ledger.ranges[HUB],
            peers={
                peer if number == 1 else f"{peer}--{number}": str(cidr)
                for peer in sorted(peers.get(key, ()))
                for number, cidr in enumerate(ledger.spoke_ranges(peer), start=1)
            },
            tags=owner_tags(spec, owner),
        )
        for key, owner in owners.items()
    }


def spoke_peers(flows: Iterable[ResolvedFlow]) -> dict[str, set[str]]:
    """The spokes with which each spoke has a declared flow, in either direction."""
    peers: dict[str, set[str]] = {}
    for flow in flows:
        source, destination = flow.source.spoke, flow.destination.spoke
        if source is not None and destination is not None and source != destination:
            peers.setdefault(source, set()).add(destination)
            peers.setdefault(destination, set()).add(source)
    return peers
