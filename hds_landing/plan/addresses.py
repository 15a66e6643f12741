"""The address plan of one network: how a range is cut into subnets.

A spoke's range has eight equal slots. A tier takes the first free slot when it comes and keeps it, even while no
workload uses it; the ledger records the slot, so a later tier never moves an earlier one. On AWS a slot has four
equal parts, one per zone and a spare, whatever the profile's number of zones; on Azure a slot is one regional subnet::

    10.64.16.0/20  (large)                      slot app, AWS
    ┌─────────────┬─────────────┐               ┌────────┬────────┬────────┬────────┐
    │ 0 attachment│ 1 app       │  ──────────►  │ a /25  │ b /25  │ c /25  │ spare  │
    │   /26, spare│   /23       │               └────────┴────────┴────────┴────────┘
    ├─────────────┼─────────────┤               slot app, Azure
    │ 2 data      │ 3 free      │               ┌───────────────────────────────────┐
    ├─────────────┼─────────────┤               │ app /23                           │
    │ 4 free      │ 5 free      │               └───────────────────────────────────┘
    ├─────────────┼─────────────┤
    │ 6 free      │ 7 free      │               `attachment` is the first /26 of slot 0: a /28 per zone
    └─────────────┴─────────────┘

A further range of the spoke is cut alike, its slot 0 left spare; every tier gets a slot in it, with subnets named
`<tier>--2` (no key has two hyphens in a row).

The hub's range has sixteen units, all reserved on both clouds from the first day::

    ┌───┬───┬───┬───┬───┬───┬───┬───┬───────────────┬───────────────┐
    │ 0 │ 1 │ 2 │ 3 │ 4 │ 5 │ 6 │ 7 │ 8  9  10  11  │ 12 13  14  15 │
    └───┴───┴───┴───┴───┴───┴───┴───┴───────────────┴───────────────┘
      0 firewall   1 firewall-management   2 gateway   3 resolver-inbound   4 resolver-outbound
      5 attachment   6 egress   8-11 endpoints   7, 12-15 spare
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

from hds_landing.catalogue.regions import find_region
from hds_landing.errors import Problem
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.landing_zone import LandingZoneSpec


@dataclass(frozen=True)
class SubnetPlan:
    """One subnet. Keyed `<tier>-<zone>` on AWS (`app-a`), `<tier>` on Azure, where subnets span the zones.

    Those in a spoke's second range end in `--2` (`app-a--2`, `app--2`), in its third in `--3`.
    """

    cidr: str
    """IPv4 range, `10.64.16.0/25`."""
    tier: str
    """What stands in it: a workload tier (`app`, `data`), or `attachment`, `firewall`, `gateway` ..."""
    zone: str
    """AWS: the zone's letter (`a`). Azure: empty."""


SLOTS_PER_RANGE = 8
TIERS_PER_RANGE = SLOTS_PER_RANGE - 1
LONGEST_SPOKE_PREFIX = 23
"""/23: its slots are /26, their zone parts /28, the smallest subnet that AWS allows."""
SHORTEST_SPOKE_PREFIX = 16
"""/16: the largest range of an AWS VPC."""
ATTACHMENT = "attachment"

_HUB_UNITS: Mapping[str, tuple[int, int]] = {
    "firewall": (0, 4),
    "firewall-management": (1, 4),
    "gateway": (2, 4),
    "resolver-inbound": (3, 4),
    "resolver-outbound": (4, 4),
    "attachment": (5, 4),
    "egress": (6, 4),
    "endpoints": (2, 2),
}
"""Tier: (index, number of bits by which the hub's range is divided)."""

_HUB_TIERS = {
    CloudProvider.AWS: ("attachment", "firewall", "egress", "resolver-inbound", "resolver-outbound", "endpoints"),
    CloudProvider.AZURE: (
        "firewall",
        "firewall-management",
        "gateway",
        "resolver-inbound",
        "resolver-outbound",
        "endpoints",
    ),
}


def zones(cloud: CloudProvider, profile: Profile) -> list[str]:
    """Two zones for `essential`, else three: letters on AWS, numbers on Azure."""
    names = ["a", "b", "c"] if cloud is CloudProvider.AWS else ["1", "2", "3"]
    return names[:2] if profile is Profile.ESSENTIAL else names


def zone_problems(spec: LandingZoneSpec) -> list[Problem]:
    """A region that is known to have no availability zones, where neither firewall nor vault could be spread."""
    region = find_region(spec.cloud.provider.value, spec.cloud.region)
    if region is None or region.availability_zones is not False:
        return []
    message = f"{spec.cloud.region} has no availability zones, over which the hub is spread: choose a region that has"
    return [Problem(("cloud", "region"), message)]


def hub_prefix_length(pool: IPv4Network) -> int:
    """A sixteenth of the pool, at most a /20, at least a /22 (below it Azure's firewall has no /26)."""
    return min(22, max(20, pool.prefixlen + 4))


def hub_tier_ranges(hub: IPv4Network) -> dict[str, IPv4Network]:
    """The unit of every hub tier."""
    return {tier: list(hub.subnets(prefixlen_diff=bits))[index] for tier, (index, bits) in _HUB_UNITS.items()}


def hub_subnets(
    cloud: CloudProvider, tier_ranges: Mapping[str, IPv4Network], zones: Sequence[str]
) -> dict[str, SubnetPlan]:
    """The hub's subnets that this cloud uses, sorted by key."""
    subnets: dict[str, SubnetPlan] = {}
    for tier in _HUB_TIERS[cloud]:
        subnets |= _tier_subnets(cloud, tier, tier_ranges[tier], zones, "")
    return dict(sorted(subnets.items()))


def attachment_range(spoke_range: IPv4Network) -> IPv4Network:
    """The first /26 of a spoke's first range: a /28 per zone for its attachment to the hub."""
    return next(spoke_range.subnets(new_prefix=26))


def free_slots(spoke_range: IPv4Network, taken: Iterable[IPv4Network]) -> list[IPv4Network]:
    """The slots of a spoke's range that no tier holds, in order; slot 0 is never a tier's."""
    held = list(taken)
    slots = list(spoke_range.subnets(prefixlen_diff=3))[1:]
    return [slot for slot in slots if not any(slot.overlaps(other) for other in held)]


def spoke_subnets(
    cloud: CloudProvider,
    attachment: IPv4Network,
    tier_ranges: Mapping[tuple[str, int], IPv4Network],
    zones: Sequence[str],
) -> dict[str, SubnetPlan]:
    """A spoke's subnets sorted by key. `tier_ranges`: slot by tier and number of the range, counted from 1."""
    subnets: dict[str, SubnetPlan] = {}
    if cloud is CloudProvider.AWS:
        subnets |= _tier_subnets(cloud, ATTACHMENT, attachment, zones, "")
    for (tier, number), slot in tier_ranges.items():
        subnets |= _tier_subnets(cloud, tier, slot, zones, "" if number == 1 else f"--{number}")
    return dict(sorted(subnets.items()))


def _tier_subnets(
    cloud: CloudProvider, tier: str, cidr: IPv4Network, zones: Sequence[str], suffix: str
) -> dict[str, SubnetPlan]:
    if cloud is CloudProvider.AZURE:
        return {f"{tier}{suffix}": SubnetPlan(str(cidr), tier, "")}
    parts = zip(zones, cidr.subnets(prefixlen_diff=2), strict=False)
    return {f"{tier}-{zone}{suffix}": SubnetPlan(str(part), tier, zone) for zone, part in parts}
