"""The hub's half of one spoke's connection: its own table, its routes, and the way back to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import ec2transitgateway

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.network.range_name import range_name
from hds_landing.plan.hub import HubConnectionPlan


@dataclass(frozen=True)
class HubConnectionArgs:
    """What HubConnection needs."""

    connection: HubConnectionPlan
    """The spoke's ranges and those with which it may speak."""
    hub_id: pulumi.Input[str]
    """Id of the transit gateway."""
    attachment_id: pulumi.Input[str]
    """The spoke's attachment, accepted."""
    inspection_attachment_id: pulumi.Input[str]
    """The hub's attachment towards the firewall."""
    inspection_route_table_id: pulumi.Input[str]
    """Table by which the firewall reaches the spokes."""


class HubConnection(pulumi.ComponentResource):
    """A transit gateway table of one spoke alone.

    One blackhole covers the whole pool; the hub and the declared peers are more specific and lead to the firewall, as
    does everything outside the pool. Joining so touches no other establishment's table.
    Requirements: SNC-9.7, SNC-13.2, ISO27001-A.8.22.
    """

    route_table_id: pulumi.Output[str]
    """The spoke's own transit gateway table."""

    def __init__(self, name: str, args: HubConnectionArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the connection in the hub's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(HubConnectionArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", HubConnection), name, None, opts)
        table = _create_table(name, args, self)
        _route_to_the_firewall(name, args, table, self)
        _refuse_the_rest_of_the_pool(name, args, table, self)
        _route_back(name, args, self)
        self.route_table_id = table.id
        self.register_outputs({"routeTableId": self.route_table_id})


def _create_table(name: str, args: HubConnectionArgs, parent: HubConnection) -> ec2transitgateway.RouteTable:
    opts = pulumi.ResourceOptions(parent=parent)
    table = ec2transitgateway.RouteTable(
        f"{name}-routes",
        transit_gateway_id=args.hub_id,
        tags=args.connection.tags | {"Name": args.connection.name},
        opts=opts,
    )
    ec2transitgateway.RouteTableAssociation(
        f"{name}-association",
        transit_gateway_attachment_id=args.attachment_id,
        transit_gateway_route_table_id=table.id,
        opts=opts,
    )
    return table


def _route_to_the_firewall(
    name: str, args: HubConnectionArgs, table: ec2transitgateway.RouteTable, parent: HubConnection
) -> None:
    peers = {f"peer-{key}": cidr for key, cidr in args.connection.peers.items()}
    routes: Mapping[str, str] = {"default": "0.0.0.0/0", "hub": args.connection.hub_cidr, **peers}
    for key, cidr in routes.items():
        ec2transitgateway.Route(
            f"{name}-route-{key}",
            destination_cidr_block=cidr,
            transit_gateway_attachment_id=args.inspection_attachment_id,
            transit_gateway_route_table_id=table.id,
            opts=pulumi.ResourceOptions(parent=parent),
        )


def _refuse_the_rest_of_the_pool(
    name: str, args: HubConnectionArgs, table: ec2transitgateway.RouteTable, parent: HubConnection
) -> None:
    ec2transitgateway.Route(
        f"{name}-blackhole-pool",
        blackhole=True,
        destination_cidr_block=args.connection.pool,
        transit_gateway_route_table_id=table.id,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _route_back(name: str, args: HubConnectionArgs, parent: HubConnection) -> None:
    for cidr in args.connection.cidrs:
        ec2transitgateway.Route(
            f"{name}-return-{range_name(cidr)}",
            destination_cidr_block=cidr,
            transit_gateway_attachment_id=args.attachment_id,
            transit_gateway_route_table_id=args.inspection_route_table_id,
            opts=pulumi.ResourceOptions(parent=parent),
        )
