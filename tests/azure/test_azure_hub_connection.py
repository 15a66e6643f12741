import pulumi

from hds_landing.azure.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.azure.network.virtual_network import route_table, virtual_network
from tests.azure.azure_drawing import SPOKE, Drawn, draw
from tests.azure.azure_plans import FIREWALL_IP, REGION, connection

ATTACHMENT = f"{SPOKE}/virtualNetworkPeerings/to-hub"


class Hub(pulumi.ComponentResource):
    """What a connection needs of a hub."""

    def __init__(self, group: pulumi.Output[str], opts: pulumi.ResourceOptions) -> None:
        super().__init__("test:index:Hub", "hub", {}, opts)
        where = {"region": REGION, "group": group, "tags": {}}
        self.vnet = virtual_network(
            "hub",
            network_name="gpne-hub",
            cidrs=["10.64.0.0/20"],
            opts=pulumi.ResourceOptions(parent=self),
            **where,
        )
        self.table = route_table(
            "hub-gateway",
            table_name="gpne-hub-gateway",
            routes={},
            firewall_ip=FIREWALL_IP,
            learns_gateway_routes=True,
            parent=self,
            **where,
        )


def drawn_connection(*cidrs: str) -> Drawn:
    def component(group: pulumi.Output[str], opts: pulumi.ResourceOptions) -> None:
        hub = Hub(group, opts)
        args = ("gpne-hub", hub.vnet.id, SPOKE, ATTACHMENT, hub.table.name, FIREWALL_IP)
        HubConnection("joined", HubConnectionArgs(connection(*cidrs), group, *args), opts)

    return draw(component)


def test_joining_writes_under_the_spokes_own_keys_only() -> None:
    drawn = drawn_connection()
    assert drawn.counts() == {
        "network:VirtualNetwork": 1,
        "network:RouteTable": 1,
        "network:VirtualNetworkPeering": 1,
        "network:Route": 1,
    }
    assert drawn.inputs("network:VirtualNetworkPeering")["virtualNetworkPeeringName"] == "to-aulnay"
    assert drawn.inputs("network:Route")["routeName"] == "aulnay"


def test_the_peering_lets_the_firewall_send_on_and_the_gateway_be_used() -> None:
    peering = drawn_connection().inputs("network:VirtualNetworkPeering")
    assert peering["virtualNetworkName"] == "gpne-hub"
    assert peering["remoteVirtualNetwork"] == {"id": SPOKE}
    assert peering["allowVirtualNetworkAccess"] is True
    assert peering["allowForwardedTraffic"] is True
    assert peering["allowGatewayTransit"] is True
    assert peering["useRemoteGateways"] is False


def test_a_further_range_makes_the_peering_learn_the_spokes_ranges_anew() -> None:
    before, after = (
        drawn_connection(*cidrs).inputs("network:VirtualNetworkPeering")
        for cidrs in ((), ("10.64.16.0/22", "10.64.40.0/22"))
    )
    assert before["remoteAddressSpace"] == {"addressPrefixes": ["10.64.16.0/22"]}
    assert after["remoteAddressSpace"] == {"addressPrefixes": ["10.64.16.0/22", "10.64.40.0/22"]}
    assert before["syncRemoteAddressSpace"] == after["syncRemoteAddressSpace"] == "true"


def test_what_comes_from_a_site_passes_the_firewall() -> None:
    route = drawn_connection().inputs("network:Route")
    assert route["routeTableName"] == "gpne-hub-gateway"
    assert (route["addressPrefix"], route["nextHopType"], route["nextHopIpAddress"]) == (
        "10.64.16.0/22",
        "VirtualAppliance",
        FIREWALL_IP,
    )


def test_a_further_range_joins_behind_the_first_and_changes_nothing_of_it() -> None:
    before = drawn_connection().of_type("network:Route")
    after = drawn_connection("10.64.16.0/22", "10.64.40.0/22").of_type("network:Route")
    assert {name: route.inputs for name, route in before.items()}.items() <= {
        name: route.inputs for name, route in after.items()
    }.items()
    assert {name: route.inputs["addressPrefix"] for name, route in after.items()} == {
        "joined": "10.64.16.0/22",
        "joined-2": "10.64.40.0/22",
    }


def test_routes_are_written_one_after_the_other() -> None:
    drawn = drawn_connection("10.64.16.0/22", "10.64.40.0/22")
    assert "VirtualNetworkPeering joined" in drawn.after(drawn.one("network:Route", "joined"))
    assert "Route joined" in drawn.after(drawn.one("network:Route", "joined-2"))


def test_outputs_name_the_peering_and_the_hub_as_it_was_given() -> None:
    drawn = drawn_connection()
    outputs = drawn.component("joined").outputs
    assert outputs["connectionId"] == drawn.one("network:VirtualNetworkPeering").id
    assert outputs["hubId"] == drawn.one("network:VirtualNetwork").id
