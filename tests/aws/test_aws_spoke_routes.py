import pulumi
from pulumi_aws import ec2transitgateway

from hds_landing.aws.spoke_routes import SpokeRoutes, SpokeRoutesArgs
from tests.aws.drawing import draw


def test_everything_that_is_not_local_goes_to_the_hub() -> None:
    drawn = draw(lambda opts: SpokeRoutes("evreux", SpokeRoutesArgs("rtb-1", "tgw-1", "tgw-attach-1"), opts))
    assert drawn.counts() == {"route:Route": 1}
    assert drawn.inputs("evreux-default") == {
        "routeTableId": "rtb-1",
        "destinationCidrBlock": "0.0.0.0/0",
        "transitGatewayId": "tgw-1",
    }


def test_the_route_waits_for_the_acceptance() -> None:
    def component(opts: pulumi.ResourceOptions) -> None:
        accepted = ec2transitgateway.VpcAttachmentAccepter(
            "accepter",
            transit_gateway_attachment_id="tgw-attach-1",
            opts=pulumi.ResourceOptions(provider=next(iter(opts.providers))),  # type: ignore[arg-type]
        )
        SpokeRoutes("evreux", SpokeRoutesArgs("rtb-1", "tgw-1", accepted.id), opts)

    drawn = draw(component)
    assert drawn["evreux-default"].dependencies == (drawn["accepter"].urn,)
    assert drawn.inputs("evreux-default")["transitGatewayId"] == "tgw-1"
