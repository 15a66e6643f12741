from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.network_firewalls import POLICY, RULE_GROUP, RULES, passes_everything
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

ORDER = "firewallPolicy.statefulEngineOptions.ruleOrder"
DROPS, NAMED = "aws-network-firewall-drops-by-default", "aws-network-firewall-passes-what-is-named"
INSPECTS = "aws-network-firewall-inspects-by-default"
EVERYTHING = "pass ip any any -> any any (sid:1; rev:1;)"
NARROW = "# pass ip any any -> any any (sid:1;)\npass tcp 10.0.0.0/8 any -> any 443 (sid:2;)"


def ordered(actions: Any, order: Any = "STRICT_ORDER") -> dict[str, Any]:
    return {"firewallPolicy": {"statefulEngineOptions": {"ruleOrder": order}, "statefulDefaultActions": actions}}


def stateless(whole: Any, fragments: Any = ("aws:drop",)) -> dict[str, Any]:
    actions = {"statelessDefaultActions": list(whole), "statelessFragmentDefaultActions": list(fragments)}
    return {"firewallPolicy": actions}


def source(**inside: Any) -> dict[str, Any]:
    return {"ruleGroup": {"rulesSource": inside}}


def five(action: Any = "PASS", **header: Any) -> dict[str, Any]:
    everything = dict.fromkeys(("source", "sourcePort", "destination", "destinationPort"), "ANY")
    return source(statefulRules=[{"action": action, "header": {"protocol": "IP", **everything, **header}}])


CASES = [
    *(
        case
        for token in (POLICY, RULE_GROUP, "aws:networkfirewall/firewall:Firewall")
        for case in cases_at(
            "aws-network-firewall-key-type",
            token,
            "encryptionConfiguration.type",
            good="CUSTOMER_KMS",
            bad="AWS_OWNED_KMS_KEY",
            missing="not-applicable",
        )
    ),
    *cases_at(
        "aws-network-firewall-strict-order",
        POLICY,
        ORDER,
        good="STRICT_ORDER",
        bad="DEFAULT_ACTION_ORDER",
        missing="fail",
    ),
    *cases_at(
        "aws-network-firewall-broken-session-stopped",
        POLICY,
        "firewallPolicy.statefulEngineOptions.streamExceptionPolicy",
        good="REJECT",
        bad="CONTINUE",
        missing="pass",
    ),
    *cases(
        DROPS,
        POLICY,
        ("good", "pass", ordered(["aws:alert_strict", "aws:drop_established_app_layer"])),
        ("good", "pass", ordered(Secret(["aws:drop_strict"]))),
        ("good", "not-applicable", ordered([], "DEFAULT_ACTION_ORDER")),
        ("bad", "fail", ordered(["aws:alert_established"])),
        ("bad", "fail", ordered([])),
        ("missing", "fail", ordered(None)),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", ordered(UNKNOWN)),
        ("unknown", "unknown", ordered(["aws:alert_strict", UNKNOWN])),
        ("unknown", "unknown", ordered([], UNKNOWN)),
    ),
    *cases(
        INSPECTS,
        POLICY,
        ("good", "pass", stateless(["aws:forward_to_sfe", "Count"])),
        ("bad", "fail", stateless(["aws:pass"])),
        ("bad", "fail", stateless(["aws:drop"], ["aws:pass"])),
        ("missing", "fail", {}),
        ("unknown", "unknown", stateless([UNKNOWN])),
    ),
    *cases(
        NAMED,
        RULE_GROUP,
        ("good", "pass", source(rulesString=NARROW)),
        ("good", "pass", five(destinationPort="443")),
        ("good", "pass", five(protocol="DNS")),
        ("good", "pass", five("DROP")),
        ("bad", "fail", source(rulesString=f"{NARROW}\n{EVERYTHING}"), "line 3"),
        ("bad", "fail", {"rules": EVERYTHING}),
        ("bad", "fail", five(), "statefulRules[0]"),
        ("bad", "fail", five(source="0.0.0.0/0", destination="::/0")),
        ("missing", "pass", {}),
        ("unknown", "unknown", source(rulesString=UNKNOWN)),
        ("unknown", "unknown", five(UNKNOWN)),
        ("unknown", "unknown", five(destination=UNKNOWN)),
        ("unknown", "unknown", source(statefulRules=[UNKNOWN])),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_network_firewalls(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


@pytest.mark.parametrize(
    "line",
    [
        EVERYTHING,
        'pass tcp any any <> any any (msg:"all; of it"; flow:established,to_server; sid:1;)',
        "PASS udp 0.0.0.0/0 any -> [::/0] any (sid:1; priority:1; metadata:x;)",
    ],
)
def test_a_line_that_passes_everything(line: str) -> None:
    assert passes_everything(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "drop ip any any -> any any (sid:1;)",
        "pass icmp any any -> any any (sid:1;)",
        "pass tcp any any -> any any (flow:not_established; sid:1;)",
        'pass tcp any any -> any any (content:"x"; sid:1;)',
        "pass tcp any any -> $HOME_NET any (sid:1;)",
        "pass tcp any any -> any 443 (sid:1;)",
        "pass tcp !10.0.0.0/8 any -> any any (sid:1;)",
    ],
)
def test_a_line_that_says_what_it_passes(line: str) -> None:
    assert not passes_everything(line)
