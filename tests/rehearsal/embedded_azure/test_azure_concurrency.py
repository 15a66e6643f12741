import pytest
from azure_program import Program


def subnet(name: str, number: int) -> dict[str, str]:
    return {"virtualNetworkName": "vnet-a", "subnetName": name, "addressPrefix": f"10.0.{number}.0/24"}


def test_two_subnets_of_one_network_that_nothing_orders(azure: Program) -> None:
    azure.network()
    vnet = azure.urn("network:VirtualNetwork", "vnet-a")
    azure.create("network:Subnet", "app", subnet("app", 1), after=[vnet])
    assert azure.refusal("network:Subnet", "data", subnet("data", 2), after=[vnet]) == [
        "data and app write to vnet-a at the same time (409 AnotherOperationInProgress); make one depend on the other"
    ]
    app = azure.urn("network:Subnet", "app")
    assert azure.create("network:Subnet", "chained", subnet("data", 2), after=[vnet, app]).exercised


def test_every_unordered_writer_is_named(azure: Program) -> None:
    azure.network()
    vnet, app = azure.urn("network:VirtualNetwork", "vnet-a"), azure.urn("network:Subnet", "app")
    azure.create("network:Subnet", "app", subnet("app", 1), after=[vnet])
    azure.create("network:Subnet", "data", subnet("data", 2), after=[vnet, app])
    problems = azure.refusal("network:Subnet", "web", subnet("web", 3), after=[vnet])
    assert [problem.split(" write to ")[0] for problem in problems] == ["web and app", "web and data"]


def test_networks_do_not_wait_for_each_other(azure: Program) -> None:
    group = azure.urn("resources:ResourceGroup", "rg-a")
    for name in ("vnet-a", "vnet-b"):
        inputs = {"virtualNetworkName": name, "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
        azure.create("network:VirtualNetwork", name, inputs, after=[group])
        inputs = {**subnet("app", 1), "virtualNetworkName": name}
        azure.create("network:Subnet", f"{name}-app", inputs, after=[azure.urn("network:VirtualNetwork", name)])


@pytest.mark.parametrize(
    ("parent", "child", "key", "extra"),
    [
        (
            "RouteTable",
            "Route",
            "routeTableName",
            [{"addressPrefix": f"10.{n}.0.0/16", "nextHopType": "None"} for n in (1, 2)],
        ),
        (
            "FirewallPolicy",
            "FirewallPolicyRuleCollectionGroup",
            "firewallPolicyName",
            [{"priority": 100}, {"priority": 200}],
        ),
        (
            "NetworkSecurityGroup",
            "SecurityRule",
            "networkSecurityGroupName",
            [
                {
                    "priority": priority,
                    "direction": "Inbound",
                    "access": "Deny",
                    "protocol": "*",
                    "sourceAddressPrefix": "*",
                    "sourcePortRange": "*",
                    "destinationAddressPrefix": "*",
                    "destinationPortRange": "*",
                }
                for priority in (100, 200)
            ],
        ),
    ],
)
def test_other_parents_that_take_one_write_at_a_time(
    azure: Program, parent: str, child: str, key: str, extra: list[dict[str, object]]
) -> None:
    azure.create(f"network:{parent}", "parent", {key: "parent"})
    above = [azure.urn(f"network:{parent}", "parent")]
    azure.create(f"network:{child}", "one", {key: "parent", **extra[0]}, after=above)
    [problem] = azure.refusal(f"network:{child}", "two", {key: "parent", **extra[1]}, after=above)
    assert problem.startswith("two and one write to parent at the same time (409 AnotherOperationInProgress)")


def test_a_firewall_writes_to_its_policy_and_to_its_network(azure: Program) -> None:
    azure.network()
    first = azure.subnet("AzureFirewallSubnet", "10.0.0.0/26")
    policy = azure.create("network:FirewallPolicy", "policy", {"firewallPolicyName": "policy"})
    address = azure.create(
        "network:PublicIPAddress", "address", {"sku": {"name": "Standard"}, "publicIPAllocationMethod": "Static"}
    )
    before = list(azure.urns)
    azure.subnet("late", "10.0.1.0/24")
    azure.create(
        "network:FirewallPolicyRuleCollectionGroup", "rules", {"firewallPolicyName": "policy", "priority": 100}
    )
    firewall = {
        "firewallPolicy": {"id": policy.id},
        "ipConfigurations": [{"name": "a", "subnet": {"id": first.id}, "publicIPAddress": {"id": address.id}}],
    }
    problems = azure.refusal("network:AzureFirewall", "firewall", firewall, after=before)
    assert [problem.split(" at the same time")[0] for problem in problems] == [
        "firewall and rules write to policy",
        "firewall and vnet-a-late write to vnet-a",
    ]
    assert azure.create("network:AzureFirewall", "waiting", firewall).exercised
