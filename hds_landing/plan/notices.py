"""What weakens the landing zone or needs a hand: said in the plan, never hidden in it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hds_landing.catalogue.recovery import mechanisms
from hds_landing.catalogue.retention import (
    BACKUP_DAYS,
    log_classes,
    shortest_archive_days,
    shortest_hot_days,
)
from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.cost import CostLine
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.recovery import DRAWN_BY_VAULT, NO_MECHANISM, NOT_COVERED, RecoveryPlan
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.establishment import State
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import Observe


def notices(
    spec: LandingZoneSpec,
    owners: Mapping[str, SpokeOwner],
    today: date,
    *,
    recorded: AddressLedger,
    extended: AddressLedger,
    recovery: Iterable[RecoveryPlan],
    costs: Iterable[CostLine],
) -> list[str]:
    """Every notice, in a fixed order; quotas apart."""
    recovery = list(recovery)
    return [
        *_enforcement(spec, today),
        *_locks(spec),
        *_profile(spec),
        *_states(owners),
        *_unrecorded(recorded, extended),
        *_retention(spec),
        *_shorter_than_asked(spec),
        *_unknown_figures(spec, recovery),
        *_set_up_with_workload(recovery),
        *_region(spec, recovery),
        *_prices(costs),
    ]


def _enforcement(spec: LandingZoneSpec, today: date) -> Iterator[str]:
    if isinstance(spec.network.enforcement, Observe):
        until = spec.network.enforcement.observe
        left = (until - today).days
        if left >= 0:
            yield f"the firewall observes until {until} ({left} days left): undeclared flows pass and are logged"
        else:
            yield f"the firewall was to observe until {until}, which is past: set network.enforcement to enforce"


def _locks(spec: LandingZoneSpec) -> Iterator[str]:
    for section, things in (("backup", "backups"), ("logging", "logs")):
        if getattr(spec, section).immutability == "trial":
            yield f"{section}.immutability is trial: an administrator can still shorten or lift the lock on {things}"
        elif spec.cloud.provider is CloudProvider.AZURE:
            yield (
                f"{section}.immutability is locked: Azure locks only what stands unlocked already, so the first "
                f"deployment is to be made with trial"
            )


def _profile(spec: LandingZoneSpec) -> Iterator[str]:
    if spec.profile is not Profile.ESSENTIAL:
        return
    if spec.cloud.provider is CloudProvider.AWS:
        missing = "two zones instead of three, no managed threat rules on the firewall"
    else:
        missing = (
            "two zones instead of three, standard firewall without intrusion detection, software-protected keys, "
            "no DDoS protection plan, no dedicated log cluster"
        )
    yield f"profile essential: {missing}"


def _states(owners: Mapping[str, SpokeOwner]) -> Iterator[str]:
    for key, owner in owners.items():
        if owner.state is State.QUARANTINED:
            yield f"{key} is quarantined: none of its flows and ways out is planned"
        elif owner.state is State.SEALED:
            yield f"{key} is sealed: its resources are no longer protected against deletion"
        elif owner.state is not State.ACTIVE:
            yield f"{key} is {owner.state.value}: recorded only, its network and keys are planned as for an active one"


def _unrecorded(recorded: AddressLedger, extended: AddressLedger) -> Iterator[str]:
    new = sorted(extended.top_ranges().keys() - recorded.top_ranges().keys())
    if new:
        yield (
            f"{len(new)} ranges are not in the address ledger yet ({', '.join(new)}): write and commit the ledger "
            f"before deploying, for only what is recorded stays"
        )


def _retention(spec: LandingZoneSpec) -> Iterator[str]:
    for key, known in sorted(log_classes().items()):
        given = spec.logging.classes.get(key)
        if given is not None and given.archive_days > known.longest_days:
            yield (
                f"logging.classes.{key}: {given.archive_days} archive days are more than the {known.longest_days} "
                f"that a documented reason usually carries"
            )


def _shorter_than_asked(spec: LandingZoneSpec) -> Iterator[str]:
    """What a spec may say and `check` finds all the same, by the same figures of the catalogue."""
    azure = spec.cloud.provider is CloudProvider.AZURE
    hot, archive = shortest_hot_days(), shortest_archive_days()
    for key, given in sorted(spec.logging.classes.items()):
        if given.hot_days < hot:
            yield f"logging.classes.{key}: {given.hot_days} searchable days, and check asks for {hot}"
        if azure and given.archive_days < archive:
            yield f"logging.classes.{key}: {given.archive_days} archive days, and check asks for {archive}"
    kept = spec.backup.retention
    long_term = bool(kept.monthly_months or kept.yearly_years)
    if kept.daily_days < BACKUP_DAYS and (azure or not long_term):
        yield f"backup.retention: daily backups stay {kept.daily_days} days, and check asks for {BACKUP_DAYS}"
    if azure and not long_term:
        yield "backup.retention: neither monthly nor yearly backups, and check asks for one of them"


def _unknown_figures(spec: LandingZoneSpec, recovery: Iterable[RecoveryPlan]) -> Iterator[str]:
    known = mechanisms(spec.cloud.provider.value)
    for plan in recovery:
        if plan.mechanism == NO_MECHANISM:
            continue
        for word, asked, best in (
            ("RPO", plan.rpo_hours, plan.mechanism_rpo_hours),
            ("RTO", plan.rto_hours, plan.mechanism_rto_hours),
        ):
            if asked is not None and best is None:
                yield (
                    f"{plan.spoke}/{plan.workload}: {word} {asked:g} h is asked, but nobody publishes a figure for "
                    f"{known[plan.mechanism].title}: prove it by a restore"
                )


def _set_up_with_workload(recovery: Iterable[RecoveryPlan]) -> Iterator[str]:
    apart: dict[str, list[str]] = {}
    for plan in recovery:
        for mechanism in (plan.mechanism, plan.regional_mechanism):
            if mechanism not in DRAWN_BY_VAULT | {NO_MECHANISM, NOT_COVERED}:
                apart.setdefault(mechanism, []).append(f"{plan.spoke}/{plan.workload}")
    for mechanism, workloads in sorted(apart.items()):
        yield f"{mechanism} has to be set up with the workload, the vault does not bring it: {', '.join(workloads)}"


def _region(spec: LandingZoneSpec, recovery: Iterable[RecoveryPlan]) -> Iterator[str]:
    open_ = [f"{plan.spoke}/{plan.workload}" for plan in recovery if plan.regional_mechanism == NOT_COVERED]
    if open_:
        yield f"loss of {spec.cloud.region} is not covered for {len(open_)} workloads: {', '.join(open_)}"


def _prices(costs: Iterable[CostLine]) -> Iterator[str]:
    lines = list(costs)
    unknown = {line.item for line in lines if line.monthly is None}
    if unknown:
        yield (
            f"{len(unknown)} of {len({line.item for line in lines})} prices have no public source and are unknown "
            f"({', '.join(sorted(unknown))}): the hospital's own price file fills them"
        )
