from dataclasses import replace

import pytest

from hds_landing.azure.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.plan.addresses import SubnetPlan
from hds_landing.plan.spoke import SpokePlan
from tests.azure.azure_drawing import FLOW_STORE, HUB, IDENTITY, WORKSPACE, Drawn, draw
from tests.azure.azure_plans import FIREWALL_IP, spoke


def drawn_spoke(plan: SpokePlan | None = None, *, days: int = 365, sealed: bool = False) -> Drawn:
    args = (HUB, FIREWALL_IP, FLOW_STORE, IDENTITY, days, WORKSPACE, sealed)
    return draw(lambda group, opts: NetworkSpoke("spoke", NetworkSpokeArgs(plan or spoke(), group, *args), opts))


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return drawn_spoke()


def test_a_spoke_holds_exactly_this(drawn: Drawn) -> None:
    assert drawn.counts() == {
        "network:VirtualNetwork": 1,
        "network:Subnet": 2,
        "network:NetworkSecurityGroup": 2,
        "network:RouteTable": 1,
        "network:VirtualNetworkPeering": 1,
        "network:FlowLog": 1,
    }


def test_names_are_asked_of_the_firewall(drawn: Drawn) -> None:
    vnet = drawn.inputs("network:VirtualNetwork")
    assert vnet["virtualNetworkName"] == "gpne-aulnay"
    assert vnet["addressSpace"] == {"addressPrefixes": ["10.64.16.0/22"]}
    assert vnet["dhcpOptions"] == {"dnsServers": [FIREWALL_IP]}
    assert vnet["encryption"]["enabled"] is True


def test_everything_that_leaves_goes_to_the_firewall(drawn: Drawn) -> None:
    table = drawn.inputs("network:RouteTable")
    assert table["disableBgpRoutePropagation"] is True
    assert [
        (route["name"], route["addressPrefix"], route["nextHopType"], route["nextHopIpAddress"])
        for route in table["routes"]
    ] == [
        ("default", "0.0.0.0/0", "VirtualAppliance", FIREWALL_IP),
        ("pool", "10.64.0.0/12", "VirtualAppliance", FIREWALL_IP),
    ]


@pytest.mark.parametrize(("tier", "cidr"), [("app", "10.64.16.0/25"), ("data", "10.64.16.128/25")])
def test_a_subnet_is_closed_and_routed(drawn: Drawn, tier: str, cidr: str) -> None:
    subnet = drawn.inputs("network:Subnet", f"spoke-{tier}")
    assert (subnet["subnetName"], subnet["addressPrefix"]) == (tier, cidr)
    assert subnet["defaultOutboundAccess"] is False
    assert subnet["privateEndpointNetworkPolicies"] == "Enabled"
    group = drawn.one("network:NetworkSecurityGroup", f"spoke-{tier}")
    assert subnet["networkSecurityGroup"] == {"id": group.id}
    assert subnet["routeTable"] == {"id": drawn.one("network:RouteTable").id}
    assert group.inputs["networkSecurityGroupName"] == f"gpne-aulnay-{tier}"


@pytest.mark.parametrize(
    ("tier", "names"),
    [
        ("app", ["dicom--app--ingress", "tier-app--data--app--egress", "allow-health-probes", "allow-dns"]),
        ("data", ["allow-health-probes", "allow-dns"]),
    ],
)
def test_a_tier_has_its_own_rules_only(drawn: Drawn, tier: str, names: list[str]) -> None:
    rules = drawn.inputs("network:NetworkSecurityGroup", f"spoke-{tier}")["securityRules"]
    assert [rule["name"] for rule in rules] == [*names, "deny-all-inbound", "deny-all-outbound"]


def test_subnets_then_peering_then_flow_log(drawn: Drawn) -> None:
    assert "Subnet spoke-app" in drawn.after(drawn.one("network:Subnet", "spoke-data"))
    peering = drawn.one("network:VirtualNetworkPeering")
    assert {"Subnet spoke-app", "Subnet spoke-data"} <= drawn.after(peering)
    assert "VirtualNetworkPeering spoke" in drawn.after(drawn.one("network:FlowLog"))


def test_the_only_peering_is_to_the_hub(drawn: Drawn) -> None:
    peering = drawn.inputs("network:VirtualNetworkPeering")
    assert peering["remoteVirtualNetwork"] == {"id": HUB}
    assert peering["allowForwardedTraffic"] is True
    assert peering["allowGatewayTransit"] is False
    assert peering["useRemoteGateways"] is False


def test_flows_go_to_the_archive_through_an_identity(drawn: Drawn) -> None:
    flow_log = drawn.inputs("network:FlowLog")
    assert flow_log["targetResourceId"] == drawn.one("network:VirtualNetwork").id
    assert (flow_log["networkWatcherName"], flow_log["resourceGroupName"]) == (
        "NetworkWatcher_francecentral",
        "NetworkWatcherRG",
    )
    assert flow_log["enabled"] is True
    assert flow_log["storageId"] == FLOW_STORE
    assert flow_log["format"] == {"type": "JSON", "version": 2}
    assert flow_log["identity"] == {"type": "UserAssigned", "userAssignedIdentities": [IDENTITY]}
    assert flow_log["flowAnalyticsConfiguration"]["networkWatcherFlowAnalyticsConfiguration"] == {
        "enabled": True,
        "trafficAnalyticsInterval": 10,
        "workspaceRegion": "francecentral",
        "workspaceResourceId": WORKSPACE,
    }


@pytest.mark.parametrize(
    ("days", "retention"),
    [
        (90, {"enabled": True, "days": 90}),
        (365, {"enabled": True, "days": 365}),
        (366, {"enabled": False, "days": 0}),
    ],
)
def test_flows_are_kept_as_long_as_their_class_says(days: int, retention: dict[str, object]) -> None:
    assert drawn_spoke(days=days).inputs("network:FlowLog")["retentionPolicy"] == retention


def test_a_subnet_more_changes_none_of_the_others(drawn: Drawn) -> None:
    plan = spoke()
    wider = replace(
        plan, subnets={**plan.subnets, "web": SubnetPlan(cidr="10.64.17.0/25", tier="web", zone="")}, tiers=["web"]
    )
    grown = drawn_spoke(wider)
    for name, subnet in drawn.of_type("network:Subnet").items():
        assert grown.of_type("network:Subnet")[name].inputs == subnet.inputs
        assert grown.of_type("network:Subnet")[name].urn == subnet.urn


@pytest.mark.parametrize("sealed", [False, True])
def test_the_network_is_protected_until_sealed(sealed: bool) -> None:
    assert drawn_spoke(sealed=sealed).one("network:VirtualNetwork").protect is not sealed


def test_outputs(drawn: Drawn) -> None:
    assert drawn.component("spoke").outputs == {
        "networkId": drawn.one("network:VirtualNetwork").id,
        "subnetIds": {tier: drawn.one("network:Subnet", f"spoke-{tier}").id for tier in ("app", "data")},
        "attachmentId": drawn.one("network:VirtualNetworkPeering").id,
    }
