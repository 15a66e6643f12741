from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.security_group import GROUP, RULE
from hds_landing.rules.azure.subnet import SUBNET
from hds_landing.rules.whole_inventory.azure_web_openings import RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource

(IT,) = (rule.id for rule in RULES)
EVERYBODY: dict[str, Any] = {
    "access": "Allow",
    "direction": "Inbound",
    "protocol": "Tcp",
    "sourceAddressPrefix": "Internet",
    "destinationPortRange": "443",
}


def group(*rules: Any, name: str = "it") -> Resource:
    return resource(GROUP, name, inputs={"networkSecurityGroupName": name, "securityRules": list(rules)})


def subnet(name: str = "app", refers: str | None = "it") -> Resource:
    named = {"networkSecurityGroup": refers} if refers else {}
    return resource(SUBNET, name, refers=named, inputs={"subnetName": name, "networkSecurityGroup": {"id": UNKNOWN}})


def gateway(refers: str) -> Resource:
    return resource(
        "azure-native:network:ApplicationGateway",
        "gateway",
        refers={"gatewayIPConfigurations": refers},
        inputs={"gatewayIPConfigurations": [{"subnet": {"id": UNKNOWN}}]},
    )


def rule_of(refers: str | None) -> Resource:
    named = {"networkSecurityGroupName": refers} if refers else {}
    return resource(RULE, refers=named, inputs={"networkSecurityGroupName": UNKNOWN, **EVERYBODY})


def case(kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(IT, kind, verdict, resources, observed=observed)


CASES = [
    case("good", "pass", group({**EVERYBODY, "sourceAddressPrefix": "10.1.0.0/16"})),
    case("good", "pass", group(EVERYBODY), subnet(), gateway("app"), observed="gateway's subnet"),
    case("good", "pass", group(EVERYBODY), subnet("AzureBastionSubnet")),
    case("good", "pass", rule_of("group"), group(name="group"), subnet(refers="group"), gateway("app")),
    # Other ports are for other rules.
    case("good", "pass", group({**EVERYBODY, "destinationPortRange": "22"})),
    case("good", "pass", group({**EVERYBODY, "access": "Deny"})),
    case("bad", "fail", group(EVERYBODY), subnet(), observed="no gateway stands in its subnets"),
    case("bad", "fail", group({**EVERYBODY, "sourceAddressPrefix": "::/0"})),
    case("bad", "fail", group(EVERYBODY), group(name="else"), subnet(), subnet("other", "else"), gateway("other")),
    case("bad", "fail", rule_of("group"), group(name="group")),
    case("missing", "pass", group()),
    case("unknown", "unknown", group({**EVERYBODY, "sourceAddressPrefix": UNKNOWN}), subnet()),
    case("unknown", "unknown", group(EVERYBODY), subnet(refers=None)),
    case("unknown", "unknown", rule_of(None), observed="not in the inventory"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
