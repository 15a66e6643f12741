"""What was planned once stays: ranges, names, signature ids, keys and priorities."""

from ipaddress import IPv4Network
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from planned_specs import CLOUDS, SITES, TODAY, a_spec, spec_changes

from hds_landing.plan.landing_zone import LandingZonePlan, plan_landing_zone
from hds_landing.plan.ledger import AddressLedger, extend_ledger

providers = st.sampled_from(sorted(CLOUDS))


@settings(max_examples=60, deadline=None)
@given(provider=providers, before=spec_changes(), after=spec_changes())
def test_any_change_of_the_spec_keeps_what_was_given_out(
    provider: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    ledger = extend_ledger(AddressLedger(), a_spec(provider, **before))
    extended = extend_ledger(ledger, a_spec(provider, **after))
    for section in ("ranges", "sids", "priorities"):
        old, new = getattr(ledger, section), getattr(extended, section)
        assert old.items() <= new.items()


@settings(max_examples=60, deadline=None)
@given(provider=providers, before=spec_changes(), after=spec_changes())
def test_any_change_of_the_spec_keeps_the_plan_of_what_stays(
    provider: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    old = plan_landing_zone(a_spec(provider, **before), AddressLedger(), TODAY)
    ledger = extend_ledger(AddressLedger(), a_spec(provider, **before))
    new = plan_landing_zone(a_spec(provider, **after), ledger, TODAY)
    assert new.hub.cidr == old.hub.cidr
    assert _kept(_subnets(old), _subnets(new))
    assert _kept(_rule_numbers(old), _rule_numbers(new))
    assert _kept(_names(old), _names(new))
    for key in old.spokes.keys() & new.spokes.keys():
        first, second = old.spokes[key].cidrs, new.spokes[key].cidrs
        assert second[: len(first)] == first


@settings(max_examples=60, deadline=None)
@given(provider=providers, changes=spec_changes(), data=st.data())
def test_the_order_of_the_spec_changes_nothing(provider: str, changes: dict[str, Any], data: st.DataObject) -> None:
    reordered = changes | {
        "establishments": {
            key: changes["establishments"][key] for key in data.draw(st.permutations(list(changes["establishments"])))
        },
        "flows": data.draw(st.permutations(changes["flows"])),
        "sites": dict(reversed(changes["sites"].items())),
    }
    plan = plan_landing_zone(a_spec(provider, **changes), AddressLedger(), TODAY)
    assert plan_landing_zone(a_spec(provider, **reordered), AddressLedger(), TODAY) == plan


@settings(max_examples=60, deadline=None)
@given(provider=providers, before=spec_changes(), after=spec_changes())
def test_nothing_overlaps(provider: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    ledger = extend_ledger(AddressLedger(), a_spec(provider, **before))
    plan = plan_landing_zone(a_spec(provider, **after), ledger, TODAY)
    pool = IPv4Network(plan.hub.pool)
    sites = [IPv4Network(cidr) for site in SITES.values() for cidr in site["cidrs"]]
    networks = {"hub": [IPv4Network(plan.hub.cidr)]}
    networks |= {key: [IPv4Network(cidr) for cidr in spoke.cidrs] for key, spoke in plan.spokes.items()}
    ranges = [cidr for cidrs in networks.values() for cidr in cidrs]
    assert all(cidr.subnet_of(pool) for cidr in ranges)
    _assert_apart([*ranges, *sites])
    for key, subnets in {"hub": plan.hub.subnets, **{k: spoke.subnets for k, spoke in plan.spokes.items()}}.items():
        cidrs = [IPv4Network(subnet.cidr) for subnet in subnets.values()]
        _assert_apart(cidrs)
        assert all(any(cidr.subnet_of(parent) for parent in networks[key]) for cidr in cidrs)
        assert all(cidr.prefixlen <= 28 for cidr in cidrs)


@settings(max_examples=60, deadline=None)
@given(provider=providers, before=spec_changes(), after=spec_changes())
def test_numbers_are_unique_where_they_must_be(provider: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    ledger = extend_ledger(AddressLedger(), a_spec(provider, **before))
    plan = plan_landing_zone(a_spec(provider, **after), ledger, TODAY)
    rules = [*plan.hub.firewall.rules, *plan.hub.firewall.egress]
    sids = [rule.sid for rule in rules]
    assert len(sids) == len(set(sids)) == len({rule.key for rule in rules})
    assert all(1_000_000 <= sid <= 9_999_999 for sid in sids)
    for spoke in plan.spokes.values():
        keys = [rule.key for rule in spoke.access]
        assert len(keys) == len(set(keys))
        priorities = [(rule.tier, rule.direction, rule.priority) for rule in spoke.access]
        assert len(priorities) == len(set(priorities))
        assert all(200 <= rule.priority <= 3900 for rule in spoke.access)
        assert all(len(rule.key) <= 80 for rule in spoke.access)
        assert all(len({port.transport for port in rule.ports}) == 1 for rule in spoke.access)


def _assert_apart(cidrs: list[IPv4Network]) -> None:
    ordered = sorted(cidrs)
    for lower, upper in pairwise(ordered):
        assert not lower.overlaps(upper), (lower, upper)


def _kept(old: dict[Any, Any], new: dict[Any, Any]) -> bool:
    return all(new[key] == value for key, value in old.items() if key in new)


def _subnets(plan: LandingZonePlan) -> dict[Any, Any]:
    spokes = {(key, name): subnet for key, spoke in plan.spokes.items() for name, subnet in spoke.subnets.items()}
    return spokes | {("hub", name): subnet for name, subnet in plan.hub.subnets.items()}


def _rule_numbers(plan: LandingZonePlan) -> dict[Any, Any]:
    rules = {rule.key: rule.sid for rule in (*plan.hub.firewall.rules, *plan.hub.firewall.egress)}
    access = {(key, rule.key): rule.priority for key, spoke in plan.spokes.items() for rule in spoke.access}
    return {**rules, **access}


def _names(plan: LandingZonePlan) -> dict[Any, Any]:
    return {
        **{("vault", key): vault.name for key, vault in plan.vaults.items()},
        **{("keys", key): (keys.name, keys.vault_name) for key, keys in plan.keys.items()},
        **{("key", key, use): one.name for key, keys in plan.keys.items() for use, one in keys.keys.items()},
        **{("logs", key): logs.workspace_name for key, logs in plan.logs.items()},
        **{("store", key): one.store_name for key, one in plan.log_archive.classes.items()},
        **{("spoke", key): spoke.name for key, spoke in plan.spokes.items()},
        **{("flow", flow.source, flow.destination, *flow.ports): flow.key for flow in plan.flows},
    }
