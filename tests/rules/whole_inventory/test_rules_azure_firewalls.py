from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.subnet import NETWORK
from hds_landing.rules.whole_inventory.azure_firewalls import ADDRESS, FIREWALL, POLICY, RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource

TIER, ZONES = "azure-firewall-tier-of-its-policy", "azure-firewall-address-not-in-one-zone"
NAMES = "azure-network-asks-firewall-for-names"


def firewall(tier: object, refers: str | None = "policy", name: str = "it") -> Resource:
    return resource(
        FIREWALL,
        name,
        refers={"firewallPolicy": refers} if refers else {},
        inputs={"sku": {"tier": tier}, "firewallPolicy": {"id": UNKNOWN}},
    )


def policy(tier: object = None, proxy: object = None) -> Resource:
    return resource(POLICY, "policy", inputs={"sku": {"tier": tier}, "dnsSettings": {"enableProxy": proxy}})


def address(zones: object, location: object = "francecentral") -> Resource:
    return resource(ADDRESS, inputs={"zones": zones, "location": location})


def using(place: str = "ipConfigurations") -> Resource:
    return resource(FIREWALL, "user", refers={place: "it"}, inputs={place: [{"publicIPAddress": {"id": UNKNOWN}}]})


def network(servers: object, *subnets: str) -> Resource:
    inline = [{"name": each} for each in subnets]
    return resource(NETWORK, inputs={"dhcpOptions": {"dnsServers": servers}, "subnets": inline})


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


CASES = [
    case(TIER, "good", "pass", firewall("Premium"), policy("Premium")),
    case(TIER, "good", "pass", firewall("Premium"), policy("standard")),
    case(TIER, "good", "not-applicable", resource(FIREWALL, inputs={"sku": {"tier": "Standard"}})),
    case(TIER, "bad", "fail", firewall("Standard"), policy("Premium"), observed="its policy is premium"),
    case(TIER, "bad", "fail", firewall("Basic"), policy("Standard")),
    case(TIER, "missing", "unknown", firewall(None), policy("Premium"), observed="not set"),
    case(TIER, "missing", "unknown", firewall("Premium"), policy(None)),
    case(TIER, "unknown", "unknown", firewall(UNKNOWN), policy("Premium")),
    case(TIER, "unknown", "unknown", firewall("Premium", None), observed="not in the inventory"),
    case(ZONES, "good", "pass", address(["1", "2"]), using()),
    case(ZONES, "good", "pass", address(["1", "2", "3"]), using("managementIpConfiguration")),
    # The address of a machine in one zone is right there.
    case(ZONES, "good", "not-applicable", address(["1"])),
    case(ZONES, "good", "not-applicable", address(None, "francesouth"), using()),
    case(ZONES, "bad", "fail", address(["1"]), using(), observed="names 1 alone"),
    case(ZONES, "bad", "fail", address(["2", "2"]), using("managementIpConfiguration")),
    case(ZONES, "missing", "unknown", address(None), using(), observed="not set"),
    case(ZONES, "missing", "unknown", address([], None), using()),
    case(ZONES, "unknown", "unknown", address(UNKNOWN), using()),
    case(ZONES, "unknown", "unknown", address(["1", UNKNOWN]), using()),
    case(NAMES, "good", "pass", network(["10.64.0.4"]), policy(proxy=True)),
    case(NAMES, "good", "not-applicable", network(None), policy(proxy=False)),
    case(NAMES, "good", "not-applicable", network(None)),
    case(NAMES, "good", "not-applicable", network(None, "AzureFirewallSubnet"), policy(proxy=True)),
    case(NAMES, "bad", "fail", network([], "app"), policy(proxy=True), observed="past the firewall"),
    case(NAMES, "missing", "fail", network(None, "app"), policy(proxy=True)),
    case(NAMES, "unknown", "unknown", network(UNKNOWN), policy(proxy=True)),
    case(NAMES, "unknown", "fail", network(None), policy(proxy=UNKNOWN)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
