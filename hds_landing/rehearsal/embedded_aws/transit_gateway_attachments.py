"""EC2: networks on a transit gateway, and their acceptance by its owner where that is another account."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.shared_transit_gateways import (
    hide_attachment_from_owner,
    show_attachment_to_owner,
)
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

PENDING, AVAILABLE = "pendingAcceptance", "available"
"""States of an attachment that matter to others."""
_ATTACHMENT_OPTIONS = {
    "applianceModeSupport": ("ApplianceModeSupport", "disable"),
    "dnsSupport": ("DnsSupport", "enable"),
    "ipv6Support": ("Ipv6Support", "disable"),
    "securityGroupReferencingSupport": ("SecurityGroupReferencingSupport", "enable"),
}


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
    if gateway["ownerId"] != request.account_id and gateway["autoAcceptSharedAttachments"] != "enable":
        # the emulated service accepts at once
        attachment_kept(request, identity).state = PENDING
    associated = _joins_default_table(request, gateway, "Association")
    if associated and gateway["ownerId"] == request.account_id:
        request.claim("", "association", identity)
    return request.exercised(
        identity,
        {
            **options,
            "arn": request.arn("ec2", f"transit-gateway-attachment/{identity}"),
            "transitGatewayDefaultRouteTableAssociation": associated,
            "transitGatewayDefaultRouteTablePropagation": _joins_default_table(request, gateway, "Propagation"),
            "vpcOwnerId": request.account_id,
        },
    )


def _joins_default_table(request: Request, gateway: Mapping[str, Any], what: str) -> bool:
    """Of a gateway shared by another account the provider cannot know, and says true."""
    if gateway["ownerId"] != request.account_id:
        return True
    on = gateway[f"defaultRouteTable{what}"] == "enable"
    return on and request.inputs.get(f"transitGatewayDefaultRouteTable{what}") is not False


def _refuse_two_subnets_of_a_zone(ec2: Any, inputs: Mapping[str, Any]) -> None:
    subnets = ec2.describe_subnets(SubnetIds=inputs["subnetIds"])["Subnets"]
    zones = [subnet["AvailabilityZone"] for subnet in subnets]
    if len(set(zones)) < len(zones):
        raise Refused(f"an attachment takes one subnet per availability zone; given {', '.join(sorted(zones))}")
    for subnet in subnets:
        if subnet["VpcId"] != inputs["vpcId"]:
            raise Refused(f"subnet {subnet['SubnetId']} is in {subnet['VpcId']}, not in {inputs['vpcId']}")


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


def _vpc_attachment_accepter(request: Request) -> Created:
    inputs = request.inputs
    identity = inputs["transitGatewayAttachmentId"]
    request.standing.require("attachment", identity)
    attachment = request.standing.find(identity)
    gateway = request.standing.find(attachment["transitGatewayId"])
    if gateway["ownerId"] != request.account_id:
        raise Refused(f"{request.account_id} does not own {attachment['transitGatewayId']}: its owner accepts")
    request.claim(f"attachment {identity} is accepted already", "acceptance", identity)
    attachment_kept(request, identity).state = AVAILABLE
    kept = {name: attachment[name] for name in (*_ATTACHMENT_OPTIONS, "subnetIds", "transitGatewayId", "vpcId")}
    return request.exercised(identity, {**kept, "vpcOwnerId": attachment["vpcOwnerId"]})


def _observe_acceptance(request: Request, identity: str) -> Mapping[str, Any]:
    kept = attachment_kept(request, identity)
    if kept is None or kept.state != AVAILABLE:
        raise Gone(f"transit gateway attachment {identity} is not accepted")
    return {}


def _delete_acceptance(request: Request, identity: str) -> None:
    """Deletes the attachment itself, as the provider does: what is accepted cannot be refused again.

    Source: github.com/hashicorp/terraform-provider-aws,
    internal/service/ec2/transitgateway_vpc_attachment_accepter.go, read 2026-11-22.
    """
    _observe_acceptance(request, identity)
    owner = request.known["vpcOwnerId"]
    client = request.client("ec2", account_id=owner)
    client.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=identity)
    hide_attachment_from_owner(identity, request.account_id, request.region)


def attachment_kept(request: Request, identity: str) -> Any:
    """The attachment as the emulated service keeps it, None where there is none."""
    return attachments_kept(request).get(identity)


def attachments_kept(request: Request) -> Mapping[str, Any]:
    """Every attachment that the account of the request sees."""
    kept: Mapping[str, Any] = request.emulator.backend(
        "ec2", request.account_id, request.region
    ).transit_gateway_attachments
    return kept


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": Lifecycle(
        _vpc_attachment, _observe_attachment, _change_attachment, _delete_attachment, EC2_TAGS
    ),
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": Lifecycle(
        _vpc_attachment_accepter, _observe_acceptance, nothing_but_tags, _delete_acceptance
    ),
}
