"""EC2: networks and their further ranges."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.network_use import in_network, refuse_while_used
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone


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


def _further_range(request: Request) -> Created:
    inputs = request.inputs
    association = request.client("ec2").associate_vpc_cidr_block(VpcId=inputs["vpcId"], CidrBlock=inputs["cidrBlock"])
    kept = association["CidrBlockAssociation"]
    request.expect("cidrBlock", inputs["cidrBlock"], kept["CidrBlock"])
    return request.exercised(kept["AssociationId"], {"vpcId": association["VpcId"]})


def _observe_further_range(request: Request, identity: str) -> Mapping[str, Any]:
    vpc = request.client("ec2").describe_vpcs(VpcIds=[request.known["vpcId"]])["Vpcs"][0]
    if identity not in [each["AssociationId"] for each in vpc["CidrBlockAssociationSet"]]:
        raise Gone(f"{identity} does not exist")
    return {}


def _delete_further_range(request: Request, identity: str) -> None:
    request.client("ec2").disassociate_vpc_cidr_block(AssociationId=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/vpc:Vpc": Lifecycle(_vpc, _observe_vpc, _change_vpc, _delete_vpc, EC2_TAGS),
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": Lifecycle(
        _further_range, _observe_further_range, nothing_but_tags, _delete_further_range
    ),
}
