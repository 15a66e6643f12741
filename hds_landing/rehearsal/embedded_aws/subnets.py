"""EC2: subnets."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_use import in_subnet, refuse_while_used
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_LARGEST, _SMALLEST = 16, 28
"""Prefix lengths of a subnet. Source: VPC user guide, subnet sizing."""


def _subnet(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    asked = {"VpcId": inputs["vpcId"], "CidrBlock": inputs["cidrBlock"]}
    for name, theirs in (("availabilityZone", "AvailabilityZone"), ("availabilityZoneId", "AvailabilityZoneId")):
        if inputs.get(name):
            asked[theirs] = inputs[name]
    _refuse_too_small_or_large(inputs["cidrBlock"])
    subnet = ec2.create_subnet(**asked, TagSpecifications=tagged(request, "subnet"))["Subnet"]
    identity = subnet["SubnetId"]
    public = bool(inputs.get("mapPublicIpOnLaunch"))
    if public:
        ec2.modify_subnet_attribute(SubnetId=identity, MapPublicIpOnLaunch={"Value": True})
    for name, kept in (("cidrBlock", "CidrBlock"), ("vpcId", "VpcId"), ("availabilityZone", "AvailabilityZone")):
        if name in inputs:
            request.expect(name, inputs[name], subnet[kept])
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"subnet/{identity}"),
            "availabilityZone": subnet["AvailabilityZone"],
            "availabilityZoneId": subnet["AvailabilityZoneId"],
            "ipv6CidrBlock": "",
            "ipv6CidrBlockAssociationId": "",
            "mapPublicIpOnLaunch": public,
            "ownerId": request.account_id,
            "privateDnsHostnameTypeOnLaunch": inputs.get("privateDnsHostnameTypeOnLaunch") or "ip-name",
        },
    )


def _refuse_too_small_or_large(cidr: str) -> None:
    """EC2 answers InvalidSubnet.Range; the emulated service runs out of addresses to reserve instead."""
    try:
        bits = IPv4Network(cidr).prefixlen
    except ValueError as error:
        raise Refused(f"InvalidParameterValue: cidrBlock {cidr!r}: {error}") from None
    if not _LARGEST <= bits <= _SMALLEST:
        raise Refused(f"InvalidSubnet.Range: cidrBlock {cidr}: a subnet is between /{_LARGEST} and /{_SMALLEST}")


def _observe_subnet(request: Request, identity: str) -> Mapping[str, Any]:
    subnet = request.client("ec2").describe_subnets(SubnetIds=[identity])["Subnets"][0]
    return {"mapPublicIpOnLaunch": subnet["MapPublicIpOnLaunch"]}


def _change_subnet(request: Request, identity: str) -> None:
    public = bool(request.inputs.get("mapPublicIpOnLaunch"))
    request.client("ec2").modify_subnet_attribute(SubnetId=identity, MapPublicIpOnLaunch={"Value": public})


def _delete_subnet(request: Request, identity: str) -> None:
    refuse_while_used(request, identity, in_subnet(request, identity))
    request.client("ec2").delete_subnet(SubnetId=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/subnet:Subnet": Lifecycle(_subnet, _observe_subnet, _change_subnet, _delete_subnet, EC2_TAGS),
}
