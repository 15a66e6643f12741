"""The hub's way out to the internet: there is one only where the spec declares something that leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws import ec2

from hds_landing.plan.hub import HubPlan


@dataclass(frozen=True)
class InternetEgress:
    """The gateway of the hub's network and a translation per zone letter."""

    gateway: ec2.InternetGateway
    nat_gateways: Mapping[str, ec2.NatGateway]


def create_internet_egress(
    name: str,
    hub: HubPlan,
    vpc_id: pulumi.Input[str],
    subnets: Mapping[str, ec2.Subnet],
    parent: pulumi.Resource,
) -> InternetEgress | None:
    """Draws the way out, or nothing. Its addresses are protected: partners list them in their own firewalls."""
    if not hub.internet_egress:
        return None
    gateway = ec2.InternetGateway(
        f"{name}-internet-gateway",
        vpc_id=vpc_id,
        tags=hub.tags | {"Name": hub.name},
        opts=pulumi.ResourceOptions(parent=parent),
    )
    nat_gateways = {
        zone: _create_nat(name, hub, zone, subnets[f"egress-{zone}"], gateway, parent) for zone in hub.zones
    }
    return InternetEgress(gateway=gateway, nat_gateways=nat_gateways)


def _create_nat(
    name: str,
    hub: HubPlan,
    zone: str,
    subnet: ec2.Subnet,
    gateway: ec2.InternetGateway,
    parent: pulumi.Resource,
) -> ec2.NatGateway:
    tags = hub.tags | {"Name": f"{hub.name}-egress-{zone}"}
    address = ec2.Eip(
        f"{name}-address-{zone}",
        domain="vpc",
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[gateway]),
    )
    return ec2.NatGateway(
        f"{name}-nat-{zone}",
        connectivity_type="public",
        allocation_id=address.id,
        subnet_id=subnet.id,
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[gateway]),
    )
