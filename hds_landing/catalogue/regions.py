"""Regions of the clouds: where they are, with what they pair, and what is known of their HDS certification."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from hds_landing.catalogue.countries import EEA_COUNTRIES, is_eea
from hds_landing.catalogue.facts import CLOUDS, read_facts, resolve, sourced

__all__ = ["CLOUDS", "EEA_COUNTRIES", "Region", "all_regions", "find_region", "nearest_region_names"]


@dataclass(frozen=True, slots=True)
class Region:
    """One region. `source` and `checked_on` stand for its existence and place, `hds_source` for `hds_certified`."""

    cloud: str
    name: str
    """Programmatic name, as providers write it: `eu-west-3`, `francecentral`, `GRA`."""
    display_name: str
    country: str | None
    """ISO 3166 code of two letters; none where unknown, or for a location that spans countries."""
    eea: bool | None
    """Inside the European Economic Area, by the country; none where the country is unknown."""
    kind: Literal["physical", "logical"]
    """`logical` locations (a geography, `global`) say nothing about where data is stored."""
    restricted: bool
    """Access must be asked for, or is closed to a hospital (government and isolated partitions)."""
    paired_region: str | None
    """Azure: the region that geo-redundant storage copies to."""
    availability_zones: bool | None
    partition: str | None
    """AWS partition (`aws`, `aws-eusc`) or Azure cloud (`AzureCloud`): separate accounts and identities."""
    hds_certified: Literal["yes", "stale", "unknown", "no", "likely"]
    """`yes` takes a certificate under the 2024 referential (v2) whose scope was read; none was so far. `stale`: named
    by a source older than that referential or without certificate number. `likely`: indirect evidence."""
    hds_source: str
    source: str
    checked_on: date | None
    notes: str


def find_region(cloud: str, name: str) -> Region | None:
    """The region of that exact name; none for an unknown cloud or name. Case and spaces matter."""
    return _regions(cloud).get(name) if cloud in CLOUDS else None


def all_regions(cloud: str) -> tuple[Region, ...]:
    """Every region of a cloud; empty for an unknown cloud."""
    return tuple(_regions(cloud).values()) if cloud in CLOUDS else ()


def nearest_region_names(cloud: str, name: str) -> tuple[str, ...]:
    """Up to three names that the writer of `name` may have meant, best first; display names are understood."""
    import difflib  # only a wrong name needs it

    by_spelling = {_folded(region.name): region.name for region in all_regions(cloud)}
    by_spelling |= {_folded(region.display_name): region.name for region in all_regions(cloud)}
    near = difflib.get_close_matches(_folded(name), by_spelling, n=6, cutoff=0.6)
    return tuple(dict.fromkeys(by_spelling[spelling] for spelling in near))[:3]


def _folded(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


@lru_cache(maxsize=len(CLOUDS))
def _regions(cloud: str) -> Mapping[str, Region]:
    facts = read_facts(f"regions_{cloud}")
    regions = (_region(cloud, {**facts["defaults"], **row}, facts["sources"]) for row in facts["rows"])
    return MappingProxyType({region.name: region for region in regions})


def _region(cloud: str, row: dict[str, Any], sources: dict[str, Any]) -> Region:
    return Region(
        **{
            **sourced(row, sources),
            "cloud": cloud,
            "eea": is_eea(row["country"]),
            "hds_source": resolve(row["hds_source"], sources)[0],
        }
    )
