"""EC2: route tables of a network."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.request import Handler, Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_DESTINATIONS = {
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

_UNCHECKED = {
    "NatGatewayId": "NAT gateway",
    "TransitGatewayId": "transit gateway",
    "VpcEndpointId": "VPC endpoint",
}
"""Targets that the emulated service takes without looking."""


def _route_table(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    asked = {"VpcId": inputs["vpcId"], "TagSpecifications": tagged(request, "route-table")}
    identity = ec2.create_route_table(**asked)["RouteTable"]["RouteTableId"]
    for route in inputs.get("routes") or []:
        named = {"cidrBlock": "destinationCidrBlock", "ipv6CidrBlock": "destinationIpv6CidrBlock"}
        _add_route(request, identity, {named.get(name, name): value for name, value in route.items() if value})
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"route-table/{identity}"),
            "ownerId": request.account_id,
            "propagatingVgws": inputs.get("propagatingVgws") or [],
            "routes": inputs.get("routes") or [],
        },
    )


def _route(request: Request) -> Created:
    inputs = request.inputs
    destination = _add_route(request, inputs["routeTableId"], inputs)
    return request.exercised(
        f"r-{inputs['routeTableId']}{crc32(destination.encode())}",
        {
            "instanceId": "",
            "instanceOwnerId": "",
            "networkInterfaceId": inputs.get("networkInterfaceId") or "",
            "origin": "CreateRoute",
            "state": "active",
        },
    )


def _add_route(request: Request, table: str, route: Mapping[str, Any]) -> str:
    destinations = {theirs: route[name] for name, theirs in _DESTINATIONS.items() if route.get(name)}
    targets = {theirs: route[name] for name, theirs in _TARGETS.items() if route.get(name)}
    if len(destinations) != 1:
        raise Refused(f"a route takes one destination of {', '.join(_DESTINATIONS)}; given {len(destinations)}")
    if len(targets) != 1:
        raise Refused(f"a route takes one target of {', '.join(_TARGETS)}; given {len(targets)}")
    ec2 = request.client("ec2")
    for theirs, what in _UNCHECKED.items():
        request.standing.require(what, targets.get(theirs))
    ec2.create_route(RouteTableId=table, **destinations, **targets)
    return str(next(iter(destinations.values())))


def _route_table_association(request: Request) -> Created:
    inputs = request.inputs
    named = {"subnetId": "SubnetId", "gatewayId": "GatewayId"}
    asked = {theirs: inputs[name] for name, theirs in named.items() if inputs.get(name)}
    answer = request.client("ec2").associate_route_table(RouteTableId=inputs["routeTableId"], **asked)
    return request.exercised(answer["AssociationId"], {})


HANDLERS: Mapping[str, Handler] = {
    "aws:ec2/route:Route": _route,
    "aws:ec2/routeTable:RouteTable": _route_table,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": _route_table_association,
}
