"""EC2: networks, subnets, and the ways to the internet."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.network_use import in_network, in_subnet, refuse_while_used
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

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


def _observe_vpc(request: Request, identity: str) -> Mapping[str, Any]:
    ec2 = request.client("ec2")
    ec2.describe_vpcs(VpcIds=[identity])
    hostnames = ec2.describe_vpc_attribute(VpcId=identity, Attribute="enableDnsHostnames")["EnableDnsHostnames"]
    support = ec2.describe_vpc_attribute(VpcId=identity, Attribute="enableDnsSupport")["EnableDnsSupport"]
    return {"enableDnsHostnames": hostnames["Value"], "enableDnsSupport": support["Value"]}


def _change_vpc(request: Request, identity: str) -> None:
    inputs, ec2 = request.inputs, request.client("ec2")
    ec2.modify_vpc_attribute(VpcId=identity, EnableDnsHostnames={"Value": bool(inputs.get("enableDnsHostnames"))})
    ec2.modify_vpc_attribute(VpcId=identity, EnableDnsSupport={"Value": inputs.get("enableDnsSupport", True)})


def _delete_vpc(request: Request, identity: str) -> None:
    refuse_while_used(request, identity, in_network(request, identity))
    request.client("ec2").delete_vpc(VpcId=identity)


def _observe_further_range(request: Request, identity: str) -> Mapping[str, Any]:
    vpc = request.client("ec2").describe_vpcs(VpcIds=[request.known["vpcId"]])["Vpcs"][0]
    if identity not in [each["AssociationId"] for each in vpc["CidrBlockAssociationSet"]]:
        raise Gone(f"{identity} does not exist")
    return {}


def _delete_further_range(request: Request, identity: str) -> None:
    request.client("ec2").disassociate_vpc_cidr_block(AssociationId=identity)


def _observe_subnet(request: Request, identity: str) -> Mapping[str, Any]:
    subnet = request.client("ec2").describe_subnets(SubnetIds=[identity])["Subnets"][0]
    return {"mapPublicIpOnLaunch": subnet["MapPublicIpOnLaunch"]}


def _change_subnet(request: Request, identity: str) -> None:
    public = bool(request.inputs.get("mapPublicIpOnLaunch"))
    request.client("ec2").modify_subnet_attribute(SubnetId=identity, MapPublicIpOnLaunch={"Value": public})


def _delete_subnet(request: Request, identity: str) -> None:
    refuse_while_used(request, identity, in_subnet(request, identity))
    request.client("ec2").delete_subnet(SubnetId=identity)


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
    "aws:ec2/subnet:Subnet": Lifecycle(_subnet, _observe_subnet, _change_subnet, _delete_subnet, EC2_TAGS),
    "aws:ec2/vpc:Vpc": Lifecycle(_vpc, _observe_vpc, _change_vpc, _delete_vpc, EC2_TAGS),
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": Lifecycle(
        _further_range, _observe_further_range, nothing_but_tags, _delete_further_range
    ),
}
