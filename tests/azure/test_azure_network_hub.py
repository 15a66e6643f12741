from itertools import pairwise

import pytest

from hds_landing.azure.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.firewall import FirewallTier
from hds_landing.plan.hub import HubPlan
from tests.azure.azure_drawing import FLOW_STORE, IDENTITY, STORE, WORKSPACE, Drawn, draw
from tests.azure.azure_plans import FIREWALL_IP, firewall, hub


def drawn_hub(plan: HubPlan | None = None) -> Drawn:
    args = (STORE, FLOW_STORE, IDENTITY, 365, WORKSPACE)
    return draw(lambda group, opts: NetworkHub("hub", NetworkHubArgs(plan or hub(), group, *args), opts))


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return drawn_hub()


def test_a_hub_holds_exactly_this(drawn: Drawn) -> None:
    assert drawn.counts() == {
        "network:VirtualNetwork": 1,
        "network:Subnet": 5,
        "network:RouteTable": 2,
        "network:NetworkSecurityGroup": 1,
        "network:FirewallPolicy": 1,
        "network:FirewallPolicyRuleCollectionGroup": 2,
        "network:PublicIPAddress": 2,
        "network:AzureFirewall": 1,
        "network:FlowLog": 1,
        "monitor:DiagnosticSetting": 1,
        "authorization:ManagementLockByScope": 1,
    }


def test_the_network_encrypts_and_leaves_its_subnets_to_themselves(drawn: Drawn) -> None:
    vnet = drawn.inputs("network:VirtualNetwork")
    assert vnet["virtualNetworkName"] == "gpne-hub"
    assert vnet["addressSpace"] == {"addressPrefixes": ["10.64.0.0/20"]}
    assert vnet["encryption"] == {"enabled": True, "enforcement": "AllowUnencrypted"}
    assert vnet["enableDdosProtection"] is False
    assert "subnets" not in vnet


@pytest.mark.parametrize(
    ("key", "name", "cidr", "table", "closed"),
    [
        ("firewall", "AzureFirewallSubnet", "10.64.0.0/26", None, False),
        ("firewall-management", "AzureFirewallManagementSubnet", "10.64.0.64/26", None, False),
        ("gateway", "GatewaySubnet", "10.64.0.128/26", "gpne-hub-gateway", False),
        ("resolver-inbound", "resolver-inbound", "10.64.0.192/28", "gpne-hub-resolver", True),
        ("resolver-outbound", "resolver-outbound", "10.64.0.208/28", "gpne-hub-resolver", True),
    ],
)
def test_subnets(drawn: Drawn, key: str, name: str, cidr: str, table: str | None, closed: bool) -> None:
    subnet = drawn.inputs("network:Subnet", f"hub-{key}")
    assert (subnet["subnetName"], subnet["addressPrefix"]) == (name, cidr)
    assert subnet["defaultOutboundAccess"] is False
    assert subnet.get("routeTable", {"id": "/None"})["id"].rsplit("/", 1)[-1] == str(table)
    assert ("networkSecurityGroup" in subnet) is closed


def test_subnets_are_written_one_after_the_other(drawn: Drawn) -> None:
    order = ["firewall", "firewall-management", "gateway", "resolver-inbound", "resolver-outbound"]
    for before, after in pairwise(order):
        assert f"Subnet hub-{before}" in drawn.after(drawn.one("network:Subnet", f"hub-{after}"))


def test_the_gateways_table_learns_from_the_sites_and_leaves_its_routes_to_the_connections(drawn: Drawn) -> None:
    table = drawn.inputs("network:RouteTable", "hub-gateway")
    assert table["disableBgpRoutePropagation"] is False
    assert "routes" not in table


def test_the_resolvers_table_leads_to_the_firewall(drawn: Drawn) -> None:
    table = drawn.inputs("network:RouteTable", "hub-resolver")
    assert table["disableBgpRoutePropagation"] is True
    assert {route["addressPrefix"]: route["nextHopIpAddress"] for route in table["routes"]} == {
        "0.0.0.0/0": FIREWALL_IP,
        "10.64.0.0/12": FIREWALL_IP,
    }


@pytest.mark.parametrize(
    ("tier", "observe_until", "threats", "intrusions"),
    [
        (FirewallTier.STANDARD, None, "Deny", None),
        (FirewallTier.STANDARD, "2026-12-15", "Alert", None),
        (FirewallTier.PREMIUM, None, "Deny", {"mode": "Deny"}),
        (FirewallTier.PREMIUM, "2026-12-15", "Alert", {"mode": "Alert"}),
    ],
)
def test_the_policy_follows_tier_and_enforcement(
    tier: FirewallTier, observe_until: str | None, threats: str, intrusions: object
) -> None:
    drawn = drawn_hub(hub(firewall(tier=tier, observe_until=observe_until)))
    policy = drawn.inputs("network:FirewallPolicy")
    assert policy["threatIntelMode"] == threats
    assert policy.get("intrusionDetection") == intrusions
    assert policy["dnsSettings"] == {"enableProxy": True}
    assert policy["insights"]["isEnabled"] is True
    assert policy["sku"]["tier"] == drawn.inputs("network:AzureFirewall")["sku"]["tier"] == tier.value.capitalize()


def test_rule_groups_and_firewall_follow_one_another(drawn: Drawn) -> None:
    groups = drawn.of_type("network:FirewallPolicyRuleCollectionGroup")
    assert {name: group.inputs["priority"] for name, group in groups.items()} == {"hub-flows": 1000, "hub-egress": 2000}
    assert "FirewallPolicyRuleCollectionGroup hub-flows" in drawn.after(groups["hub-egress"])
    assert "FirewallPolicyRuleCollectionGroup hub-egress" in drawn.after(drawn.one("network:AzureFirewall"))


def test_the_firewall_stands_in_every_zone_with_both_addresses(drawn: Drawn) -> None:
    inputs = drawn.inputs("network:AzureFirewall")
    assert inputs["zones"] == ["1", "2", "3"]
    (traffic,) = inputs["ipConfigurations"]
    assert traffic["subnet"]["id"].endswith("/AzureFirewallSubnet")
    assert traffic["publicIPAddress"]["id"].endswith("/gpne-hub-firewall-egress")
    management = inputs["managementIpConfiguration"]
    assert management["subnet"]["id"].endswith("/AzureFirewallManagementSubnet")
    assert management["publicIPAddress"]["id"].endswith("/gpne-hub-firewall-management")
    for address in drawn.of_type("network:PublicIPAddress").values():
        assert address.inputs["sku"] == {"name": "Standard", "tier": "Regional"}
        assert address.inputs["zones"] == ["1", "2", "3"]
        assert address.inputs["publicIPAllocationMethod"] == "Static"


def test_without_a_way_out_the_firewall_has_no_public_address_for_traffic() -> None:
    drawn = drawn_hub(hub(firewall(egress=()), internet_egress=False))
    (traffic,) = drawn.inputs("network:AzureFirewall")["ipConfigurations"]
    assert "publicIPAddress" not in traffic
    assert list(drawn.of_type("network:PublicIPAddress")) == ["hub-management"]


def test_a_ddos_plan_stands_only_where_the_plan_pays_for_it(drawn: Drawn) -> None:
    assert drawn.of_type("network:DdosProtectionPlan") == {}
    protected = drawn_hub(hub(ddos_protection=True))
    plan = protected.one("network:DdosProtectionPlan")
    vnet = protected.inputs("network:VirtualNetwork")
    assert (vnet["enableDdosProtection"], vnet["ddosProtectionPlan"]) == (True, {"id": plan.id})


def test_what_the_firewall_saw_goes_to_the_archive(drawn: Drawn) -> None:
    setting = drawn.inputs("monitor:DiagnosticSetting")
    assert setting["resourceUri"] == drawn.one("network:AzureFirewall").id
    assert (setting["storageAccountId"], setting["workspaceId"]) == (STORE, WORKSPACE)
    assert setting["logs"] == [{"categoryGroup": "allLogs", "enabled": True}]
    assert setting["logAnalyticsDestinationType"] == "Dedicated"


def test_flows_go_to_the_archive(drawn: Drawn) -> None:
    flow_log = drawn.inputs("network:FlowLog")
    assert flow_log["targetResourceId"] == drawn.one("network:VirtualNetwork").id
    assert (flow_log["storageId"], flow_log["identity"]["userAssignedIdentities"]) == (FLOW_STORE, [IDENTITY])


def test_network_and_firewall_are_protected_and_the_firewall_locked(drawn: Drawn) -> None:
    assert drawn.one("network:VirtualNetwork").protect
    assert drawn.one("network:AzureFirewall").protect
    lock = drawn.inputs("authorization:ManagementLockByScope")
    assert lock["scope"] == drawn.one("network:AzureFirewall").id


def test_outputs(drawn: Drawn) -> None:
    outputs = drawn.component("hub").outputs
    assert outputs["hubId"] == drawn.one("network:VirtualNetwork").id
    assert outputs["firewallId"] == drawn.one("network:AzureFirewall").id
    assert outputs["firewallPrivateIp"] == FIREWALL_IP
    assert outputs["gatewayRouteTableName"] == "gpne-hub-gateway"
    assert set(outputs["subnetIds"]) == {
        "firewall",
        "firewall-management",
        "gateway",
        "resolver-inbound",
        "resolver-outbound",
    }


def test_a_firewall_without_an_address_is_refused() -> None:
    with pytest.raises(ComponentArgsError, match=r"hub 'gpne-hub' has no firewall\.private_ip"):
        drawn_hub(hub(firewall(private_ip=None)))
