"""The address ledger: what it records, how it is read and written, and how a spec extends it."""

from collections.abc import Iterable, Mapping

from hds_landing.errors import PlanError, Problem
from hds_landing.plan.access import FIRST_PRIORITY, LAST_PRIORITY, Access, priority_group, priority_key, spoke_accesses
from hds_landing.plan.address_ledger import AddressLedger as AddressLedger
from hds_landing.plan.allocation import extend_ranges
from hds_landing.plan.firewall import rule_keys
from hds_landing.plan.flows import resolve_flows
from hds_landing.plan.ledger_file import ledger_text as ledger_text
from hds_landing.plan.ledger_file import read_ledger as read_ledger
from hds_landing.plan.ledger_file import write_ledger as write_ledger
from hds_landing.plan.owners import spoke_owners
from hds_landing.plan.rule_numbers import allot
from hds_landing.plan.ways_out import resolve_ways_out
from hds_landing.spec.landing_zone import LandingZoneSpec

FIRST_SID, LAST_SID = 1_000_000, 9_999_999


def extend_ledger(ledger: AddressLedger, spec: LandingZoneSpec) -> AddressLedger:
    """The ledger with everything that the spec needs; whatever it held is in it unchanged.

    Raises PlanError where the spec contradicts the ledger or the pool is full.
    """
    owners = spoke_owners(spec)
    flows, _ = resolve_flows(spec, owners)
    ways_out, _ = resolve_ways_out(spec, owners)
    extended = AddressLedger(
        ranges=extend_ranges(ledger, spec),
        sids=allot(rule_keys(flows, ways_out), ledger.sids, first=FIRST_SID, last=LAST_SID),
        priorities=ledger.priorities,
    )
    accesses = spoke_accesses(spec, extended, owners, flows, ways_out)
    return AddressLedger(extended.ranges, extended.sids, _priorities(ledger.priorities, accesses))


def _priorities(recorded: Mapping[str, int], accesses: Mapping[str, Iterable[Access]]) -> dict[str, int]:
    groups: dict[str, set[str]] = {}
    for spoke, spoke_access in accesses.items():
        for access in spoke_access:
            groups.setdefault(priority_group(spoke, access), set()).add(priority_key(spoke, access))
    priorities = dict(recorded)
    for group, keys in sorted(groups.items()):
        held = {key: number for key, number in recorded.items() if key.rpartition("/")[0] == group}
        try:
            priorities |= allot(keys, held, first=FIRST_PRIORITY, last=LAST_PRIORITY)
        except ValueError as error:
            raise PlanError([Problem(("flows",), f"{group} has more rules than priorities: {error}")]) from error
    return priorities
