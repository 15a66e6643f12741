"""Every decision of a landing zone, as plain frozen values."""

from dataclasses import dataclass
from typing import Optional

from hds_landing.plan.backup import VaultPlan
from hds_landing.plan.cost import CostLine
from hds_landing.plan.flows import FlowPlan
from hds_landing.plan.hub import HubConnectionPlan, HubPlan
from hds_landing.plan.keys import KeySetPlan
from hds_landing.plan.log_archive import EstablishmentLogsPlan, LogArchivePlan
from hds_landing.plan.providers import ProviderPlan
from hds_landing.plan.recovery import RecoveryPlan
from hds_landing.plan.spoke import SpokePlan
from hds_landing.spec.cloud import CloudProvider, Profile, Tenancy


@dataclass(frozen=True)
class LandingZonePlan:
    """All that a cloud room needs to draw a landing zone. Dictionaries are keyed by spoke key unless said otherwise."""

    name: str
    """The GHT's slug."""
    cloud: CloudProvider
    profile: Profile
    tenancy: Tenancy
    region: str
    recovery_region: Optional[str]
    providers: dict[str, ProviderPlan]
    """`platform`, and each spoke key under dedicated tenancy."""
    hub: HubPlan
    platform_keys: KeySetPlan
    log_archive: LogArchivePlan
    keys: dict[str, KeySetPlan]
    logs: dict[str, EstablishmentLogsPlan]
    spokes: dict[str, SpokePlan]
    connections: dict[str, HubConnectionPlan]
    vaults: dict[str, VaultPlan]
    flows: list[FlowPlan]
    recovery: list[RecoveryPlan]
    costs: list[CostLine]
    sealed: list[str]
    """Spoke keys whose establishment is sealed: their resources are no longer protected."""
    notices: list[str]
    """What weakens the landing zone or needs a hand: observe mode, trial locks, quotas to raise, unrecorded ranges."""
    tags: dict[str, str]
    """The platform's tags."""
