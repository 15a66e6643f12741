from hds_landing.aws.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.plan.hub import HubConnectionPlan
from tests.aws.aws_plans import HUB_CIDR, POOL, connection
from tests.aws.drawing import Drawn, draw


def drawn_connection(plan: HubConnectionPlan | None = None) -> Drawn:
    args = HubConnectionArgs(plan or connection(), "tgw-1", "tgw-attach-spoke", "tgw-attach-inspection", "rtb-i")
    return draw(lambda opts: HubConnection("evreux", args, opts))


def routes(drawn: Drawn, table: str) -> dict[str, str]:
    return {
        route.inputs["destinationCidrBlock"]: route.inputs.get("transitGatewayAttachmentId", "blackhole")
        for route in drawn.of_type("aws:ec2transitgateway/route:Route").values()
        if route.inputs["transitGatewayRouteTableId"] == table
    }


def test_the_spoke_has_a_table_of_its_own_that_knows_the_firewall_only() -> None:
    drawn = drawn_connection()
    assert drawn.counts() == {
        "routeTable:RouteTable": 1,
        "routeTableAssociation:RouteTableAssociation": 1,
        "route:Route": 5,
    }
    assert routes(drawn, "evreux-routes-id") == {
        "0.0.0.0/0": "tgw-attach-inspection",
        HUB_CIDR: "tgw-attach-inspection",
        "10.64.32.0/22": "tgw-attach-inspection",
        POOL: "blackhole",
    }
    assert drawn.inputs("evreux-blackhole-pool")["blackhole"] is True
    association = drawn.inputs("evreux-association")
    assert association["transitGatewayAttachmentId"] == "tgw-attach-spoke"
    assert association["transitGatewayRouteTableId"] == "evreux-routes-id"


def test_the_way_back_covers_every_range_of_the_spoke() -> None:
    drawn = drawn_connection(connection(cidrs=["10.64.16.0/22", "10.65.0.0/22"]))
    assert routes(drawn, "rtb-i") == {"10.64.16.0/22": "tgw-attach-spoke", "10.65.0.0/22": "tgw-attach-spoke"}
    assert {"evreux-return-10-64-16-0-22", "evreux-return-10-65-0-0-22"} <= {r.name for r in drawn.custom}
