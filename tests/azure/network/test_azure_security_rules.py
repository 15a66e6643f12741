from dataclasses import replace
from typing import Any

import pytest

from hds_landing.azure.network.security_rules import closed_rules, tier_rules
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.access import AccessRule
from hds_landing.plan.ports import PortRange
from tests.azure.azure_plans import DATABASE_OUT, FIREWALL_IP, IMAGES_IN, tcp, udp

CIDR = "10.64.16.0/25"


def rules(*access: AccessRule, tier: str = "app") -> dict[str, Any]:
    return {rule.name: rule for rule in tier_rules(tier, CIDR, access, FIREWALL_IP)}


def test_without_access_a_tier_has_probes_names_and_nothing_else() -> None:
    assert list(rules()) == ["allow-health-probes", "allow-dns", "deny-all-inbound", "deny-all-outbound"]


@pytest.mark.parametrize("direction", ["Inbound", "Outbound"])
def test_both_ways_end_in_a_denial_before_azures_own_rules(direction: str) -> None:
    rule = rules(IMAGES_IN, DATABASE_OUT)[f"deny-all-{direction.lower()}"]
    assert (rule.priority, rule.access, rule.direction, rule.protocol) == (4096, "Deny", direction, "*")
    assert {rule.source_address_prefix, rule.destination_address_prefix, rule.destination_port_range} == {"*"}


def test_what_comes_in_comes_from_the_declared_ranges() -> None:
    rule = rules(IMAGES_IN)["dicom--app--ingress"]
    assert (rule.priority, rule.access, rule.direction, rule.protocol) == (200, "Allow", "Inbound", "Tcp")
    assert rule.source_address_prefixes == ["10.1.0.0/16"]
    assert rule.destination_address_prefixes == [CIDR]
    assert rule.destination_port_ranges == ["11112", "2761-2762"]


def test_what_goes_out_goes_to_the_declared_ranges() -> None:
    rule = rules(DATABASE_OUT)["tier-app--data--app--egress"]
    assert (rule.priority, rule.access, rule.direction, rule.protocol) == (210, "Allow", "Outbound", "Tcp")
    assert rule.source_address_prefixes == [CIDR]
    assert rule.destination_address_prefixes == ["10.64.16.128/25"]
    assert rule.destination_port_ranges == ["5432"]


def test_another_tiers_access_is_not_this_ones() -> None:
    assert "dicom--app--ingress" not in rules(IMAGES_IN, tier="data")


def test_names_are_asked_of_the_firewall_only() -> None:
    rule = rules()["allow-dns"]
    assert (rule.direction, rule.source_address_prefix, rule.destination_address_prefix) == (
        "Outbound",
        CIDR,
        f"{FIREWALL_IP}/32",
    )
    assert rule.destination_port_range == "53"


def test_probes_come_from_azures_host_only() -> None:
    rule = rules()["allow-health-probes"]
    assert (rule.direction, rule.source_address_prefix, rule.destination_address_prefix) == (
        "Inbound",
        "AzureLoadBalancer",
        CIDR,
    )


def test_the_platforms_priorities_are_out_of_the_plans_reach() -> None:
    platform = [rule.priority for rule in rules().values()]
    assert min(platform) > 3900


@pytest.mark.parametrize(
    ("ports", "given"),
    [([tcp(53), udp(53)], "tcp and udp"), ([udp(514), tcp(6514)], "udp and tcp"), ([], "no transport")],
)
def test_one_rule_holds_one_transport(ports: list[PortRange], given: str) -> None:
    with pytest.raises(ComponentArgsError) as refused:
        rules(replace(IMAGES_IN, ports=ports))
    assert str(refused.value) == (
        f"access rule 'dicom--app--ingress' has ports of {given}, and one security rule holds one transport. "
        "Give each transport an access rule of its own."
    )


def test_a_closed_group_denies_both_ways_and_allows_nothing() -> None:
    assert [(rule.direction, rule.access) for rule in closed_rules()] == [("Inbound", "Deny"), ("Outbound", "Deny")]
