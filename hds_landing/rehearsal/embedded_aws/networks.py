"""EC2: networks, subnets, and the ways to the internet."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_LARGEST, _SMALLEST = 16, 28
"""Prefix lengths of a subnet. Source: VPC user guide, subnet sizing."""


def _vpc(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    vpc = ec2.create_vpc(
        CidrBlock=inputs["cidrBlock"],
        InstanceTenancy=inputs.get("instanceTenancy") or "default",
        TagSpecifications=tagged(request, "vpc"),
    )["Vpc"]
    identity = vpc["VpcId"]
    hostnames, support = bool(inputs.get("enableDnsHostnames")), inputs.get("enableDnsSupport", True)
    if hostnames:
        ec2.modify_vpc_attribute(VpcId=identity, EnableDnsHostnames={"Value": True})
    if not support:
        ec2.modify_vpc_attribute(VpcId=identity, EnableDnsSupport={"Value": False})
    request.expect("cidrBlock", inputs["cidrBlock"], vpc["CidrBlock"])
    kept = ec2.describe_vpc_attribute(VpcId=identity, Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
    request.expect("enableDnsHostnames", hostnames, kept)
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"vpc/{identity}"),
            "dhcpOptionsId": vpc["DhcpOptionsId"],
            "enableDnsHostnames": hostnames,
            "enableDnsSupport": support,
            "enableNetworkAddressUsageMetrics": bool(inputs.get("enableNetworkAddressUsageMetrics")),
            "instanceTenancy": vpc["InstanceTenancy"],
            "ipv6AssociationId": "",
            "ipv6CidrBlock": "",
            "ipv6CidrBlockNetworkBorderGroup": "",
            "ownerId": request.account_id,
            **_made_with_the_vpc(ec2, identity),
        },
    )


def _made_with_the_vpc(ec2: Any, vpc_id: str) -> Mapping[str, str]:
    in_vpc = [{"Name": "vpc-id", "Values": [vpc_id]}]
    table = ec2.describe_route_tables(Filters=in_vpc)["RouteTables"][0]["RouteTableId"]
    return {
        "defaultNetworkAclId": ec2.describe_network_acls(Filters=in_vpc)["NetworkAcls"][0]["NetworkAclId"],
        "defaultRouteTableId": table,
        "defaultSecurityGroupId": ec2.describe_security_groups(Filters=in_vpc)["SecurityGroups"][0]["GroupId"],
        "mainRouteTableId": table,
    }


def _further_range(request: Request) -> Created:
    inputs = request.inputs
    association = request.client("ec2").associate_vpc_cidr_block(VpcId=inputs["vpcId"], CidrBlock=inputs["cidrBlock"])
    kept = association["CidrBlockAssociation"]
    request.expect("cidrBlock", inputs["cidrBlock"], kept["CidrBlock"])
    return request.exercised(kept["AssociationId"], {"vpcId": association["VpcId"]})


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


def tagged(request: Request, kind: str) -> list[dict[str, Any]]:
    """The resource's tags as EC2 takes them when it creates something."""
    return [{"ResourceType": kind, "Tags": tag_list(request.tags)}] if request.tags else []


HANDLERS: Mapping[str, Handler] = {
    "aws:ec2/eip:Eip": _elastic_address,
    "aws:ec2/internetGateway:InternetGateway": _internet_gateway,
    "aws:ec2/natGateway:NatGateway": _nat_gateway,
    "aws:ec2/subnet:Subnet": _subnet,
    "aws:ec2/vpc:Vpc": _vpc,
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": _further_range,
}
