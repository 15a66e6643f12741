"""EC2: security groups and their rules, one resource per rule or inside the group."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_PORTS = {"fromPort": "FromPort", "toPort": "ToPort"}
_EVERY_PROTOCOL = "-1"


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
    return {"IpProtocol": _EVERY_PROTOCOL, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def _add_inline_rules(request: Request, identity: str) -> None:
    ec2 = request.client("ec2")
    for direction, authorize in (
        ("ingress", ec2.authorize_security_group_ingress),
        ("egress", ec2.authorize_security_group_egress),
    ):
        permissions = [_inline_permission(rule, identity) for rule in request.inputs.get(direction) or []]
        if permissions:
            authorize(GroupId=identity, IpPermissions=permissions)


def _inline_permission(rule: Mapping[str, Any], own_group: str) -> dict[str, Any]:
    described = picked(rule, {"description": "Description"})
    groups = [*(rule.get("securityGroups") or []), *([own_group] if rule.get("self") else [])]
    permission = {
        "IpProtocol": str(rule["protocol"]),
        "IpRanges": [{"CidrIp": cidr, **described} for cidr in rule.get("cidrBlocks") or []],
        "Ipv6Ranges": [{"CidrIpv6": cidr, **described} for cidr in rule.get("ipv6CidrBlocks") or []],
        "PrefixListIds": [{"PrefixListId": each, **described} for each in rule.get("prefixListIds") or []],
        "UserIdGroupPairs": [{"GroupId": group, **described} for group in groups],
    }
    return {**picked(rule, _PORTS), **{name: value for name, value in permission.items() if value}}


def _ingress_rule(request: Request) -> Created:
    answer = request.client("ec2").authorize_security_group_ingress(**_single_rule(request))
    return _rule_created(request, answer["SecurityGroupRules"])


def _egress_rule(request: Request) -> Created:
    answer = request.client("ec2").authorize_security_group_egress(**_single_rule(request))
    return _rule_created(request, answer["SecurityGroupRules"])


def _single_rule(request: Request) -> dict[str, Any]:
    inputs = request.inputs
    described = picked(inputs, {"description": "Description"})
    peers = {
        "cidrIpv4": ("IpRanges", "CidrIp"),
        "cidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
        "prefixListId": ("PrefixListIds", "PrefixListId"),
        "referencedSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    }
    given = [name for name in peers if inputs.get(name)]
    if len(given) != 1:
        raise Refused(f"a rule takes one of {', '.join(peers)}; given {', '.join(given) or 'none'}")
    ranges, member = peers[given[0]]
    permission = {
        "IpProtocol": str(inputs["ipProtocol"]),
        **picked(inputs, _PORTS),
        ranges: [{member: inputs[given[0]], **described}],
    }
    if permission["IpProtocol"] != _EVERY_PROTOCOL and "FromPort" not in permission:
        raise Refused(f"a rule for protocol {permission['IpProtocol']} needs fromPort and toPort")
    return {
        "GroupId": inputs["securityGroupId"],
        "IpPermissions": [permission],
        "TagSpecifications": tagged(request, "security-group-rule"),
    }


def _rule_created(request: Request, rules: Sequence[Mapping[str, Any]]) -> Created:
    if not rules:
        raise Refused("the emulated service lost the rule")
    rule = rules[0]
    request.expect("securityGroupId", request.inputs["securityGroupId"], rule["GroupId"])
    if "cidrIpv4" in request.inputs:
        request.expect("cidrIpv4", request.inputs["cidrIpv4"], rule.get("CidrIpv4"))
    identity = rule["SecurityGroupRuleId"]
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"security-group-rule/{identity}"),
            "securityGroupRuleId": identity,
        },
    )


HANDLERS: Mapping[str, Handler] = {
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": _default_security_group,
    "aws:ec2/securityGroup:SecurityGroup": _security_group,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _egress_rule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _ingress_rule,
}
