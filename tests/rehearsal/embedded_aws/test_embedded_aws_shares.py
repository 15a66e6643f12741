"""Accounts that share a transit gateway, and links between two things: seen, changed and taken apart."""

from dataclasses import replace

import pytest
from aws_account import SPOKE, policy, statement

from hds_landing.rehearsal.embedded_cloud import Gone, Refused

ATTACHMENT = "ec2transitgateway/vpcAttachment:VpcAttachment"
ACCEPTER = "ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
TGW_TABLE = "ec2transitgateway/routeTable:RouteTable"
PROPAGATION = "ec2transitgateway/routeTablePropagation:RouteTablePropagation"
SHARE, OF_RESOURCE = "ram/resourceShare:ResourceShare", "ram/resourceAssociation:ResourceAssociation"
OF_PRINCIPAL = "ram/principalAssociation:PrincipalAssociation"
TABLE, ROUTE = "ec2/routeTable:RouteTable", "ec2/route:Route"


def make(aws, kind, called, account_id=None, **inputs):
    asked = aws.asked(kind, called, **inputs, **({"account_id": account_id} if account_id else {}))
    return asked, aws.cloud.create(asked)


@pytest.fixture
def shared(aws_cloud):
    """A gateway, its share, and the two links that show it to the other account."""
    gateway = aws_cloud.gateway()
    share = make(aws_cloud, SHARE, "share", name="hub", allowExternalPrincipals=False, tags={"a": "b"})
    arn = share[1].outputs["arn"]
    resource = make(aws_cloud, OF_RESOURCE, "resource", resourceShareArn=arn, resourceArn=gateway.outputs["arn"])
    principal = make(aws_cloud, OF_PRINCIPAL, "principal", resourceShareArn=arn, principal=SPOKE)
    return gateway, share, resource, principal


def attach(aws, gateway, called="attachment", cidr="10.1.0.0/16"):
    vpc = aws.vpc(cidr, account_id=SPOKE)
    subnet = aws.subnet(vpc, cidr.replace("/16", "/24"), account_id=SPOKE)
    return make(aws, ATTACHMENT, called, SPOKE, transitGatewayId=gateway.id, vpcId=vpc, subnetIds=[subnet])


def accept(aws, attachment):
    return make(aws, ACCEPTER, "acceptance", transitGatewayAttachmentId=attachment.id)


def test_a_share_and_its_links_are_seen_as_they_were_made(aws_cloud, shared):
    for asked, made in shared[1:]:
        assert aws_cloud.cloud.refresh(asked, made.id) == made
        assert aws_cloud.cloud.update(asked, made.id, asked.inputs) == made


def test_a_share_changes_in_place_and_its_links_do_not(aws_cloud, shared):
    _, (share, made), (resource, _), (principal, _) = shared
    new = replace(share, inputs={**share.inputs, "name": "other", "allowExternalPrincipals": True})
    assert aws_cloud.cloud.diff(new, share.inputs).replaces == ()
    assert aws_cloud.cloud.update(new, made.id, share.inputs).outputs["name"] == "other"
    assert aws_cloud.cloud.refresh(new, made.id).outputs["allowExternalPrincipals"] is True
    for asked, name in ((resource, "resourceArn"), (principal, "principal")):
        other = replace(asked, inputs={**asked.inputs, name: "arn:aws:x"})
        assert aws_cloud.cloud.diff(other, asked.inputs).replaces == (name,)


@pytest.mark.parametrize("ended", [1, 2, 3], ids=["the share goes", "the gateway goes out", "the account goes out"])
def test_what_is_no_longer_shared_takes_no_more_attachments_and_keeps_those_it_has(aws_cloud, shared, ended):
    gateway, *parts = shared
    asked, made = attach(aws_cloud, gateway)
    accepted = accept(aws_cloud, made)
    ending, ended_one = parts[ended - 1]
    aws_cloud.cloud.delete(ending, ended_one.id)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(ending, ended_one.id)
    with pytest.raises(Refused, match=r"InvalidTransitGatewayID\.NotFound"):
        attach(aws_cloud, gateway, "second", "10.2.0.0/16")
    assert aws_cloud.cloud.refresh(asked, made.id) == made
    assert aws_cloud.cloud.refresh(*[accepted[0], accepted[1].id]) == accepted[1]


def test_a_share_that_is_deleted_by_hand_takes_its_links_with_it(aws_cloud, shared):
    _, (_, share), *links = shared
    aws_cloud.by_hand("ram").delete_resource_share(resourceShareArn=share.id)
    for asked, made in links:
        with pytest.raises(Gone):
            aws_cloud.cloud.refresh(asked, made.id)


def test_a_network_gets_no_route_to_a_gateway_before_its_attachment_is_accepted(aws_cloud, shared):
    gateway = shared[0]
    vpc = aws_cloud.vpc("10.3.0.0/16", account_id=SPOKE)
    table = aws_cloud.create(TABLE, vpcId=vpc, account_id=SPOKE).id
    route = {"routeTableId": table, "destinationCidrBlock": "10.0.0.0/8", "transitGatewayId": gateway.id}
    with pytest.raises(Refused, match=rf"InvalidTransitGatewayID\.NotFound: .* of {vpc} does not exist"):
        aws_cloud.create(ROUTE, **route, account_id=SPOKE)
    subnet = aws_cloud.subnet(vpc, "10.3.0.0/24", account_id=SPOKE)
    inputs = {"transitGatewayId": gateway.id, "vpcId": vpc, "subnetIds": [subnet]}
    _, attachment = make(aws_cloud, ATTACHMENT, "attachment", SPOKE, **inputs)
    with pytest.raises(Refused, match=rf"of {vpc} is not accepted yet"):
        aws_cloud.create(ROUTE, **route, account_id=SPOKE)
    inline = [{"cidrBlock": "10.0.0.0/8", "transitGatewayId": gateway.id}]
    with pytest.raises(Refused, match="is not accepted yet"):
        aws_cloud.create(TABLE, vpcId=vpc, routes=inline, account_id=SPOKE)
    accept(aws_cloud, attachment)
    assert aws_cloud.create(ROUTE, **route, account_id=SPOKE).exercised


def test_a_gateway_that_accepts_by_itself_needs_no_acceptance(aws_cloud):
    gateway = aws_cloud.gateway(autoAcceptSharedAttachments="enable")
    arn = aws_cloud.create(SHARE, name="hub").outputs["arn"]
    aws_cloud.create(OF_RESOURCE, resourceShareArn=arn, resourceArn=gateway.outputs["arn"])
    aws_cloud.create(OF_PRINCIPAL, resourceShareArn=arn, principal=SPOKE)
    asked, _ = attach(aws_cloud, gateway)
    table = aws_cloud.create(TABLE, vpcId=asked.inputs["vpcId"], account_id=SPOKE).id
    route = {"routeTableId": table, "destinationCidrBlock": "10.0.0.0/8", "transitGatewayId": gateway.id}
    assert aws_cloud.create(ROUTE, **route, account_id=SPOKE).exercised


def test_taking_an_acceptance_back_deletes_the_attachment(aws_cloud, shared):
    gateway = shared[0]
    asked, made = attach(aws_cloud, gateway)
    acceptance, accepted = accept(aws_cloud, made)
    assert accepted.exercised
    assert aws_cloud.cloud.refresh(acceptance, accepted.id) == accepted
    assert aws_cloud.cloud.update(acceptance, accepted.id, acceptance.inputs) == accepted
    other = replace(acceptance, inputs={"transitGatewayAttachmentId": "tgw-attach-0"})
    assert aws_cloud.cloud.diff(other, acceptance.inputs).replaces == ("transitGatewayAttachmentId",)
    aws_cloud.cloud.delete(acceptance, accepted.id)
    for one, identity in ((acceptance, accepted.id), (asked, made.id)):
        with pytest.raises(Gone):
            aws_cloud.cloud.refresh(one, identity)
        aws_cloud.cloud.delete(one, identity)
    aws_cloud.cloud.delete(shared[2][0], shared[2][1].id)
    assert not [each for each in aws_cloud.cloud.standing_ids() if each.id == made.id]


def test_an_attachment_that_the_other_account_deletes_is_gone_for_the_owner(aws_cloud, shared):
    gateway = shared[0]
    asked, made = attach(aws_cloud, gateway)
    acceptance, accepted = accept(aws_cloud, made)
    aws_cloud.cloud.delete(asked, made.id)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(acceptance, accepted.id)


def test_a_propagation_is_seen_does_not_change_and_goes(aws_cloud):
    gateway, vpc = aws_cloud.gateway().id, aws_cloud.vpc()
    inputs = {"transitGatewayId": gateway, "vpcId": vpc, "subnetIds": [aws_cloud.subnet(vpc)]}
    attachment = aws_cloud.create(ATTACHMENT, **inputs).id
    tables = [aws_cloud.create(TGW_TABLE, transitGatewayId=gateway).id for _ in range(2)]
    pair = {"transitGatewayAttachmentId": attachment, "transitGatewayRouteTableId": tables[0]}
    asked, made = make(aws_cloud, PROPAGATION, "propagation", **pair)
    assert aws_cloud.cloud.refresh(asked, made.id) == made
    elsewhere = replace(asked, inputs={**pair, "transitGatewayRouteTableId": tables[1]})
    assert aws_cloud.cloud.diff(elsewhere, pair).replaces == ("transitGatewayRouteTableId",)
    aws_cloud.by_hand("ec2").disable_transit_gateway_route_table_propagation(
        TransitGatewayRouteTableId=tables[0], TransitGatewayAttachmentId=attachment
    )
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(asked, made.id)
    again = aws_cloud.cloud.create(asked)
    aws_cloud.cloud.delete(asked, again.id)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(asked, again.id)


def test_a_further_range_is_seen_does_not_change_and_goes(aws_cloud):
    vpc = aws_cloud.vpc()
    further = {"vpcId": vpc, "cidrBlock": "10.1.0.0/16"}
    asked, made = make(aws_cloud, "ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "range", **further)
    assert aws_cloud.cloud.refresh(asked, made.id) == made
    assert aws_cloud.cloud.update(asked, made.id, asked.inputs) == made
    other = replace(asked, inputs={**further, "cidrBlock": "10.2.0.0/16"})
    assert aws_cloud.cloud.diff(other, further).replaces == ("cidrBlock",)
    aws_cloud.cloud.delete(asked, made.id)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(asked, made.id)


def test_a_subnet_follows_its_list_until_it_no_longer_does(aws_cloud):
    vpc = aws_cloud.vpc()
    subnet = aws_cloud.subnet(vpc)
    lists = [aws_cloud.create("ec2/networkAcl:NetworkAcl", vpcId=vpc).id for _ in range(2)]
    pair = {"networkAclId": lists[0], "subnetId": subnet}
    asked, made = make(aws_cloud, "ec2/networkAclAssociation:NetworkAclAssociation", "follows", **pair)
    assert aws_cloud.cloud.refresh(asked, made.id) == made
    other = replace(asked, inputs={**pair, "networkAclId": lists[1]})
    assert aws_cloud.cloud.diff(other, pair).replaces == ("networkAclId",)
    aws_cloud.by_hand("ec2").replace_network_acl_association(AssociationId=made.id, NetworkAclId=lists[1])
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(asked, made.id)
    again = aws_cloud.cloud.create(asked)
    aws_cloud.cloud.delete(asked, again.id)
    acls = aws_cloud.by_hand("ec2").describe_network_acls(
        Filters=[{"Name": "association.subnet-id", "Values": [subnet]}]
    )["NetworkAcls"]
    assert [acl["IsDefault"] for acl in acls] == [True]


def test_a_policy_of_the_account_is_seen_changed_and_deleted(aws_cloud):
    def document(action):
        return policy(statement(Principal=None, Action=action))

    asked, made = make(aws_cloud, "iam/policy:Policy", "policy", name="p", policy=document("s3:GetObject"))
    assert aws_cloud.cloud.refresh(asked, made.id) == made
    new = replace(asked, inputs={**asked.inputs, "policy": document("s3:PutObject")})
    assert aws_cloud.cloud.diff(new, asked.inputs).replaces == ()
    updated = aws_cloud.cloud.update(new, made.id, asked.inputs)
    assert updated.outputs["policy"] == document("s3:PutObject")
    described = replace(new, inputs={**new.inputs, "description": "another"})
    assert aws_cloud.cloud.diff(described, new.inputs).replaces == ("description",)
    aws_cloud.by_hand("iam").create_policy_version(PolicyArn=made.id, PolicyDocument=document("*"), SetAsDefault=True)
    assert "PutObject" not in aws_cloud.cloud.refresh(new, made.id).outputs["policy"]
    aws_cloud.cloud.delete(new, made.id)
    with pytest.raises(Gone):
        aws_cloud.cloud.refresh(new, made.id)
