"""EC2: transit gateways, attachments and their route tables, across accounts."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request
from hds_landing.rehearsal.embedded_aws.shared_transit_gateways import show_attachment_to_owner
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_OPTIONS = {
    "amazonSideAsn": ("AmazonSideAsn", 64512),
    "autoAcceptSharedAttachments": ("AutoAcceptSharedAttachments", "disable"),
    "defaultRouteTableAssociation": ("DefaultRouteTableAssociation", "enable"),
    "defaultRouteTablePropagation": ("DefaultRouteTablePropagation", "enable"),
    "dnsSupport": ("DnsSupport", "enable"),
    "multicastSupport": ("MulticastSupport", "disable"),
    "securityGroupReferencingSupport": ("SecurityGroupReferencingSupport", "disable"),
    "vpnEcmpSupport": ("VpnEcmpSupport", "enable"),
}
_ATTACHMENT_OPTIONS = {
    "applianceModeSupport": ("ApplianceModeSupport", "disable"),
    "dnsSupport": ("DnsSupport", "enable"),
    "ipv6Support": ("Ipv6Support", "disable"),
    "securityGroupReferencingSupport": ("SecurityGroupReferencingSupport", "enable"),
}


def _transit_gateway(request: Request) -> Created:
    inputs = request.inputs
    options = {name: inputs.get(name, default) for name, (_, default) in _OPTIONS.items()}
    gateway = request.client("ec2").create_transit_gateway(
        **picked(inputs, {"description": "Description"}),
        Options={
            **{theirs: options[name] for name, (theirs, _) in _OPTIONS.items()},
            **picked(inputs, {"transitGatewayCidrBlocks": "TransitGatewayCidrBlocks"}),
        },
        TagSpecifications=tagged(request, "transit-gateway"),
    )["TransitGateway"]
    for name in ("defaultRouteTableAssociation", "defaultRouteTablePropagation", "autoAcceptSharedAttachments"):
        request.expect(name, options[name], gateway["Options"][_OPTIONS[name][0]])
    identity, kept = gateway["TransitGatewayId"], gateway["Options"]
    associates = options["defaultRouteTableAssociation"] == "enable"
    propagates = options["defaultRouteTablePropagation"] == "enable"
    return request.exercised(
        identity,
        {
            **options,
            "arn": request.arn("ec2", f"transit-gateway/{identity}"),
            "associationDefaultRouteTableId": kept["AssociationDefaultRouteTableId"] if associates else "",
            "encryptionSupport": "disable",
            "ownerId": request.account_id,
            "propagationDefaultRouteTableId": kept["PropagationDefaultRouteTableId"] if propagates else "",
        },
    )


def _vpc_attachment(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    _refuse_two_subnets_of_a_zone(ec2, inputs)
    options = {name: inputs.get(name, default) for name, (_, default) in _ATTACHMENT_OPTIONS.items()}
    attachment = ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=inputs["transitGatewayId"],
        VpcId=inputs["vpcId"],
        SubnetIds=inputs["subnetIds"],
        Options={theirs: options[name] for name, (theirs, _) in _ATTACHMENT_OPTIONS.items()},
        TagSpecifications=tagged(request, "transit-gateway-attachment"),
    )["TransitGatewayVpcAttachment"]
    identity = attachment["TransitGatewayAttachmentId"]
    for name in ("applianceModeSupport", "dnsSupport"):
        request.expect(name, options[name], attachment["Options"][_ATTACHMENT_OPTIONS[name][0]])
    request.expect("subnetIds", sorted(inputs["subnetIds"]), sorted(attachment["SubnetIds"]))
    gateway = request.standing.find(inputs["transitGatewayId"])
    show_attachment_to_owner(identity, request.account_id, gateway["ownerId"], request.region)
    associated = _joins_default_table(inputs, gateway, "Association")
    if associated:
        request.standing.claim("", "association", identity)
    return request.exercised(
        identity,
        {
            **options,
            "arn": request.arn("ec2", f"transit-gateway-attachment/{identity}"),
            "transitGatewayDefaultRouteTableAssociation": associated,
            "transitGatewayDefaultRouteTablePropagation": _joins_default_table(inputs, gateway, "Propagation"),
            "vpcOwnerId": request.account_id,
        },
    )


def _joins_default_table(inputs: Mapping[str, Any], gateway: Mapping[str, Any], what: str) -> bool:
    on = gateway[f"defaultRouteTable{what}"] == "enable"
    return on and inputs.get(f"transitGatewayDefaultRouteTable{what}") is not False


def _refuse_two_subnets_of_a_zone(ec2: Any, inputs: Mapping[str, Any]) -> None:
    subnets = ec2.describe_subnets(SubnetIds=inputs["subnetIds"])["Subnets"]
    zones = [subnet["AvailabilityZone"] for subnet in subnets]
    if len(set(zones)) < len(zones):
        raise Refused(f"an attachment takes one subnet per availability zone; given {', '.join(sorted(zones))}")
    for subnet in subnets:
        if subnet["VpcId"] != inputs["vpcId"]:
            raise Refused(f"subnet {subnet['SubnetId']} is in {subnet['VpcId']}, not in {inputs['vpcId']}")


def _vpc_attachment_accepter(request: Request) -> Created:
    inputs = request.inputs
    identity = inputs["transitGatewayAttachmentId"]
    request.standing.require("attachment", identity)
    attachment = request.standing.find(identity)
    gateway = request.standing.find(attachment["transitGatewayId"])
    if gateway["ownerId"] != request.account_id:
        raise Refused(f"{request.account_id} does not own {attachment['transitGatewayId']}: its owner accepts")
    request.standing.claim(f"attachment {identity} is accepted already", "acceptance", identity)
    kept = {name: attachment[name] for name in (*_ATTACHMENT_OPTIONS, "subnetIds", "transitGatewayId", "vpcId")}
    return Created(
        identity,
        {
            **inputs,
            **kept,
            "region": request.region,
            "tagsAll": request.tags,
            "vpcOwnerId": attachment["vpcOwnerId"],
        },
        exercised=False,
    )


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


def _association(request: Request) -> Created:
    attachment, table = _attachment_and_table(request)
    request.standing.claim(
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


def _route(request: Request) -> Created:
    inputs = request.inputs
    table, destination = inputs["transitGatewayRouteTableId"], inputs["destinationCidrBlock"]
    blackhole, attachment = bool(inputs.get("blackhole")), inputs.get("transitGatewayAttachmentId")
    if blackhole == bool(attachment):
        raise Refused("a transit gateway route takes either blackhole or transitGatewayAttachmentId")
    request.standing.require("transit gateway route table", table)
    request.standing.require("attachment", attachment)
    request.standing.claim(f"{table} has a route to {destination} already", "route", table, destination)
    route = request.client("ec2").create_transit_gateway_route(
        DestinationCidrBlock=destination,
        TransitGatewayRouteTableId=table,
        Blackhole=blackhole,
        **picked(inputs, {"transitGatewayAttachmentId": "TransitGatewayAttachmentId"}),
    )["Route"]
    request.expect("blackhole", "blackhole" if blackhole else "active", route["State"])
    request.expect("destinationCidrBlock", destination, route["DestinationCidrBlock"])
    return request.exercised(f"{table}_{destination}", {})


HANDLERS: Mapping[str, Handler] = {
    "aws:ec2transitgateway/route:Route": _route,
    "aws:ec2transitgateway/routeTable:RouteTable": _route_table,
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": _association,
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": _propagation,
    "aws:ec2transitgateway/transitGateway:TransitGateway": _transit_gateway,
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": _vpc_attachment,
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": _vpc_attachment_accepter,
}
