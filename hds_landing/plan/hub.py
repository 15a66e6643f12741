"""The hub: the shared network, its firewall with the rules of the whole spec, and its half of each spoke's connection."""

from dataclasses import dataclass
from enum import Enum
from typing import Optional

from hds_landing.plan.addresses import SubnetPlan


class FirewallTier(str, Enum):
    """Azure Firewall's tier; on AWS there is one tier only, and `premium` means TLS-blind threat rules are on."""

    STANDARD = "standard"
    PREMIUM = "premium"


class Transport(str, Enum):
    """Transport protocol of a rule."""

    TCP = "tcp"
    UDP = "udp"


@dataclass(frozen=True)
class PortRange:
    """Destination ports, both ends included; equal for a single port."""

    first: int
    last: int
    transport: Transport


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
    """Azure: the firewall's address, first usable of its subnet. AWS: none (endpoints per zone)."""


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
    """Range of each spoke with which a flow is declared, by `<spoke key>` (`-2`, `-3` for further ranges)."""
    tags: dict[str, str]
