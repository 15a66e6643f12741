"""EC2: rules of a security group that are resources of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.ec2_tags import tagged
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.security_group_permissions import EVERY_PROTOCOL, PORTS
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_EGRESS_RULE, _INGRESS_RULE = (
    f"aws:vpc/securityGroup{way}Rule:SecurityGroup{way}Rule" for way in ("Egress", "Ingress")
)
RULES = (_EGRESS_RULE, _INGRESS_RULE)


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
        **picked(inputs, PORTS),
        ranges: [{member: inputs[given[0]], **described}],
    }
    if permission["IpProtocol"] != EVERY_PROTOCOL and "FromPort" not in permission:
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
    ports = {ours: rule[theirs] for ours, theirs in PORTS.items() if ours in known or rule[theirs] != -1}
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


LIFECYCLES: Mapping[str, Lifecycle] = {
    _EGRESS_RULE: Lifecycle(_egress_rule, _observe_rule, _change_rule, _delete_rule, EC2_TAGS),
    _INGRESS_RULE: Lifecycle(_ingress_rule, _observe_rule, _change_rule, _delete_rule, EC2_TAGS),
}
