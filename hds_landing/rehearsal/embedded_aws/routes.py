"""EC2: route tables of a network."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

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


def _route_table(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    asked = {"VpcId": inputs["vpcId"], "TagSpecifications": tagged(request, "route-table")}
    identity = ec2.create_route_table(**asked)["RouteTable"]["RouteTableId"]
    for route in inputs.get("routes") or []:
        _add_route(request, identity, _as_single(route))
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"route-table/{identity}"),
            "ownerId": request.account_id,
            "propagatingVgws": inputs.get("propagatingVgws") or [],
            "routes": inputs.get("routes") or [],
        },
    )


def _as_single(route: Mapping[str, Any]) -> dict[str, Any]:
    """A route inside a table, in the names of a route that is a resource of its own."""
    named = {inline: single for single, inline in _INLINE.items()}
    return {named.get(name, name): value for name, value in route.items() if value}


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


def _observe_route_table(request: Request, identity: str) -> Mapping[str, Any]:
    """Its routes, without those that are resources of their own."""
    own = {
        _destination(each.outputs)
        for each in request.standing
        if each.place.type == _ROUTE and each.outputs.get("routeTableId") == identity
    }
    routes = [
        _as_inline(route)
        for route in _table(request, identity)["Routes"]
        if route.get("GatewayId") != "local" and route.get("Origin") != "EnableVgwRoutePropagation"
    ]
    kept = [route for route in routes if _destination_of_inline(route) not in own]
    known = request.known.get("routes") or []
    given = [{name: value for name, value in route.items() if value} for route in known]
    same_routes = sorted(map(str, map(_sorted, kept))) == sorted(map(str, map(_sorted, given)))
    return {} if same_routes else {"routes": kept}


def _sorted(route: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(route.items())


def _table(request: Request, identity: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = request.client("ec2").describe_route_tables(RouteTableIds=[identity])["RouteTables"][0]
    return found


def _as_inline(route: Mapping[str, Any]) -> dict[str, Any]:
    destination = {_INLINE.get(ours, ours): route[theirs] for ours, theirs in _DESTINATIONS.items() if theirs in route}
    return {**destination, **{ours: target for ours, target in _seen_targets(route).items() if target}}


def _seen_targets(route: Mapping[str, Any]) -> dict[str, Any]:
    """What a route leads to; EC2 answers with an endpoint among the gateways."""
    targets = {ours: route.get(theirs) for ours, theirs in _TARGETS.items()}
    if str(targets["gatewayId"]).startswith("vpce-"):
        targets |= {"gatewayId": None, "vpcEndpointId": targets["gatewayId"]}
    return targets


def _destination(route: Mapping[str, Any]) -> Any:
    return next((route[name] for name in _DESTINATIONS if route.get(name)), None)


def _destination_of_inline(route: Mapping[str, Any]) -> Any:
    return next((route[_INLINE.get(name, name)] for name in _DESTINATIONS if route.get(_INLINE.get(name, name))), None)


def _change_route_table(request: Request, identity: str) -> None:
    if "routes" not in request.inputs:
        return
    ec2 = request.client("ec2")
    present = _observe_route_table(request, identity).get("routes", request.known.get("routes") or [])
    for route in present:
        ec2.delete_route(RouteTableId=identity, **_asked_destination(_as_single(route)))
    for route in request.inputs["routes"]:
        _add_route(request, identity, _as_single(route))


def _delete_route_table(request: Request, identity: str) -> None:
    request.client("ec2").delete_route_table(RouteTableId=identity)


def _observe_route(request: Request, identity: str) -> Mapping[str, Any]:
    wanted = _destination(request.known)
    for route in _table(request, request.known["routeTableId"])["Routes"]:
        if wanted in [route.get(theirs) for theirs in _DESTINATIONS.values()]:
            return _seen_targets(route)
    raise Gone(f"{request.known['routeTableId']} has no route to {wanted}")


def _change_route(request: Request, identity: str) -> None:
    inputs = request.inputs
    request.client("ec2").delete_route(RouteTableId=inputs["routeTableId"], **_asked_destination(inputs))
    _add_route(request, inputs["routeTableId"], inputs)


def _delete_route(request: Request, identity: str) -> None:
    known = request.known
    request.client("ec2").delete_route(RouteTableId=known["routeTableId"], **_asked_destination(known))


def _asked_destination(route: Mapping[str, Any]) -> dict[str, Any]:
    return {theirs: route[name] for name, theirs in _DESTINATIONS.items() if route.get(name)}


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    for table in request.client("ec2").describe_route_tables()["RouteTables"]:
        if identity in [each["RouteTableAssociationId"] for each in table["Associations"]]:
            return {"routeTableId": table["RouteTableId"]}
    raise Gone(f"{identity} does not exist")


def _change_association(request: Request, identity: str) -> None:
    """The provider replaces the association, which gets another id; here it keeps its own."""
    tables = request.emulator.backend("ec2", request.account_id, request.region).route_tables
    old, new = _observe_association(request, identity)["routeTableId"], request.inputs["routeTableId"]
    if new not in tables:
        raise Refused(f"InvalidRouteTableID.NotFound: route table {new} does not exist")
    tables[new]._associations[identity] = tables[old]._associations.pop(identity)


def _delete_association(request: Request, identity: str) -> None:
    request.client("ec2").disassociate_route_table(AssociationId=identity)


_ROUTE = "aws:ec2/route:Route"
LIFECYCLES: Mapping[str, Lifecycle] = {
    _ROUTE: Lifecycle(_route, _observe_route, _change_route, _delete_route),
    "aws:ec2/routeTable:RouteTable": Lifecycle(
        _route_table, _observe_route_table, _change_route_table, _delete_route_table, EC2_TAGS
    ),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": Lifecycle(
        _route_table_association, _observe_association, _change_association, _delete_association
    ),
}
