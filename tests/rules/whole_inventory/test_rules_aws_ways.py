from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.aws_ways import ATTACHMENT, INTERNET_GATEWAY, ROUTE, ROUTE_TABLE, RULES
from hds_landing.rules.whole_inventory.vpc_perimeter import FIREWALL, VPC
from tests.rules.rule_case import Case, check, check_all_kinds, resource

APPLIANCE, INTERNET = "aws-inspection-attachment-appliance-mode", "aws-internet-route-behind-firewall"


def case(rule: str, kind: Any, verdict: Any, *resources: Resource) -> Case:
    return Case(rule, kind, verdict, resources)


def inside(token: str, name: str = "it", vpc: str | None = "vpc", **inputs: Any) -> Resource:
    return resource(token, name, refers={"vpcId": vpc} if vpc else {}, inputs={"vpcId": UNKNOWN, **inputs})


def route(gateway: Any, **refers: str) -> Resource:
    inputs = {"gatewayId": gateway, "routeTableId": UNKNOWN}
    return resource(ROUTE, refers={"routeTableId": "table", **refers}, inputs=inputs)


NETWORK, OTHER = resource(VPC, "vpc", id="vpc-1"), resource(VPC, "other", id="vpc-2")
WALL, WALL_ELSEWHERE = inside(FIREWALL, "wall"), inside(FIREWALL, "wall", "other")
TABLE = inside(ROUTE_TABLE, "table")
GATEWAY = resource(INTERNET_GATEWAY, "gateway", id="igw-own")
INLINE = {"routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]}

CASES = [
    case(APPLIANCE, "good", "pass", inside(ATTACHMENT, applianceModeSupport="enable"), NETWORK, WALL),
    case(APPLIANCE, "good", "not-applicable", inside(ATTACHMENT), NETWORK, OTHER, WALL_ELSEWHERE),
    case(APPLIANCE, "bad", "fail", inside(ATTACHMENT, applianceModeSupport="disable"), NETWORK, WALL),
    case(APPLIANCE, "bad", "fail", resource(ATTACHMENT, inputs={"vpcId": "vpc-1"}), NETWORK, WALL),
    case(APPLIANCE, "missing", "fail", inside(ATTACHMENT), NETWORK, WALL),
    case(APPLIANCE, "unknown", "unknown", inside(ATTACHMENT, applianceModeSupport=UNKNOWN), NETWORK, WALL),
    case(INTERNET, "good", "pass", route("igw-1"), TABLE, NETWORK, WALL),
    case(INTERNET, "good", "not-applicable", route("vgw-1"), TABLE, NETWORK),
    case(INTERNET, "good", "not-applicable", route("igw-own"), TABLE, NETWORK, GATEWAY),
    case(INTERNET, "good", "not-applicable", route(UNKNOWN, gatewayId="gateway"), TABLE, NETWORK, GATEWAY),
    case(INTERNET, "bad", "fail", route("igw-1"), TABLE, NETWORK, OTHER, WALL_ELSEWHERE),
    case(INTERNET, "bad", "fail", inside(ROUTE_TABLE, **INLINE), NETWORK),
    case(INTERNET, "missing", "not-applicable", route(None), TABLE, NETWORK),
    case(INTERNET, "unknown", "unknown", route(UNKNOWN), TABLE, NETWORK),
    case(INTERNET, "unknown", "unknown", route("igw-1"), NETWORK),
    case(INTERNET, "unknown", "unknown", route("igw-1"), TABLE, NETWORK, inside(FIREWALL, "wall", None)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_ways(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
