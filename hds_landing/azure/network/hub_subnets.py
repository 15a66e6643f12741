"""The hub's subnets and route tables."""

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import network

from hds_landing.azure.network.security_rules import closed_rules
from hds_landing.azure.network.virtual_network import route_table
from hds_landing.plan.hub import HubPlan

_SUBNET_NAMES = {
    "firewall": "AzureFirewallSubnet",
    "firewall-management": "AzureFirewallManagementSubnet",
    "gateway": "GatewaySubnet",
    "resolver-inbound": "resolver-inbound",
    "resolver-outbound": "resolver-outbound",
}
"""The subnets that the hub draws, in the order in which it draws them; the first three names are Azure's own."""


def hub_route_tables(
    name: str, hub: HubPlan, private_ip: str, group: pulumi.Input[str], parent: pulumi.Resource
) -> Mapping[str, network.RouteTable]:
    """The gateway's, whose routes are the connections' to write, and the resolver's, which leads to the firewall."""
    routes: dict[str, dict[str, str]] = {"gateway": {}, "resolver": {"default": "0.0.0.0/0", "pool": hub.pool}}
    return {
        key: route_table(
            f"{name}-{key}",
            table_name=f"{hub.name}-{key}",
            routes=table_routes,
            firewall_ip=private_ip,
            learns_gateway_routes=key == "gateway",
            region=hub.region,
            group=group,
            tags=hub.tags,
            parent=parent,
        )
        for key, table_routes in routes.items()
    }


def hub_subnets(
    name: str,
    hub: HubPlan,
    vnet: network.VirtualNetwork,
    tables: Mapping[str, network.RouteTable],
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> Mapping[str, network.Subnet]:
    """One after the other. Azure allows no security group on its firewall's and gateway's subnets."""
    closed = network.NetworkSecurityGroup(
        f"{name}-resolver",
        network_security_group_name=f"{hub.name}-resolver",
        resource_group_name=group,
        location=hub.region,
        security_rules=closed_rules(),
        tags=hub.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    subnets: dict[str, network.Subnet] = {}
    last: pulumi.Resource = vnet
    for key in (key for key in _SUBNET_NAMES if key in hub.subnets):
        resolver = key.startswith("resolver-")
        table = tables.get("resolver" if resolver else key)
        last = subnets[key] = network.Subnet(
            f"{name}-{key}",
            subnet_name=_SUBNET_NAMES[key],
            virtual_network_name=vnet.name,
            resource_group_name=group,
            address_prefix=hub.subnets[key].cidr,
            default_outbound_access=False,
            private_endpoint_network_policies=network.VirtualNetworkPrivateEndpointNetworkPolicies.ENABLED,
            network_security_group=network.NetworkSecurityGroupArgs(id=closed.id) if resolver else None,
            route_table=network.RouteTableArgs(id=table.id) if table else None,
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[last]),
        )
    return subnets
