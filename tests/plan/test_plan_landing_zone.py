"""The whole plan: of the examples, as component arguments, its notices and its costs."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Optional

import pulumi
import pytest
from planned_specs import TODAY, a_ledger, a_plan, a_spec, hospital, https
from pulumi.provider.experimental.analyzer import Analyzer

from hds_landing.catalogue.prices import Price
from hds_landing.plan.cost import CostLine, cost_lines, costs_by_profile
from hds_landing.plan.hub import FirewallTier
from hds_landing.plan.landing_zone import LandingZonePlan, plan_landing_zone
from hds_landing.plan.ledger import AddressLedger
from hds_landing.plan.owners import spoke_owners
from hds_landing.spec.cloud import Profile
from hds_landing.spec.load import load_spec

EXAMPLES = Path(__file__).parents[2] / "examples"


def example(name: str) -> LandingZonePlan:
    loaded = load_spec(EXAMPLES / name / "landing-zone.yaml", TODAY)
    return plan_landing_zone(loaded.spec, AddressLedger(), TODAY)


SUMMARIES: dict[str, dict[str, Any]] = {
    "eure-seine": {
        "hub": "10.64.0.0/20",
        "zones": ["a", "b"],
        "firewall": ("standard", 6000, None),
        "rules": (30, 2),
        "providers": ["platform"],
        "spokes": {
            "bernay": ("10.64.16.0/21", 6, 6),
            "bourg-achard": ("10.64.112.0/22", 6, 8),
            "breteuil": ("10.64.120.0/22", 4, 2),
            "conches": ("10.64.128.0/22", 4, 2),
            "evreux": ("10.64.32.0/20", 6, 43),
            "gisors": ("10.64.64.0/21", 6, 6),
            "les-andelys": ("10.64.136.0/22", 6, 8),
            "louviers": ("10.64.80.0/21", 6, 6),
            "pacy": ("10.64.144.0/22", 6, 8),
            "pont-audemer": ("10.64.96.0/21", 6, 6),
            "rugles": ("10.64.152.0/22", 4, 2),
            "verneuil": ("10.64.160.0/22", 6, 8),
        },
        "copies": ["eu-central-1"],
        "key vaults": ["eures-bernay-marvzxi6", "eures-bourg-ach-b2iqchzo"],
        "recovery": ["aws-backup-daily / aws-backup-copy"],
    },
    "grand-paris-nord-est": {
        "hub": "10.64.0.0/20",
        "zones": ["1", "2", "3"],
        "firewall": ("premium", 240, "10.64.0.4"),
        "rules": (11, 9),
        "providers": ["aulnay", "montreuil", "platform", "raincy-montfermeil", "shared-dpi"],
        "spokes": {
            "aulnay": ("10.64.32.0/20", 2, 21),
            "montreuil": ("10.64.16.0/21", 2, 14),
            "raincy-montfermeil": ("10.64.96.0/21", 2, 16),
            "shared-dpi": ("10.64.64.0/20", 2, 36),
        },
        "copies": ["zone"],
        "key vaults": ["gpne-aulnay-66vseala", "gpne-montreuil-vgnghsrq"],
        "recovery": ["azure-backup-sql-in-vm / not covered", "azure-backup-vm-daily / not covered"],
    },
    "minimal-aws": {
        "hub": "10.64.0.0/20",
        "zones": ["a", "b"],
        "firewall": ("standard", 6000, None),
        "rules": (0, 0),
        "providers": ["platform"],
        "spokes": {"centre": ("10.64.16.0/22", 4, 0)},
        "copies": ["zone"],
        "key vaults": ["exemple-centre-xd6pygxd"],
        "recovery": ["aws-backup-daily / not covered"],
    },
    "minimal-azure": {
        "hub": "10.64.0.0/20",
        "zones": ["1", "2"],
        "firewall": ("standard", 240, "10.64.0.4"),
        "rules": (0, 0),
        "providers": ["platform"],
        "spokes": {"centre": ("10.64.16.0/22", 1, 0)},
        "copies": ["zone"],
        "key vaults": ["exemple-centre-ak3twj35"],
        "recovery": ["azure-backup-vm-daily / not covered"],
    },
}


def summary(plan: LandingZonePlan) -> dict[str, Any]:
    return {
        "hub": plan.hub.cidr,
        "zones": plan.hub.zones,
        "firewall": (
            plan.hub.firewall.tier.value,
            plan.hub.firewall.tcp_idle_timeout_seconds,
            plan.hub.firewall.private_ip,
        ),
        "rules": (len(plan.hub.firewall.rules), len(plan.hub.firewall.egress)),
        "providers": sorted(plan.providers),
        "spokes": {key: (*spoke.cidrs, len(spoke.subnets), len(spoke.access)) for key, spoke in plan.spokes.items()},
        "copies": sorted(
            {vault.copy.region if vault.copy else vault.redundancy.value for vault in plan.vaults.values()}
        ),
        "key vaults": sorted(keys.vault_name for keys in plan.keys.values())[:2],
        "recovery": sorted({f"{one.mechanism} / {one.regional_mechanism}" for one in plan.recovery}),
    }


@pytest.mark.parametrize("name", sorted(SUMMARIES))
def test_the_plan_of_an_example(name: str) -> None:
    assert summary(example(name)) == SUMMARIES[name]


def test_today_moves_nothing_but_the_notices() -> None:
    later = plan_landing_zone(a_spec(), AddressLedger(), date(2030, 1, 1))
    assert later == a_plan()


def test_a_recorded_plan_is_the_same_plan() -> None:
    fresh = a_plan()
    recorded = a_plan(ledger=a_ledger())
    assert replace(recorded, notices=[]) == replace(fresh, notices=[])
    (new,) = set(fresh.notices) - set(recorded.notices)
    assert new == (
        "2 ranges are not in the address ledger yet (alpha, hub): write and commit the ledger before "
        "deploying, for only "
        "what is recorded stays"
    )


@pytest.mark.parametrize(
    ("profile", "tier"),
    [("essential", FirewallTier.STANDARD), ("standard", FirewallTier.PREMIUM), ("reinforced", FirewallTier.PREMIUM)],
)
def test_the_profile_buys_the_firewall(profile: str, tier: FirewallTier) -> None:
    for provider in ("aws", "azure"):
        assert a_plan(provider, profile=profile).hub.firewall.tier is tier


@pytest.mark.parametrize(
    ("provider", "tiers"),
    [
        ("aws", {"attachment", "firewall", "egress", "resolver-inbound", "resolver-outbound", "endpoints"}),
        ("azure", {"firewall", "firewall-management", "gateway", "resolver-inbound", "resolver-outbound", "endpoints"}),
    ],
)
def test_the_hub_has_room_for_what_comes_later(provider: str, tiers: set[str]) -> None:
    subnets = a_plan(provider, profile="standard", network={"pool": "10.64.0.0/18"}).hub.subnets
    assert {subnet.tier for subnet in subnets.values()} == tiers
    assert len(subnets) == (18 if provider == "aws" else 6)
    longest = 28 if provider == "aws" else 26
    assert all(int(subnet.cidr.partition("/")[2]) <= longest for subnet in subnets.values())


# Notices


@pytest.mark.parametrize(
    ("until", "notice"),
    [
        ("2026-11-22", "the firewall observes until 2026-11-22 (0 days left): undeclared flows pass and are logged"),
        ("2026-12-22", "the firewall observes until 2026-12-22 (30 days left): undeclared flows pass and are logged"),
        (
            "2026-11-21",
            "the firewall was to observe until 2026-11-21, which is past: set network.enforcement to enforce",
        ),
    ],
)
def test_observing_is_said(until: str, notice: str) -> None:
    plan = a_plan(network={"pool": "10.64.0.0/12", "enforcement": {"observe": until}})
    assert plan.hub.firewall.observe_until == until
    assert notice in plan.notices


def test_what_is_only_a_trial_or_essential_is_said() -> None:
    notices = a_plan("azure", profile="essential").notices
    assert [notice.partition(":")[0] for notice in notices[:3]] == [
        "backup.immutability is trial",
        "logging.immutability is trial",
        "profile essential",
    ]
    assert a_plan().hub.firewall.observe_until is None
    assert not [notice for notice in a_plan().notices if "essential" in notice or "observe" in notice]


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        ("sealed", "alpha is sealed: its resources are no longer protected against deletion"),
        ("restitution", "alpha is restitution: recorded only, its network and keys are planned as for an active one"),
    ],
)
def test_a_state_is_said(state: str, notice: str) -> None:
    plan = a_plan(establishments={"alpha": hospital(state=state)})
    assert notice in plan.notices
    assert plan.sealed == (["alpha"] if state == "sealed" else [])


@pytest.mark.parametrize(("hospitals", "said"), [(4, False), (5, True)])
def test_more_networks_than_an_account_has_by_default(hospitals: int, said: bool) -> None:
    names = ("alpha", "bravo", "charlie", "delta", "echo")[:hospitals]
    notices = a_plan(establishments={name: hospital() for name in names}).notices
    notice = (
        "quota vpcs: the platform's account needs 6, the default limit is 5; ask the provider to raise "
        "it before deploying"
    )
    assert (notice in notices) is said


def test_more_rules_than_a_security_group_has_by_default() -> None:
    flows = [https("site:dc", "alpha", ports=[f"{port}/tcp" for port in range(1000, 1061)])]
    sites = {"dc": {"cidrs": ["10.1.0.0/16"], "link": {"kind": "vpn", "encryption": "ipsec"}}}
    notices = a_plan(flows=flows, sites=sites).notices
    assert (
        "quota security-group-rules: alpha, tier app, ingress needs 61, the default limit is 60; ask "
        "the provider to raise "
        "it before deploying"
    ) in notices


@pytest.mark.parametrize(("peers", "said"), [(16, False), (17, True)])
def test_more_peers_than_a_network_list_has_rules_by_default(peers: int, said: bool) -> None:
    names = [f"h{number}" for number in range(peers)]
    plan = a_plan(
        establishments={"alpha": hospital(), **{name: hospital() for name in names}},
        flows=[https(name, "alpha") for name in names],
    )
    notice = (
        "quota network-acl-rules: alpha needs 21, the default limit is 20; ask the provider to raise it "
        "before deploying"
    )
    assert (notice in plan.notices) is said


# Costs


def lines(provider: str, own: tuple[Price, ...] = (), **changes: Any) -> list[CostLine]:
    spec = a_spec(provider, **changes)
    return cost_lines(spec, spoke_owners(spec), own)


WAY_OUT = {
    "pool": "10.64.0.0/12",
    "egressAllow": [{"fqdn": "x.example.org", "ports": ["443/tcp"], "protocol": "https", "purpose": "updates"}],
}


@pytest.mark.parametrize(
    ("provider", "changes", "items"),
    [
        (
            "aws",
            {"profile": "essential"},
            [
                ("platform", "transit-gateway-attachment", 1),
                ("platform", "network-firewall-endpoint", 2),
                ("platform", "kms-key", 4),
                ("alpha", "transit-gateway-attachment", 1),
                ("alpha", "kms-key", 4),
            ],
        ),
        (
            "aws",
            {"network": WAY_OUT},
            [
                ("platform", "transit-gateway-attachment", 1),
                ("platform", "network-firewall-endpoint", 3),
                ("platform", "kms-key", 4),
                ("platform", "nat-gateway", 3),
                ("platform", "public-ip-address", 3),
                ("alpha", "transit-gateway-attachment", 1),
                ("alpha", "kms-key", 4),
            ],
        ),
        (
            "azure",
            {"profile": "essential", "network": WAY_OUT},
            [
                ("platform", "firewall-standard", 1),
                ("platform", "key-vault-key", 4),
                ("platform", "public-ip-address", 2),
                ("alpha", "key-vault-key", 4),
            ],
        ),
        (
            "azure",
            {"profile": "reinforced"},
            [
                ("platform", "firewall-premium", 1),
                ("platform", "key-vault-hsm-key", 4),
                ("platform", "ddos-protection-plan", 1),
                ("platform", "log-analytics-cluster", 1),
                ("platform", "public-ip-address", 1),
                ("alpha", "key-vault-hsm-key", 4),
            ],
        ),
    ],
)
def test_what_costs_while_idle(provider: str, changes: dict[str, Any], items: list[tuple[str, str, int]]) -> None:
    assert [(line.owner, line.item, line.quantity) for line in lines(provider, **changes)] == items


def test_a_price_without_a_source_is_unknown_and_the_hospitals_own_wins() -> None:
    own = Price("aws", "kms-key", "KMS key", "*", 0.95, "quote 88", date(2026, 10, 30))
    priced = {line.item: line for line in lines("aws", (own,))}
    own_line, unknown = priced["kms-key"], priced["network-firewall-endpoint"]
    assert (own_line.monthly, own_line.currency, own_line.basis) == (3.8, "EUR", "quote 88 (2026-10-30)")
    assert (unknown.monthly, unknown.currency, unknown.basis) == (None, None, "unknown")


def test_own_prices_reach_the_plan() -> None:
    own = Price("aws", "kms-key", "KMS key", "*", 1.0, "quote 88", None)
    plan = plan_landing_zone(a_spec(), AddressLedger(), TODAY, prices=(own,))
    assert sum(line.monthly or 0 for line in plan.costs["essential"] if line.currency == "EUR") == 8.0
    assert not any("kms-key" in notice for notice in plan.notices)


def test_costs_of_every_profile() -> None:
    spec = a_spec("azure", profile="standard")
    costs = costs_by_profile(spec, spoke_owners(spec))
    assert {profile: lines_[0].item for profile, lines_ in costs.items()} == {
        Profile.ESSENTIAL: "firewall-standard",
        Profile.STANDARD: "firewall-premium",
        Profile.REINFORCED: "firewall-premium",
    }
    assert costs[Profile.STANDARD] == cost_lines(spec, spoke_owners(spec))


# As component arguments


class WholePlanArgs:
    """Takes a whole plan."""

    plan: LandingZonePlan
    note: Optional[pulumi.Input[str]]


class WholePlan(pulumi.ComponentResource):
    """A component that takes a whole plan."""

    def __init__(self, name: str, args: WholePlanArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        super().__init__("test:index:WholePlan", name, {}, opts)


def test_every_part_of_a_plan_can_be_a_component_argument() -> None:
    types = Analyzer("test").analyze([WholePlan])["type_definitions"]
    assert {"LandingZonePlan", "HubPlan", "FirewallRule", "AccessRule", "SubnetPlan", "RecoveryPlan"} <= types.keys()
    assert len(types) >= 30
    rule = types["AccessRule"]
    assert "priority" in rule.properties
    assert all(definition.properties or definition.enum for definition in types.values())
