"""Where a spec and its address ledger contradict each other, or the ledger itself."""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network
from itertools import combinations

from hds_landing.errors import Path, Problem
from hds_landing.plan.address_ledger import AddressLedger
from hds_landing.plan.addresses import LONGEST_SPOKE_PREFIX, SHORTEST_SPOKE_PREFIX
from hds_landing.plan.owners import SpokeOwner
from hds_landing.spec.landing_zone import LandingZoneSpec

_CURE = "keep what is deployed and remove the other lines, or restore the ledger from version control"
"""Two branches that each extended the ledger make such a file when they are merged."""


def site_ranges(spec: LandingZoneSpec) -> dict[str, tuple[IPv4Network, ...]]:
    """The ranges under which the hub knows each site; never allocated over."""
    return {key: site.routed_cidrs for key, site in spec.sites.items()}


def spec_conflicts(ledger: AddressLedger, spec: LandingZoneSpec) -> list[Problem]:
    """Recorded ranges that the spec contradicts."""
    pool = spec.network.pool
    recorded = ledger.top_ranges()
    problems = [
        Problem(
            ("network", "pool"),
            f"the address ledger records {cidr} for {key}, outside the pool {pool}: a range in use stays; "
            f"give a pool that contains it",
        )
        for key, cidr in sorted(recorded.items())
        if not cidr.subnet_of(pool)
    ]
    problems += [
        Problem(
            ("sites", site),
            f"site {site} has {site_range}, which overlaps {cidr}, recorded in the address ledger for {key}: "
            f"give the site translatedCidrs outside it",
        )
        for site, cidrs in sorted(site_ranges(spec).items())
        for site_range in cidrs
        for key, cidr in sorted(recorded.items())
        if cidr.overlaps(site_range)
    ]
    return problems


def pin_problems(ledger: AddressLedger, spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Problem]:
    """Pinned ranges that the ledger, the pool, a site or another owner contradicts."""
    problems = []
    recorded = ledger.top_ranges()
    pinned: dict[str, IPv4Network] = {}
    for owner in owners.values():
        if owner.cidr is None:
            continue
        path = (*owner.path, "cidr")
        held = ledger.cidr(owner.key)
        if held is not None:
            if held != owner.cidr:
                problems.append(
                    Problem(
                        path,
                        f"{owner.key} pins {owner.cidr}, the address ledger records {held}: a range in use never "
                        f"changes; remove cidr, or pin {held}",
                    )
                )
            continue
        problems += _problems_of_pin(path, owner, spec, {**recorded, **pinned})
        pinned[owner.key] = owner.cidr
    return problems


def _problems_of_pin(
    path: Path, owner: SpokeOwner, spec: LandingZoneSpec, others: Mapping[str, IPv4Network]
) -> list[Problem]:
    cidr = owner.cidr
    if cidr is None:
        return []
    problems = []
    if not SHORTEST_SPOKE_PREFIX <= cidr.prefixlen <= LONGEST_SPOKE_PREFIX:
        problems.append(
            Problem(
                path,
                f"{owner.key} pins {cidr}: a spoke's range is at least a /{LONGEST_SPOKE_PREFIX} (seven tiers in four "
                f"zone parts) and at most a /{SHORTEST_SPOKE_PREFIX}",
            )
        )
    if not cidr.subnet_of(spec.network.pool):
        problems.append(
            Problem(path, f"{owner.key} pins {cidr}, outside the pool {spec.network.pool}: pin a range inside it")
        )
    problems += [
        Problem(path, f"{owner.key} pins {cidr}, which overlaps {other} of {key}: pin another range")
        for key, other in sorted(others.items())
        if cidr.overlaps(other)
    ]
    problems += [
        Problem(path, f"{owner.key} pins {cidr}, which overlaps {other} of site {site}: pin another range")
        for site, others_ in sorted(site_ranges(spec).items())
        for other in others_
        if cidr.overlaps(other)
    ]
    return problems


def ledger_problems(ledger: AddressLedger) -> list[Problem]:
    """What no ledger holds unless it was edited, or merged from two that were extended apart."""
    findings = [
        *_overlaps(ledger.top_ranges()),
        *_missing_numbers(ledger),
        *_parts(ledger),
        *_same_numbers("sids", ledger.sids),
        *_same_numbers("priorities", ledger.priorities),
    ]
    return [Problem(("network", "pool"), f"the address ledger records {finding}: {_CURE}") for finding in findings]


def _overlaps(ranges: Mapping[str, IPv4Network]) -> Iterator[str]:
    for (first, one), (second, other) in combinations(sorted(ranges.items()), 2):
        if one.overlaps(other):
            yield f"{one} for {first} and {other} for {second}, which overlap"


def _missing_numbers(ledger: AddressLedger) -> Iterator[str]:
    for key, cidr in sorted(ledger.top_ranges().items()):
        spoke, _, number = key.partition("/")
        if number and not 2 <= int(number) <= len(ledger.spoke_ranges(spoke)):
            yield f"{cidr} for {key}, but not every range of {spoke} before it"


def _parts(ledger: AddressLedger) -> Iterator[str]:
    by_network: dict[str, dict[str, IPv4Network]] = {}
    for key in sorted(ledger.ranges.keys() - ledger.top_ranges().keys()):
        by_network.setdefault(key.partition("/")[0], {})[key] = IPv4Network(ledger.ranges[key])
    for network, parts in by_network.items():
        whole = ledger.spoke_ranges(network)
        for key, cidr in parts.items():
            if not any(cidr.subnet_of(one) for one in whole):
                yield f"{cidr} for {key}, outside every range of {network}"
        yield from _overlaps(parts)


def _same_numbers(section: str, numbers: Mapping[str, int]) -> Iterator[str]:
    holders: dict[tuple[str, int], list[str]] = {}
    for key, number in sorted(numbers.items()):
        # A priority is unique within its tier and direction, a signature id within the firewall.
        group = key.rpartition("/")[0] if section == "priorities" else ""
        holders.setdefault((group, number), []).append(key)
    for (_, number), keys in holders.items():
        if len(keys) > 1:
            yield f"the number {number} of {section} for {' and '.join(keys)}"
