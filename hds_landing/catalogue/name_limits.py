"""What a physical name may be in each service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from hds_landing.catalogue.facts import read_rows


@dataclass(frozen=True, slots=True)
class NameLimit:
    """The limits of one service's names. Lengths in characters, both ends included."""

    service: str
    """`aws-s3-bucket`, `azure-key-vault` ..."""
    min_length: int
    max_length: int
    pattern: str
    """Regular expression that the whole name matches."""
    scope: Literal["global", "account", "region", "group"]
    """Where the name is unique: in the world, in an account or subscription, in a region of an account, or in a
    resource group or parent."""
    source: str
    checked_on: date | None

    def allows(self, name: str) -> bool:
        """Whether the service takes this name."""
        return self.min_length <= len(name) <= self.max_length and re.fullmatch(self.pattern, name) is not None


def name_limit(service: str) -> NameLimit:
    """The limits of a service's names; a `KeyError` for a service that the catalogue does not know."""
    return all_name_limits()[service]


@lru_cache(maxsize=1)
def all_name_limits() -> Mapping[str, NameLimit]:
    """Every service's limits, by service."""
    return MappingProxyType({row["service"]: NameLimit(**row) for row in read_rows("name_limits")})
