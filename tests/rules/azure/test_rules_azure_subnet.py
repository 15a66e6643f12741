import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.subnet import NETWORK, RULES, SUBNET
from tests.rules.rule_case import Case, cases, check, check_all_kinds

VALUES = {
    "azure-subnet-filtered": ("networkSecurityGroup", {"id": UNKNOWN}, {}),
    "azure-subnet-routed": ("routeTable", {"id": "/subscriptions/1/table"}, {}),
    "azure-subnet-no-default-way-out": ("defaultOutboundAccess", False, True),
}

CASES = [
    *(
        case
        for rule, (name, good, bad) in VALUES.items()
        for case in cases(
            rule,
            SUBNET,
            ("good", "pass", {"subnetName": "app", name: good}),
            ("good", "not-applicable", {"subnetName": "GatewaySubnet"}),
            ("good", "not-applicable", {"name": "azurefirewallsubnet"}),
            ("bad", "fail", {"subnetName": "app", name: bad}),
            ("missing", "fail", {"subnetName": "app"}, f"{name} is not set"),
            ("missing", "fail", {"subnetName": UNKNOWN}),
            ("unknown", "unknown", {"subnetName": "app", name: UNKNOWN}),
        )
    ),
    *(
        case
        for rule, (name, good, bad) in VALUES.items()
        for case in cases(
            rule,
            NETWORK,
            ("good", "pass", {"subnets": [{"name": "app", name: good}, {"name": "GatewaySubnet"}]}),
            ("bad", "fail", {"subnets": [{"name": "app", name: bad}]}, f"subnets[0].{name}"),
            ("missing", "fail", {"subnets": [{"name": "app"}]}),
            ("missing", "not-applicable", {}),
            ("unknown", "unknown", {"subnets": [{"name": "app", name: UNKNOWN}]}),
            ("unknown", "unknown", {"subnets": UNKNOWN}),
            ("unknown", "unknown", {"subnets": [UNKNOWN]}),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
