"""The firewall's policy, generated from the whole spec: every declared flow between spokes and sites, every way out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Network
from typing import Optional

from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.endpoints import endpoint_cidrs, merged
from hds_landing.plan.flows import ResolvedFlow
from hds_landing.plan.idle_sessions import tcp_idle_timeout_seconds
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.ports import PortRange, port_ranges
from hds_landing.plan.ways_out import WayOut
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import Observe

_AZURE_FIREWALL_OFFSET = 4
"""Azure keeps the first four addresses of a subnet; the firewall takes the next."""


class FirewallTier(str, Enum):
    """Azure Firewall's tier; on AWS there is one tier only, and `premium` means TLS-blind threat rules are on."""

    STANDARD = "standard"
    PREMIUM = "premium"


@dataclass(frozen=True)
class FirewallRule:
    """A declared flow between spokes and sites, as the firewall sees it."""

    key: str
    """Stable over time: derived from the flow's ends and ports, never from its position."""
    sid: int
    """Stable signature id or priority seed, 1000000 to 9999999, unique in the plan."""
    source_cidrs: list[str]
    destination_cidrs: list[str]
    ports: list[PortRange]
    purpose: str


@dataclass(frozen=True)
class EgressRule:
    """A way out to the internet: one host name pattern, or ranges."""

    key: str
    sid: int
    source_cidrs: list[str]
    fqdn: Optional[str]
    """`login.microsoftonline.com`, or `*.office.com` (http and https only)."""
    destination_cidrs: list[str]
    protocol: str
    """Application protocol: `https`, `http`, `smtp` ..."""
    ports: list[PortRange]
    purpose: str


@dataclass(frozen=True)
class FirewallPlan:
    """The firewall's policy, generated from the whole spec."""

    name: str
    tier: FirewallTier
    observe_until: Optional[str]
    """ISO date until which undeclared flows pass and are logged; none: they are dropped."""
    tcp_idle_timeout_seconds: int
    """AWS: 60 to 6000. Azure: cannot be set; holds the platform's fixed value."""
    rules: list[FirewallRule]
    egress: list[EgressRule]
    private_ip: Optional[str]
    """Azure: network address + 4 of its subnet, the first usable one. AWS: none (endpoints per zone)."""


def firewall_plan(
    spec: LandingZoneSpec,
    ledger: AddressLedger,
    owners: Mapping[str, SpokeOwner],
    flows: Iterable[ResolvedFlow],
    ways_out: Iterable[WayOut],
    firewall_range: IPv4Network,
) -> FirewallPlan:
    """The firewall of the hub, its rules sorted by key."""
    enforcement = spec.network.enforcement
    azure = spec.cloud.provider is CloudProvider.AZURE
    return FirewallPlan(
        name=f"{spec.ght.slug}-hub",
        tier=FirewallTier.STANDARD if spec.profile is Profile.ESSENTIAL else FirewallTier.PREMIUM,
        observe_until=enforcement.observe.isoformat() if isinstance(enforcement, Observe) else None,
        tcp_idle_timeout_seconds=tcp_idle_timeout_seconds(spec.cloud.provider),
        rules=[_rule(flow, spec, ledger, owners) for flow in flows if flow.crosses_hub],
        egress=[_egress_rule(way, ledger) for way in ways_out],
        private_ip=str(firewall_range[_AZURE_FIREWALL_OFFSET]) if azure else None,
    )


def rule_keys(flows: Iterable[ResolvedFlow], ways_out: Iterable[WayOut]) -> list[str]:
    """Keys of every rule that needs a signature id."""
    return [*(flow.key for flow in flows if flow.crosses_hub), *(way.key for way in ways_out)]


def _rule(
    flow: ResolvedFlow, spec: LandingZoneSpec, ledger: AddressLedger, owners: Mapping[str, SpokeOwner]
) -> FirewallRule:
    return FirewallRule(
        key=flow.key,
        sid=ledger.sids[flow.key],
        source_cidrs=endpoint_cidrs(flow.source, spec, owners, ledger),
        destination_cidrs=endpoint_cidrs(flow.destination, spec, owners, ledger),
        ports=port_ranges(flow.flow.ports),
        purpose=flow.flow.purpose,
    )


def _egress_rule(way: WayOut, ledger: AddressLedger) -> EgressRule:
    return EgressRule(
        key=way.key,
        sid=ledger.sids[way.key],
        source_cidrs=merged(cidr for spoke in way.spokes for cidr in ledger.spoke_ranges(spoke)),
        fqdn=way.egress.fqdn,
        destination_cidrs=merged(way.egress.cidrs),
        protocol=way.egress.protocol.value,
        ports=port_ranges(way.egress.ports),
        purpose=way.egress.purpose,
    )
