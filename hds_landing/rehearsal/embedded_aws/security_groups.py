"""EC2: security groups and their rules, one resource per rule or inside the group."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.network_use import refuse_while_used
from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_PORTS = {"fromPort": "FromPort", "toPort": "ToPort"}
_EVERY_PROTOCOL = "-1"
_PEER_LISTS = ("cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups")


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


def _observe_group(request: Request, identity: str) -> Mapping[str, Any]:
    """Its rules, without those that are resources of their own."""
    ec2 = request.client("ec2")
    group = ec2.describe_security_groups(GroupIds=[identity])["SecurityGroups"][0]
    where = [{"Name": "group-id", "Values": [identity]}]
    own = {each.place.identity for each in request.standing if each.place.type in _RULES}
    rules = ec2.describe_security_group_rules(Filters=where)["SecurityGroupRules"]
    found: dict[str, list[dict[str, Any]]] = {"ingress": [], "egress": []}
    for rule in rules:
        if rule["SecurityGroupRuleId"] not in own:
            found["egress" if rule["IsEgress"] else "ingress"].append(_as_inline(rule, identity))
    return {
        "description": group["Description"],
        **{way: rules for way, rules in found.items() if _spread(rules) != _spread(request.known.get(way) or [])},
    }


def _as_inline(rule: Mapping[str, Any], own_group: str) -> dict[str, Any]:
    every = str(rule["IpProtocol"]) == _EVERY_PROTOCOL
    peer = rule.get("ReferencedGroupInfo", {}).get("GroupId")
    written = {
        "protocol": str(rule["IpProtocol"]),
        "fromPort": 0 if every else rule["FromPort"],
        "toPort": 0 if every else rule["ToPort"],
        "cidrBlocks": [rule["CidrIpv4"]] if rule.get("CidrIpv4") else [],
        "ipv6CidrBlocks": [rule["CidrIpv6"]] if rule.get("CidrIpv6") else [],
        "prefixListIds": [rule["PrefixListId"]] if rule.get("PrefixListId") else [],
        "securityGroups": [peer] if peer and peer != own_group else [],
        "self": peer == own_group,
        "description": rule.get("Description") or "",
    }
    return {name: value for name, value in written.items() if value or name.endswith("Port")}


def _spread(rules: Sequence[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
    """Rules as EC2 keeps them, one for each peer."""
    spread = set()
    for rule in rules:
        every = str(rule["protocol"]) in (_EVERY_PROTOCOL, "all")
        ports = (0, 0) if every else (rule.get("fromPort"), rule.get("toPort"))
        peers = [(kind, peer) for kind in _PEER_LISTS for peer in rule.get(kind) or []]
        for peer in [*peers, *([("self", True)] if rule.get("self") else [])]:
            protocol = _EVERY_PROTOCOL if every else str(rule["protocol"])
            spread.add((protocol, *ports, *peer, rule.get("description") or ""))
    return spread


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
    permissions = [_inline_permission(rule, identity) for rule in rules]
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


def _observe_rule(request: Request, identity: str) -> Mapping[str, Any]:
    where = [{"Name": "security-group-rule-id", "Values": [identity]}]
    rules = request.client("ec2").describe_security_group_rules(Filters=where)["SecurityGroupRules"]
    if not rules:
        raise Gone(f"security group rule {identity} does not exist")
    rule, known = rules[0], request.known
    seen = {
        "cidrIpv4": rule.get("CidrIpv4"),
        "cidrIpv6": rule.get("CidrIpv6"),
        "description": rule.get("Description"),
        "ipProtocol": str(rule["IpProtocol"]),
        "prefixListId": rule.get("PrefixListId"),
        "referencedSecurityGroupId": rule.get("ReferencedGroupInfo", {}).get("GroupId"),
    }
    ports = {ours: rule[theirs] for ours, theirs in _PORTS.items() if ours in known or rule[theirs] != -1}
    return {**seen, **ports}


def _change_rule(request: Request, identity: str) -> None:
    """Revokes and grants again, which leaves no gap that anything here could notice; the rule keeps its id."""
    asked, egress = _single_rule(request), request.registration.type.endswith("EgressRule")
    _observe_rule(request, identity)
    _delete_rule(request, identity)
    ec2 = request.client("ec2")
    authorize = ec2.authorize_security_group_egress if egress else ec2.authorize_security_group_ingress
    made = authorize(**asked)["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    group = request.emulator.backend("ec2", request.account_id, request.region).get_security_group_from_id(
        asked["GroupId"]
    )
    for rule in (*group.ingress_rules, *group.egress_rules):
        if rule.id == made:
            rule.id = identity


def _delete_rule(request: Request, identity: str) -> None:
    ec2, named = request.client("ec2"), {"GroupId": request.known["securityGroupId"]}
    _observe_rule(request, identity)
    if request.registration.type.endswith("EgressRule"):
        ec2.revoke_security_group_egress(**named, SecurityGroupRuleIds=[identity])
    else:
        ec2.revoke_security_group_ingress(**named, SecurityGroupRuleIds=[identity])


_EGRESS_RULE, _INGRESS_RULE = (
    f"aws:vpc/securityGroup{way}Rule:SecurityGroup{way}Rule" for way in ("Egress", "Ingress")
)
_RULES = (_EGRESS_RULE, _INGRESS_RULE)
LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": Lifecycle(
        _default_security_group, _observe_group, _change_default_group, tags=EC2_TAGS
    ),
    "aws:ec2/securityGroup:SecurityGroup": Lifecycle(
        _security_group, _observe_group, _change_group, _delete_group, EC2_TAGS
    ),
    _EGRESS_RULE: Lifecycle(_egress_rule, _observe_rule, _change_rule, _delete_rule, EC2_TAGS),
    _INGRESS_RULE: Lifecycle(_ingress_rule, _observe_rule, _change_rule, _delete_rule, EC2_TAGS),
}
