"""One spoke: the network of an establishment or of a shared workload."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Optional

from hds_landing.plan.access import Access, access_rules
from hds_landing.plan.access import AccessRule as AccessRule
from hds_landing.plan.access import Direction as Direction
from hds_landing.plan.address_ledger import HUB, AddressLedger
from hds_landing.plan.addresses import ATTACHMENT, SubnetPlan, spoke_subnets, zones
from hds_landing.plan.existing import existing_of
from hds_landing.plan.flows import ResolvedFlow
from hds_landing.plan.hub import spoke_peers
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.tags import owner_tags
from hds_landing.spec.landing_zone import LandingZoneSpec


@dataclass(frozen=True)
class SpokePlan:
    """One spoke's network."""

    key: str
    """Establishment key, or `shared-<workload key>`."""
    name: str
    """`<ght>-<key>`."""
    region: str
    cidrs: list[str]
    """First the primary range, then extensions in the order in which they came."""
    zones: list[str]
    subnets: dict[str, SubnetPlan]
    """AWS: `<tier>-<zone>` and `attachment-<zone>`. Azure: `<tier>`. Second range: `<tier>-<zone>--2`, `<tier>--2`."""
    tiers: list[str]
    """Workload tiers with a subnet here, sorted."""
    pool: str
    hub_cidr: str
    access: list[AccessRule]
    peer_cidrs: list[str]
    """Ranges inside the pool with which a flow is declared, sorted; everything else of the pool is denied."""
    tags: dict[str, str]
    existing_id: Optional[str] = None
    """Id of the VPC or virtual network that stands already, and is read; None: it is drawn."""


def spoke_plans(
    spec: LandingZoneSpec,
    ledger: AddressLedger,
    owners: Mapping[str, SpokeOwner],
    flows: Iterable[ResolvedFlow],
    accesses: Mapping[str, Iterable[Access]],
) -> dict[str, SpokePlan]:
    """The spoke of every owner."""
    flows = list(flows)
    return {key: _spoke_plan(spec, ledger, owner, flows, accesses[key]) for key, owner in owners.items()}


def _spoke_plan(
    spec: LandingZoneSpec,
    ledger: AddressLedger,
    owner: SpokeOwner,
    flows: Iterable[ResolvedFlow],
    accesses: Iterable[Access],
) -> SpokePlan:
    zone_names = zones(spec.cloud.provider, spec.profile)
    tiers = owner.tiers
    tier_ranges = {slot: cidr for slot, cidr in ledger.tier_ranges(owner.key).items() if slot[0] in tiers}
    attachment = IPv4Network(ledger.ranges[f"{owner.key}/{ATTACHMENT}"])
    return SpokePlan(
        key=owner.key,
        name=f"{spec.ght.slug}-{owner.key}",
        region=spec.cloud.region,
        cidrs=[str(cidr) for cidr in ledger.spoke_ranges(owner.key)],
        zones=zone_names,
        subnets=spoke_subnets(spec.cloud.provider, attachment, tier_ranges, zone_names),
        tiers=tiers,
        pool=str(spec.network.pool),
        hub_cidr=ledger.ranges[HUB],
        access=access_rules(owner.key, accesses, ledger),
        peer_cidrs=_peer_cidrs(spec, ledger, owner.key, flows),
        tags=owner_tags(spec, owner),
        existing_id=existing_of(spec, owner.key).network,
    )


def _peer_cidrs(spec: LandingZoneSpec, ledger: AddressLedger, spoke: str, flows: Iterable[ResolvedFlow]) -> list[str]:
    flows = list(flows)
    peers = {cidr for peer in spoke_peers(flows).get(spoke, ()) for cidr in ledger.spoke_ranges(peer)}
    for flow in flows:
        for own, other in ((flow.source, flow.destination), (flow.destination, flow.source)):
            if own.spoke == spoke and other.site is not None:
                peers |= {cidr for cidr in spec.sites[other.site].routed_cidrs if cidr.overlaps(spec.network.pool)}
    return [str(cidr) for cidr in sorted(peers)]
