from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.aws_network import (
    ACL_ASSOCIATION,
    ATTACHMENT,
    DEFAULT_GROUP,
    FIREWALL,
    FIREWALL_LOGGING,
    FLOW_LOG,
    NETWORK_ACL,
    ROUTE_TABLE_ASSOCIATION,
    RULES,
    SUBNET,
    TRANSIT_GATEWAY,
    VPC,
    WEB_ACL,
    WEB_ACL_LOGGING,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource


def target(token: str, name: str = "it", **fields: Any) -> Resource:
    return resource(token, name, id=f"{name}-1a2b", **fields)


def beside(token: str, path: str, refers: str | None = "it", name: str = "beside", **inputs: Any) -> Resource:
    return resource(token, name, refers={path: refers} if refers else {}, inputs={path: UNKNOWN, **inputs})


def subnet(name: str = "it") -> Resource:
    return target(SUBNET, name, refers={"vpcId": "vpc"}, inputs={"vpcId": UNKNOWN})


def logs(*kinds: object) -> dict[str, Any]:
    return {"loggingConfiguration": {"logDestinationConfigs": [{"logType": kind} for kind in kinds]}}


def simple(rule: str, token: str, companion: str, path: str, **inputs: Any) -> list[Case]:
    it = target(token)
    other = target(token, "other")
    return [
        Case(rule, "good", "pass", (it, beside(companion, path, **inputs))),
        Case(rule, "good", "pass", (it, resource(companion, "beside", inputs={path: "it-1a2b", **inputs}))),
        Case(rule, "bad", "fail", (it, other, beside(companion, path, "other", **inputs))),
        Case(rule, "missing", "fail", (it,)),
        Case(rule, "unknown", "unknown", (it, beside(companion, path, None, **inputs))),
    ]


ACL = beside(NETWORK_ACL, "vpcId", "vpc", subnetIds=[])
IN_ACL = "aws-subnet-in-network-acl"

CASES = [
    *simple("aws-network-flows-recorded", VPC, FLOW_LOG, "vpcId"),
    Case(
        "aws-network-flows-recorded",
        "good",
        "pass",
        (target(VPC, "vpc"), subnet("a"), beside(FLOW_LOG, "subnetId", "a", vpcId="none")),
        observed="each of its subnets",
    ),
    Case(
        "aws-network-flows-recorded",
        "bad",
        "fail",
        (target(VPC, "vpc"), subnet("a"), subnet("b"), beside(FLOW_LOG, "subnetId", "a", vpcId="none")),
    ),
    Case(
        "aws-network-flows-recorded",
        "bad",
        "fail",
        (target(VPC, "vpc"), resource(FLOW_LOG, "beside", inputs={"transitGatewayId": "tgw-1"})),
    ),
    *simple("aws-transit-gateway-flows-recorded", TRANSIT_GATEWAY, FLOW_LOG, "transitGatewayId"),
    Case(
        "aws-transit-gateway-flows-recorded",
        "bad",
        "fail",
        (target(TRANSIT_GATEWAY), resource(FLOW_LOG, "beside", inputs={"vpcId": "vpc-1"})),
    ),
    *simple("aws-network-default-group-managed", VPC, DEFAULT_GROUP, "vpcId"),
    *simple("aws-subnet-own-routes", SUBNET, ROUTE_TABLE_ASSOCIATION, "subnetId"),
    Case("aws-subnet-own-routes", "good", "pass", (subnet(), beside(ATTACHMENT, "subnetIds")), observed="transit"),
    Case(IN_ACL, "good", "pass", (subnet(), target(VPC, "vpc"), ACL, beside(NETWORK_ACL, "subnetIds", name="own"))),
    Case(IN_ACL, "good", "pass", (subnet(), target(VPC, "vpc"), ACL, beside(ACL_ASSOCIATION, "subnetId"))),
    Case(IN_ACL, "bad", "fail", (subnet(), target(VPC, "vpc"), ACL)),
    Case(IN_ACL, "missing", "not-applicable", (subnet(), target(VPC, "vpc"))),
    Case(
        IN_ACL,
        "unknown",
        "unknown",
        (subnet(), target(VPC, "vpc"), beside(NETWORK_ACL, "vpcId", "vpc", subnetIds=[UNKNOWN])),
    ),
    *simple("aws-network-firewall-logged", FIREWALL, FIREWALL_LOGGING, "firewallArn", **logs("ALERT", "FLOW")),
    Case(
        "aws-network-firewall-logged",
        "bad",
        "fail",
        (target(FIREWALL), beside(FIREWALL_LOGGING, "firewallArn", **logs("ALERT"))),
        observed="it does not log FLOW",
    ),
    Case(
        "aws-network-firewall-logged",
        "unknown",
        "unknown",
        (target(FIREWALL), beside(FIREWALL_LOGGING, "firewallArn", **logs("ALERT", UNKNOWN))),
    ),
    *simple("aws-web-firewall-logged", WEB_ACL, WEB_ACL_LOGGING, "resourceArn"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
