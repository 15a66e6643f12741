from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.security_groups import GROUP, INGRESS, RULE
from hds_landing.rules.whole_inventory.web_openings import RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource

(IT,) = (rule.id for rule in RULES)
EVERYBODY: dict[str, Any] = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["0.0.0.0/0"]}
SITE = {**EVERYBODY, "cidrBlocks": ["10.1.0.0/16"]}


def group(*entries: Any, name: str = "it") -> Resource:
    return resource(GROUP, name, inputs={"ingress": list(entries)})


def split(refers: str | None = "group", **inputs: Any) -> Resource:
    given = {"securityGroupId": UNKNOWN, "ipProtocol": "tcp", "fromPort": 443, "toPort": 443, **inputs}
    return resource(INGRESS, refers={"securityGroupId": refers} if refers else {}, inputs=given)


def balancer(refers: str | None, kind: str = "lb") -> Resource:
    named = {"securityGroups": refers} if refers else {}
    return resource(
        f"aws:{kind}/loadBalancer:LoadBalancer", "front", refers=named, inputs={"securityGroups": [UNKNOWN]}
    )


def case(kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(IT, kind, verdict, resources, observed=observed)


OPEN = {"cidrIpv4": "0.0.0.0/0"}
CASES = [
    case("good", "pass", group(SITE)),
    case("good", "pass", group(EVERYBODY), balancer("it"), observed="load balancer"),
    case("good", "pass", group(EVERYBODY), balancer("it", "elb")),
    case("good", "pass", split(**OPEN), group(name="group"), balancer("group")),
    case("good", "not-applicable", resource(RULE, inputs={"type": "egress", **EVERYBODY})),
    # Other ports are for other rules.
    case("good", "pass", group({**EVERYBODY, "fromPort": 22, "toPort": 22})),
    case("bad", "fail", group(EVERYBODY), observed="no load balancer has the group"),
    case("bad", "fail", group({**EVERYBODY, "cidrBlocks": [], "ipv6CidrBlocks": ["::/0"]})),
    case("bad", "fail", group(EVERYBODY), group(name="other"), balancer("other")),
    case("bad", "fail", split(**OPEN), group(name="group")),
    case("bad", "fail", split(cidrIpv4="10.1.0.0/16", cidrIpv6="::/0"), group(name="group")),
    case("missing", "pass", resource(GROUP)),
    case("missing", "pass", split(), group(name="group")),
    case("unknown", "unknown", group({**EVERYBODY, "cidrBlocks": [UNKNOWN]})),
    case("unknown", "unknown", group(EVERYBODY), balancer(None)),
    case("unknown", "unknown", split(None, **OPEN), observed="not in the inventory"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
