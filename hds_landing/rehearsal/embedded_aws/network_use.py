"""EC2: what stands in a network or a subnet and keeps it from being deleted."""

from collections.abc import Sequence

from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Refused


def in_subnet(request: Request, subnet_id: str) -> list[str]:
    """Ids of what has an interface in a subnet."""
    ec2 = request.client("ec2")
    gateways = ec2.describe_nat_gateways(Filters=[{"Name": "subnet-id", "Values": [subnet_id]}])["NatGateways"]
    attachments = ec2.describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"]
    endpoints = ec2.describe_vpc_endpoints()["VpcEndpoints"]
    where = [{"Name": "subnet-id", "Values": [subnet_id]}]
    machines = ec2.describe_instances(Filters=where)["Reservations"]
    return [
        *(each["NatGatewayId"] for each in gateways if each["State"] == "available"),
        *(each["TransitGatewayAttachmentId"] for each in attachments if subnet_id in each.get("SubnetIds", [])),
        *(
            each["VpcEndpointId"]
            for each in endpoints
            if subnet_id in each.get("SubnetIds", []) and each["State"] != "deleted"
        ),
        *(machine["InstanceId"] for each in machines for machine in each["Instances"]),
    ]


def in_network(request: Request, vpc_id: str) -> list[str]:
    """Ids of what stands in a network, apart from what came with it."""
    ec2 = request.client("ec2")
    where = [{"Name": "vpc-id", "Values": [vpc_id]}]
    attached = [{"Name": "attachment.vpc-id", "Values": [vpc_id]}]
    tables = ec2.describe_route_tables(Filters=where)["RouteTables"]
    return [
        *(each["SubnetId"] for each in ec2.describe_subnets(Filters=where)["Subnets"]),
        *(each["InternetGatewayId"] for each in ec2.describe_internet_gateways(Filters=attached)["InternetGateways"]),
        *(
            each["GroupId"]
            for each in ec2.describe_security_groups(Filters=where)["SecurityGroups"]
            if each["GroupName"] != "default"
        ),
        *(
            each["NetworkAclId"]
            for each in ec2.describe_network_acls(Filters=where)["NetworkAcls"]
            if not each["IsDefault"]
        ),
        *(each["RouteTableId"] for each in tables if not any(one["Main"] for one in each["Associations"])),
    ]


def refuse_while_used(request: Request, identity: str, users: Sequence[str]) -> None:
    """Raises Refused, as EC2 does, where something still uses it."""
    if users:
        raise Refused(f"DependencyViolation: {identity} has dependencies and cannot be deleted: {', '.join(users)}")
