"""EC2: transit gateways."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
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


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2transitgateway/transitGateway:TransitGateway": Lifecycle(
        _transit_gateway, _observe_gateway, _change_gateway, _delete_gateway, EC2_TAGS
    ),
}
