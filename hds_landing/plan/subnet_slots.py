"""Slots for tiers: what of a network's range each of its parts holds, recorded once and kept."""

from collections.abc import Mapping
from ipaddress import IPv4Network

from hds_landing.errors import Problem
from hds_landing.plan.address_ledger import HUB, AddressLedger, tier_key
from hds_landing.plan.addresses import ATTACHMENT, TIERS_PER_RANGE, attachment_range, free_slots, hub_tier_ranges
from hds_landing.plan.owners import SpokeOwner


def with_subnets(ledger: AddressLedger, owners: Mapping[str, SpokeOwner]) -> tuple[dict[str, str], list[Problem]]:
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
