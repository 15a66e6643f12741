"""EC2: routes of a transit gateway."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.transit_gateway_tables import observe_table
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused


def _route(request: Request) -> Created:
    inputs = request.inputs
    table, destination = inputs["transitGatewayRouteTableId"], inputs["destinationCidrBlock"]
    blackhole, attachment = bool(inputs.get("blackhole")), inputs.get("transitGatewayAttachmentId")
    if blackhole == bool(attachment):
        raise Refused("a transit gateway route takes either blackhole or transitGatewayAttachmentId")
    request.standing.require("transit gateway route table", table)
    request.standing.require("attachment", attachment)
    request.claim(f"{table} has a route to {destination} already", "route", table, destination)
    route = request.client("ec2").create_transit_gateway_route(
        DestinationCidrBlock=destination,
        TransitGatewayRouteTableId=table,
        Blackhole=blackhole,
        **picked(inputs, {"transitGatewayAttachmentId": "TransitGatewayAttachmentId"}),
    )["Route"]
    request.expect("blackhole", "blackhole" if blackhole else "active", route["State"])
    request.expect("destinationCidrBlock", destination, route["DestinationCidrBlock"])
    return request.exercised(f"{table}_{destination}", {})


def _observe_route(request: Request, identity: str) -> Mapping[str, Any]:
    table, _, destination = identity.partition("_")
    observe_table(request, table)
    # the emulated service keeps the attachment of a route, and does not answer with it
    tables = request.emulator.backend("ec2", request.account_id, request.region).transit_gateways_route_tables
    route = tables[table].routes.get(destination)
    if route is None:
        raise Gone(f"{table} has no route to {destination}")
    attachment = (route.get("transitGatewayAttachments") or {}).get("transitGatewayAttachmentId")
    blackhole = route["state"] == "blackhole"
    said = {"blackhole": blackhole} if blackhole or "blackhole" in request.known else {}
    return {**said, "transitGatewayAttachmentId": attachment}


def _delete_route(request: Request, identity: str) -> None:
    _observe_route(request, identity)
    table, _, destination = identity.partition("_")
    request.client("ec2").delete_transit_gateway_route(
        TransitGatewayRouteTableId=table, DestinationCidrBlock=destination
    )


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2transitgateway/route:Route": Lifecycle(_route, _observe_route, nothing_but_tags, _delete_route),
}
