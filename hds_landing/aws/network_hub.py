"""The hub: transit gateway, inspection network with its firewall, and the one way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import ec2, ec2transitgateway

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.network.firewall import create_firewall
from hds_landing.aws.network.firewall_policy import FirewallGround
from hds_landing.aws.network.flow_logs import record_flows
from hds_landing.aws.network.inspection_routes import InspectionPath, route_through_the_firewall
from hds_landing.aws.network.internet_egress import create_internet_egress
from hds_landing.aws.network.query_logs import create_query_log, record_queries
from hds_landing.aws.network.subnets import create_subnets, create_vpc
from hds_landing.aws.network.transit_gateway import create_transit_gateway, share_transit_gateway
from hds_landing.plan.hub import HubPlan


@dataclass(frozen=True)
class NetworkHubArgs:
    """What NetworkHub needs."""

    hub: HubPlan
    """Ranges, subnets and the firewall's rules."""
    log_store_id: pulumi.Input[str]
    """ARN of the archive's bucket for `network`."""
    key_id: pulumi.Input[str]
    """ARN of the platform's storage key; the firewall's own data is encrypted with it."""
    spoke_account_ids: Optional[dict[str, str]] = None
    """Under dedicated tenancy the account of each spoke, by spoke key: the gateway is shared with them."""


class NetworkHub(pulumi.ComponentResource):
    """A transit gateway on which nothing reaches anything by default, and the firewall that everything passes.

    Nothing here belongs to one spoke: joining adds a share, and rules to the firewall's groups.
    Requirements: SNC-13.2, SNC-13.3, ISO27001-A.8.22.
    """

    hub_id: pulumi.Output[str]
    """Id of the transit gateway."""
    network_id: pulumi.Output[str]
    """Id of the inspection network."""
    inspection_attachment_id: pulumi.Output[str]
    """Attachment through which every spoke reaches the firewall."""
    inspection_route_table_id: pulumi.Output[str]
    """Transit gateway table by which the firewall reaches every spoke."""
    query_log_id: pulumi.Output[str]
    """DNS query log of the hub's account, for every network in it."""

    def __init__(self, name: str, args: NetworkHubArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the hub.

        Raises:
            ComponentArgsError: the arguments do not fit, or a rule cannot be written for this firewall.
        """
        args = validated(NetworkHubArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", NetworkHub), name, None, opts)
        gateway = create_transit_gateway(name, args.hub, self)
        self.shared_hub_ids = share_transit_gateway(name, args.hub, gateway, args.spoke_account_ids or {}, self)
        vpc, subnets = _create_network(name, args, self)
        attachment, table = _attach(name, args.hub, gateway, vpc, subnets, self)
        _inspect(name, args, _Standing(gateway, vpc, subnets, attachment), self)
        self.query_log_id = _record(name, args, gateway, vpc, self)
        self.hub_id = gateway.id
        self.network_id = vpc.id
        self.inspection_attachment_id = attachment.id
        self.inspection_route_table_id = table.id
        self.register_outputs(
            {
                "hubId": self.hub_id,
                "networkId": self.network_id,
                "inspectionAttachmentId": self.inspection_attachment_id,
                "inspectionRouteTableId": self.inspection_route_table_id,
                "queryLogId": self.query_log_id,
            }
        )

    def hub_id_for(self, spoke: str) -> pulumi.Output[str]:
        """Id of the transit gateway for one spoke, known once the gateway is shared with its account."""
        return self.shared_hub_ids.get(spoke, self.hub_id)


@dataclass(frozen=True)
class _Standing:
    """What already stands when the firewall is drawn."""

    gateway: ec2transitgateway.TransitGateway
    vpc: ec2.Vpc
    subnets: Mapping[str, ec2.Subnet]
    attachment: ec2transitgateway.VpcAttachment


def _create_network(name: str, args: NetworkHubArgs, parent: NetworkHub) -> tuple[ec2.Vpc, dict[str, ec2.Subnet]]:
    hub = args.hub
    vpc = create_vpc(name, hub.name, hub.cidr, hub.tags, pulumi.ResourceOptions(parent=parent, protect=True))
    tiers = {"attachment", "firewall"} | ({"egress"} if hub.internet_egress else set())
    subnets = create_subnets(
        name,
        hub.name,
        {key: subnet for key, subnet in hub.subnets.items() if subnet.tier in tiers},
        region=hub.region,
        vpc_id=vpc.id,
        tags=hub.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return vpc, subnets


def _attach(
    name: str,
    hub: HubPlan,
    gateway: ec2transitgateway.TransitGateway,
    vpc: ec2.Vpc,
    subnets: Mapping[str, ec2.Subnet],
    parent: NetworkHub,
) -> tuple[ec2transitgateway.VpcAttachment, ec2transitgateway.RouteTable]:
    """In appliance mode both directions of a session pass the firewall of the same zone, or it would cut them."""
    opts = pulumi.ResourceOptions(parent=parent)
    tags = hub.tags | {"Name": f"{hub.name}-inspection"}
    attachment = ec2transitgateway.VpcAttachment(
        f"{name}-inspection-attachment",
        transit_gateway_id=gateway.id,
        vpc_id=vpc.id,
        subnet_ids=[subnets[f"attachment-{zone}"].id for zone in hub.zones],
        appliance_mode_support="enable",
        dns_support="enable",
        transit_gateway_default_route_table_association=False,
        transit_gateway_default_route_table_propagation=False,
        tags=tags,
        opts=opts,
    )
    table = ec2transitgateway.RouteTable(
        f"{name}-inspection-routes", transit_gateway_id=gateway.id, tags=tags, opts=opts
    )
    ec2transitgateway.RouteTableAssociation(
        f"{name}-inspection-association",
        transit_gateway_attachment_id=attachment.id,
        transit_gateway_route_table_id=table.id,
        opts=opts,
    )
    return attachment, table


def _inspect(name: str, args: NetworkHubArgs, standing: _Standing, parent: NetworkHub) -> None:
    hub = args.hub
    firewall_subnets = {zone: standing.subnets[f"firewall-{zone}"] for zone in hub.zones}
    ground = FirewallGround(standing.vpc.id, firewall_subnets, args.key_id, args.log_store_id)
    endpoints = create_firewall(name, hub, ground, parent)
    egress = create_internet_egress(name, hub, standing.vpc.id, standing.subnets, parent)
    path = InspectionPath(
        vpc_id=standing.vpc.id,
        subnets=standing.subnets,
        firewall_endpoints=endpoints,
        transit_gateway_id=standing.gateway.id,
        attachment=standing.attachment,
        nat_gateways=egress.nat_gateways if egress else {},
        internet_gateway=egress.gateway if egress else None,
    )
    route_through_the_firewall(name, hub, path, parent)


def _record(
    name: str, args: NetworkHubArgs, gateway: ec2transitgateway.TransitGateway, vpc: ec2.Vpc, parent: NetworkHub
) -> pulumi.Output[str]:
    """Flows and DNS queries; gives the id of the account's query log."""
    hub = args.hub
    record_flows(f"{name}-flow-log", log_store_id=args.log_store_id, tags=hub.tags, parent=parent, vpc_id=vpc.id)
    record_flows(
        f"{name}-transit-gateway-flow-log",
        log_store_id=args.log_store_id,
        tags=hub.tags,
        parent=parent,
        transit_gateway_id=gateway.id,
    )
    query_log_id = create_query_log(
        name, physical_name=hub.name, log_store_id=args.log_store_id, tags=hub.tags, parent=parent
    )
    record_queries(name, query_log_id, vpc.id, parent)
    return query_log_id
