"""Workloads: how health data is judged, kept and brought back."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hds_landing.errors import Path, Problem
from hds_landing.spec.establishment import HEALTH_CLASSES, DataClass, Schedule, Workload
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import did_you_mean, listed

_BY_SENSITIVITY: Final = (
    DataClass.TECHNICAL,
    DataClass.STAFF,
    DataClass.RESEARCH_PSEUDONYMISED,
    DataClass.PATIENT_ADMINISTRATIVE,
    DataClass.HEALTH,
)

_RESERVED_TIERS: Final = ("attachment", "endpoints", "firewall", "gateway")


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Every workload, and the controllers of the shared ones."""
    return [
        *(
            problem
            for path, workload in _workloads(spec)
            for problem in (
                *_check_declassification(workload, path, today),
                *_check_backup(workload, path),
                *_check_tiers(workload, path),
            )
        ),
        *_check_controllers(spec),
    ]


def judged_class(workload: Workload) -> DataClass:
    """The class by which a workload is judged: its own, or the one that somebody decided."""
    return workload.declassified.judged_as if workload.declassified else workload.data


def _workloads(spec: LandingZoneSpec) -> Iterator[tuple[Path, Workload]]:
    for key, establishment in spec.establishments.items():
        for workload_key, workload in establishment.workloads.items():
            yield ("establishments", key, "workloads", workload_key), workload
    for key, shared in spec.shared_workloads.items():
        yield ("sharedWorkloads", key), shared


def _check_declassification(workload: Workload, path: Path, today: date) -> Iterator[Problem]:
    decision = workload.declassified
    if decision is None:
        return
    if _BY_SENSITIVITY.index(decision.judged_as) >= _BY_SENSITIVITY.index(workload.data):
        yield Problem(
            (*path, "declassified", "judgedAs"),
            f"'{decision.judged_as.value}' is not below '{workload.data.value}', the class of the data. "
            "Remove 'declassified', or correct 'data'.",
        )
    if decision.decided_on > today:
        yield Problem(
            (*path, "declassified", "decidedOn"),
            f"{decision.decided_on} is in the future. A decision counts from the day on which it was taken.",
        )


def _check_backup(workload: Workload, path: Path) -> Iterator[Problem]:
    judged = judged_class(workload)
    if workload.backup != "none" or judged not in HEALTH_CLASSES:
        return
    when = " on a store that runs in office hours only" if workload.schedule is Schedule.OFFICE_HOURS else ""
    yield Problem(
        (*path, "backup"),
        f"'none' leaves health data ('{judged.value}'){when} without a backup. Write 'backup: vault'.",
    )


def _check_tiers(workload: Workload, path: Path) -> Iterator[Problem]:
    for index, tier in enumerate(workload.tiers):
        if tier in workload.tiers[:index]:
            yield Problem((*path, "tiers", index), f"'{tier}' is already in the list. Remove one.")
        if tier in _RESERVED_TIERS:
            yield Problem(
                (*path, "tiers", index),
                f"'{tier}' is a subnet of the landing zone's own ({', '.join(_RESERVED_TIERS)}). Choose another.",
            )


def _check_controllers(spec: LandingZoneSpec) -> Iterator[Problem]:
    for key, workload in spec.shared_workloads.items():
        for index, controller in enumerate(workload.controllers):
            path = ("sharedWorkloads", key, "controllers", index)
            if controller not in spec.establishments:
                hint = (
                    did_you_mean(controller, spec.establishments) or f" Establishments: {listed(spec.establishments)}."
                )
                yield Problem(path, f"'{controller}' is no key of establishments.{hint}")
            elif controller in workload.controllers[:index]:
                yield Problem(path, f"'{controller}' is already in the list. Remove one.")
