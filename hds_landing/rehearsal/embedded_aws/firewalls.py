"""Network Firewall: firewalls and their endpoints."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_firewall import NAMES, SERVICE, common_parameters
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, picked
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
    arn, endpoints = answer["FirewallArn"], _endpoints(request)
    return request.exercised(
        arn,
        {
            "arn": arn,
            "availabilityZoneMappings": [],
            "firewallStatuses": [{"syncStates": endpoints, "transitGatewayAttachmentSyncStates": []}],
            "name": request.name(),
            "transitGatewayOwnerAccountId": "",
            "updateToken": request.uuid(),
        },
        [attachment["endpointId"] for state in endpoints for attachment in state["attachments"]],
    )


def _endpoints(request: Request) -> list[dict[str, Any]]:
    """The gateway load balancer endpoint that a firewall puts into each of its subnets."""
    ec2, inputs = request.client("ec2"), request.inputs
    subnet_ids = [mapping["subnetId"] for mapping in inputs["subnetMappings"]]
    states = {}
    for subnet in ec2.describe_subnets(SubnetIds=subnet_ids)["Subnets"]:
        zone = subnet["AvailabilityZone"]
        if zone in states:
            raise Refused(f"a firewall takes one subnet per availability zone; {zone} has two")
        if subnet["VpcId"] != inputs["vpcId"]:
            raise Refused(f"subnet {subnet['SubnetId']} is in {subnet['VpcId']}, not in {inputs['vpcId']}")
        request.emulator.seed(f"{request.origin}#{zone}")
        endpoint = ec2.create_vpc_endpoint(
            VpcEndpointType="GatewayLoadBalancer",
            VpcId=inputs["vpcId"],
            ServiceName=f"com.amazonaws.vpce.{request.region}.vpce-svc-{request.digest(17)}",
            SubnetIds=[subnet["SubnetId"]],
        )["VpcEndpoint"]["VpcEndpointId"]
        attachment = {"endpointId": endpoint, "subnetId": subnet["SubnetId"]}
        states[zone] = {"availabilityZone": zone, "attachments": [attachment]}
    return [states[zone] for zone in sorted(states)]


def _observe_firewall(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client(SERVICE).describe_firewall(FirewallArn=identity)["Firewall"]
    seen = {
        ours: kept.get(theirs) for ours, theirs in (*_PROTECTIONS.items(), ("firewallPolicyArn", "FirewallPolicyArn"))
    }
    return {name: value for name, value in seen.items() if value or name in request.known}


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
    # the emulated service has no operation for it
    kept.firewall_policy_arn = inputs["firewallPolicyArn"]
    kept.delete_protection = bool(inputs.get("deleteProtection"))
    kept.subnet_change_protection = bool(inputs.get("subnetChangeProtection"))
    kept.firewall_policy_change_protection = bool(inputs.get("firewallPolicyChangeProtection"))


def _delete_firewall(request: Request, identity: str) -> None:
    kept = _firewall_kept(request, identity)
    if kept is None:
        return
    if kept.delete_protection:
        raise Refused(f"InvalidOperationException: firewall {identity} has deleteProtection: turn it off first")
    endpoints = [
        attachment["endpointId"]
        for status in request.known["firewallStatuses"]
        for state in status["syncStates"]
        for attachment in state["attachments"]
    ]
    request.client("ec2").delete_vpc_endpoints(VpcEndpointIds=endpoints)
    # the emulated service has no operation for it
    request.emulator.backend(SERVICE, request.account_id, request.region).firewalls.pop(identity)


def _firewall_kept(request: Request, identity: str) -> Any:
    return request.emulator.backend(SERVICE, request.account_id, request.region).firewalls.get(identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    FIREWALL: Lifecycle(_firewall, _observe_firewall, _change_firewall, _delete_firewall),
}
