"""Which mechanism brings each workload back, and what it can reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from hds_landing.errors import Problem
from hds_landing.plan.backup import paired_recovery
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.pending_facts import Mechanism, mechanisms
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.establishment import Workload
from hds_landing.spec.landing_zone import LandingZoneSpec

NO_MECHANISM = "none"
NOT_COVERED = "not covered"


@dataclass(frozen=True)
class RecoveryPlan:
    """One workload's recovery. Hours; none where nothing was asked or nothing is known."""

    spoke: str
    workload: str
    mechanism: str
    """Id of the mechanism in the catalogue that covers loss inside the region, or `none`."""
    rpo_hours: Optional[float]
    """What the spec asks."""
    rto_hours: Optional[float]
    mechanism_rpo_hours: Optional[float]
    """The best that the mechanism reaches."""
    mechanism_rto_hours: Optional[float]
    regional_mechanism: str
    """Id of the mechanism that covers loss of the region, or `not covered`."""
    regional_rpo_hours: Optional[float]
    regional_rto_hours: Optional[float]
    """None where not covered: without a recovery hub no regional RTO is promised."""


def recovery_plans(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[RecoveryPlan]:
    """The recovery of every workload, sorted by spoke and workload."""
    return [
        _recovery_plan(spec, owner.key, name, workload)
        for owner in owners.values()
        for name, workload in sorted(owner.workloads.items())
    ]


def recovery_problems(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Problem]:
    """The RPO and RTO that no mechanism for the store reaches. A figure that nobody knows is no reason to refuse."""
    return [
        problem
        for owner in owners.values()
        for name, workload in sorted(owner.workloads.items())
        for problem in _workload_problems(spec, owner, name, workload)
    ]


def _recovery_plan(spec: LandingZoneSpec, spoke: str, name: str, workload: Workload) -> RecoveryPlan:
    local = _mechanism(spec, workload)
    regional = _regional_mechanism(spec, workload)
    return RecoveryPlan(
        spoke=spoke,
        workload=name,
        mechanism=local.id if local else NO_MECHANISM,
        rpo_hours=workload.rpo_hours,
        rto_hours=workload.rto_hours,
        mechanism_rpo_hours=local.rpo_hours if local else None,
        mechanism_rto_hours=local.rto_hours if local else None,
        regional_mechanism=regional.id if regional else NOT_COVERED,
        regional_rpo_hours=regional.rpo_hours if regional else None,
        # Restored data has no network to live in: a recovery hub is not part of the landing zone.
        regional_rto_hours=None,
    )


def _workload_problems(spec: LandingZoneSpec, owner: SpokeOwner, name: str, workload: Workload) -> list[Problem]:
    mechanism = _mechanism(spec, workload)
    if mechanism is None:
        return []
    asked = (
        ("rpoHours", workload.rpo_hours, mechanism.rpo_hours),
        ("rtoHours", workload.rto_hours, mechanism.rto_hours),
    )
    return [
        Problem(
            (*owner.workload_path(name), field),
            f"{field} {hours:g} of {owner.key}/{name} is out of reach: {mechanism.title} ({mechanism.id}), the best for "
            f"store {workload.store.value}, reaches {best:g} hours; ask for {best:g} or more",
        )
        for field, hours, best in asked
        if hours is not None and best is not None and hours < best
    ]


def _mechanism(spec: LandingZoneSpec, workload: Workload) -> Optional[Mechanism]:
    """The plainest mechanism that may reach what is asked; where none does, the one that comes nearest."""
    if workload.backup == "none":
        return None
    candidates = _candidates(spec.cloud.provider, workload, "zone")
    reaching = [candidate for candidate in candidates if _may_reach(candidate, workload)]
    if reaching:
        return max(reaching, key=_best_hours)
    return min(candidates, key=_best_hours, default=None)


def _regional_mechanism(spec: LandingZoneSpec, workload: Workload) -> Optional[Mechanism]:
    if workload.backup == "none" or spec.cloud.recovery_region is None:
        return None
    if spec.cloud.provider is CloudProvider.AZURE and not paired_recovery(spec):
        return None
    return max(_candidates(spec.cloud.provider, workload, "region"), key=_best_hours, default=None)


def _candidates(cloud: CloudProvider, workload: Workload, scope: str) -> list[Mechanism]:
    return [
        mechanism
        for _, mechanism in sorted(mechanisms(cloud.value).items())
        if mechanism.scope == scope and workload.store.value in mechanism.stores
    ]


def _may_reach(mechanism: Mechanism, workload: Workload) -> bool:
    asked = ((workload.rpo_hours, mechanism.rpo_hours), (workload.rto_hours, mechanism.rto_hours))
    return all(hours is None or best is None or best <= hours for hours, best in asked)


def _best_hours(mechanism: Mechanism) -> tuple[float, float]:
    return (mechanism.rpo_hours or 0, mechanism.rto_hours or 0)
