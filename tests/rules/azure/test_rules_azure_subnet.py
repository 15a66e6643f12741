import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.subnet import NETWORK, RULES, SUBNET
from tests.rules.rule_case import Case, cases, check, check_all_kinds

VALUES = {
    "azure-subnet-filtered": ("networkSecurityGroup", {"id": UNKNOWN}, {}),
    "azure-subnet-routed": ("routeTable", {"id": "/subscriptions/1/table"}, {}),
    "azure-subnet-no-default-way-out": ("defaultOutboundAccess", False, True),
}
STORAGE = [{"service": "Microsoft.Storage"}]

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
    *cases(
        "azure-subnet-no-service-endpoints",
        SUBNET,
        ("good", "pass", {"subnetName": "app", "serviceEndpoints": []}),
        ("good", "not-applicable", {"subnetName": "GatewaySubnet", "serviceEndpoints": STORAGE}),
        ("good", "not-applicable", {"subnetName": "app", "serviceEndpoints": STORAGE, "serviceEndpointPolicies": [{}]}),
        ("bad", "fail", {"subnetName": "app", "serviceEndpoints": STORAGE}),
        ("missing", "pass", {"subnetName": "app"}),
        ("unknown", "unknown", {"subnetName": "app", "serviceEndpoints": UNKNOWN}),
    ),
    *cases(
        "azure-subnet-no-service-endpoints",
        NETWORK,
        ("bad", "fail", {"subnets": [{"name": "app", "serviceEndpoints": STORAGE}]}, "subnets[0].serviceEndpoints"),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"subnets": UNKNOWN}),
    ),
    *cases(
        "azure-network-asks-own-resolvers",
        NETWORK,
        ("good", "pass", {"dhcpOptions": {"dnsServers": ["10.64.0.4", "fd00::4"]}}),
        ("good", "pass", {"dhcpOptions": {"dnsServers": ["168.63.129.16"]}}),
        ("bad", "fail", {"dhcpOptions": {"dnsServers": ["10.64.0.4", "8.8.8.8"]}}, "dnsServers[1]"),
        ("bad", "fail", {"dhcpOptions": {"dnsServers": ["2606:4700:4700::1111"]}}),
        ("bad", "fail", {"dhcpOptions": {"dnsServers": ["resolver.example.org"]}}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"dhcpOptions": {"dnsServers": [UNKNOWN]}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
