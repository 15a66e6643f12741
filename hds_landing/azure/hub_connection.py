"""The hub's half of one spoke's connection."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import network

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.known_after import behind, handed_on
from hds_landing.plan.hub import HubConnectionPlan


@dataclass(frozen=True)
class HubConnectionArgs:
    """What `HubConnection` draws."""

    connection: HubConnectionPlan
    """The spoke's connection."""
    resource_group_name: pulumi.Input[str]
    """The hub's."""
    hub_name: str
    """Name of the hub's virtual network; plain, since Azure makes a peering anew under another one."""
    hub_id: pulumi.Input[str]
    """The hub's virtual network, once it takes one more peering."""
    network_id: pulumi.Input[str]
    """The spoke's virtual network."""
    attachment_id: pulumi.Input[str]
    """The spoke's half, which stands first."""
    gateway_route_table_name: pulumi.Input[str]
    """The hub's table in which the spoke's routes are written."""
    firewall_private_ip: str
    """Where those routes lead."""


class HubConnection(pulumi.ComponentResource):
    """The peering from hub to spoke, and the spoke's own routes in the gateway's table, towards the firewall.

    Joining writes under the spoke's own keys only; no other spoke's route or peering changes.
    """

    connection_id: pulumi.Output[str]
    """The peering."""
    hub_id: pulumi.Output[str]
    """The hub, once this connection stands: what the next spoke to join takes, since the hub's network and table
    accept one write at a time."""

    def __init__(
        self,
        name: str,
        args: HubConnectionArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the connection.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(HubConnectionArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", HubConnection), name, {}, opts)
        peering = _peering(name, args, self)
        last = _routes(name, args, peering, self)
        self.connection_id = peering.id
        self.hub_id = handed_on(args.hub_id, peering, last)
        self.register_outputs({"connectionId": self.connection_id, "hubId": self.hub_id})


def _peering(name: str, args: HubConnectionArgs, parent: pulumi.Resource) -> network.VirtualNetworkPeering:
    return network.VirtualNetworkPeering(
        name,
        virtual_network_peering_name=f"to-{args.connection.key}",
        virtual_network_name=args.hub_name,
        resource_group_name=args.resource_group_name,
        remote_virtual_network=network.SubResourceArgs(id=args.network_id),
        # Azure routes to a further range of the spoke only once this side of the peering is written anew and synced.
        remote_address_space=network.AddressSpaceArgs(address_prefixes=args.connection.cidrs),
        sync_remote_address_space="true",
        allow_virtual_network_access=True,
        # What the firewall sends on comes from another network.
        allow_forwarded_traffic=True,
        allow_gateway_transit=True,
        use_remote_gateways=False,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=behind(args.hub_id, args.attachment_id)),
    )


def _routes(
    name: str, args: HubConnectionArgs, peering: network.VirtualNetworkPeering, parent: pulumi.Resource
) -> pulumi.CustomResource:
    """What comes from a site to the spoke passes the firewall. Ranges only ever join behind the first."""
    last: pulumi.CustomResource = peering
    for position, cidr in enumerate(args.connection.cidrs, start=1):
        suffix = "" if position == 1 else f"-{position}"
        last = network.Route(
            f"{name}{suffix}",
            route_name=f"{args.connection.key}{suffix}",
            route_table_name=args.gateway_route_table_name,
            resource_group_name=args.resource_group_name,
            address_prefix=cidr,
            next_hop_type=network.RouteNextHopType.VIRTUAL_APPLIANCE,
            next_hop_ip_address=args.firewall_private_ip,
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[last]),
        )
    return last
