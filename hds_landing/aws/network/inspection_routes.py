"""The hub's route tables: what comes from a spoke passes the firewall, what comes back passes the same one.

In each zone: attachment → firewall → (spokes: transit gateway; internet: NAT → internet gateway), and back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws import ec2

from hds_landing.aws.network.route_table import NextHop, RoutedSubnets, create_route_table
from hds_landing.plan.hub import HubPlan

_ANYWHERE = "0.0.0.0/0"


@dataclass(frozen=True)
class InspectionPath:
    """What the hub's routes lead through. Mappings are by zone letter, subnets by `<tier>-<zone>`."""

    vpc_id: pulumi.Input[str]
    subnets: Mapping[str, ec2.Subnet]
    firewall_endpoints: Mapping[str, pulumi.Output[str]]
    transit_gateway_id: pulumi.Input[str]
    attachment: pulumi.Resource
    nat_gateways: Mapping[str, ec2.NatGateway]
    """Empty where nothing may leave to the internet."""
    internet_gateway: ec2.InternetGateway | None


def route_through_the_firewall(name: str, hub: HubPlan, path: InspectionPath, parent: pulumi.Resource) -> None:
    """Draws one table per tier and zone; zones never share one, so that a zone's loss stays its own."""
    for zone in hub.zones:
        endpoint = path.firewall_endpoints[zone]
        to_firewall = NextHop(_ANYWHERE, vpc_endpoint_id=endpoint)
        back = NextHop(hub.pool, transit_gateway_id=path.transit_gateway_id)
        _table(name, "attachment", zone, {"default": to_firewall}, hub, path, parent)
        if path.internet_gateway is None:
            _table(name, "firewall", zone, {"pool": back}, hub, path, parent)
            continue
        out = NextHop(_ANYWHERE, nat_gateway_id=path.nat_gateways[zone].id)
        _table(name, "firewall", zone, {"pool": back, "default": out}, hub, path, parent)
        returning = NextHop(hub.pool, vpc_endpoint_id=endpoint)
        outside = NextHop(_ANYWHERE, gateway_id=path.internet_gateway.id)
        _table(name, "egress", zone, {"pool": returning, "default": outside}, hub, path, parent)


def _table(
    name: str,
    tier: str,
    zone: str,
    routes: Mapping[str, NextHop],
    hub: HubPlan,
    path: InspectionPath,
    parent: pulumi.Resource,
) -> None:
    key = f"{tier}-{zone}"
    create_route_table(
        f"{name}-routes-{key}",
        path.vpc_id,
        RoutedSubnets({key: path.subnets[key]}, routes, hub.tags),
        parent=parent,
        depends_on=[path.attachment],
    )
