"""EC2: security groups, with the rules inside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_use import refuse_while_used
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.security_group_permissions import (
    EVERY_PROTOCOL,
    as_inline,
    inline_permission,
    spread,
)
from hds_landing.rehearsal.embedded_aws.security_group_rules import RULES
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Refused


def _security_group(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    description = inputs.get("description") or "Managed by Pulumi"
    asked = {"GroupName": request.name(), "Description": description}
    asked |= {"VpcId": inputs["vpcId"]} if inputs.get("vpcId") else {}
    identity = ec2.create_security_group(**asked, TagSpecifications=tagged(request, "security-group"))["GroupId"]
    ec2.revoke_security_group_egress(GroupId=identity, IpPermissions=[_everything_to_anywhere()])
    _add_inline_rules(request, identity)
    return request.exercised(identity, _outputs(request, identity, asked["GroupName"], description))


def _default_security_group(request: Request) -> Created:
    """Takes the group that came with the network over: its rules go, those of the resource come."""
    inputs, ec2 = request.inputs, request.client("ec2")
    filters = [{"Name": "vpc-id", "Values": [inputs["vpcId"]]}, {"Name": "group-name", "Values": ["default"]}]
    found = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
    if not found:
        raise Refused(f"network {inputs['vpcId']} does not exist")
    identity = found[0]["GroupId"]
    if found[0]["IpPermissions"]:
        ec2.revoke_security_group_ingress(GroupId=identity, IpPermissions=found[0]["IpPermissions"])
    if found[0]["IpPermissionsEgress"]:
        ec2.revoke_security_group_egress(GroupId=identity, IpPermissions=found[0]["IpPermissionsEgress"])
    _add_inline_rules(request, identity)
    if request.tags:
        EC2_TAGS.write(request, identity, request.tags, [])
    kept = ec2.describe_security_groups(GroupIds=[identity])["SecurityGroups"][0]
    request.expect("ingress", bool(inputs.get("ingress")), bool(kept["IpPermissions"]))
    request.expect("egress", bool(inputs.get("egress")), bool(kept["IpPermissionsEgress"]))
    return request.exercised(identity, _outputs(request, identity, "default", found[0]["Description"]))


def _outputs(request: Request, identity: str, name: str, description: str) -> dict[str, Any]:
    inputs = request.inputs
    return {
        "arn": request.arn("ec2", f"security-group/{identity}"),
        "description": description,
        "egress": inputs.get("egress") or [],
        "ingress": inputs.get("ingress") or [],
        "name": name,
        "namePrefix": inputs.get("namePrefix") or "",
        "ownerId": request.account_id,
        "vpcId": inputs.get("vpcId") or "",
    }


def _everything_to_anywhere() -> dict[str, Any]:
    return {"IpProtocol": EVERY_PROTOCOL, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def _add_inline_rules(request: Request, identity: str) -> None:
    ec2 = request.client("ec2")
    for direction, authorize in (
        ("ingress", ec2.authorize_security_group_ingress),
        ("egress", ec2.authorize_security_group_egress),
    ):
        permissions = [inline_permission(rule, identity) for rule in request.inputs.get(direction) or []]
        if permissions:
            authorize(GroupId=identity, IpPermissions=permissions)


def _observe_group(request: Request, identity: str) -> Mapping[str, Any]:
    """Its rules, without those that are resources of their own."""
    ec2 = request.client("ec2")
    group = ec2.describe_security_groups(GroupIds=[identity])["SecurityGroups"][0]
    where = [{"Name": "group-id", "Values": [identity]}]
    own = {each.place.identity for each in request.standing if each.place.type in RULES}
    rules = ec2.describe_security_group_rules(Filters=where)["SecurityGroupRules"]
    found: dict[str, list[dict[str, Any]]] = {"ingress": [], "egress": []}
    for rule in rules:
        if rule["SecurityGroupRuleId"] not in own:
            found["egress" if rule["IsEgress"] else "ingress"].append(as_inline(rule, identity))
    return {
        "description": group["Description"],
        **{way: rules for way, rules in found.items() if spread(rules) != spread(request.known.get(way) or [])},
    }


def _change_group(request: Request, identity: str) -> None:
    seen = _observe_group(request, identity)
    for way in ("ingress", "egress"):
        if way in request.inputs:
            _revoke(request, identity, way, seen.get(way, request.known.get(way) or []))
    _add_inline_rules(request, identity)


def _change_default_group(request: Request, identity: str) -> None:
    seen = _observe_group(request, identity)
    for way in ("ingress", "egress"):
        _revoke(request, identity, way, seen.get(way, request.known.get(way) or []))
    _add_inline_rules(request, identity)


def _revoke(request: Request, identity: str, way: str, rules: Sequence[Mapping[str, Any]]) -> None:
    ec2 = request.client("ec2")
    revoke = ec2.revoke_security_group_ingress if way == "ingress" else ec2.revoke_security_group_egress
    permissions = [inline_permission(rule, identity) for rule in rules]
    if permissions:
        revoke(GroupId=identity, IpPermissions=permissions)


def _delete_group(request: Request, identity: str) -> None:
    ec2 = request.client("ec2")
    users = []
    for group in ec2.describe_security_groups()["SecurityGroups"]:
        permissions = [*group["IpPermissions"], *group["IpPermissionsEgress"]]
        peers = {pair.get("GroupId") for each in permissions for pair in each.get("UserIdGroupPairs", [])}
        if identity in peers and group["GroupId"] != identity:
            users.append(group["GroupId"])
    where = [{"Name": "group-id", "Values": [identity]}]
    interfaces = ec2.describe_network_interfaces(Filters=where)["NetworkInterfaces"]
    refuse_while_used(request, identity, [*users, *(each["NetworkInterfaceId"] for each in interfaces)])
    ec2.delete_security_group(GroupId=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": Lifecycle(
        _default_security_group, _observe_group, _change_default_group, tags=EC2_TAGS
    ),
    "aws:ec2/securityGroup:SecurityGroup": Lifecycle(
        _security_group, _observe_group, _change_group, _delete_group, EC2_TAGS
    ),
}
