"""EC2: route tables of a transit gateway, and which attachments use them."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused


def _route_table(request: Request) -> Created:
    request.standing.require("transit gateway", request.inputs["transitGatewayId"])
    table = request.client("ec2").create_transit_gateway_route_table(
        TransitGatewayId=request.inputs["transitGatewayId"],
        TagSpecifications=tagged(request, "transit-gateway-route-table"),
    )["TransitGatewayRouteTable"]
    identity = table["TransitGatewayRouteTableId"]
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"transit-gateway-route-table/{identity}"),
            "defaultAssociationRouteTable": False,
            "defaultPropagationRouteTable": False,
        },
    )


def observe_table(request: Request, identity: str) -> Mapping[str, Any]:
    """A route table as it stands; raises Gone."""
    asked = {"TransitGatewayRouteTableIds": [identity]}
    found = request.client("ec2").describe_transit_gateway_route_tables(**asked)["TransitGatewayRouteTables"]
    if not found or found[0]["State"] == "deleted":
        raise Gone(f"transit gateway route table {identity} does not exist")
    return {}


def _delete_table(request: Request, identity: str) -> None:
    observe_table(request, identity)
    ec2, asked = request.client("ec2"), {"TransitGatewayRouteTableId": identity}
    associated = ec2.get_transit_gateway_route_table_associations(**asked)["Associations"]
    if associated:
        users = ", ".join(each["TransitGatewayAttachmentId"] for each in associated)
        raise Refused(f"IncorrectState: {identity} is associated with {users}")
    ec2.delete_transit_gateway_route_table(**asked)


def _association(request: Request) -> Created:
    attachment, table = _attachment_and_table(request)
    request.claim(
        f"attachment {attachment} is associated with a route table already, and takes one only",
        "association",
        attachment,
    )
    answer = request.client("ec2").associate_transit_gateway_route_table(
        TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
    )["Association"]
    return request.exercised(
        f"{table}_{attachment}", {"resourceId": answer["ResourceId"], "resourceType": answer["ResourceType"]}
    )


def _propagation(request: Request) -> Created:
    attachment, table = _attachment_and_table(request)
    answer = request.client("ec2").enable_transit_gateway_route_table_propagation(
        TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
    )["Propagation"]
    return request.exercised(
        f"{table}_{attachment}", {"resourceId": answer["ResourceId"], "resourceType": answer["ResourceType"]}
    )


def _attachment_and_table(request: Request) -> tuple[str, str]:
    attachment = request.inputs["transitGatewayAttachmentId"]
    table = request.inputs["transitGatewayRouteTableId"]
    request.standing.require("attachment", attachment)
    request.standing.require("transit gateway route table", table)
    return attachment, table


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    return _observe_relation(request, identity, "get_transit_gateway_route_table_associations", "Associations")


def _observe_propagation(request: Request, identity: str) -> Mapping[str, Any]:
    return _observe_relation(
        request, identity, "get_transit_gateway_route_table_propagations", "TransitGatewayRouteTablePropagations"
    )


def _observe_relation(request: Request, identity: str, operation: str, answer: str) -> Mapping[str, Any]:
    table, _, attachment = identity.partition("_")
    observe_table(request, table)
    present = getattr(request.client("ec2"), operation)(TransitGatewayRouteTableId=table)[answer]
    if attachment not in [each["TransitGatewayAttachmentId"] for each in present]:
        raise Gone(f"{table} and {attachment} are not linked")
    return {}


def _delete_association(request: Request, identity: str) -> None:
    _observe_association(request, identity)
    table, _, attachment = identity.partition("_")
    request.client("ec2").disassociate_transit_gateway_route_table(
        TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
    )


def _delete_propagation(request: Request, identity: str) -> None:
    _observe_propagation(request, identity)
    table, _, attachment = identity.partition("_")
    request.client("ec2").disable_transit_gateway_route_table_propagation(
        TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
    )


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2transitgateway/routeTable:RouteTable": Lifecycle(
        _route_table, observe_table, nothing_but_tags, _delete_table, EC2_TAGS
    ),
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": Lifecycle(
        _association, _observe_association, nothing_but_tags, _delete_association
    ),
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": Lifecycle(
        _propagation, _observe_propagation, nothing_but_tags, _delete_propagation
    ),
}
