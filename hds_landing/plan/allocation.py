"""Ranges for everything: pinned in the spec, else recorded in the ledger, else allocated by size.

A pinned range is taken where nothing is recorded; where the ledger records another, the spec is refused, for a range
in use never changes. Allocated ranges get an aligned block one bit larger to grow in; an establishment whose `size`
was raised gets that block first, then ranges elsewhere, and keeps what it has. A pinned establishment does not grow.
"""

from collections.abc import Mapping
from ipaddress import IPv4Network

from hds_landing.errors import Path, PlanError, Problem
from hds_landing.plan.address_ledger import HUB, AddressLedger, range_key, tier_key
from hds_landing.plan.address_pool import AddressPool
from hds_landing.plan.addresses import (
    ATTACHMENT,
    LONGEST_SPOKE_PREFIX,
    SHORTEST_SPOKE_PREFIX,
    TIERS_PER_RANGE,
    attachment_range,
    free_slots,
    hub_prefix_length,
    hub_tier_ranges,
)
from hds_landing.plan.owners import SpokeOwner, spoke_owners
from hds_landing.spec.establishment import Size
from hds_landing.spec.landing_zone import LandingZoneSpec

SIZE_PREFIX_LENGTHS = {Size.SMALL: 22, Size.MEDIUM: 21, Size.LARGE: 20}


def extend_ranges(ledger: AddressLedger, spec: LandingZoneSpec) -> dict[str, str]:
    """The ledger's ranges with whatever the spec needs and the ledger lacks. Raises PlanError with every problem."""
    owners = spoke_owners(spec)
    problems = [*_conflicts(ledger, spec), *_pin_conflicts(ledger, spec, owners)]
    if problems:
        raise PlanError(problems)
    ranges, missing = _allocate(spec.network.pool, ledger, spec, owners)
    if missing:
        raise PlanError([_full(spec, ledger, owners, missing)])
    ranges, problems = _with_subnets(AddressLedger(ranges), owners)
    if problems:
        raise PlanError(problems)
    return ranges


def site_ranges(spec: LandingZoneSpec) -> dict[str, tuple[IPv4Network, ...]]:
    """The ranges under which the hub knows each site; never allocated over."""
    return {key: site.routed_cidrs for key, site in spec.sites.items()}


def _conflicts(ledger: AddressLedger, spec: LandingZoneSpec) -> list[Problem]:
    """Recorded ranges that the spec contradicts, or that contradict each other."""
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
    keys = sorted(recorded)
    problems += [
        Problem(
            ("network", "pool"),
            f"the address ledger records {recorded[first]} for {first} and {recorded[second]} for {second}, which "
            f"overlap: restore the ledger from version control",
        )
        for index, first in enumerate(keys)
        for second in keys[index + 1 :]
        if recorded[first].overlaps(recorded[second])
    ]
    problems += [
        Problem(
            ("network", "pool"),
            f"the address ledger records {cidr} for {key}, outside every range of {key.partition('/')[0]}: "
            f"restore the ledger from version control",
        )
        for key, cidr in sorted(ledger.ranges.items())
        if key not in recorded
        and not any(IPv4Network(cidr).subnet_of(parent) for parent in ledger.spoke_ranges(key.partition("/")[0]))
    ]
    return problems


def _pin_conflicts(ledger: AddressLedger, spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Problem]:
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
        problems += _pin_problems(path, owner, spec, {**recorded, **pinned})
        pinned[owner.key] = owner.cidr
    return problems


def _pin_problems(
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


def _allocate(
    network: IPv4Network, ledger: AddressLedger, spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]
) -> tuple[dict[str, str], dict[str, int]]:
    """All ranges, and the prefix length of each that found no room, by key."""
    ranges = dict(ledger.ranges)
    missing: dict[str, int] = {}
    pool = AddressPool(network, taken=[cidr for cidrs in site_ranges(spec).values() for cidr in cidrs])
    for key, cidr in ledger.top_ranges().items():
        if "/" in key or key == HUB:
            pool.taken.append(cidr)
        else:
            pool.take(cidr)
    for key, owner in owners.items():
        if owner.cidr is not None and key not in ranges:
            ranges[key] = str(owner.cidr)
            pool.take(owner.cidr)
    if HUB not in ranges:
        found = pool.allocate_bare(hub_prefix_length(network))
        if found is None:
            missing[HUB] = hub_prefix_length(network)
        else:
            ranges[HUB] = str(found)
    # Growth before newcomers: a gap belongs to its neighbour as long as the neighbour wants it.
    for owner in owners.values():
        if owner.cidr is None and owner.key in ledger.ranges:
            _grow(owner, pool, ledger.spoke_ranges(owner.key), ranges, missing)
    newcomers = [owner for owner in owners.values() if owner.key not in ranges]
    for owner in sorted(newcomers, key=lambda owner: (SIZE_PREFIX_LENGTHS[owner.size], owner.key)):
        prefix_length = SIZE_PREFIX_LENGTHS[owner.size]
        found = pool.allocate(prefix_length)
        if found is None:
            missing[owner.key] = prefix_length
        else:
            ranges[owner.key] = str(found)
    return ranges, missing


def _grow(
    owner: SpokeOwner, pool: AddressPool, held: list[IPv4Network], ranges: dict[str, str], missing: dict[str, int]
) -> None:
    """Add ranges until the spoke has the addresses of its size."""
    lacking = (1 << (32 - SIZE_PREFIX_LENGTHS[owner.size])) - sum(cidr.num_addresses for cidr in held)
    number = len(held)
    while lacking > 0:
        number += 1
        found = pool.allocate_gap_of(held[0]) if held[0].num_addresses <= lacking else None
        prefix_length = 33 - lacking.bit_length()
        found = found or pool.allocate_bare(prefix_length)
        if found is None:
            missing[range_key(owner.key, number)] = prefix_length
            lacking -= 1 << (32 - prefix_length)
            continue
        ranges[range_key(owner.key, number)] = str(found)
        lacking -= found.num_addresses


def _full(
    spec: LandingZoneSpec, ledger: AddressLedger, owners: Mapping[str, SpokeOwner], missing: Mapping[str, int]
) -> Problem:
    pool = spec.network.pool
    blocks = ", ".join(f"/{length} for {key}" for key, length in sorted(missing.items()))
    addresses = sum(1 << (32 - length) for length in missing.values())
    noun = "block" if len(missing) == 1 else "blocks"
    wider = _wider_pool(spec, ledger, owners)
    advice = f"widen network.pool to {wider}" if wider else "give network.pool a larger range"
    return Problem(
        ("network", "pool"),
        f"the pool {pool} is full: {len(missing)} {noun} missing ({blocks}), {addresses} addresses; {advice}, or "
        f"choose smaller sizes",
    )


def _wider_pool(spec: LandingZoneSpec, ledger: AddressLedger, owners: Mapping[str, SpokeOwner]) -> IPv4Network | None:
    """The smallest private range around the pool in which everything fits."""
    wider = spec.network.pool
    while wider.prefixlen > 8:
        wider = wider.supernet()
        if not wider.is_private:
            return None
        if not _allocate(wider, ledger, spec, owners)[1]:
            return wider
    return None


def _with_subnets(ledger: AddressLedger, owners: Mapping[str, SpokeOwner]) -> tuple[dict[str, str], list[Problem]]:
    """The ranges with the hub's units, the attachments and a slot for every tier."""
    ranges = dict(ledger.ranges)
    problems = []
    for tier, cidr in hub_tier_ranges(IPv4Network(ranges[HUB])).items():
        ranges.setdefault(f"{HUB}/{tier}", str(cidr))
    for owner in owners.values():
        spoke_ranges = ledger.spoke_ranges(owner.key)
        ranges.setdefault(f"{owner.key}/{ATTACHMENT}", str(attachment_range(spoke_ranges[0])))
        if ATTACHMENT in owner.tiers:
            problems.append(
                Problem(owner.path, f"{owner.key} has a tier named {ATTACHMENT}, which is reserved: rename the tier")
            )
            continue
        slots = ledger.tier_ranges(owner.key)
        for number, spoke_range in enumerate(spoke_ranges, start=1):
            free = free_slots(spoke_range, slots.values())
            housed = {tier for tier, _ in slots}
            # A tier without any slot goes before those that would only get more room.
            for tier in sorted(owner.tiers, key=lambda tier: (tier in housed, tier)):
                if (tier, number) not in slots and free:
                    slots[tier, number] = free.pop(0)
                    ranges[tier_key(owner.key, tier, number)] = str(slots[tier, number])
        homeless = sorted(set(owner.tiers) - {tier for tier, _ in slots})
        if homeless:
            problems.append(
                Problem(
                    owner.path,
                    f"{owner.key} has no room for its tiers {', '.join(homeless)}: a range holds {TIERS_PER_RANGE}, "
                    f"those of the past included; use an existing tier's name, or raise size for a further range",
                )
            )
    return ranges, problems
