import pytest
from aws_account import SPOKE

from hds_landing.rehearsal.embedded_cloud import Refused

ATTACHMENT = "ec2transitgateway/vpcAttachment:VpcAttachment"
TABLE = "ec2transitgateway/routeTable:RouteTable"
ASSOCIATION = "ec2transitgateway/routeTableAssociation:RouteTableAssociation"
PROPAGATION = "ec2transitgateway/routeTablePropagation:RouteTablePropagation"
ROUTE = "ec2transitgateway/route:Route"
ACCEPTER = "ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"


def attach(aws, gateway, cidr="10.0.0.0/16", subnets=None, **options):
    vpc = aws.vpc(cidr, **options)
    subnets = subnets or [aws.subnet(vpc, cidr.replace("/16", "/24"), **options)]
    return aws.create(ATTACHMENT, transitGatewayId=gateway, vpcId=vpc, subnetIds=subnets, **options)


def test_a_gateway_on_which_nothing_joins_by_itself(aws_cloud):
    created = aws_cloud.gateway(description="hub", autoAcceptSharedAttachments="disable")
    outputs = created.outputs
    assert created.exercised
    assert outputs["associationDefaultRouteTableId"] == ""
    assert outputs["propagationDefaultRouteTableId"] == ""
    assert outputs["autoAcceptSharedAttachments"] == "disable"
    attachment = attach(aws_cloud, created.id)
    assert attachment.outputs["transitGatewayDefaultRouteTableAssociation"] is False
    assert attachment.outputs["transitGatewayDefaultRouteTablePropagation"] is False
    assert attachment.exercised


def test_an_attachment_joins_the_default_table_of_a_gateway_that_has_one(aws_cloud):
    gateway = aws_cloud.gateway(defaultRouteTableAssociation="enable")
    assert gateway.outputs["associationDefaultRouteTableId"].startswith("tgw-rtb-")
    attachment = attach(aws_cloud, gateway.id)
    assert attachment.outputs["transitGatewayDefaultRouteTableAssociation"] is True
    table = aws_cloud.create(TABLE, transitGatewayId=gateway.id).id
    with pytest.raises(Refused, match="is associated with a route table already"):
        aws_cloud.create(ASSOCIATION, transitGatewayAttachmentId=attachment.id, transitGatewayRouteTableId=table)


def test_routes_of_a_table(aws_cloud):
    gateway = aws_cloud.gateway().id
    attachment, table = attach(aws_cloud, gateway).id, aws_cloud.create(TABLE, transitGatewayId=gateway).id
    pair = {"transitGatewayAttachmentId": attachment, "transitGatewayRouteTableId": table}
    association, propagation = aws_cloud.create(ASSOCIATION, **pair), aws_cloud.create(PROPAGATION, **pair)
    route = aws_cloud.create(ROUTE, destinationCidrBlock="10.0.0.0/16", **pair)
    hole = aws_cloud.create(ROUTE, destinationCidrBlock="10.0.0.0/8", transitGatewayRouteTableId=table, blackhole=True)
    assert association.id == propagation.id == f"{table}_{attachment}"
    assert association.outputs["resourceType"] == "vpc"
    assert route.id == f"{table}_10.0.0.0/16"
    assert all(created.exercised for created in (association, propagation, route, hole))


@pytest.mark.parametrize(
    ("token", "changes", "refusal"),
    [
        (ASSOCIATION, {}, "is associated with a route table already, and takes one only"),
        (ASSOCIATION, {"transitGatewayAttachmentId": "tgw-attach-0"}, "attachment tgw-attach-0 does not exist"),
        (PROPAGATION, {"transitGatewayRouteTableId": "tgw-rtb-0"}, "route table tgw-rtb-0 does not exist"),
        (ROUTE, {"destinationCidrBlock": "10.0.0.0/16"}, "has a route to 10.0.0.0/16 already"),
        (ROUTE, {"destinationCidrBlock": "10.1.0.0/16", "blackhole": True}, "takes either blackhole or"),
        (ROUTE, {"destinationCidrBlock": "10.1.0.0/16", "transitGatewayAttachmentId": None}, "takes either blackhole"),
        (ROUTE, {"destinationCidrBlock": "10.1.0.0/16", "transitGatewayAttachmentId": "x"}, "attachment x does not"),
    ],
)
def test_what_a_table_refuses(aws_cloud, token, changes, refusal):
    gateway = aws_cloud.gateway().id
    attachment, table = attach(aws_cloud, gateway).id, aws_cloud.create(TABLE, transitGatewayId=gateway).id
    pair = {"transitGatewayAttachmentId": attachment, "transitGatewayRouteTableId": table}
    aws_cloud.create(ASSOCIATION, **pair)
    aws_cloud.create(ROUTE, destinationCidrBlock="10.0.0.0/16", **pair)
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(token, **(pair | changes))


def test_an_attachment_takes_one_subnet_per_zone_of_its_own_network(aws_cloud):
    gateway, vpc = aws_cloud.gateway().id, aws_cloud.vpc()
    same = [aws_cloud.subnet(vpc, f"10.0.{number}.0/24") for number in range(2)]
    foreign = aws_cloud.subnet(aws_cloud.vpc("10.1.0.0/16"), "10.1.0.0/24", zone="b")
    with pytest.raises(Refused, match="one subnet per availability zone"):
        aws_cloud.create(ATTACHMENT, transitGatewayId=gateway, vpcId=vpc, subnetIds=same)
    with pytest.raises(Refused, match=f"subnet {foreign} is in"):
        aws_cloud.create(ATTACHMENT, transitGatewayId=gateway, vpcId=vpc, subnetIds=[same[0], foreign])


@pytest.mark.parametrize("changes", [{"applianceModeSupport": "on"}, {"dnsSupport": "yes"}])
def test_options_are_those_of_aws(aws_cloud, changes):
    vpc = aws_cloud.vpc()
    inputs = {"transitGatewayId": aws_cloud.gateway().id, "vpcId": vpc, "subnetIds": [aws_cloud.subnet(vpc)]}
    with pytest.raises(Refused, match="allowed enable, disable"):
        aws_cloud.create(ATTACHMENT, **inputs, **changes)


def share(aws, gateway, *, first="resource"):
    arn = aws.create("ram/resourceShare:ResourceShare", name="hub", allowExternalPrincipals=False).outputs["arn"]
    links = {
        "resource": lambda: aws.create(
            "ram/resourceAssociation:ResourceAssociation", resourceShareArn=arn, resourceArn=gateway.outputs["arn"]
        ),
        "principal": lambda: aws.create(
            "ram/principalAssociation:PrincipalAssociation", resourceShareArn=arn, principal=SPOKE
        ),
    }
    return [links.pop(first)(), next(iter(links.values()))()]


@pytest.mark.parametrize("first", ["resource", "principal"])
def test_another_account_attaches_once_the_gateway_is_shared(aws_cloud, first):
    gateway = aws_cloud.gateway()
    with pytest.raises(Refused, match=r"InvalidTransitGatewayID\.NotFound"):
        attach(aws_cloud, gateway.id, "10.9.0.0/16", account_id=SPOKE)
    assert [link.exercised for link in share(aws_cloud, gateway, first=first)] == [False, False]
    attachment = attach(aws_cloud, gateway.id, account_id=SPOKE)
    accepted = aws_cloud.create(ACCEPTER, transitGatewayAttachmentId=attachment.id)
    assert accepted.id == attachment.id
    assert accepted.outputs["vpcOwnerId"] == SPOKE
    assert accepted.outputs["transitGatewayId"] == gateway.id
    table = aws_cloud.create(TABLE, transitGatewayId=gateway.id).id
    pair = {"transitGatewayAttachmentId": attachment.id, "transitGatewayRouteTableId": table}
    assert aws_cloud.create(ASSOCIATION, **pair).exercised
    with pytest.raises(Refused, match="is accepted already"):
        aws_cloud.create(ACCEPTER, transitGatewayAttachmentId=attachment.id)


def test_only_the_owner_accepts(aws_cloud):
    gateway = aws_cloud.gateway()
    share(aws_cloud, gateway)
    attachment = attach(aws_cloud, gateway.id, account_id=SPOKE)
    with pytest.raises(Refused, match=f"{SPOKE} does not own {gateway.id}"):
        aws_cloud.create(ACCEPTER, transitGatewayAttachmentId=attachment.id, account_id=SPOKE)


def test_sharing_what_is_not_there_is_refused(aws_cloud):
    with pytest.raises(Refused, match="resource share arn:x does not exist"):
        aws_cloud.create("ram/principalAssociation:PrincipalAssociation", resourceShareArn="arn:x", principal=SPOKE)
