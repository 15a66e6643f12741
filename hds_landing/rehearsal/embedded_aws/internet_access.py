"""EC2: the ways to the internet."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused


def _internet_gateway(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    gateway = ec2.create_internet_gateway(TagSpecifications=tagged(request, "internet-gateway"))["InternetGateway"]
    identity = gateway["InternetGatewayId"]
    if inputs.get("vpcId"):
        ec2.attach_internet_gateway(InternetGatewayId=identity, VpcId=inputs["vpcId"])
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"internet-gateway/{identity}"),
            "ownerId": request.account_id,
            "vpcId": inputs.get("vpcId") or "",
        },
    )


def _observe_internet_gateway(request: Request, identity: str) -> Mapping[str, Any]:
    found = request.client("ec2").describe_internet_gateways(InternetGatewayIds=[identity])["InternetGateways"]
    attachments = found[0]["Attachments"]
    return {"vpcId": attachments[0]["VpcId"] if attachments else ""}


def _change_internet_gateway(request: Request, identity: str) -> None:
    ec2, wanted = request.client("ec2"), request.inputs.get("vpcId") or ""
    present = _observe_internet_gateway(request, identity)["vpcId"]
    if present and present != wanted:
        ec2.detach_internet_gateway(InternetGatewayId=identity, VpcId=present)
    if wanted and present != wanted:
        ec2.attach_internet_gateway(InternetGatewayId=identity, VpcId=wanted)


def _delete_internet_gateway(request: Request, identity: str) -> None:
    ec2, vpc = request.client("ec2"), _observe_internet_gateway(request, identity)["vpcId"]
    if vpc:
        ec2.detach_internet_gateway(InternetGatewayId=identity, VpcId=vpc)
    ec2.delete_internet_gateway(InternetGatewayId=identity)


def _elastic_address(request: Request) -> Created:
    address = request.client("ec2").allocate_address(
        Domain=request.inputs.get("domain") or "vpc", TagSpecifications=tagged(request, "elastic-ip")
    )
    identity, public = address["AllocationId"], _documentation_address(request)
    host = f"ec2-{public.replace('.', '-')}.{request.region}.compute.amazonaws.com"
    absent = ("associationId", "carrierIp", "customerOwnedIp", "instance", "ipamPoolId", "networkInterface")
    return request.exercised(
        identity,
        {
            **dict.fromkeys((*absent, "privateDns", "privateIp", "ptrRecord"), ""),
            "allocationId": identity,
            "arn": request.arn("ec2", f"elastic-ip/{identity}"),
            "domain": "vpc",
            "networkBorderGroup": request.region,
            "publicDns": host,
            "publicIp": public,
            "publicIpv4Pool": "amazon",
        },
    )


def _documentation_address(request: Request) -> str:
    """An address that belongs to nobody: 198.51.100.0/24 is kept for documentation."""
    return f"198.51.100.{int(request.digest(4), 16) % 254 + 1}"


def _observe_elastic_address(request: Request, identity: str) -> Mapping[str, Any]:
    request.client("ec2").describe_addresses(AllocationIds=[identity])
    return {}


def _delete_elastic_address(request: Request, identity: str) -> None:
    ec2 = request.client("ec2")
    users = [
        gateway["NatGatewayId"]
        for gateway in ec2.describe_nat_gateways()["NatGateways"]
        if gateway["State"] == "available"
        and identity in [address.get("AllocationId") for address in gateway["NatGatewayAddresses"]]
    ]
    if users:
        raise Refused(f"AuthFailure: {identity} is the address of {', '.join(users)}")
    ec2.release_address(AllocationId=identity)


def _nat_gateway(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    asked = {"SubnetId": inputs["subnetId"], "ConnectivityType": inputs.get("connectivityType") or "public"}
    if inputs.get("allocationId"):
        asked["AllocationId"] = inputs["allocationId"]
    gateway = ec2.create_nat_gateway(**asked, TagSpecifications=tagged(request, "natgateway"))["NatGateway"]
    request.expect("subnetId", inputs["subnetId"], gateway["SubnetId"])
    return request.exercised(
        gateway["NatGatewayId"],
        {
            "associationId": f"eipassoc-{request.digest(17)}",
            "autoProvisionZones": "disabled",
            "autoScalingIps": "disabled",
            "availabilityMode": "zonal",
            "connectivityType": asked["ConnectivityType"],
            "networkInterfaceId": f"eni-{request.digest(17)}",
            "privateIp": inputs.get("privateIp") or "",
            "publicIp": "",
            "regionalNatGatewayAddresses": [],
            "regionalNatGatewayAutoMode": "",
            "routeTableId": "",
            "secondaryAllocationIds": inputs.get("secondaryAllocationIds") or [],
            "secondaryPrivateIpAddressCount": 0,
            "secondaryPrivateIpAddresses": [],
            "vpcId": gateway["VpcId"],
        },
    )


def _observe_nat_gateway(request: Request, identity: str) -> Mapping[str, Any]:
    where = [{"Name": "nat-gateway-id", "Values": [identity]}, {"Name": "state", "Values": ["available"]}]
    if not request.client("ec2").describe_nat_gateways(Filters=where)["NatGateways"]:
        raise Gone(f"NAT gateway {identity} does not exist")
    return {}


def _delete_nat_gateway(request: Request, identity: str) -> None:
    _observe_nat_gateway(request, identity)
    request.client("ec2").delete_nat_gateway(NatGatewayId=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/eip:Eip": Lifecycle(
        _elastic_address, _observe_elastic_address, nothing_but_tags, _delete_elastic_address, EC2_TAGS
    ),
    "aws:ec2/internetGateway:InternetGateway": Lifecycle(
        _internet_gateway, _observe_internet_gateway, _change_internet_gateway, _delete_internet_gateway, EC2_TAGS
    ),
    "aws:ec2/natGateway:NatGateway": Lifecycle(
        _nat_gateway, _observe_nat_gateway, nothing_but_tags, _delete_nat_gateway, EC2_TAGS
    ),
}
