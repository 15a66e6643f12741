"""One spoke: the network of an establishment or of a shared workload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import network

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.network.flow_log import flow_log
from hds_landing.azure.network.security_rules import tier_rules
from hds_landing.azure.network.virtual_network import route_table, virtual_network
from hds_landing.azure.resource_group import group_holding
from hds_landing.keyed_outputs import keyed
from hds_landing.known_after import known_after
from hds_landing.plan.spoke import SpokePlan


@dataclass(frozen=True)
class NetworkSpokeArgs:
    """What `NetworkSpoke` draws."""

    spoke: SpokePlan
    """The spoke's network."""
    resource_group_name: pulumi.Input[str]
    """Where it is drawn."""
    hub_id: pulumi.Input[str]
    """The hub's virtual network; only the peering waits for it."""
    firewall_private_ip: str
    """Where everything that leaves the spoke goes, and where its names are asked."""
    log_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps flows."""
    flow_log_identity_id: pulumi.Input[str]
    """Identity that writes them."""
    flow_log_days: int
    """How long they are kept."""
    workspace_id: pulumi.Input[str]
    """Workspace that shows them."""
    sealed: Optional[bool] = None
    """True lifts Pulumi's protection, so that an establishment can leave."""


class NetworkSpoke(pulumi.ComponentResource):
    """A virtual network with one closed subnet per tier, whose only way out is the hub's firewall.

    A network that stands already is read, and subnets and peering are drawn in it. No gateway stands in the hub yet, so
    the peering uses none (`useRemoteGateways` is refused without one).
    """

    network_id: pulumi.Output[str]
    """The virtual network."""
    subnet_ids: pulumi.Output[dict[str, str]]
    """By tier."""
    attachment_id: pulumi.Output[str]
    """The peering to the hub; known once the whole spoke stands."""

    def __init__(
        self,
        name: str,
        args: NetworkSpokeArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the spoke.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(NetworkSpokeArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", NetworkSpoke), name, {}, opts)
        vnet = _network(name, args, self)
        subnets = _subnets(name, args, vnet, self)
        peering = _peering(name, args, vnet, subnets, self)
        flows = _flows(name, args, vnet, peering, self)
        self.network_id = vnet.id
        self.subnet_ids = keyed({key: subnet.id for key, subnet in subnets.items()})
        self.attachment_id = known_after(peering.id, flows)
        self.register_outputs(
            {"networkId": self.network_id, "subnetIds": self.subnet_ids, "attachmentId": self.attachment_id}
        )


def _network(name: str, args: NetworkSpokeArgs, parent: pulumi.Resource) -> network.VirtualNetwork:
    spoke = args.spoke
    return virtual_network(
        name,
        network_name=spoke.name,
        cidrs=spoke.cidrs,
        dns_servers=[args.firewall_private_ip],
        region=spoke.region,
        group=args.resource_group_name,
        tags=spoke.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed),
        existing_id=spoke.existing_id,
    )


def _subnets(
    name: str, args: NetworkSpokeArgs, vnet: network.VirtualNetwork, parent: pulumi.Resource
) -> Mapping[str, network.Subnet]:
    """One after the other: Azure refuses two writes to one network at a time."""
    spoke, group = args.spoke, args.resource_group_name
    table = route_table(
        name,
        table_name=spoke.name,
        routes={"default": "0.0.0.0/0", "pool": spoke.pool},
        firewall_ip=args.firewall_private_ip,
        # A site's routes would lead past the firewall.
        learns_gateway_routes=False,
        region=spoke.region,
        group=group,
        tags=spoke.tags,
        parent=parent,
    )
    subnets: dict[str, network.Subnet] = {}
    last: pulumi.Resource = vnet
    for key, subnet in spoke.subnets.items():
        security_group = _security_group(f"{name}-{key}", key, args, parent)
        last = subnets[key] = network.Subnet(
            f"{name}-{key}",
            subnet_name=key,
            virtual_network_name=vnet.name,
            resource_group_name=group_holding(spoke.existing_id, group),
            address_prefix=subnet.cidr,
            default_outbound_access=False,
            private_endpoint_network_policies=network.VirtualNetworkPrivateEndpointNetworkPolicies.ENABLED,
            network_security_group=network.NetworkSecurityGroupArgs(id=security_group.id),
            route_table=network.RouteTableArgs(id=table.id),
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[last]),
        )
    return subnets


def _security_group(
    name: str, key: str, args: NetworkSpokeArgs, parent: pulumi.Resource
) -> network.NetworkSecurityGroup:
    spoke, subnet = args.spoke, args.spoke.subnets[key]
    return network.NetworkSecurityGroup(
        name,
        network_security_group_name=f"{spoke.name}-{key}",
        resource_group_name=args.resource_group_name,
        location=spoke.region,
        security_rules=tier_rules(subnet.tier, subnet.cidr, spoke.access, args.firewall_private_ip),
        tags=spoke.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _peering(
    name: str,
    args: NetworkSpokeArgs,
    vnet: network.VirtualNetwork,
    subnets: Mapping[str, network.Subnet],
    parent: pulumi.Resource,
) -> network.VirtualNetworkPeering:
    return network.VirtualNetworkPeering(
        name,
        virtual_network_peering_name="to-hub",
        virtual_network_name=vnet.name,
        resource_group_name=group_holding(args.spoke.existing_id, args.resource_group_name),
        remote_virtual_network=network.SubResourceArgs(id=args.hub_id),
        allow_virtual_network_access=True,
        # What the firewall lets in comes from another network.
        allow_forwarded_traffic=True,
        allow_gateway_transit=False,
        use_remote_gateways=False,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=list(subnets.values())),
    )


def _flows(
    name: str,
    args: NetworkSpokeArgs,
    vnet: network.VirtualNetwork,
    peering: network.VirtualNetworkPeering,
    parent: pulumi.Resource,
) -> network.FlowLog:
    return flow_log(
        name,
        flow_log_name=args.spoke.name,
        network_id=vnet.id,
        region=args.spoke.region,
        store_id=args.log_store_id,
        workspace_id=args.workspace_id,
        identity_id=args.flow_log_identity_id,
        retention_days=args.flow_log_days,
        tags=args.spoke.tags,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[peering]),
    )
