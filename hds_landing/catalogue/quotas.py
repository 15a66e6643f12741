"""Default quotas of the clouds that a landing zone can run into."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from hds_landing.catalogue.facts import read_rows


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of something a cloud allows before it is asked for more."""

    cloud: str
    id: str
    limit: int
    adjustable: bool
    """Whether the provider raises it on request."""
    unit: str
    """What the limit counts per."""
    source: str
    checked_on: date | None


def find_quota(cloud: str, quota_id: str) -> Quota:
    """The quota of that id on that cloud; a `KeyError` for one that the catalogue does not know."""
    return all_quotas()[cloud, quota_id]


@lru_cache(maxsize=1)
def all_quotas() -> Mapping[tuple[str, str], Quota]:
    """Every quota, by cloud and id."""
    return MappingProxyType({(row["cloud"], row["id"]): Quota(**row) for row in read_rows("quotas")})
