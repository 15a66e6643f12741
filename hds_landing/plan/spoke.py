"""One spoke: the network of an establishment or of a shared workload."""

from dataclasses import dataclass
from enum import Enum

from hds_landing.plan.addresses import SubnetPlan
from hds_landing.plan.hub import PortRange


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
    """Azure: 200 to 3900, unique per tier and direction, stable over time (recorded in the ledger or hashed)."""
    peer_cidrs: list[str]
    ports: list[PortRange]
    purpose: str


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
    """AWS: `<tier>-<zone>` and `attachment-<zone>`. Azure: `<tier>`."""
    tiers: list[str]
    """Workload tiers with a subnet here, sorted."""
    pool: str
    hub_cidr: str
    access: list[AccessRule]
    peer_cidrs: list[str]
    """Ranges inside the pool with which a flow is declared, sorted; everything else of the pool is denied."""
    tags: dict[str, str]
