"""After how long without a packet a cloud's firewall forgets a TCP connection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from hds_landing.catalogue.facts import read_rows


@dataclass(frozen=True, slots=True)
class IdleTimeout:
    """The idle timeout of a cloud's firewall, in minutes."""

    cloud: str
    minutes: float
    """Unless set otherwise; where directions differ, the shorter."""
    configurable_up_to_minutes: float | None
    """None where a landing zone cannot change it: long sessions then need keep-alive packets."""
    source: str
    checked_on: date | None
    notes: str


def idle_timeout_minutes(cloud: str) -> IdleTimeout:
    """The idle timeout of the firewall on `aws` or `azure`; a `KeyError` for another cloud."""
    return _by_cloud()[cloud]


@lru_cache(maxsize=1)
def _by_cloud() -> Mapping[str, IdleTimeout]:
    return MappingProxyType({row["cloud"]: IdleTimeout(**row) for row in read_rows("idle_timeouts")})
