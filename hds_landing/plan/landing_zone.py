"""Every decision of a landing zone, as plain frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Optional

from hds_landing.catalogue.prices import Price
from hds_landing.errors import PlanError
from hds_landing.plan.access import spoke_accesses
from hds_landing.plan.addresses import zone_problems
from hds_landing.plan.backup import VaultPlan, retention_problems, vault_plans
from hds_landing.plan.cost import CostLine, costs_by_profile
from hds_landing.plan.existing_notices import existing_notices
from hds_landing.plan.existing_problems import existing_problems
from hds_landing.plan.flows import FlowPlan, flow_plans, resolve_flows
from hds_landing.plan.hub import HubConnectionPlan, HubPlan, hub_connections, hub_plan
from hds_landing.plan.idle_sessions import idle_problems
from hds_landing.plan.keys import KeySetPlan, key_sets, platform_key_set
from hds_landing.plan.ledger import AddressLedger, extend_ledger
from hds_landing.plan.log_archive import (
    EstablishmentLogsPlan,
    LogArchivePlan,
    establishment_logs_plans,
    log_archive_plan,
    logging_problems,
)
from hds_landing.plan.notices import notices
from hds_landing.plan.owners import reserved_key_problems, spoke_owners
from hds_landing.plan.providers import ProviderPlan, account_problems, provider_plans
from hds_landing.plan.quotas import quota_notices
from hds_landing.plan.recovery import RecoveryPlan, recovery_plans, recovery_problems
from hds_landing.plan.spoke import SpokePlan, spoke_plans
from hds_landing.plan.tags import platform_tags, tag_problems
from hds_landing.plan.ways_out import resolve_ways_out
from hds_landing.spec.cloud import CloudProvider, Profile, Tenancy
from hds_landing.spec.establishment import State
from hds_landing.spec.landing_zone import LandingZoneSpec


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
    costs: dict[str, list[CostLine]]
    """Idle cost by profile (`essential`, `standard`, `reinforced`), the chosen one among them."""
    sealed: list[str]
    """Spoke keys whose establishment is sealed: their resources are no longer protected."""
    notices: list[str]
    """What weakens the landing zone or needs a hand: observe mode, trial locks, what stands already, quotas to
    raise, unrecorded ranges."""
    tags: dict[str, str]
    """The platform's tags."""


def plan_landing_zone(
    spec: LandingZoneSpec, ledger: AddressLedger, today: date, prices: Sequence[Price] = ()
) -> LandingZonePlan:
    """Every decision for a spec; the same input gives the same plan, whatever the order of what the spec keys.

    Ranges, signature ids and priorities come from the ledger extended by the spec; write `extend_ledger` of the same
    arguments beside the spec to keep them. `prices`: the hospital's own. Raises PlanError with every problem, by
    spec path.
    """
    owners = spoke_owners(spec)
    flows, flow_problems = resolve_flows(spec, owners)
    ways_out, way_problems = resolve_ways_out(spec, owners)
    problems = [
        *reserved_key_problems(spec),
        *account_problems(spec, owners),
        *zone_problems(spec),
        *tag_problems(spec, owners),
        *existing_problems(spec, owners),
        *flow_problems,
        *way_problems,
        *idle_problems(spec, flows),
        *logging_problems(spec),
        *retention_problems(spec, owners),
        *recovery_problems(spec, owners),
    ]
    try:
        extended = extend_ledger(ledger, spec)
    except PlanError as error:
        raise PlanError([*problems, *error.problems]) from error
    if problems:
        raise PlanError(problems)
    accesses = spoke_accesses(spec, extended, owners, flows, ways_out)
    providers = provider_plans(spec, owners)
    hub = hub_plan(spec, extended, owners, flows, ways_out)
    spokes = spoke_plans(spec, extended, owners, flows, accesses)
    recovery = recovery_plans(spec, owners)
    costs = costs_by_profile(spec, owners, prices)
    return LandingZonePlan(
        name=spec.ght.slug,
        cloud=spec.cloud.provider,
        profile=spec.profile,
        tenancy=spec.cloud.tenancy,
        region=spec.cloud.region,
        recovery_region=spec.cloud.recovery_region,
        providers=providers,
        hub=hub,
        platform_keys=platform_key_set(spec),
        log_archive=log_archive_plan(spec),
        keys=key_sets(spec, owners),
        logs=establishment_logs_plans(spec, owners),
        spokes=spokes,
        connections=hub_connections(spec, extended, owners, flows),
        vaults=vault_plans(spec, owners),
        flows=flow_plans(flows, spec, owners, extended),
        recovery=recovery,
        costs={profile.value: lines for profile, lines in costs.items()},
        sealed=[key for key, owner in owners.items() if owner.state is State.SEALED],
        notices=[
            *notices(
                spec, owners, today, recorded=ledger, extended=extended, recovery=recovery, costs=costs[spec.profile]
            ),
            *existing_notices(spec),
            *quota_notices(spec.cloud.provider, providers, hub, spokes),
        ],
        tags=platform_tags(spec),
    )
