"""A route table with its routes and the subnets that follow it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_aws import ec2


@dataclass(frozen=True)
class NextHop:
    """Where a destination is sent; exactly one is given."""

    destination: str
    transit_gateway_id: pulumi.Input[str] | None = None
    vpc_endpoint_id: pulumi.Input[str] | None = None
    nat_gateway_id: pulumi.Input[str] | None = None
    gateway_id: pulumi.Input[str] | None = None


@dataclass(frozen=True)
class RoutedSubnets:
    """Subnets by key, and their routes by name."""

    subnets: Mapping[str, ec2.Subnet]
    routes: Mapping[str, NextHop]
    tags: Mapping[str, str] = field(default_factory=dict)


def create_route_table(
    name: str,
    vpc_id: pulumi.Input[str],
    routed: RoutedSubnets,
    *,
    parent: pulumi.Resource,
    depends_on: list[pulumi.Resource],
) -> ec2.RouteTable:
    """Draws a table; its routes wait for `depends_on`, since a next hop must be attached before it is named."""
    table = ec2.RouteTable(
        name,
        vpc_id=vpc_id,
        tags={**routed.tags, "Name": name},
        opts=pulumi.ResourceOptions(parent=parent),
    )
    for key, hop in routed.routes.items():
        ec2.Route(
            f"{name}-{key}",
            route_table_id=table.id,
            destination_cidr_block=hop.destination,
            transit_gateway_id=hop.transit_gateway_id,
            vpc_endpoint_id=hop.vpc_endpoint_id,
            nat_gateway_id=hop.nat_gateway_id,
            gateway_id=hop.gateway_id,
            opts=pulumi.ResourceOptions(parent=parent, depends_on=depends_on),
        )
    for key, subnet in routed.subnets.items():
        ec2.RouteTableAssociation(
            f"{name}-of-{key}",
            route_table_id=table.id,
            subnet_id=subnet.id,
            opts=pulumi.ResourceOptions(parent=parent),
        )
    return table
