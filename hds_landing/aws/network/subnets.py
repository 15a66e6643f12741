"""Subnets, and the networks that they are cut from."""

from collections.abc import Mapping
from typing import Optional

import pulumi
from pulumi_aws import ec2

from hds_landing.plan.addresses import SubnetPlan


def create_vpc(
    name: str,
    physical_name: str,
    cidr: str,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
    existing_id: Optional[str] = None,
) -> ec2.Vpc:
    """Draws a network with the provider's resolver on, and its default security group emptied.

    With `existing_id` it reads the network that stands already, and leaves it and its default security group alone.
    """
    if existing_id is not None:
        return ec2.Vpc.get(f"{name}-vpc", existing_id, pulumi.ResourceOptions(parent=opts.parent))
    vpc = ec2.Vpc(
        f"{name}-vpc",
        cidr_block=cidr,
        enable_dns_support=True,
        enable_dns_hostnames=True,
        tags=tags | {"Name": physical_name},
        opts=opts,
    )
    ec2.DefaultSecurityGroup(
        f"{name}-default-security-group",
        vpc_id=vpc.id,
        tags=tags | {"Name": f"{physical_name}-default-unused"},
        opts=pulumi.ResourceOptions(parent=opts.parent),
    )
    return vpc


def create_subnets(
    name: str,
    physical_name: str,
    subnets: Mapping[str, SubnetPlan],
    *,
    region: str,
    vpc_id: pulumi.Input[str],
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> dict[str, ec2.Subnet]:
    """Draws subnets by their key, `<tier>-<zone>`; none gives public addresses to what starts in it."""
    return {
        key: ec2.Subnet(
            f"{name}-subnet-{key}",
            vpc_id=vpc_id,
            cidr_block=subnet.cidr,
            availability_zone=f"{region}{subnet.zone}",
            map_public_ip_on_launch=False,
            tags=tags | {"Name": f"{physical_name}-{key}", "tier": subnet.tier},
            opts=opts,
        )
        for key, subnet in subnets.items()
    }
