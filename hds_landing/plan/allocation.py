"""Ranges for everything: pinned in the spec, else recorded in the ledger, else allocated by size.

A pinned range is taken where nothing is recorded; where the ledger records another, the spec is refused, for a range
in use never changes. Allocated ranges get an aligned block one bit larger to grow in; an establishment whose `size`
was raised gets that block first, then ranges elsewhere, and keeps what it has. A pinned establishment does not grow.
"""

from collections.abc import Mapping
from ipaddress import IPv4Network

from hds_landing.errors import PlanError, Problem
from hds_landing.plan.address_conflicts import ledger_problems, pin_problems, site_ranges, spec_conflicts
from hds_landing.plan.address_ledger import HUB, AddressLedger, range_key
from hds_landing.plan.address_pool import AddressPool
from hds_landing.plan.addresses import hub_prefix_length
from hds_landing.plan.owners import SpokeOwner, spoke_owners
from hds_landing.plan.subnet_slots import with_subnets
from hds_landing.spec.establishment import Size
from hds_landing.spec.landing_zone import LandingZoneSpec

SIZE_PREFIX_LENGTHS = {Size.SMALL: 22, Size.MEDIUM: 21, Size.LARGE: 20}


def extend_ranges(ledger: AddressLedger, spec: LandingZoneSpec) -> dict[str, str]:
    """The ledger's ranges with whatever the spec needs and the ledger lacks. Raises PlanError with every problem."""
    owners = spoke_owners(spec)
    problems = [*ledger_problems(ledger), *spec_conflicts(ledger, spec), *pin_problems(ledger, spec, owners)]
    if problems:
        raise PlanError(problems)
    ranges, missing = _allocate(spec.network.pool, ledger, spec, owners)
    if missing:
        raise PlanError([_full(spec, ledger, owners, missing)])
    ranges, problems = with_subnets(AddressLedger(ranges), owners)
    if problems:
        raise PlanError(problems)
    return ranges


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
