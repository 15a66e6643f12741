from typing import Any

import pytest

from hds_landing.azure.network.firewall_rules import RuleGroup, by_transport, port_text, rule_groups
from hds_landing.plan.firewall import EgressRule, FirewallRule
from hds_landing.plan.ports import PortRange, Transport
from tests.azure.azure_plans import DICOM, MAIL, OFFICE, TIME, firewall, tcp, udp

POOL = "10.64.0.0/12"
READ = ("name", "source_addresses", "destination_addresses", "destination_fqdns", "destination_ports", "ip_protocols")


def groups(*rules: FirewallRule | EgressRule, observe_until: str | None = None) -> dict[str, RuleGroup]:
    flows = tuple(rule for rule in rules if isinstance(rule, FirewallRule))
    egress = tuple(rule for rule in rules if isinstance(rule, EgressRule))
    plan = firewall(rules=flows, egress=egress, observe_until=observe_until)
    return {group.key: group for group in rule_groups(plan, POOL)}


def network_rules(group: RuleGroup, collection: int = 0) -> list[dict[str, Any]]:
    return [
        {key: getattr(rule, key) for key in READ if getattr(rule, key, None) is not None}
        for rule in group.collections[collection].rules
    ]


@pytest.mark.parametrize(
    ("ports", "text"), [(tcp(443), "443"), (tcp(5000, 5100), "5000-5100"), (udp(1, 65535), "1-65535")]
)
def test_ports_as_azure_writes_them(ports: PortRange, text: str) -> None:
    assert port_text(ports) == text


def test_ports_are_told_apart_by_transport_in_their_order() -> None:
    assert by_transport([tcp(443), udp(53), tcp(80)]) == {Transport.TCP: ["443", "80"], Transport.UDP: ["53"]}


def test_nothing_declared_is_no_rule_at_all() -> None:
    assert groups() == {}


def test_a_flow_is_a_network_rule_between_its_ranges() -> None:
    found = groups(DICOM)
    assert list(found) == ["flows"]
    assert found["flows"].priority == 1000
    assert network_rules(found["flows"]) == [
        {
            "name": "aulnay-dc-modalities--aulnay-vna-tcp",
            "source_addresses": ["10.1.0.0/16"],
            "destination_addresses": ["10.64.16.0/25"],
            "destination_ports": ["11112"],
            "ip_protocols": ["TCP"],
        }
    ]


def test_a_flow_over_both_transports_never_opens_a_port_under_the_other() -> None:
    both = FirewallRule("syslog", 1, ["10.1.0.0/16"], ["10.64.16.0/25"], [udp(514), tcp(6514), tcp(6515)], "traces")
    assert [
        (rule["name"], rule["ip_protocols"], rule["destination_ports"]) for rule in network_rules(groups(both)["flows"])
    ] == [("syslog-udp", ["UDP"], ["514"]), ("syslog-tcp", ["TCP"], ["6514", "6515"])]


def test_a_web_name_is_an_application_rule_and_keeps_its_wildcard() -> None:
    (collection,) = groups(OFFICE)["egress"].collections
    (rule,) = collection.rules
    assert (rule.rule_type, rule.name, rule.target_fqdns) == ("ApplicationRule", "office", ["*.office.com"])
    assert rule.source_addresses == ["10.64.16.0/22"]
    assert [(protocol.protocol_type, protocol.port) for protocol in rule.protocols] == [("Https", 443)]


def test_a_web_port_range_names_every_port() -> None:
    ranged = EgressRule("web", 1, ["10.64.16.0/22"], "proxy.example.org", [], "http", [tcp(8080, 8082)], "proxy")
    (rule,) = groups(ranged)["egress"].collections[0].rules
    assert [(protocol.protocol_type, protocol.port) for protocol in rule.protocols] == [
        ("Http", 8080),
        ("Http", 8081),
        ("Http", 8082),
    ]


def test_another_protocols_name_is_resolved_by_the_firewall() -> None:
    assert network_rules(groups(MAIL)["egress"]) == [
        {
            "name": "mssante-tcp",
            "source_addresses": ["10.64.16.0/22"],
            "destination_fqdns": ["smtp.mssante.example.org"],
            "destination_ports": ["465", "587"],
            "ip_protocols": ["TCP"],
        }
    ]


def test_a_way_out_by_range_is_a_network_rule_even_over_https() -> None:
    ranged = EgressRule("api", 1, ["10.64.16.0/22"], None, ["192.0.2.0/24"], "https", [tcp(443)], "an API")
    assert network_rules(groups(ranged)["egress"])[0]["destination_addresses"] == ["192.0.2.0/24"]


def test_ranges_come_before_web_names() -> None:
    collections = groups(OFFICE, TIME)["egress"].collections
    assert [(each.name, each.priority, each.action.type) for each in collections] == [
        ("addresses", 2000, "Allow"),
        ("web", 2100, "Allow"),
    ]


def test_observing_lets_the_pool_talk_behind_every_other_rule_and_says_until_when() -> None:
    found = groups(DICOM, observe_until="2026-12-15")
    assert list(found) == ["flows", "observe"]
    (collection,) = found["observe"].collections
    assert (found["observe"].priority, collection.priority) == (65000, 65000)
    assert collection.name == "observe-until-2026-12-15"
    assert {rule.description for rule in collection.rules} == {"Observing until 2026-12-15: passes and is logged"}
    assert [(rule.source_addresses, rule.destination_addresses) for rule in collection.rules] == [
        ([POOL], ["*"]),
        (["*"], [POOL]),
    ]


def test_enforcing_has_no_rule_that_allows_everything() -> None:
    for group in groups(DICOM, OFFICE, MAIL, TIME).values():
        for collection in group.collections:
            for rule in collection.rules:
                assert "*" not in rule.source_addresses
                assert "*" not in (getattr(rule, "destination_addresses", None) or [])
                assert "*" not in (getattr(rule, "destination_ports", None) or [])


def test_the_order_of_the_spec_changes_no_rule() -> None:
    names = {rule["name"]: rule for rule in network_rules(groups(DICOM)["flows"])}
    other = FirewallRule("another", 2, ["10.2.0.0/16"], ["10.64.16.0/25"], [tcp(443)], "another flow")
    with_another = {rule["name"]: rule for rule in network_rules(groups(other, DICOM)["flows"])}
    assert names.items() <= with_another.items()
