"""Log classes and how long their traces are kept by default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from hds_landing.catalogue.facts import read_rows


@dataclass(frozen=True, slots=True)
class LogClass:
    """One kind of trace. Whole days."""

    id: str
    """`administration`, `network`, `security` or `health-access`."""
    title: str
    hot_days: int
    """Searchable."""
    archive_days: int
    """In the immutable archive, hot days included."""
    longest_days: int
    """How long a documented reason can carry the archive."""
    source: str
    checked_on: date | None


BACKUP_DAYS: Final = 30
"""Days for which some backup is kept at least: intruders wait for weeks before they are noticed."""


@lru_cache(maxsize=1)
def log_classes() -> Mapping[str, LogClass]:
    """Every log class by id, with its default retention: a year, as the CNIL recommends for logs at most by default."""
    return MappingProxyType({row["id"]: LogClass(**row) for row in read_rows("retention")})


def shortest_hot_days() -> int:
    """Searchable days that no log class goes below."""
    return min(each.hot_days for each in log_classes().values())


def shortest_archive_days() -> int:
    """Days in the archive that no log class goes below."""
    return min(each.archive_days for each in log_classes().values())
