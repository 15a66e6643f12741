"""Address ranges: the pool, pinned spokes and sites must be apart from one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Network
from itertools import combinations
from typing import Final

from hds_landing.errors import Path, Problem
from hds_landing.spec.landing_zone import LandingZoneSpec

PRIVATE: Final = tuple(IPv4Network(cidr) for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""RFC 1918."""
LARGEST_POOL_PREFIX: Final = 9
SMALLEST_POOL_PREFIX: Final = 20


@dataclass(frozen=True)
class _Range:
    """A range that the hub routes. `site` is none for a spoke's."""

    path: Path
    owner: str
    cidr: IPv4Network
    site: str | None = None


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """The pool by itself, pinned ranges inside it, sites outside it, and all of them apart."""
    pinned = list(_pinned(spec))
    routed = list(_routed(spec))
    return [
        *_check_pool(spec.network.pool),
        *_check_pinned(pinned, spec.network.pool),
        *_check_sites(routed, spec.network.pool),
        *_check_apart([*pinned, *routed]),
    ]


def _pinned(spec: LandingZoneSpec) -> Iterator[_Range]:
    for key, establishment in spec.establishments.items():
        if establishment.cidr is not None:
            yield _Range(("establishments", key, "cidr"), f"the establishment {key}", establishment.cidr)
    for key, workload in spec.shared_workloads.items():
        if workload.cidr is not None:
            yield _Range(("sharedWorkloads", key, "cidr"), f"the shared workload {key}", workload.cidr)


def _routed(spec: LandingZoneSpec) -> Iterator[_Range]:
    for key, site in spec.sites.items():
        field = "translatedCidrs" if site.translated_cidrs else "cidrs"
        for index, cidr in enumerate(site.routed_cidrs):
            yield _Range(("sites", key, field, index), f"the site {key}", cidr, key)


def _check_pool(pool: IPv4Network) -> Iterator[Problem]:
    path = ("network", "pool")
    if not any(pool.subnet_of(private) for private in PRIVATE):
        yield Problem(
            path,
            f"{pool} is not inside a private range of RFC 1918 ({', '.join(map(str, PRIVATE))}). Choose one that is.",
        )
    elif pool.prefixlen > SMALLEST_POOL_PREFIX:
        yield Problem(
            path,
            f"{pool} has {pool.num_addresses} addresses, too few for a hub and one establishment with room to grow. "
            f"The smallest pool is a /{SMALLEST_POOL_PREFIX}; a /12 suits most groups.",
        )
    elif pool.prefixlen < LARGEST_POOL_PREFIX:
        yield Problem(
            path,
            f"{pool} leaves no private 10.x range to the hospitals' own sites and partners. "
            f"The largest pool is a /{LARGEST_POOL_PREFIX}; a /12 suits most groups.",
        )


def _check_pinned(pinned: list[_Range], pool: IPv4Network) -> Iterator[Problem]:
    for item in pinned:
        if not item.cidr.subnet_of(pool):
            yield Problem(
                item.path, f"{item.cidr} is not inside network.pool, {pool}. Pin a range of the pool, or leave it out."
            )


def _check_sites(routed: list[_Range], pool: IPv4Network) -> Iterator[Problem]:
    for item in routed:
        if item.cidr.overlaps(pool):
            yield Problem(
                item.path,
                f"{item.cidr} overlaps network.pool, {pool}, which is for the hub and its spokes. "
                f"Choose a pool that no site uses, or give {item.owner} translatedCidrs outside it.",
            )


def _check_apart(ranges: list[_Range]) -> Iterator[Problem]:
    for first, second in combinations(ranges, 2):
        if first.cidr.overlaps(second.cidr):
            yield Problem(
                second.path, f"{second.cidr} overlaps {first.cidr} of {first.owner}. {_remedy(first, second)}"
            )


def _remedy(first: _Range, second: _Range) -> str:
    if first.site and first.site == second.site:
        return "Remove what is written twice."
    if first.site and second.site:
        return (
            "Two sites with the same addresses are told apart by translatedCidrs: give one of them ranges of its own."
        )
    if second.site:
        return "Pin another range, or give the site translatedCidrs outside it."
    return "Pin another range, or leave it out and one is allocated."
