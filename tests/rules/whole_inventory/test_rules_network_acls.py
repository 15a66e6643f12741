from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.network_acls import ACL, DEFAULT_ACL, ENTRY, RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource

HOLDS, BOTH_WAYS = "aws-network-acl-refusal-holds", "aws-network-acl-refuses-both-ways"


def entry(
    number: Any, action: str, cidr: Any, *, egress: Any = False, refers: str | None = "it", **more: Any
) -> Resource:
    inputs = {"networkAclId": UNKNOWN, "ruleNumber": number, "ruleAction": action, "cidrBlock": cidr, "protocol": "-1"}
    return resource(
        ENTRY,
        f"{number}-{egress}",
        refers={"networkAclId": refers} if refers else {},
        inputs={**inputs, "egress": egress, **more},
    )


def inline(**entries: Any) -> Resource:
    return resource(DEFAULT_ACL, inputs=entries)


def written(number: int, action: str, cidr: str) -> dict[str, Any]:
    return {"ruleNo": number, "action": action, "protocol": "-1", "cidrBlock": cidr, "fromPort": 0, "toPort": 0}


IT = resource(ACL)
POOL = "10.64.0.0/12"
REFUSED = (entry(32000, "deny", POOL), entry(32000, "deny", POOL, egress=True))


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


CASES = [
    case(HOLDS, "good", "pass", IT, *REFUSED, entry(100, "allow", "10.64.16.0/21"), entry(32500, "allow", "0.0.0.0/0")),
    # One port, or one protocol, is not all of what is refused.
    case(
        HOLDS, "good", "pass", IT, *REFUSED, entry(100, "allow", "0.0.0.0/0", protocol="tcp", fromPort=443, toPort=443)
    ),
    case(HOLDS, "good", "pass", IT, *REFUSED, entry(100, "allow", "::/0", cidrBlock=None, ipv6CidrBlock="::/0")),
    case(HOLDS, "good", "pass", inline(ingress=[written(1, "allow", "10.1.0.0/16"), written(2, "deny", POOL)])),
    # What closes the list is not a range that somebody meant to refuse.
    case(HOLDS, "good", "not-applicable", IT, entry(1, "allow", "0.0.0.0/0"), entry(2, "deny", "0.0.0.0/0")),
    case(
        HOLDS,
        "bad",
        "fail",
        IT,
        *REFUSED,
        entry(100, "allow", "0.0.0.0/0", egress=True),
        observed="outbound entry 32000",
    ),
    case(HOLDS, "bad", "fail", IT, entry(9, "deny", "fd00::/8"), entry(8, "allow", "::/0")),
    case(
        HOLDS,
        "bad",
        "fail",
        IT,
        entry(9, "deny", POOL, protocol="tcp", fromPort=443, toPort=443),
        entry(8, "allow", "10.0.0.0/8", protocol="tcp", fromPort=1, toPort=1024),
    ),
    case(HOLDS, "bad", "fail", inline(ingress=[written(1, "allow", "0.0.0.0/0"), written(2, "deny", POOL)])),
    case(HOLDS, "missing", "not-applicable", IT),
    case(HOLDS, "missing", "unknown", IT, entry(1, "deny", None)),
    case(HOLDS, "unknown", "unknown", IT, *REFUSED, entry(UNKNOWN, "allow", "0.0.0.0/0")),
    case(HOLDS, "unknown", "unknown", IT, entry(100, "allow", "0.0.0.0/0", refers=None)),
    case(HOLDS, "unknown", "unknown", IT, entry(1, "deny", POOL, egress=UNKNOWN)),
    case(HOLDS, "unknown", "unknown", inline(ingress=[UNKNOWN])),
    case(HOLDS, "unknown", "fail", IT, *REFUSED, entry(1, "allow", "0.0.0.0/0"), entry(UNKNOWN, "allow", "::/0")),
    case(BOTH_WAYS, "good", "pass", IT, *REFUSED),
    case(
        BOTH_WAYS,
        "good",
        "pass",
        IT,
        REFUSED[0],
        entry(5, "deny", "10.64.0.0/13", egress=True),
        entry(6, "deny", "10.72.0.0/13", egress=True),
    ),
    # One hostile public range may be refused where it comes in.
    case(BOTH_WAYS, "good", "not-applicable", IT, entry(1, "deny", "203.0.114.0/24")),
    case(BOTH_WAYS, "good", "pass", IT, entry(1, "deny", POOL, protocol="tcp", fromPort=22, toPort=22)),
    case(BOTH_WAYS, "bad", "fail", IT, REFUSED[0], observed="may still be spoken to"),
    case(BOTH_WAYS, "bad", "fail", IT, REFUSED[1], observed="may still be heard"),
    case(BOTH_WAYS, "bad", "fail", IT, REFUSED[0], entry(5, "deny", "10.64.0.0/16", egress=True)),
    case(BOTH_WAYS, "missing", "not-applicable", IT),
    case(BOTH_WAYS, "unknown", "unknown", IT, REFUSED[0], entry(UNKNOWN, "deny", POOL, egress=True)),
    case(BOTH_WAYS, "unknown", "unknown", IT, *REFUSED, entry(1, "deny", UNKNOWN)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
