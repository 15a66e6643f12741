"""How long CloudWatch Logs can keep a log group."""

from hds_landing.errors import ComponentArgsError

ALLOWED_RETENTION_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
"""Source: CloudWatch Logs API reference, PutRetentionPolicy; read 2026-11-22."""


def retention_in_days(hot_days: int) -> int:
    """The shortest retention that the service offers and that keeps logs at least `hot_days` days.

    Raises:
        ComponentArgsError: the service offers nothing that long.
    """
    for days in ALLOWED_RETENTION_DAYS:
        if days >= hot_days:
            return days
    raise ComponentArgsError(
        f"hot_days is {hot_days}, and CloudWatch Logs keeps at most {ALLOWED_RETENTION_DAYS[-1]} days. "
        "Keep the rest in the archive: shorten hot_days, lengthen archive_days."
    )
