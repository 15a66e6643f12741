"""Which mechanism brings each workload back, and what it can reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from hds_landing.catalogue.recovery import Mechanism, mechanisms
from hds_landing.errors import Problem
from hds_landing.plan.backup import paired_recovery
from hds_landing.plan.owners import SpokeOwner
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.establishment import Workload
from hds_landing.spec.landing_zone import LandingZoneSpec

NO_MECHANISM = "none"
NOT_COVERED = "not covered"
DRAWN_BY_VAULT = frozenset(
    {
        "aws-backup-hourly",
        "aws-backup-daily",
        "aws-backup-copy",
        "azure-backup-vm-every-4-hours",
        "azure-backup-vm-daily",
        "azure-backup-cross-region-restore",
    }
)
"""Mechanisms that the planned vault brings along; any other has to be set up with the workload."""


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
        # What is restored elsewhere has no network to live in: the landing zone has no recovery hub.
        regional_rto_hours=None,
    )


def _workload_problems(spec: LandingZoneSpec, owner: SpokeOwner, name: str, workload: Workload) -> list[Problem]:
    mechanism = _mechanism(spec, workload)
    asked = {"rpoHours": workload.rpo_hours, "rtoHours": workload.rto_hours}
    best = {
        "rpoHours": mechanism.rpo_hours if mechanism else None,
        "rtoHours": mechanism.rto_hours if mechanism else None,
    }
    problems = []
    for field, hours in asked.items():
        reached = best[field]
        if hours is None:
            continue
        if mechanism is None:
            reason = (
                "backup is none" if workload.backup == "none" else f"no mechanism is known for {workload.store.value}"
            )
            advice = f"remove {field}, or back the workload up in the vault"
        elif reached is not None and hours < reached:
            reason = (
                f"{mechanism.title} ({mechanism.id}), the best for {workload.store.value}, reaches {reached:g} hours"
            )
            advice = f"ask for {reached:g} or more"
        else:
            continue
        problems.append(
            Problem(
                (*owner.workload_path(name), field),
                f"{owner.key}/{name} asks for {field} {hours:g}, out of reach: {reason}; {advice}",
            )
        )
    return problems


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
    """What covers loss of the region, of what the recovery region allows; the vault's own before others."""
    if workload.backup == "none" or spec.cloud.recovery_region is None:
        return None
    needs = {None, "recovery-region"} | (
        {"paired-region", "storage-account-redundancy"} if paired_recovery(spec) else set()
    )
    found = [item for item in _candidates(spec.cloud.provider, workload, "region") if item.requires in needs]
    return min(found, key=lambda item: (item.id not in DRAWN_BY_VAULT, item.id), default=None)


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
