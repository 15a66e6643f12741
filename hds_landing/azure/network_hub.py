"""The hub: the shared network through whose firewall every spoke passes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import network

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.logs.diagnostics import LogTargets
from hds_landing.azure.network.firewall import firewall, firewall_address, firewall_policy
from hds_landing.azure.network.flow_log import flow_log
from hds_landing.azure.network.hub_subnets import hub_route_tables, hub_subnets
from hds_landing.azure.network.virtual_network import virtual_network
from hds_landing.keyed_outputs import keyed
from hds_landing.known_after import known_after
from hds_landing.plan.hub import HubPlan


@dataclass(frozen=True)
class NetworkHubArgs:
    """What `NetworkHub` draws."""

    hub: HubPlan
    """The shared network."""
    resource_group_name: pulumi.Input[str]
    """Where it is drawn."""
    log_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps what the firewall saw."""
    flow_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps flows."""
    flow_log_identity_id: pulumi.Input[str]
    """Identity that writes them."""
    flow_log_days: int
    """How long they are kept."""
    workspace_id: pulumi.Input[str]
    """Workspace that shows them."""


class NetworkHub(pulumi.ComponentResource):
    """A virtual network with Azure Firewall, and the subnets and tables kept for gateways and resolvers.

    The firewall drops what no flow of the plan allows, except while the plan says `observe`. The gateway's table
    learns the sites' routes; `HubConnection` adds each spoke's route back to the firewall. A network that stands
    already, in the same resource group, is read, and the rest is drawn in it.
    """

    hub_id: pulumi.Output[str]
    """The virtual network; known once everything that writes to it stands, so that a peering may follow."""
    firewall_id: pulumi.Output[str]
    """Azure Firewall."""
    firewall_private_ip: pulumi.Output[str]
    """The planned address: the first that Azure gives in the firewall's subnet."""
    gateway_route_table_name: pulumi.Output[str]
    """Table of the gateway's subnet, in which every connection writes its own routes."""
    subnet_ids: pulumi.Output[dict[str, str]]
    """By the plan's key."""

    def __init__(
        self,
        name: str,
        args: NetworkHubArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the hub.

        Raises:
            ComponentArgsError: the arguments do not fit, or the plan gives the firewall no address.
        """
        args = validated(NetworkHubArgs, args)
        one_provider_per_package(name, opts)
        private_ip = firewall_address(args.hub)
        super().__init__(component_type("hds-azure", NetworkHub), name, {}, opts)
        vnet = _network(name, args, self)
        tables = hub_route_tables(name, args.hub, private_ip, args.resource_group_name, self)
        subnets = hub_subnets(name, args.hub, vnet, tables, args.resource_group_name, self)
        drawn, flows = _firewall_and_flows(name, args, vnet, subnets, self)
        self.hub_id = known_after(vnet.id, drawn, flows)
        self.firewall_id = drawn.id
        self.firewall_private_ip = pulumi.Output.from_input(private_ip)
        self.gateway_route_table_name = tables["gateway"].name
        self.subnet_ids = keyed({key: subnet.id for key, subnet in subnets.items()})
        self.register_outputs(
            {
                "hubId": self.hub_id,
                "firewallId": self.firewall_id,
                "firewallPrivateIp": self.firewall_private_ip,
                "gatewayRouteTableName": self.gateway_route_table_name,
                "subnetIds": self.subnet_ids,
            }
        )


def _network(name: str, args: NetworkHubArgs, parent: pulumi.Resource) -> network.VirtualNetwork:
    hub, group = args.hub, args.resource_group_name
    ddos_plan = None
    if hub.ddos_protection and hub.existing_id is None:
        ddos_plan = network.DdosProtectionPlan(
            name,
            ddos_protection_plan_name=f"{hub.name}-ddos",
            resource_group_name=group,
            location=hub.region,
            tags=hub.tags,
            opts=pulumi.ResourceOptions(parent=parent),
        )
    return virtual_network(
        name,
        network_name=hub.name,
        cidrs=[hub.cidr],
        region=hub.region,
        group=group,
        tags=hub.tags,
        ddos_plan=ddos_plan,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
        existing_id=hub.existing_id,
    )


def _firewall_and_flows(
    name: str,
    args: NetworkHubArgs,
    vnet: network.VirtualNetwork,
    subnets: Mapping[str, network.Subnet],
    parent: pulumi.Resource,
) -> tuple[network.AzureFirewall, network.FlowLog]:
    group = args.resource_group_name
    policy, last_rules = firewall_policy(name, args.hub, args.workspace_id, group, parent)
    drawn = firewall(
        name,
        args.hub,
        policy,
        subnets,
        after=[last_rules, *subnets.values()],
        targets=LogTargets(workspace_id=args.workspace_id, store_id=args.log_store_id),
        group=group,
        parent=parent,
    )
    flows = flow_log(
        name,
        flow_log_name=args.hub.name,
        network_id=vnet.id,
        region=args.hub.region,
        store_id=args.flow_store_id,
        workspace_id=args.workspace_id,
        identity_id=args.flow_log_identity_id,
        retention_days=args.flow_log_days,
        tags=args.hub.tags,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[drawn]),
    )
    return drawn, flows
