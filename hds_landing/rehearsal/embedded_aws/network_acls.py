"""EC2: network access lists, with the entries inside them."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_acl_associations import ASSOCIATION, associate, give_back
from hds_landing.rehearsal.embedded_aws.network_acl_entries import (
    LAST_RULE,
    acl_kept,
    add_entry,
    as_inline,
    as_single,
    is_entry,
)
from hds_landing.rehearsal.embedded_aws.network_acl_rules import RULE
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created


def _network_acl(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    acl = ec2.create_network_acl(VpcId=inputs["vpcId"], TagSpecifications=tagged(request, "network-acl"))
    identity = acl["NetworkAcl"]["NetworkAclId"]
    for direction in ("ingress", "egress"):
        for rule in inputs.get(direction) or []:
            add_entry(request, identity, as_single(rule), direction)
    associate(request, identity, inputs.get("subnetIds") or [], {"Name": "vpc-id", "Values": [inputs["vpcId"]]})
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"network-acl/{identity}"),
            "egress": inputs.get("egress") or [],
            "ingress": inputs.get("ingress") or [],
            "ownerId": request.account_id,
            "subnetIds": inputs.get("subnetIds") or [],
        },
    )


def _observe_acl(request: Request, identity: str) -> Mapping[str, Any]:
    """Its entries, without those that are resources of their own, and the subnets that follow it."""
    acl = acl_kept(request, identity)
    own = {
        (each.outputs["ruleNumber"], bool(each.outputs.get("egress")))
        for each in request.standing
        if each.place.type == RULE and each.outputs.get("networkAclId") == identity
    }
    entries = [
        entry
        for entry in acl["Entries"]
        if entry["RuleNumber"] < LAST_RULE and (entry["RuleNumber"], entry["Egress"]) not in own
    ]
    known, seen = request.known, {}
    for way in ("ingress", "egress"):
        present = [as_inline(entry) for entry in entries if entry["Egress"] == (way == "egress")]
        given = {rule["ruleNo"]: rule for rule in known.get(way) or []}
        if len(given) != len(present) or not all(is_entry(given.get(rule["ruleNo"]), rule) for rule in present):
            seen[way] = present
    moved = {
        each.outputs["subnetId"]
        for each in request.standing
        if each.place.type == ASSOCIATION and each.outputs.get("networkAclId") == identity
    }
    subnets = sorted(each["SubnetId"] for each in acl["Associations"] if each["SubnetId"] not in moved)
    return {**seen, **({"subnetIds": subnets} if subnets != sorted(known.get("subnetIds") or []) else {})}


def _change_acl(request: Request, identity: str) -> None:
    ec2, inputs = request.client("ec2"), request.inputs
    seen = {**request.known, **_observe_acl(request, identity)}
    for way in ("ingress", "egress"):
        if way not in inputs:
            continue
        for rule in seen.get(way) or []:
            ec2.delete_network_acl_entry(NetworkAclId=identity, RuleNumber=rule["ruleNo"], Egress=way == "egress")
        for rule in inputs[way]:
            add_entry(request, identity, as_single(rule), way)
    wanted = inputs.get("subnetIds") if "subnetIds" in inputs else seen.get("subnetIds")
    where = {"Name": "vpc-id", "Values": [inputs["vpcId"]]}
    associate(request, identity, [each for each in wanted or [] if each not in (seen.get("subnetIds") or [])], where)
    give_back(request, identity, [each for each in seen.get("subnetIds") or [] if each not in (wanted or [])])


def _delete_acl(request: Request, identity: str) -> None:
    subnets = [each["SubnetId"] for each in acl_kept(request, identity)["Associations"]]
    give_back(request, identity, subnets)
    request.client("ec2").delete_network_acl(NetworkAclId=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/networkAcl:NetworkAcl": Lifecycle(_network_acl, _observe_acl, _change_acl, _delete_acl, EC2_TAGS),
}
