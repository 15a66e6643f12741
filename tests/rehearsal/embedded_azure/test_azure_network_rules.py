from typing import Any

import pytest
from azure_program import Program

RULE = {
    "priority": 200,
    "direction": "Inbound",
    "access": "Allow",
    "protocol": "Tcp",
    "sourceAddressPrefix": "10.1.0.0/16",
    "sourcePortRange": "*",
    "destinationAddressPrefix": "10.0.1.0/24",
    "destinationPortRange": "11112",
}
ROUTE = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"priority": 100}, []),
        ({"priority": 4096}, []),
        ({"priority": 99}, ["priority: given 99 for two, allowed 100 to 4096"]),
        ({"priority": 4097}, ["priority: given 4097 for two, allowed 100 to 4096"]),
        ({"priority": 300, "direction": "Outbound"}, []),
        (
            {"priority": 300},
            [
                "priority: given 300 for two, taken by one; one Inbound rule per priority (SecurityRuleConflict)",
            ],
        ),
        (
            {"name": "ONE", "sourceAddressPrefix": None, "sourceAddressPrefixes": ["10.2.0.0/16"]},
            ["name: given 'ONE', taken by another rule of the group"],
        ),
        ({"name": "ONE"}, ["name: given 'ONE', taken by another rule of the group"]),
        (
            {"sourceAddressPrefixes": ["10.2.0.0/16"]},
            [
                "sourceAddressPrefix: given sourceAddressPrefix and sourceAddressPrefixes for two, allowed exactly one "
                "of sourceAddressPrefix, sourceAddressPrefixes, sourceApplicationSecurityGroups"
            ],
        ),
        (
            {"destinationPortRange": None},
            [
                "destinationPortRange: given nothing for two, allowed exactly one of destinationPortRange, "
                "destinationPortRanges"
            ],
        ),
    ],
)
def test_security_rules(azure: Program, changes: dict[str, Any], expected: list[str]) -> None:
    """The same rule written inside the group, and as a resource of its own."""
    first = {"name": "one", **RULE, "priority": 300}
    second = {"name": "two", **RULE, **changes}
    inside = {"networkSecurityGroupName": "inside", "securityRules": [first, second]}
    azure.create("network:NetworkSecurityGroup", "nsg", {"networkSecurityGroupName": "nsg", "securityRules": [first]})
    beside = {**{key: value for key, value in second.items() if key != "name"}, "networkSecurityGroupName": "nsg"}
    beside["securityRuleName"] = second["name"]
    if expected:
        assert azure.refusal("network:NetworkSecurityGroup", "inside", inside) == [
            f"securityRules[1].{problem}" for problem in expected
        ]
        assert azure.refusal("network:SecurityRule", "two", beside) == expected
    else:
        assert azure.create("network:NetworkSecurityGroup", "inside", inside).exercised
        assert azure.create("network:SecurityRule", "two", beside).exercised


def test_a_rule_inside_its_group_needs_a_priority(azure: Program) -> None:
    rule = {"name": "one", **{key: value for key, value in RULE.items() if key != "priority"}}
    assert azure.refusal("network:NetworkSecurityGroup", "nsg", {"securityRules": [rule, {**rule, "name": "two"}]}) == [
        "securityRules[0].priority: missing for one, allowed 100 to 4096",
        "securityRules[1].priority: missing for two, allowed 100 to 4096",
    ]


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (ROUTE, []),
        ({"addressPrefix": "Storage.FranceCentral", "nextHopType": "Internet"}, []),
        ({"addressPrefix": "10.64.0.0/12", "nextHopType": "None"}, []),
        ({"nextHopType": "None"}, ["addressPrefix: missing for two, allowed a range or a service tag"]),
        (
            {**ROUTE, "addressPrefix": "10.1.2.3/8"},
            ["addressPrefix: given '10.1.2.3/8' for two, allowed a range without host bits, as 10.0.0.0/24"],
        ),
        (
            {**ROUTE, "addressPrefix": "10.9.0.0/16"},
            ["addressPrefix: given 10.9.0.0/16 for two, taken by one; one route per range in a table"],
        ),
        (
            {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance"},
            ["nextHopIpAddress: missing for two, allowed an address"],
        ),
        ({**ROUTE, "nextHopIpAddress": "fw"}, ["nextHopIpAddress: given 'fw' for two, allowed an address"]),
        (
            {**ROUTE, "nextHopType": "Internet"},
            ["nextHopIpAddress: given for two with nextHopType Internet, allowed with VirtualAppliance only"],
        ),
        ({**ROUTE, "name": "one"}, ["name: given 'one', taken by another route of the table"]),
        (
            {**ROUTE, "nextHopType": "Firewall"},
            [
                "nextHopType: given Firewall, allowed one of VirtualNetworkGateway, VnetLocal, Internet, "
                "VirtualAppliance, None"
            ],
        ),
    ],
)
def test_routes(azure: Program, route: dict[str, Any], expected: list[str]) -> None:
    first = {"name": "one", "addressPrefix": "10.9.0.0/16", "nextHopType": "None"}
    second = {"name": "two", **route}
    inside = {"routeTableName": "inside", "routes": [first, second]}
    azure.create("network:RouteTable", "table", {"routeTableName": "table", "routes": [first]})
    beside = {**{key: value for key, value in second.items() if key != "name"}, "routeTableName": "table"}
    beside["routeName"] = second["name"]
    if expected:
        assert azure.refusal("network:RouteTable", "inside", inside) == [f"routes[1].{each}" for each in expected]
        assert azure.refusal("network:Route", "two", beside) == expected
    else:
        assert azure.create("network:RouteTable", "inside", inside).exercised
        assert azure.create("network:Route", "two", beside).exercised


def firewall(azure: Program, **changes: Any) -> dict[str, Any]:
    """Inputs of a good Standard firewall; everything that it needs is created."""
    azure.network()
    subnet = azure.subnet("AzureFirewallSubnet", "10.0.0.0/26")
    management = azure.subnet("AzureFirewallManagementSubnet", "10.0.0.64/26")
    azure.subnet("app", "10.0.1.0/24")
    address = azure.create(
        "network:PublicIPAddress", "address", {"sku": {"name": "Standard"}, "publicIPAllocationMethod": "Static"}
    )
    policy = azure.create("network:FirewallPolicy", "policy", {"sku": {"tier": "Standard"}})
    return {
        "azureFirewallName": "firewall",
        "sku": {"name": "AZFW_VNet", "tier": "Standard"},
        "firewallPolicy": {"id": policy.id},
        "ipConfigurations": [{"name": "a", "subnet": {"id": subnet.id}, "publicIPAddress": {"id": address.id}}],
        "managementIpConfiguration": {
            "name": "m",
            "subnet": {"id": management.id},
            "publicIPAddress": {"id": address.id},
        },
        **changes,
    }


def test_a_firewall_has_the_first_address_of_its_subnet(azure: Program) -> None:
    created = azure.create("network:AzureFirewall", "firewall", firewall(azure))
    assert created.exercised
    assert created.outputs["ipConfigurations"][0]["privateIPAddress"] == "10.0.0.4"


def test_a_firewall_without_a_public_address_needs_a_management_address(azure: Program) -> None:
    inputs = firewall(azure)
    del inputs["ipConfigurations"][0]["publicIPAddress"]
    without = {key: value for key, value in inputs.items() if key != "managementIpConfiguration"}
    [problem] = azure.refusal("network:AzureFirewall", "without", without)
    assert problem.startswith("ipConfigurations: no public address")
    assert azure.create("network:AzureFirewall", "with", inputs).exercised


def test_a_firewall_in_another_subnet(azure: Program) -> None:
    inputs = firewall(azure)
    inputs["ipConfigurations"][0]["subnet"]["id"] = inputs["ipConfigurations"][0]["subnet"]["id"].replace(
        "AzureFirewallSubnet", "app"
    )
    assert azure.refusal("network:AzureFirewall", "firewall", inputs) == [
        "ipConfigurations[0].subnet.id: given the subnet app, allowed AzureFirewallSubnet"
    ]


@pytest.mark.parametrize(
    ("firewall_tier", "policy_tier", "accepted"),
    [
        ("Standard", "Standard", True),
        ("Premium", "Premium", True),
        ("Premium", "Standard", True),
        ("Standard", "Premium", False),
        ("Basic", "Standard", False),
    ],
)
def test_tiers_of_firewall_and_policy(azure: Program, firewall_tier: str, policy_tier: str, accepted: bool) -> None:
    policy = azure.create("network:FirewallPolicy", "other", {"sku": {"tier": policy_tier}})
    inputs = firewall(azure, sku={"tier": firewall_tier}, firewallPolicy={"id": policy.id})
    if accepted:
        assert azure.create("network:AzureFirewall", "firewall", inputs).exercised
    else:
        assert azure.refusal("network:AzureFirewall", "firewall", inputs) == [
            f"firewallPolicy.id: given the {policy_tier} policy other, allowed one that fits tier {firewall_tier}"
        ]


def test_a_dynamic_or_basic_address_is_none_for_a_firewall(azure: Program) -> None:
    address = azure.create("network:PublicIPAddress", "basic", {"sku": {"name": "Basic"}})
    inputs = firewall(azure)
    inputs["ipConfigurations"][0]["publicIPAddress"] = {"id": address.id}
    assert azure.refusal("network:AzureFirewall", "firewall", inputs) == [
        "ipConfigurations[0].publicIPAddress.id: given basic, allowed a Standard address with Static allocation"
    ]


@pytest.mark.parametrize(
    ("tier", "inputs", "expected"),
    [
        ("Premium", {"intrusionDetection": {"mode": "Deny"}}, None),
        (
            "Standard",
            {"intrusionDetection": {"mode": "Deny"}},
            "intrusionDetection: given with sku.tier Standard, allowed with Premium only",
        ),
        ("Standard", {"dnsSettings": {"enableProxy": True}}, None),
        (
            "Basic",
            {"dnsSettings": {"enableProxy": True}},
            "dnsSettings.enableProxy: given with sku.tier Basic, allowed with Standard and Premium",
        ),
    ],
)
def test_features_of_a_policy(azure: Program, tier: str, inputs: dict[str, Any], expected: str | None) -> None:
    given = {"sku": {"tier": tier}, **inputs}
    if expected is None:
        assert azure.create("network:FirewallPolicy", "policy", given).exercised
    else:
        assert azure.refusal("network:FirewallPolicy", "policy", given) == [expected]


@pytest.mark.parametrize(
    ("priority", "collections", "expected"),
    [
        (100, [100, 200], []),
        (65000, [], []),
        (99, [], ["priority: given 99, allowed 100 to 65000"]),
        (500, [], ["priority: given 500, which is taken; allowed a priority of its own"]),
        (100, [200, 200], ["ruleCollections[1].priority: given 200, which is taken; allowed a priority of its own"]),
    ],
)
def test_priorities_of_rule_groups(azure: Program, priority: int, collections: list[int], expected: list[str]) -> None:
    azure.create("network:FirewallPolicy", "policy", {"firewallPolicyName": "policy"})
    group = {"firewallPolicyName": "policy", "priority": 500}
    azure.create("network:FirewallPolicyRuleCollectionGroup", "first", group)
    kind = "FirewallPolicyFilterRuleCollection"
    rules = [{"ruleCollectionType": kind, "priority": each} for each in collections]
    given = {**group, "priority": priority, "ruleCollections": rules}
    if expected:
        assert azure.refusal("network:FirewallPolicyRuleCollectionGroup", "second", given) == expected
    else:
        assert azure.create("network:FirewallPolicyRuleCollectionGroup", "second", given).exercised


@pytest.mark.parametrize(
    ("subnet", "inputs", "expected"),
    [
        ("GatewaySubnet", {}, None),
        ("GatewaySubnet", {"routeTable": "closed"}, None),
        ("app", {}, "ipConfigurations[0].subnet.id: given the subnet app, allowed GatewaySubnet"),
        (
            "GatewaySubnet",
            {"networkSecurityGroup": "nsg"},
            "ipConfigurations[0].subnet.id: given a subnet with a network",
        ),
        (
            "GatewaySubnet",
            {"routeTable": "default"},
            "ipConfigurations[0].subnet.id: given a subnet whose table default",
        ),
    ],
)
def test_gateways(azure: Program, subnet: str, inputs: dict[str, str], expected: str | None) -> None:
    azure.network()
    ids = {
        "nsg": azure.create("network:NetworkSecurityGroup", "nsg").id,
        "closed": azure.create("network:RouteTable", "closed").id,
        "default": azure.create("network:RouteTable", "default", {"routes": [{"name": "default", **ROUTE}]}).id,
    }
    drawn = azure.subnet(subnet, "10.0.0.0/27", **{key: {"id": ids[value]} for key, value in inputs.items()})
    gateway = {"gatewayType": "ExpressRoute", "ipConfigurations": [{"name": "a", "subnet": {"id": drawn.id}}]}
    if expected is None:
        assert azure.create("network:VirtualNetworkGateway", "gateway", gateway).exercised
    else:
        [problem] = azure.refusal("network:VirtualNetworkGateway", "gateway", gateway)
        assert problem.startswith(expected)


def test_zones(azure: Program) -> None:
    assert azure.refusal("network:PublicIPAddress", "a", {"zones": ["4"]}) == [
        "zones: given '4', allowed '1', '2' and '3'"
    ]
    [problem] = azure.refusal("network:PublicIPAddress", "b", {"zones": ["1"], "location": "francesouth"})
    assert problem == "zones: given 1, allowed none: francesouth has no availability zones"
    assert azure.create("network:PublicIPAddress", "c", {"zones": ["1", "2", "3"]}).exercised
