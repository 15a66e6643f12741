"""The network of one establishment or shared workload: private, with one way out, through the hub's firewall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import ec2, ec2transitgateway

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.network.flow_logs import record_flows
from hds_landing.aws.network.network_acl import create_network_acl
from hds_landing.aws.network.query_logs import create_query_log, record_queries
from hds_landing.aws.network.range_name import range_name
from hds_landing.aws.network.route_table import RoutedSubnets, create_route_table
from hds_landing.aws.network.security_groups import create_security_groups
from hds_landing.aws.network.subnets import create_subnets, create_vpc
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.spoke import SpokePlan

_ATTACHMENT = "attachment"


@dataclass(frozen=True)
class NetworkSpokeArgs:
    """What NetworkSpoke needs."""

    spoke: SpokePlan
    """Ranges, subnets and declared accesses."""
    hub_id: pulumi.Input[str]
    """Id of the transit gateway; under dedicated tenancy known once it is shared with this account."""
    log_store_id: pulumi.Input[str]
    """ARN of the archive's bucket for `network`."""
    sealed: Optional[bool] = None
    """True: the owner has left, its network is no longer protected. Default: false."""
    query_log_id: Optional[pulumi.Input[str]] = None
    """The DNS query log of this account, where it has one already. None: the spoke makes its own."""
    hub_elsewhere: Optional[bool] = None
    """True: the transit gateway is another account's, which says which tables its attachments join. Default: false."""


class NetworkSpoke(pulumi.ComponentResource):
    """A network without internet gateway; `SpokeRoutes` adds the one route that leaves it, to the hub.

    Security groups let declared flows through and nothing else; the network list keeps every other range of the pool
    out; the default security group is empty. A network that stands already is read, and subnets, table, groups and
    attachment are drawn in it; neither ranges nor default security group are touched.
    Requirements: SNC-9.7, SNC-13.2, ISO27001-A.8.22.
    """

    network_id: pulumi.Output[str]
    subnet_ids: pulumi.Output[dict[str, str]]
    """By `<tier>-<zone>`."""
    attachment_id: pulumi.Output[str]
    """The attachment to the transit gateway; the hub's account accepts and routes it."""
    route_table_id: pulumi.Output[str]
    """Table of the workloads' subnets, which knows local routes only."""
    security_group_ids: pulumi.Output[dict[str, str]]
    """By tier."""

    def __init__(self, name: str, args: NetworkSpokeArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the network in its owner's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(NetworkSpokeArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", NetworkSpoke), name, None, opts)
        spoke = args.spoke
        vpc, subnets = _create_network(name, args, self)
        attachment = _attach(name, args, vpc, subnets, self)
        table = _create_workload_table(name, args, vpc, subnets, self)
        groups = create_security_groups(name, spoke, vpc.id, self)
        create_network_acl(name, spoke, vpc.id, [subnet.id for _, subnet in sorted(subnets.items())], self)
        _record(name, args, vpc, self)
        self.network_id = vpc.id
        self.subnet_ids = keyed({key: subnet.id for key, subnet in subnets.items()})
        self.attachment_id = attachment.id
        self.route_table_id = table.id
        self.security_group_ids = keyed({tier: group.id for tier, group in groups.items()})
        self.register_outputs(
            {
                "networkId": self.network_id,
                "subnetIds": self.subnet_ids,
                "attachmentId": self.attachment_id,
                "routeTableId": self.route_table_id,
                "securityGroupIds": self.security_group_ids,
            }
        )


def _create_network(name: str, args: NetworkSpokeArgs, parent: NetworkSpoke) -> tuple[ec2.Vpc, dict[str, ec2.Subnet]]:
    spoke = args.spoke
    protected = pulumi.ResourceOptions(parent=parent, protect=not args.sealed)
    vpc = create_vpc(name, spoke.name, spoke.cidrs[0], spoke.tags, protected, spoke.existing_id)
    extensions: list[pulumi.Resource] = [
        ec2.VpcIpv4CidrBlockAssociation(
            f"{name}-range-{range_name(cidr)}",
            vpc_id=vpc.id,
            cidr_block=cidr,
            opts=pulumi.ResourceOptions(parent=parent),
        )
        for cidr in spoke.cidrs[1:]
        if spoke.existing_id is None
    ]
    subnets = create_subnets(
        name,
        spoke.name,
        spoke.subnets,
        region=spoke.region,
        vpc_id=vpc.id,
        tags=spoke.tags,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=extensions),
    )
    return vpc, subnets


def _record(name: str, args: NetworkSpokeArgs, vpc: ec2.Vpc, parent: NetworkSpoke) -> None:
    spoke, store = args.spoke, args.log_store_id
    record_flows(f"{name}-flow-log", log_store_id=store, tags=spoke.tags, parent=parent, vpc_id=vpc.id)
    query_log_id = args.query_log_id
    if query_log_id is None:
        query_log_id = create_query_log(
            name, physical_name=spoke.name, log_store_id=store, tags=spoke.tags, parent=parent
        )
    record_queries(name, query_log_id, vpc.id, parent)


def _attach(
    name: str, args: NetworkSpokeArgs, vpc: ec2.Vpc, subnets: Mapping[str, ec2.Subnet], parent: NetworkSpoke
) -> ec2transitgateway.VpcAttachment:
    # Of a gateway of another account the provider reads both back as true, whatever was asked for.
    joins_default_table = None if args.hub_elsewhere else False
    return ec2transitgateway.VpcAttachment(
        f"{name}-attachment",
        transit_gateway_id=args.hub_id,
        vpc_id=vpc.id,
        subnet_ids=[subnets[f"{_ATTACHMENT}-{zone}"].id for zone in args.spoke.zones],
        dns_support="enable",
        transit_gateway_default_route_table_association=joins_default_table,
        transit_gateway_default_route_table_propagation=joins_default_table,
        tags=args.spoke.tags | {"Name": args.spoke.name},
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _create_workload_table(
    name: str, args: NetworkSpokeArgs, vpc: ec2.Vpc, subnets: Mapping[str, ec2.Subnet], parent: NetworkSpoke
) -> ec2.RouteTable:
    """One table for all workload subnets; attachment subnets keep the network's own."""
    workloads = {key: subnet for key, subnet in subnets.items() if args.spoke.subnets[key].tier != _ATTACHMENT}
    return create_route_table(
        f"{name}-routes", vpc.id, RoutedSubnets(workloads, {}, args.spoke.tags), parent=parent, depends_on=[]
    )
