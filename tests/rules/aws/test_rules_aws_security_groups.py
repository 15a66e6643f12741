from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.open_ranges import is_open
from hds_landing.rules.aws.security_groups import EGRESS, GROUP, INGRESS, RULE, RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

HEALTH, DATA = "aws-security-group-health-protocols-closed", "aws-security-group-data-ports-closed"
ADMINISTRATION, OTHER = "aws-security-group-administration-closed", "aws-security-group-other-ports-closed"
OUTWARDS = "aws-security-group-egress-limited"
TO_INTERNET = "aws-security-group-no-data-to-internet"


def entry(low: Any, high: Any = None, *, protocol: Any = "tcp", source: Any = "0.0.0.0/0", ipv6: Any = None) -> Any:
    sources = {"ipv6CidrBlocks": [ipv6]} if ipv6 else {"cidrBlocks": [source]}
    return {"protocol": protocol, "fromPort": low, "toPort": low if high is None else high, **sources}


def group(*entries: Any, direction: str = "ingress") -> dict[str, Any]:
    return {direction: list(entries)}


EVERYTHING = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}
OWN = {"protocol": "-1", "fromPort": 0, "toPort": 0, "self": True}

INWARDS = [
    *(
        case
        for rule, port in ((HEALTH, 11112), (DATA, 5432), (ADMINISTRATION, 22), (OTHER, 8080))
        for case in (
            *cases(
                rule,
                GROUP,
                ("good", "pass", group(entry(port, source="10.64.0.0/12"))),
                ("good", "pass", group(entry(port, ipv6="fd00::/8"))),
                ("good", "pass", group(entry(443), entry(80, ipv6="::/0"))),
                ("good", "pass", group(entry(-1, protocol="icmp"))),
                ("good", "pass", group(OWN)),
                ("bad", "fail", group(entry(443), entry(port)), f"ingress[1] is open to the internet on port {port}"),
                ("bad", "fail", group(entry(port, ipv6="::/0"))),
                ("bad", "fail", group(entry(port, source="0.0.0.0/1"), entry(port, source="128.0.0.0/1"))),
                ("bad", "fail", group(entry(float(port), protocol="6"))),
                ("bad", "fail", group(entry(port, source=Secret("0.0.0.0/0")))),
                ("bad", "fail", group(entry(port - 1, port + 1)), f"on ports {port - 1} to {port + 1}"),
                ("bad", "fail", group(EVERYTHING), "on every port"),
                ("bad", "fail", group(entry(0, 65535))),
                ("missing", "pass", {}),
                ("missing", "pass", group()),
                ("unknown", "unknown", group(UNKNOWN)),
                ("unknown", "unknown", {"ingress": UNKNOWN}),
                ("unknown", "unknown", group(entry(port, source=UNKNOWN))),
                ("unknown", "unknown", group(entry(UNKNOWN, port))),
                ("unknown", "unknown", group(entry(port, protocol=UNKNOWN))),
                ("unknown", "unknown", group({**entry(port), "cidrBlocks": UNKNOWN})),
                ("unknown", "pass", group(entry(UNKNOWN, source="10.64.0.0/12"))),
                ("unknown", "fail", group(entry(port), UNKNOWN)),
            ),
            *cases(
                rule,
                RULE,
                ("good", "not-applicable", {"type": "egress", **entry(port)}),
                ("good", "pass", {"type": "ingress", **entry(port, source="10.64.0.0/12")}),
                ("bad", "fail", {"type": "ingress", **entry(port)}),
                ("bad", "fail", {"type": "ingress", **entry(port, ipv6="::/0")}),
                ("missing", "pass", {"type": "ingress", "sourceSecurityGroupId": "sg-1", "fromPort": port}),
                ("unknown", "unknown", {"type": "ingress", **entry(port, source=UNKNOWN)}),
            ),
            *cases(
                rule,
                INGRESS,
                ("good", "pass", {"cidrIpv4": "10.64.0.0/12", "ipProtocol": "tcp", "fromPort": port, "toPort": port}),
                ("bad", "fail", {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": port, "toPort": port}),
                ("bad", "fail", {"cidrIpv6": "::/0", "ipProtocol": "-1"}),
                ("missing", "pass", {"referencedSecurityGroupId": "sg-1", "ipProtocol": "-1"}),
                ("unknown", "unknown", {"cidrIpv4": UNKNOWN, "ipProtocol": "-1"}),
            ),
        )
    ),
    # One port that another rule speaks of is told once.
    *cases(OTHER, GROUP, *(("good", "pass", group(entry(port))) for port in (22, 5432, 104))),
]
CASES = [
    *INWARDS,
    *cases(
        OUTWARDS,
        GROUP,
        ("good", "pass", group(entry(443), direction="egress")),
        ("bad", "fail", group(EVERYTHING, direction="egress"), "egress[0] is open to the internet on every port"),
        ("bad", "fail", group(entry(0, 65535, ipv6="::/0"), direction="egress")),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"egress": UNKNOWN}),
    ),
    *cases(OUTWARDS, EGRESS, ("bad", "fail", {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "-1"})),
    *cases(OUTWARDS, RULE, ("bad", "fail", {"type": "egress", **EVERYTHING})),
    *cases(
        TO_INTERNET,
        EGRESS,
        ("good", "pass", {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": 443, "toPort": 443}),
        ("good", "pass", {"cidrIpv4": "10.64.0.0/12", "ipProtocol": "tcp", "fromPort": 2575, "toPort": 2575}),
        # Every port is for another rule.
        ("good", "pass", {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "-1"}),
        ("bad", "fail", {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": 2575, "toPort": 2575}, "2575"),
        ("bad", "fail", {"cidrIpv6": "::/0", "ipProtocol": "udp", "fromPort": 53, "toPort": 53}),
        ("bad", "fail", {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": 1, "toPort": 65535}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"cidrIpv4": UNKNOWN, "ipProtocol": "tcp", "fromPort": 104, "toPort": 104}),
    ),
    *cases(
        TO_INTERNET,
        GROUP,
        ("bad", "fail", group(entry(443), entry(5432), direction="egress"), "egress[1]"),
        ("good", "pass", group(entry(5432))),
    ),
    *cases(TO_INTERNET, RULE, ("bad", "fail", {"type": "egress", **entry(11112)})),
    *(
        made
        for token in (INGRESS, EGRESS)
        for made in cases(
            "aws-security-group-rule-names-protocol",
            token,
            ("good", "pass", {"cidrIpv4": "10.64.0.0/24", "ipProtocol": "tcp"}),
            # Members of a group among themselves are no range.
            ("good", "not-applicable", {"referencedSecurityGroupId": "sg-1", "ipProtocol": "-1"}),
            ("bad", "fail", {"cidrIpv4": "10.64.0.0/24", "ipProtocol": "-1"}),
            ("bad", "fail", {"cidrIpv4": "10.64.0.0/24", "ipProtocol": "all"}),
            ("missing", "fail", {"cidrIpv4": "10.64.0.0/24"}),
            ("unknown", "unknown", {"cidrIpv4": "10.64.0.0/24", "ipProtocol": UNKNOWN}),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


@pytest.mark.parametrize(
    ("range_", "expected"),
    [
        ("0.0.0.0/0", True),
        ("128.0.0.0/1", True),
        ("10.1.2.3/7", True),
        ("10.0.0.0/8", False),
        ("192.0.2.1/32", False),
        ("192.0.2.1", False),
        ("::/0", True),
        ("2000::/3", True),
        ("fc00::/7", False),
        ("2001:db8::/32", False),
        ("internet", None),
        ("", None),
        (None, None),
    ],
)
def test_ranges_as_wide_as_the_internet(range_: object, expected: bool | None) -> None:
    assert is_open(range_) is expected
