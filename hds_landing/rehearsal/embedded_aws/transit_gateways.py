"""EC2: transit gateways, attachments and their route tables, across accounts."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.shared_transit_gateways import (
    hide_attachment_from_owner,
    show_attachment_to_owner,
)
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

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
_SET_AT_CREATION = ("MulticastSupport",)
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
    )["TransitGatewayVpcAttachment"]
    identity = attachment["TransitGatewayAttachmentId"]
    if request.tags:
        # the emulated service loses those that come with the creation
        EC2_TAGS.write(request, identity, request.tags, [])
    for name in ("applianceModeSupport", "dnsSupport"):
        request.expect(name, options[name], attachment["Options"][_ATTACHMENT_OPTIONS[name][0]])
    request.expect("subnetIds", sorted(inputs["subnetIds"]), sorted(attachment["SubnetIds"]))
    gateway = request.standing.find(inputs["transitGatewayId"])
    show_attachment_to_owner(identity, request.account_id, gateway["ownerId"], request.region)
    associated = _joins_default_table(inputs, gateway, "Association")
    if associated:
        request.claim("", "association", identity)
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
    request.claim(f"attachment {identity} is accepted already", "acceptance", identity)
    kept = {name: attachment[name] for name in (*_ATTACHMENT_OPTIONS, "subnetIds", "transitGatewayId", "vpcId")}
    return request.recorded(identity, {**kept, "vpcOwnerId": attachment["vpcOwnerId"]})


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


def _route(request: Request) -> Created:
    inputs = request.inputs
    table, destination = inputs["transitGatewayRouteTableId"], inputs["destinationCidrBlock"]
    blackhole, attachment = bool(inputs.get("blackhole")), inputs.get("transitGatewayAttachmentId")
    if blackhole == bool(attachment):
        raise Refused("a transit gateway route takes either blackhole or transitGatewayAttachmentId")
    request.standing.require("transit gateway route table", table)
    request.standing.require("attachment", attachment)
    request.claim(f"{table} has a route to {destination} already", "route", table, destination)
    route = request.client("ec2").create_transit_gateway_route(
        DestinationCidrBlock=destination,
        TransitGatewayRouteTableId=table,
        Blackhole=blackhole,
        **picked(inputs, {"transitGatewayAttachmentId": "TransitGatewayAttachmentId"}),
    )["Route"]
    request.expect("blackhole", "blackhole" if blackhole else "active", route["State"])
    request.expect("destinationCidrBlock", destination, route["DestinationCidrBlock"])
    return request.exercised(f"{table}_{destination}", {})


def _observe_gateway(request: Request, identity: str) -> Mapping[str, Any]:
    gateway = _described(request, identity)
    options = gateway["Options"]
    seen = {name: options.get(theirs) for name, (theirs, _) in _OPTIONS.items()}
    return {name: value for name, value in seen.items() if value is not None} | {
        "description": gateway.get("Description") or ""
    }


def _described(request: Request, identity: str) -> Mapping[str, Any]:
    found = request.client("ec2").describe_transit_gateways(TransitGatewayIds=[identity])["TransitGateways"]
    if not found:
        raise Gone(f"transit gateway {identity} does not exist")
    return dict(found[0])


def _change_gateway(request: Request, identity: str) -> None:
    _described(request, identity)
    options = {theirs: request.inputs.get(name, default) for name, (theirs, default) in _OPTIONS.items()}
    request.client("ec2").modify_transit_gateway(
        TransitGatewayId=identity,
        **picked(request.inputs, {"description": "Description"}),
        Options={name: value for name, value in options.items() if name not in _SET_AT_CREATION},
    )


def _delete_gateway(request: Request, identity: str) -> None:
    _described(request, identity)
    ec2 = request.client("ec2")
    attachments = ec2.describe_transit_gateway_attachments()["TransitGatewayAttachments"]
    tables = ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
    users = [each["TransitGatewayAttachmentId"] for each in attachments if each["TransitGatewayId"] == identity]
    users += [
        each["TransitGatewayRouteTableId"]
        for each in tables
        if each["TransitGatewayId"] == identity
        and each["State"] == "available"
        and not each["DefaultAssociationRouteTable"]
        and each["TransitGatewayRouteTableId"] in request.standing
    ]
    if users:
        raise Refused(f"IncorrectState: {identity} has {', '.join(users)}")
    ec2.delete_transit_gateway(TransitGatewayId=identity)


def _observe_attachment(request: Request, identity: str) -> Mapping[str, Any]:
    found = request.client("ec2").describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[identity])[
        "TransitGatewayVpcAttachments"
    ]
    if not found:
        raise Gone(f"transit gateway attachment {identity} does not exist")
    options, known = found[0].get("Options", {}), request.known.get("subnetIds") or []
    seen = {name: options.get(theirs) for name, (theirs, _) in _ATTACHMENT_OPTIONS.items()}
    subnets = found[0].get("SubnetIds", [])
    return {name: value for name, value in seen.items() if value is not None} | (
        {"subnetIds": subnets} if sorted(subnets) != sorted(known) else {}
    )


def _change_attachment(request: Request, identity: str) -> None:
    inputs, ec2 = request.inputs, request.client("ec2")
    present = {**request.known, **_observe_attachment(request, identity)}["subnetIds"]
    _refuse_two_subnets_of_a_zone(ec2, inputs)
    options = {theirs: inputs.get(name, default) for name, (theirs, default) in _ATTACHMENT_OPTIONS.items()}
    added = [subnet for subnet in inputs["subnetIds"] if subnet not in present]
    removed = [subnet for subnet in present if subnet not in inputs["subnetIds"]]
    ec2.modify_transit_gateway_vpc_attachment(
        TransitGatewayAttachmentId=identity,
        Options=options,
        **({"AddSubnetIds": added} if added else {}),
        **({"RemoveSubnetIds": removed} if removed else {}),
    )


def _delete_attachment(request: Request, identity: str) -> None:
    _observe_attachment(request, identity)
    request.client("ec2").delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=identity)
    gateway = request.standing.find(request.known["transitGatewayId"])
    hide_attachment_from_owner(identity, gateway.get("ownerId", request.account_id), request.region)


def _observe_table(request: Request, identity: str) -> Mapping[str, Any]:
    asked = {"TransitGatewayRouteTableIds": [identity]}
    found = request.client("ec2").describe_transit_gateway_route_tables(**asked)["TransitGatewayRouteTables"]
    if not found or found[0]["State"] == "deleted":
        raise Gone(f"transit gateway route table {identity} does not exist")
    return {}


def _delete_table(request: Request, identity: str) -> None:
    _observe_table(request, identity)
    ec2, asked = request.client("ec2"), {"TransitGatewayRouteTableId": identity}
    associated = ec2.get_transit_gateway_route_table_associations(**asked)["Associations"]
    if associated:
        users = ", ".join(each["TransitGatewayAttachmentId"] for each in associated)
        raise Refused(f"IncorrectState: {identity} is associated with {users}")
    ec2.delete_transit_gateway_route_table(**asked)


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    return _observe_relation(request, identity, "get_transit_gateway_route_table_associations", "Associations")


def _observe_propagation(request: Request, identity: str) -> Mapping[str, Any]:
    return _observe_relation(
        request, identity, "get_transit_gateway_route_table_propagations", "TransitGatewayRouteTablePropagations"
    )


def _observe_relation(request: Request, identity: str, operation: str, answer: str) -> Mapping[str, Any]:
    table, _, attachment = identity.partition("_")
    _observe_table(request, table)
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


def _observe_route(request: Request, identity: str) -> Mapping[str, Any]:
    table, _, destination = identity.partition("_")
    _observe_table(request, table)
    # the emulated service keeps the attachment of a route, and does not answer with it
    tables = request.emulator.backend("ec2", request.account_id, request.region).transit_gateways_route_tables
    route = tables[table].routes.get(destination)
    if route is None:
        raise Gone(f"{table} has no route to {destination}")
    attachment = (route.get("transitGatewayAttachments") or {}).get("transitGatewayAttachmentId")
    blackhole = route["state"] == "blackhole"
    said = {"blackhole": blackhole} if blackhole or "blackhole" in request.known else {}
    return {**said, "transitGatewayAttachmentId": attachment}


def _delete_route(request: Request, identity: str) -> None:
    _observe_route(request, identity)
    table, _, destination = identity.partition("_")
    request.client("ec2").delete_transit_gateway_route(
        TransitGatewayRouteTableId=table, DestinationCidrBlock=destination
    )


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2transitgateway/route:Route": Lifecycle(_route, _observe_route, nothing_but_tags, _delete_route),
    "aws:ec2transitgateway/routeTable:RouteTable": Lifecycle(
        _route_table, _observe_table, nothing_but_tags, _delete_table, EC2_TAGS
    ),
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": Lifecycle(
        _association, _observe_association, nothing_but_tags, _delete_association
    ),
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": Lifecycle(
        _propagation, _observe_propagation, nothing_but_tags, _delete_propagation
    ),
    "aws:ec2transitgateway/transitGateway:TransitGateway": Lifecycle(
        _transit_gateway, _observe_gateway, _change_gateway, _delete_gateway, EC2_TAGS
    ),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": Lifecycle(
        _vpc_attachment, _observe_attachment, _change_attachment, _delete_attachment, EC2_TAGS
    ),
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": Lifecycle(
        _vpc_attachment_accepter, change=nothing_but_tags
    ),
}
