from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.vpc_perimeter import (
    ACL,
    ACL_RULE,
    API_STAGE,
    DEFAULT_ACL,
    FIREWALL,
    GATEWAYS,
    LOAD_BALANCER,
    RULES,
    VPC,
    WEB_FIREWALL,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource

GATEWAY, NETWORK_ACL = "aws-internet-gateway-behind-firewall", "aws-network-acl-refuses-first"
BALANCER, STAGE = "aws-load-balancer-behind-web-firewall", "aws-api-stage-behind-web-firewall"


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


def network(name: str = "it") -> Resource:
    return resource(VPC, name, id=f"vpc-{name}")


def inside(token: str, name: str, refers: str | None = "it", **inputs: Any) -> Resource:
    return resource(token, name, refers={"vpcId": refers} if refers else {}, inputs={"vpcId": UNKNOWN, **inputs})


def entry(number: Any, action: Any, ipv4: Any = "0.0.0.0/0", protocol: Any = "-1", **other: Any) -> dict[str, Any]:
    return {"ruleNo": number, "action": action, "cidrBlock": ipv4, "protocol": protocol, **other}


def acl(*entries: Any, token: str = ACL) -> Resource:
    return resource(token, id="acl-it", inputs={"ingress": list(entries)})


def rule(number: Any, action: Any, ipv4: Any = "0.0.0.0/0", *, egress: Any = False, of: Any = "acl-it") -> Resource:
    inputs = {"networkAclId": of, "ruleNumber": number, "ruleAction": action, "cidrBlock": ipv4, "protocol": "-1"}
    return resource(ACL_RULE, f"rule-{number}-{action}", inputs={**inputs, "egress": egress})


def balancer(**inputs: Any) -> Resource:
    return resource(LOAD_BALANCER, inputs=inputs, outputs={"arn": "arn:it"})


def web_firewall(target: Any = "arn:it") -> Resource:
    return resource(WEB_FIREWALL, "web", inputs={"resourceArn": target})


CASES = [
    *(
        each
        for token in GATEWAYS
        for each in (
            case(GATEWAY, "good", "pass", network(), inside(token, "way-out"), inside(FIREWALL, "wall")),
            case(GATEWAY, "bad", "fail", network(), inside(token, "way-out"), observed="way-out leads to the internet"),
            case(GATEWAY, "bad", "fail", network(), inside(token, "way-out", None, vpcId="vpc-it")),
            case(GATEWAY, "bad", "fail", network(), network("hub"), inside(token, "out"), inside(FIREWALL, "w", "hub")),
            case(GATEWAY, "good", "not-applicable", network(), network("hub"), inside(token, "out", "hub")),
            case(GATEWAY, "unknown", "unknown", network(), inside(token, "out", None)),
            case(GATEWAY, "unknown", "unknown", network(), inside(token, "out"), inside(FIREWALL, "wall", None)),
        )
    ),
    case(GATEWAY, "missing", "not-applicable", network()),
    case(NETWORK_ACL, "good", "pass", acl(entry(100, "deny", "10.64.0.0/12"), entry(200, "allow"))),
    case(NETWORK_ACL, "good", "pass", acl(), rule(32000, "deny", "10.64.0.0/12"), rule(32500, "allow")),
    case(NETWORK_ACL, "good", "pass", acl(), rule(100, "allow", egress=True)),
    case(NETWORK_ACL, "good", "pass", acl(entry(100, "allow", "10.1.0.0/16"), entry(110, "allow", protocol="6"))),
    case(NETWORK_ACL, "bad", "fail", acl(entry(100.0, "allow")), observed="entry 100 lets everything in"),
    case(NETWORK_ACL, "bad", "fail", acl(entry(100, "ALLOW", None, ipv6CidrBlock="::/0"))),
    case(NETWORK_ACL, "bad", "fail", acl(entry(200, "deny", "10.64.0.0/12"), entry(100, "allow"))),
    case(NETWORK_ACL, "bad", "fail", acl(), rule(100, "allow")),
    case(NETWORK_ACL, "bad", "fail", acl(), rule(100, "allow"), rule(50, "deny", of="acl-other")),
    case(NETWORK_ACL, "bad", "fail", acl(entry(100, "allow"), token=DEFAULT_ACL)),
    case(
        NETWORK_ACL,
        "bad",
        "fail",
        acl(entry(90, "deny", "10.64.0.0/12"), entry(101, "allow", None, ipv6CidrBlock="::/0")),
    ),
    case(
        NETWORK_ACL,
        "good",
        "pass",
        acl(entry(90, "deny", None, ipv6CidrBlock="fd00::/8"), entry(101, "allow", None, ipv6CidrBlock="::/0")),
    ),
    case(NETWORK_ACL, "missing", "pass", acl()),
    case(NETWORK_ACL, "unknown", "unknown", acl(UNKNOWN)),
    case(NETWORK_ACL, "unknown", "unknown", acl(entry(100, UNKNOWN))),
    case(NETWORK_ACL, "unknown", "unknown", acl(entry(100, "allow", UNKNOWN))),
    case(NETWORK_ACL, "unknown", "unknown", acl(entry(100, "allow"), UNKNOWN)),
    case(NETWORK_ACL, "unknown", "unknown", acl(), rule(100, "allow"), rule(50, "deny", of=UNKNOWN)),
    case(BALANCER, "good", "pass", balancer(internal=False), web_firewall()),
    case(BALANCER, "good", "not-applicable", balancer(internal=True)),
    case(BALANCER, "good", "not-applicable", balancer(internal=False, loadBalancerType="network")),
    case(BALANCER, "bad", "fail", balancer(internal=False), web_firewall("arn:other")),
    case(BALANCER, "missing", "fail", balancer(), observed="no web ACL"),
    case(BALANCER, "unknown", "unknown", balancer(internal=UNKNOWN)),
    case(BALANCER, "unknown", "unknown", balancer(), web_firewall(UNKNOWN)),
    case(STAGE, "good", "pass", resource(API_STAGE, outputs={"arn": "arn:it"}), web_firewall()),
    case(STAGE, "bad", "fail", resource(API_STAGE, outputs={"arn": "arn:it"}), web_firewall("arn:other")),
    case(STAGE, "missing", "fail", resource(API_STAGE)),
    case(STAGE, "unknown", "unknown", resource(API_STAGE), web_firewall(UNKNOWN)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
