"""Virtual networks and route tables, as hub and spokes share them."""

from collections.abc import Mapping, Sequence

import pulumi
from pulumi_azure_native import network


def virtual_network(
    name: str,
    *,
    network_name: str,
    cidrs: Sequence[str],
    region: str,
    group: pulumi.Input[str],
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
    dns_servers: Sequence[str] = (),
    ddos_plan: network.DdosProtectionPlan | None = None,
    existing_id: str | None = None,
) -> network.VirtualNetwork:
    """A network whose traffic is encrypted wherever the machines at both ends can.

    `AllowUnencrypted` is what Azure offers in general availability: machines of older sizes keep talking. Subnets and
    peerings are resources of their own; what Azure reports of them here is ignored. With `existing_id` it reads the
    network that stands already, with the ranges and the DNS servers that it has.
    """
    if existing_id is not None:
        return network.VirtualNetwork.get(name, existing_id, pulumi.ResourceOptions(parent=opts.parent))
    return network.VirtualNetwork(
        name,
        virtual_network_name=network_name,
        resource_group_name=group,
        location=region,
        address_space=network.AddressSpaceArgs(address_prefixes=list(cidrs)),
        dhcp_options=network.DhcpOptionsArgs(dns_servers=list(dns_servers)) if dns_servers else None,
        encryption=network.VirtualNetworkEncryptionArgs(
            enabled=True, enforcement=network.VirtualNetworkEncryptionEnforcement.ALLOW_UNENCRYPTED
        ),
        enable_ddos_protection=ddos_plan is not None,
        ddos_protection_plan=network.SubResourceArgs(id=ddos_plan.id) if ddos_plan else None,
        tags=tags,
        opts=pulumi.ResourceOptions.merge(
            opts, pulumi.ResourceOptions(ignore_changes=["subnets", "virtualNetworkPeerings"])
        ),
    )


def network_name(planned: str, existing_id: str | None) -> str:
    """What a network is called: as planned, or as the one that stands already."""
    return planned if existing_id is None else existing_id.rsplit("/", 1)[-1]


def route_table(
    name: str,
    *,
    table_name: str,
    routes: Mapping[str, str],
    firewall_ip: str,
    learns_gateway_routes: bool,
    region: str,
    group: pulumi.Input[str],
    tags: dict[str, str],
    parent: pulumi.Resource,
) -> network.RouteTable:
    """A table whose `routes`, range by name, lead to the firewall.

    Without routes of its own the table leaves them to separate resources, which share it.
    """
    return network.RouteTable(
        name,
        route_table_name=table_name,
        resource_group_name=group,
        location=region,
        disable_bgp_route_propagation=not learns_gateway_routes,
        routes=[
            network.RouteArgs(
                name=route,
                address_prefix=cidr,
                next_hop_type=network.RouteNextHopType.VIRTUAL_APPLIANCE,
                next_hop_ip_address=firewall_ip,
            )
            for route, cidr in routes.items()
        ]
        or None,
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, ignore_changes=None if routes else ["routes"]),
    )
