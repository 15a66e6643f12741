"""Network Firewall: firewalls and their endpoints."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_firewall import NAMES, SERVICE, common_parameters
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi, picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

FIREWALL = "aws:networkfirewall/firewall:Firewall"
_PROTECTIONS = {
    "deleteProtection": "DeleteProtection",
    "subnetChangeProtection": "SubnetChangeProtection",
    "firewallPolicyChangeProtection": "FirewallPolicyChangeProtection",
}


def _firewall(request: Request) -> Created:
    inputs = request.inputs
    request.standing.require("firewall policy", inputs["firewallPolicyArn"])
    named = {**_PROTECTIONS, "enabledAnalysisTypes": "EnabledAnalysisTypes"}
    protections = {theirs: inputs.get(name, False) for name, theirs in _PROTECTIONS.items()}
    answer = request.client(SERVICE).create_firewall(
        FirewallName=request.name(),
        FirewallPolicyArn=inputs["firewallPolicyArn"],
        VpcId=inputs["vpcId"],
        SubnetMappings=as_aws(inputs["subnetMappings"], NAMES),
        **{**picked(inputs, named), **protections},
        **common_parameters(request),
    )["Firewall"]
    for name, kept in (*named.items(), ("firewallPolicyArn", "FirewallPolicyArn")):
        if name in inputs:
            request.expect(name, inputs[name], answer.get(kept))
    arn = answer["FirewallArn"]
    for zone, subnet_id in sorted(_zones(request).items()):
        _add_endpoint(request, subnet_id, zone)
    return request.exercised(
        arn,
        {
            "arn": arn,
            "availabilityZoneMappings": [],
            "firewallStatuses": _statuses(request),
            "name": request.name(),
            "transitGatewayOwnerAccountId": "",
            "updateToken": request.uuid(),
        },
        list(_endpoints(request).values()),
    )


def _zones(request: Request) -> dict[str, str]:
    """The subnet that the firewall is asked to stand in, by availability zone."""
    ec2, inputs = request.client("ec2"), request.inputs
    subnet_ids = [mapping["subnetId"] for mapping in inputs["subnetMappings"]]
    zones: dict[str, str] = {}
    for subnet in ec2.describe_subnets(SubnetIds=subnet_ids)["Subnets"]:
        zone = subnet["AvailabilityZone"]
        if zone in zones:
            raise Refused(f"a firewall takes one subnet per availability zone; {zone} has two")
        if subnet["VpcId"] != inputs["vpcId"]:
            raise Refused(f"subnet {subnet['SubnetId']} is in {subnet['VpcId']}, not in {inputs['vpcId']}")
        zones[zone] = subnet["SubnetId"]
    return zones


def _add_endpoint(request: Request, subnet_id: str, seed: str) -> None:
    """The gateway load balancer endpoint that a firewall puts into each of its subnets."""
    request.emulator.seed(f"{request.origin}#{seed}")
    request.client("ec2").create_vpc_endpoint(
        VpcEndpointType="GatewayLoadBalancer",
        VpcId=request.inputs["vpcId"],
        ServiceName=_endpoint_service(request),
        SubnetIds=[subnet_id],
    )


def _endpoint_service(request: Request) -> str:
    return f"com.amazonaws.vpce.{request.region}.vpce-svc-{request.digest(17)}"


def _endpoints(request: Request) -> dict[str, str]:
    """The firewall's endpoints by subnet, as they stand."""
    service = _endpoint_service(request)
    return {
        endpoint["SubnetIds"][0]: endpoint["VpcEndpointId"]
        for endpoint in request.client("ec2").describe_vpc_endpoints()["VpcEndpoints"]
        if endpoint["ServiceName"] == service and endpoint["State"] != "deleted"
    }


def _statuses(request: Request) -> list[dict[str, Any]]:
    endpoints = _endpoints(request)
    subnets = request.client("ec2").describe_subnets(SubnetIds=list(endpoints))["Subnets"]
    states = [
        {
            "availabilityZone": subnet["AvailabilityZone"],
            "attachments": [{"endpointId": endpoints[subnet["SubnetId"]], "subnetId": subnet["SubnetId"]}],
        }
        for subnet in sorted(subnets, key=lambda subnet: str(subnet["AvailabilityZone"]))
    ]
    return [{"syncStates": states, "transitGatewayAttachmentSyncStates": []}]


def _observe_firewall(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client(SERVICE).describe_firewall(FirewallArn=identity)["Firewall"]
    seen = {
        ours: kept.get(theirs) for ours, theirs in (*_PROTECTIONS.items(), ("firewallPolicyArn", "FirewallPolicyArn"))
    }
    mapped, known = (
        [each[name] for each in mappings]
        for name, mappings in (("SubnetId", kept["SubnetMappings"]), ("subnetId", request.known["subnetMappings"]))
    )
    return {
        **{name: value for name, value in seen.items() if value or name in request.known},
        **({"subnetMappings": as_pulumi(kept["SubnetMappings"], NAMES)} if sorted(mapped) != sorted(known) else {}),
        "description": kept.get("Description"),
        "firewallStatuses": _statuses(request),
    }


def _change_firewall(request: Request, identity: str) -> None:
    inputs = request.inputs
    request.standing.require("firewall policy", inputs["firewallPolicyArn"])
    kept = _firewall_kept(request, identity)
    if kept is None:
        raise Gone(f"firewall {identity} does not exist")
    before = {name: bool(request.known.get(name)) for name in _PROTECTIONS}
    if before["firewallPolicyChangeProtection"] and inputs["firewallPolicyArn"] != request.known["firewallPolicyArn"]:
        raise Refused("InvalidOperationException: firewallPolicyChangeProtection is on, the policy stays")
    if before["subnetChangeProtection"] and inputs["subnetMappings"] != request.known["subnetMappings"]:
        raise Refused("InvalidOperationException: subnetChangeProtection is on, the subnets stay")
    zones = _zones(request)
    # the emulated service has no operation for it
    kept.description = inputs.get("description") or ""
    kept.subnet_mappings = as_aws(inputs["subnetMappings"], NAMES)
    kept.firewall_policy_arn = inputs["firewallPolicyArn"]
    kept.delete_protection = bool(inputs.get("deleteProtection"))
    kept.subnet_change_protection = bool(inputs.get("subnetChangeProtection"))
    kept.firewall_policy_change_protection = bool(inputs.get("firewallPolicyChangeProtection"))
    _move_endpoints(request, set(zones.values()))
    request.comes_with(identity, list(_endpoints(request).values()))


def _move_endpoints(request: Request, subnets: set[str]) -> None:
    """One endpoint for each subnet; routes to those that go lead nowhere, as on AWS."""
    present = _endpoints(request)
    gone = [endpoint for subnet_id, endpoint in present.items() if subnet_id not in subnets]
    if gone:
        request.client("ec2").delete_vpc_endpoints(VpcEndpointIds=gone)
    for subnet_id in sorted(subnets - present.keys()):
        _add_endpoint(request, subnet_id, subnet_id)


def _delete_firewall(request: Request, identity: str) -> None:
    kept = _firewall_kept(request, identity)
    if kept is None:
        return
    if kept.delete_protection:
        raise Refused(f"InvalidOperationException: firewall {identity} has deleteProtection: turn it off first")
    request.client("ec2").delete_vpc_endpoints(VpcEndpointIds=list(_endpoints(request).values()))
    # the emulated service has no operation for it
    request.emulator.backend(SERVICE, request.account_id, request.region).firewalls.pop(identity)


def _firewall_kept(request: Request, identity: str) -> Any:
    return request.emulator.backend(SERVICE, request.account_id, request.region).firewalls.get(identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    FIREWALL: Lifecycle(_firewall, _observe_firewall, _change_firewall, _delete_firewall),
}
