"""EC2: routes that are resources of their own."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.route_entries import (
    DESTINATIONS,
    add_route,
    asked_destination,
    destination,
    seen_targets,
    table_kept,
)
from hds_landing.rehearsal.embedded_cloud import Created, Gone

ROUTE = "aws:ec2/route:Route"


def _route(request: Request) -> Created:
    inputs = request.inputs
    destination = add_route(request, inputs["routeTableId"], inputs)
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


def _observe_route(request: Request, identity: str) -> Mapping[str, Any]:
    wanted = destination(request.known)
    for route in table_kept(request, request.known["routeTableId"])["Routes"]:
        if wanted in [route.get(theirs) for theirs in DESTINATIONS.values()]:
            return seen_targets(route)
    raise Gone(f"{request.known['routeTableId']} has no route to {wanted}")


def _change_route(request: Request, identity: str) -> None:
    inputs = request.inputs
    request.client("ec2").delete_route(RouteTableId=inputs["routeTableId"], **asked_destination(inputs))
    add_route(request, inputs["routeTableId"], inputs)


def _delete_route(request: Request, identity: str) -> None:
    known = request.known
    request.client("ec2").delete_route(RouteTableId=known["routeTableId"], **asked_destination(known))


LIFECYCLES: Mapping[str, Lifecycle] = {
    ROUTE: Lifecycle(_route, _observe_route, _change_route, _delete_route),
}
