"""AWS Network Firewall: what its policy does where no rule decides, and rules that decide nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws import customer_key
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined, worst
from hds_landing.rules.properties import find, find_one
from hds_landing.rules.property_rule import (
    Absence,
    Expectation,
    Where,
    fails,
    judge_property,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

POLICY: Final = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
RULE_GROUP: Final = "aws:networkfirewall/ruleGroup:RuleGroup"

_FIREWALL: Final = "aws:networkfirewall/firewall:Firewall"
_REQUIREMENTS: Final = ("HDS-EXI-05-C", "SNC-13.2", "SNC-13.3", "ISO27001-A.8.20", "ISO27001-A.8.22")
_ORDER: Final = "firewallPolicy.statefulEngineOptions.ruleOrder"
_STATELESS: Final = ("firewallPolicy.statelessDefaultActions[*]", "firewallPolicy.statelessFragmentDefaultActions[*]")
_STRICT: Final = (Where(_ORDER, one_of("STRICT_ORDER"), unset=False),)
_TEXTS: Final = ("ruleGroup.rulesSource.rulesString", "rules")
_TUPLES: Final = "ruleGroup.rulesSource.statefulRules[*]"
_PASS_ALL: Final = re.compile(
    r"\s*pass\s+(?:ip|tcp|udp)\s+(?P<source>\S+)\s+any\s+(?:->|<>)\s+(?P<destination>\S+)\s+any\s*\((?P<options>.*)\)\s*",
    re.IGNORECASE,
)
_EVERYWHERE: Final = frozenset({"any", "0.0.0.0/0", "::/0", "[0.0.0.0/0]", "[::/0]", "[0.0.0.0/0,::/0]"})
_NARROWS_NOTHING: Final = frozenset({"", "msg", "sid", "rev", "gid", "priority", "classtype", "reference", "metadata"})
_ANY_SESSION: Final = frozenset({"established", "to_server", "to_client"})
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


def passes_everything(line: str) -> bool:
    """Whether a Suricata rule lets all IP, TCP or UDP through; an option that looks at a packet makes it narrower."""
    found = _PASS_ALL.fullmatch(line)
    if found is None or not {found["source"].lower(), found["destination"].lower()} <= _EVERYWHERE:
        return False
    return all(_narrows_nothing(option) for option in _QUOTED.sub("", found["options"]).split(";"))


def _narrows_nothing(option: str) -> bool:
    name, _, value = option.partition(":")
    if name.strip().lower() == "flow":
        return {each.strip().lower() for each in value.split(",")} <= _ANY_SESSION
    return name.strip().lower() in _NARROWS_NOTHING


def judge_drops(value: Any) -> Judgement | bool:
    """Whether some default action drops."""
    while isinstance(value, Secret):
        value = value.value
    actions = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(each, str) and each.lower().strip().startswith("aws:drop_") for each in actions):
        return True
    return Undetermined("an action is not known yet") if UNKNOWN in actions else False


def judge_stateless(subject: Subject) -> Judgement:
    """Whether packets and fragments that no stateless rule matches go on to the stateful engine, or no further."""
    return worst(judge_property(subject, path, none_of("aws:pass"), _REQUIRED) for path in _STATELESS)


def judge_pass_all(subject: Subject) -> Judgement:
    """Whether some rule of a group lets everything through."""
    return worst([None, *_texts(subject), *_tuples(subject)])


def _texts(subject: Subject) -> Iterator[Judgement]:
    for found in (find_one(subject.properties, path) for path in _TEXTS):
        if found.value is UNKNOWN:
            yield Undetermined(f"{found.path} is not known yet")
        elif isinstance(found.value, str):
            lines = enumerate(found.value.splitlines(), start=1)
            yield from (f"{found.path}: line {number} passes everything" for number, _ in filter(_passes, lines))


def _passes(numbered: tuple[int, str]) -> bool:
    return passes_everything(numbered[1])


def _tuples(subject: Subject) -> Iterator[Judgement]:
    for found in find(subject.properties, _TUPLES):
        action, header = (find_one(found.value, name).value for name in ("action", "header"))
        if found.value is UNKNOWN or action is UNKNOWN or header is UNKNOWN:
            yield Undetermined(f"{found.path} is not known yet")
        elif str(action).upper() == "PASS" and isinstance(header, Mapping):
            yield _judge_header(found.path, header)


def _judge_header(path: str, header: Mapping[str, Any]) -> Judgement:
    protocol, *ends = (
        find_one(header, name).value for name in ("protocol", "source", "sourcePort", "destination", "destinationPort")
    )
    narrow = protocol is not UNKNOWN and str(protocol).lower() not in ("ip", "tcp", "udp")
    if narrow or any(end is not UNKNOWN and str(end).lower() not in _EVERYWHERE for end in ends):
        return None
    if UNKNOWN in (protocol, *ends):
        return Undetermined(f"{path}.header is not known yet")
    return f"{path} passes everything"


_REQUIRED: Final = fails("the provider refuses a policy without it")


def _decides(
    id: str, title: str, severity: Severity, path: str, expected: Expectation, absent: Absence, fix: str, **other: Any
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source="docs.aws.amazon.com, Managing evaluation order for Suricata compatible rules in AWS Network Firewall",
        types=(POLICY,),
        path=path,
        expected=expected,
        absent=absent,
        **other,
    )


RULES: tuple[Rule, ...] = (
    property_rule(
        id="aws-network-firewall-key-type",
        title="The encryption of a network firewall names a key that the customer holds as such",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.MEDIUM,
        requirements=customer_key.REQUIREMENTS,
        fix="Set encryptionConfiguration.type to CUSTOMER_KMS.",
        source="docs.aws.amazon.com, Encryption at rest with AWS Key Management Service, AWS Network Firewall",
        types=(_FIREWALL, POLICY, RULE_GROUP),
        path="encryptionConfiguration.type",
        expected=one_of("CUSTOMER_KMS"),
        absent=nothing_to_judge("the rule on its key judges a firewall without an encryption configuration"),
    ),
    _decides(
        "aws-network-firewall-strict-order",
        "A network firewall follows its rules in the order that is written",
        Severity.MEDIUM,
        _ORDER,
        one_of("STRICT_ORDER"),
        fails("what passes is then decided before what is dropped, whatever the order"),
        "Set firewallPolicy.statefulEngineOptions.ruleOrder to STRICT_ORDER.",
    ),
    _decides(
        "aws-network-firewall-drops-by-default",
        "A network firewall drops what no rule lets through",
        Severity.HIGH,
        "firewallPolicy.statefulDefaultActions",
        Expectation("an action that drops", judge_drops),
        fails("what no rule matches passes"),
        "Add aws:drop_established or aws:drop_strict to firewallPolicy.statefulDefaultActions.",
        where=_STRICT,
    ),
    _decides(
        "aws-network-firewall-broken-session-stopped",
        "A network firewall stops a session that it has not seen from the start",
        Severity.MEDIUM,
        "firewallPolicy.statefulEngineOptions.streamExceptionPolicy",
        one_of("DROP", "REJECT"),
        passes("the firewall drops it"),
        "Set firewallPolicy.statefulEngineOptions.streamExceptionPolicy to REJECT or DROP.",
    ),
    ResourceRule(
        id="aws-network-firewall-inspects-by-default",
        title="A network firewall lets no packet past its stateful rules by default",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set statelessDefaultActions and statelessFragmentDefaultActions to aws:forward_to_sfe, or to aws:drop.",
        source="docs.aws.amazon.com, Setting the stateless default actions, AWS Network Firewall",
        types=(POLICY,),
        paths=tuple(path.removesuffix("[*]") for path in _STATELESS),
        absence=_REQUIRED.meaning,
        judge=judge_stateless,
    ),
    ResourceRule(
        id="aws-network-firewall-passes-what-is-named",
        title="A rule of a network firewall that lets traffic through says which",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Name the ranges and ports of each pass rule in rulesString, rules or statefulRules.",
        source="docs.aws.amazon.com, Working with stateful rule groups in AWS Network Firewall",
        types=(RULE_GROUP,),
        paths=(*_TEXTS, _TUPLES),
        absence="a group without such rules passes nothing by them",
        judge=judge_pass_all,
    ),
)
