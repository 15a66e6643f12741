"""EC2: routes, as the provider has them and as EC2 takes and keeps them."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.transit_gateway_attachments import AVAILABLE, PENDING, attachments_kept
from hds_landing.rehearsal.embedded_cloud import Refused

DESTINATIONS = {
    "destinationCidrBlock": "DestinationCidrBlock",
    "destinationIpv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
}
_TARGETS = {
    "gatewayId": "GatewayId",
    "natGatewayId": "NatGatewayId",
    "networkInterfaceId": "NetworkInterfaceId",
    "transitGatewayId": "TransitGatewayId",
    "vpcEndpointId": "VpcEndpointId",
    "vpcPeeringConnectionId": "VpcPeeringConnectionId",
}
_INLINE = {
    "destinationCidrBlock": "cidrBlock",
    "destinationIpv6CidrBlock": "ipv6CidrBlock",
}
"""What a route inside a table calls otherwise."""
_UNCHECKED = {
    "NatGatewayId": "NAT gateway",
    "TransitGatewayId": "transit gateway",
    "VpcEndpointId": "VPC endpoint",
}
"""Targets that the emulated service takes without looking."""


def add_route(request: Request, table: str, route: Mapping[str, Any]) -> str:
    """Puts a route, in the names of one that is a resource of its own, into a table; its destination."""
    destinations = {theirs: route[name] for name, theirs in DESTINATIONS.items() if route.get(name)}
    targets = {theirs: route[name] for name, theirs in _TARGETS.items() if route.get(name)}
    if len(destinations) != 1:
        raise Refused(f"a route takes one destination of {', '.join(DESTINATIONS)}; given {len(destinations)}")
    if len(targets) != 1:
        raise Refused(f"a route takes one target of {', '.join(_TARGETS)}; given {len(targets)}")
    ec2 = request.client("ec2")
    for theirs, what in _UNCHECKED.items():
        request.standing.require(what, targets.get(theirs))
    if "TransitGatewayId" in targets:
        _refuse_unattached(request, table, targets["TransitGatewayId"])
    ec2.create_route(RouteTableId=table, **destinations, **targets)
    return str(next(iter(destinations.values())))


def _refuse_unattached(request: Request, table: str, gateway: str) -> None:
    """EC2 knows no gateway that the network of the table is not attached to; the emulated service takes any.

    An attachment from another account counts once the owner of the gateway has accepted it.
    Source: github.com/hashicorp/terraform-provider-aws/issues/9222 and
    github.com/terraform-aws-modules/terraform-aws-transit-gateway/pull/144, read 2026-11-22.
    """
    network = table_kept(request, table)["VpcId"]
    states = {
        each.state
        for each in attachments_kept(request).values()
        if each.transit_gateway_id == gateway and each.resource_id == network
    }
    if AVAILABLE not in states:
        why = "is not accepted yet" if PENDING in states else "does not exist"
        raise Refused(f"InvalidTransitGatewayID.NotFound: {gateway}: its attachment of {network} {why}")


def as_single(route: Mapping[str, Any]) -> dict[str, Any]:
    """A route inside a table, in the names of a route that is a resource of its own."""
    named = {inline: single for single, inline in _INLINE.items()}
    return {named.get(name, name): value for name, value in route.items() if value}


def table_kept(request: Request, identity: str) -> Mapping[str, Any]:
    """The table as EC2 keeps it."""
    kept: Mapping[str, Any] = request.client("ec2").describe_route_tables(RouteTableIds=[identity])["RouteTables"][0]
    return kept


def as_inline(route: Mapping[str, Any]) -> dict[str, Any]:
    """A route that EC2 keeps, in the names of one inside a table."""
    destination = {_INLINE.get(ours, ours): route[theirs] for ours, theirs in DESTINATIONS.items() if theirs in route}
    return {**destination, **{ours: target for ours, target in seen_targets(route).items() if target}}


def seen_targets(route: Mapping[str, Any]) -> dict[str, Any]:
    """What a route leads to; EC2 answers with an endpoint among the gateways."""
    targets = {ours: route.get(theirs) for ours, theirs in _TARGETS.items()}
    if str(targets["gatewayId"]).startswith("vpce-"):
        targets |= {"gatewayId": None, "vpcEndpointId": targets["gatewayId"]}
    return targets


def destination(route: Mapping[str, Any]) -> Any:
    """Where a route that is a resource of its own leads; None where it says nothing."""
    return next((route[name] for name in DESTINATIONS if route.get(name)), None)


def destination_of_inline(route: Mapping[str, Any]) -> Any:
    """The same for a route inside a table."""
    return next((route[_INLINE.get(name, name)] for name in DESTINATIONS if route.get(_INLINE.get(name, name))), None)


def asked_destination(route: Mapping[str, Any]) -> dict[str, Any]:
    """The destination of a route as EC2 takes it."""
    return {theirs: route[name] for name, theirs in DESTINATIONS.items() if route.get(name)}
