"""What weakens the landing zone or needs a hand: said in the plan, never hidden in it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.cost import CostLine
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.recovery import NOT_COVERED, RecoveryPlan
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
    """Every notice, in a fixed order."""
    return [
        *_enforcement(spec, today),
        *_locks(spec),
        *_profile(spec),
        *_states(owners),
        *_unrecorded(recorded, extended),
        *_recovery(spec, recovery),
        *_prices(costs),
    ]


def _enforcement(spec: LandingZoneSpec, today: date) -> Iterator[str]:
    if isinstance(spec.network.enforcement, Observe):
        until = spec.network.enforcement.observe
        left = (until - today).days
        yield (
            f"the firewall observes until {until.isoformat()} ({left} days left): undeclared flows pass and are logged"
            if left >= 0
            else f"the firewall was to observe until {until.isoformat()}, which is past: undeclared flows still pass"
        )


def _locks(spec: LandingZoneSpec) -> Iterator[str]:
    if spec.backup.immutability == "trial":
        yield "backup.immutability is trial: an administrator can still delete backups"
    if spec.logging.immutability == "trial":
        yield "logging.immutability is trial: an administrator can still delete logs"


def _profile(spec: LandingZoneSpec) -> Iterator[str]:
    if spec.profile is not Profile.ESSENTIAL:
        return
    yield "profile essential: two zones, so the loss of one leaves no spare"
    if spec.cloud.provider is CloudProvider.AZURE:
        yield (
            "profile essential: standard firewall without intrusion detection, software-protected keys, "
            "no DDoS protection plan, no dedicated log cluster"
        )
    else:
        yield "profile essential: no managed threat rules on the firewall"


def _states(owners: Mapping[str, SpokeOwner]) -> Iterator[str]:
    for key, owner in owners.items():
        if owner.state is State.QUARANTINED:
            yield f"{key} is quarantined: none of its flows and ways out is planned"
        elif owner.state is State.SEALED:
            yield f"{key} is sealed: its resources are no longer protected against deletion"


def _unrecorded(recorded: AddressLedger, extended: AddressLedger) -> Iterator[str]:
    new = extended.top_ranges().keys() - recorded.top_ranges().keys()
    if new:
        yield (
            f"{len(new)} ranges are not in the address ledger yet ({', '.join(sorted(new))}): write and commit the "
            f"ledger before deploying, for only what is recorded stays"
        )


def _recovery(spec: LandingZoneSpec, recovery: Iterable[RecoveryPlan]) -> Iterator[str]:
    plans = list(recovery)
    uncovered = [f"{plan.spoke}/{plan.workload}" for plan in plans if plan.regional_mechanism == NOT_COVERED]
    if uncovered:
        yield f"loss of {spec.cloud.region} is not covered for {len(uncovered)} workloads: {', '.join(uncovered)}"


def _prices(costs: Iterable[CostLine]) -> Iterator[str]:
    unknown = sorted({line.item for line in costs if line.monthly_eur is None})
    if unknown:
        yield f"{len(unknown)} prices are unknown ({', '.join(unknown)}): give your own price file"
