"""How long backups and logs are kept, against the lock that makes it final."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hds_landing.catalogue.retention import log_classes
from hds_landing.errors import Path, Problem
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import did_you_mean, listed
from hds_landing.spec.protection import Immutability, LockDecision, Locked, Logging

LONGEST_WITHOUT_REASON_DAYS: Final = 365
_DAYS_PER_MONTH: Final = 31
_DAYS_PER_YEAR: Final = 366


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Log classes, and both locks."""
    return [*_check_log_classes(spec.logging), *_check_backup_lock(spec), *_check_log_lock(spec.logging)]


def _check_log_classes(logging: Logging) -> Iterator[Problem]:
    known = log_classes()
    for key, kept in logging.classes.items():
        path: Path = ("logging", "classes", key)
        if key not in known:
            yield Problem(
                path, f"'{key}' is no class of logs.{did_you_mean(key, known) or f' Known: {listed(known)}.'}"
            )
        if kept.archive_days < kept.hot_days:
            yield Problem(
                (*path, "archiveDays"),
                f"{kept.archive_days} days in the archive are fewer than the {kept.hot_days} searchable ones "
                "(hotDays), which the archive includes.",
            )
        if kept.archive_days > LONGEST_WITHOUT_REASON_DAYS and kept.reason is None:
            yield Problem(
                (*path, "archiveDays"),
                f"{kept.archive_days} days are more than a year. Traces name people: give the 'reason' for "
                f"keeping them longer, or at most {LONGEST_WITHOUT_REASON_DAYS} days.",
            )


def _check_backup_lock(spec: LandingZoneSpec) -> Iterator[Problem]:
    decision = _decision(spec.backup.immutability)
    if decision is None:
        return
    path: Path = ("backup", "immutability", "locked")
    yield from _check_bounds(decision, path)
    kept = spec.backup.retention
    tiers = {
        "dailyDays": kept.daily_days,
        "monthlyMonths": kept.monthly_months * _DAYS_PER_MONTH,
        "yearlyYears": kept.yearly_years * _DAYS_PER_YEAR,
    }
    for field, days in tiers.items():
        if days and (bound := _outside(days, decision)):
            yield Problem(
                ("backup", "retention", field), f"backups kept for {days} days are {bound} of the lock. Change one."
            )


def _check_log_lock(logging: Logging) -> Iterator[Problem]:
    decision = _decision(logging.immutability)
    if decision is None:
        return
    path: Path = ("logging", "immutability", "locked")
    yield from _check_bounds(decision, path)
    defaults = {key: log_class.archive_days for key, log_class in log_classes().items()}
    for key, days in (defaults | {key: kept.archive_days for key, kept in logging.classes.items()}).items():
        if bound := _outside(days, decision):
            yield Problem(
                ("logging", "classes", key, "archiveDays"),
                f"logs of the class '{key}' kept for {days} days are {bound} of the lock. Change one.",
            )


def _decision(immutability: Immutability) -> LockDecision | None:
    return immutability.locked if isinstance(immutability, Locked) else None


def _check_bounds(decision: LockDecision, path: Path) -> Iterator[Problem]:
    if decision.min_retention_days > decision.max_retention_days:
        yield Problem(
            (*path, "minRetentionDays"),
            f"{decision.min_retention_days} is above maxRetentionDays, {decision.max_retention_days}. Once locked, "
            "nothing could be kept at all.",
        )


def _outside(days: int, decision: LockDecision) -> str | None:
    if decision.min_retention_days > decision.max_retention_days:
        return None
    if days < decision.min_retention_days:
        return f"below minRetentionDays ({decision.min_retention_days})"
    if days > decision.max_retention_days:
        return f"above maxRetentionDays ({decision.max_retention_days})"
    return None
