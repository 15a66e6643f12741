"""EC2: route tables of a network, with the routes inside them, and the subnets that follow them."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.route_entries import (
    add_route,
    as_inline,
    as_single,
    asked_destination,
    destination,
    destination_of_inline,
    table_kept,
)
from hds_landing.rehearsal.embedded_aws.routes import ROUTE
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused


def _route_table(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    asked = {"VpcId": inputs["vpcId"], "TagSpecifications": tagged(request, "route-table")}
    identity = ec2.create_route_table(**asked)["RouteTable"]["RouteTableId"]
    for route in inputs.get("routes") or []:
        add_route(request, identity, as_single(route))
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"route-table/{identity}"),
            "ownerId": request.account_id,
            "propagatingVgws": inputs.get("propagatingVgws") or [],
            "routes": inputs.get("routes") or [],
        },
    )


def _observe_route_table(request: Request, identity: str) -> Mapping[str, Any]:
    """Its routes, without those that are resources of their own."""
    own = {
        destination(each.outputs)
        for each in request.standing
        if each.place.type == ROUTE and each.outputs.get("routeTableId") == identity
    }
    routes = [
        as_inline(route)
        for route in table_kept(request, identity)["Routes"]
        if route.get("GatewayId") != "local" and route.get("Origin") != "EnableVgwRoutePropagation"
    ]
    kept = [route for route in routes if destination_of_inline(route) not in own]
    known = request.known.get("routes") or []
    given = [{name: value for name, value in route.items() if value} for route in known]
    same_routes = sorted(map(str, map(_sorted, kept))) == sorted(map(str, map(_sorted, given)))
    return {} if same_routes else {"routes": kept}


def _sorted(route: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(route.items())


def _change_route_table(request: Request, identity: str) -> None:
    if "routes" not in request.inputs:
        return
    ec2 = request.client("ec2")
    present = _observe_route_table(request, identity).get("routes", request.known.get("routes") or [])
    for route in present:
        ec2.delete_route(RouteTableId=identity, **asked_destination(as_single(route)))
    for route in request.inputs["routes"]:
        add_route(request, identity, as_single(route))


def _delete_route_table(request: Request, identity: str) -> None:
    request.client("ec2").delete_route_table(RouteTableId=identity)


def _route_table_association(request: Request) -> Created:
    inputs = request.inputs
    named = {"subnetId": "SubnetId", "gatewayId": "GatewayId"}
    asked = {theirs: inputs[name] for name, theirs in named.items() if inputs.get(name)}
    answer = request.client("ec2").associate_route_table(RouteTableId=inputs["routeTableId"], **asked)
    return request.exercised(answer["AssociationId"], {})


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    for table in request.client("ec2").describe_route_tables()["RouteTables"]:
        if identity in [each["RouteTableAssociationId"] for each in table["Associations"]]:
            return {"routeTableId": table["RouteTableId"]}
    raise Gone(f"{identity} does not exist")


def _change_association(request: Request, identity: str) -> None:
    """Moves the association, under its id.

    EC2 gives what replaces it another id, and the provider takes that id over in the middle of an update
    (github.com/hashicorp/terraform-provider-aws/issues/43844, read 2026-11-22). Pulumi's engine keeps the id that a
    resource was created with, and an update here does.
    """
    tables = request.emulator.backend("ec2", request.account_id, request.region).route_tables
    old, new = _observe_association(request, identity)["routeTableId"], request.inputs["routeTableId"]
    if new not in tables:
        raise Refused(f"InvalidRouteTableID.NotFound: route table {new} does not exist")
    tables[new]._associations[identity] = tables[old]._associations.pop(identity)


def _delete_association(request: Request, identity: str) -> None:
    request.client("ec2").disassociate_route_table(AssociationId=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/routeTable:RouteTable": Lifecycle(
        _route_table, _observe_route_table, _change_route_table, _delete_route_table, EC2_TAGS
    ),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": Lifecycle(
        _route_table_association, _observe_association, _change_association, _delete_association
    ),
}
