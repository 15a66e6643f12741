"""What Azure Firewall lets through, and what it refuses by itself."""

from collections.abc import Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.address_ranges import is_everybody
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import find, find_one
from hds_landing.rules.property_rule import (
    TRUE,
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
    undetermined,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-C", "HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")
_DETECTION: Final = ("HDS-EXI-05-C", "SNC-13.3", "ISO27001-A.8.16", "ISO27001-A.8.20")
_GROUP: Final = "azure-native:network:FirewallPolicyRuleCollectionGroup"
_COLLECTIONS: Final = "ruleCollections[*]"
_TIER_OPEN: Final = "the reference of the API does not say which tier Azure takes then"
_ALL_PORTS: Final = ("*", "0-65535", "1-65535")


def _judge_rules(subject: Subject, kind: str, judge: Any) -> Judgement:
    """Every rule of a kind within collections that allow."""
    judgements: list[Judgement] = []
    for collection in find(subject.properties, _COLLECTIONS):
        if not isinstance(collection.value, Mapping):
            judgements.append(Undetermined(f"{collection.path} is not known yet"))
            continue
        if _text(collection.value, "action.type") == "deny":
            continue
        for rule in find(collection.value, "rules[*]"):
            place = f"{collection.path}.{rule.path}"
            if not isinstance(rule.value, Mapping):
                judgements.append(Undetermined(f"{place} is not known yet"))
            elif _text(rule.value, "ruleType") == kind.lower():
                judgements.append(judge(place, rule.value))
    return worst(judgements)


def _text(values: Mapping[str, Any], path: str) -> str | None:
    value = find_one(values, path).value
    return value.lower() if isinstance(value, str) else None


def _has(rule: Mapping[str, Any], name: str, wanted: Any) -> bool | None:
    """Whether a list of a rule has a value of a kind; none where it is not known."""
    values = [found.value for found in find(rule, f"{name}[*]")]
    if any(value is not UNKNOWN and wanted(value) for value in values):
        return True
    return None if UNKNOWN in values else False


def _judge_network_rule(place: str, rule: Mapping[str, Any]) -> Judgement:
    everywhere = _has(rule, "destinationAddresses", is_everybody)
    every_port = _has(rule, "destinationPorts", lambda port: port in _ALL_PORTS)
    if everywhere and every_port:
        return f"{place} allows every port to the internet"
    if everywhere is not False and every_port is not False:
        return Undetermined(f"{place} has destinations or ports that are not known yet")
    return None


def _judge_application_rule(place: str, rule: Mapping[str, Any]) -> Judgement:
    named = _has(rule, "targetFqdns", lambda name: name == "*")
    if named is None:
        return Undetermined(f"{place}.targetFqdns is not known yet")
    return f'{place}.targetFqdns has "*"' if named else None


def _judge_destinations(place: str, rule: Mapping[str, Any]) -> Judgement:
    everywhere = _has(rule, "destinationAddresses", is_everybody)
    if everywhere and _has(rule, "destinationPorts", lambda port: port in _ALL_PORTS):
        return NOT_APPLICABLE
    if everywhere is None:
        return Undetermined(f"{place}.destinationAddresses is not known yet")
    return f"{place} allows every destination" if everywhere else None


def _judge_ports(place: str, rule: Mapping[str, Any]) -> Judgement:
    protocols = {str(found.value).lower() for found in find(rule, "ipProtocols[*]")}
    if protocols == {"icmp"} or _has(rule, "destinationAddresses", is_everybody):
        return NOT_APPLICABLE
    every_port = _has(rule, "destinationPorts", lambda port: port in _ALL_PORTS)
    if every_port is None:
        return Undetermined(f"{place}.destinationPorts is not known yet")
    return f"{place} allows every port" if every_port else None


def _judge_source(place: str, rule: Mapping[str, Any]) -> Judgement:
    everybody = _has(rule, "sourceAddresses", is_everybody)
    if everybody is None:
        return Undetermined(f"{place}.sourceAddresses is not known yet")
    return f"{place} takes every address as its source" if everybody else None


def _judge_all(subject: Subject) -> Judgement:
    return worst(
        judgement
        for kind in ("NetworkRule", "ApplicationRule")
        if (judgement := _judge_rules(subject, kind, _judge_source)) is not NOT_APPLICABLE
    )


def _not_a_single_zone(zones: Any) -> bool:
    return not isinstance(zones, list) or len({str(zone) for zone in zones}) != 1


def _rule(id: str, title: str, severity: Severity, fix: str, paths: tuple[str, ...], judge: Any) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source="learn.microsoft.com, Azure Firewall Policy rule sets",
        types=(_GROUP,),
        # What a collection holds depends on its kind, which the SDK's types show of the first kind only.
        paths=("ruleCollections",),
        absence=f"a collection without {' or '.join(paths)} allows nothing",
        judge=judge,
    )


RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-firewall-policy-refuses-known-threats",
        title="A firewall policy refuses addresses and names known to be hostile",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_DETECTION,
        fix="Set threatIntelMode to Deny.",
        source="learn.microsoft.com, Azure Firewall threat intelligence-based filtering",
        types=("azure-native:network:FirewallPolicy",),
        path="threatIntelMode",
        expected=one_of("Deny"),
        absent=fails("Azure tells of them and lets them through"),
    ),
    property_rule(
        id="azure-firewall-refuses-known-threats",
        title="A firewall without a policy refuses addresses and names known to be hostile",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_DETECTION,
        fix="Set threatIntelMode to Deny, or give the firewall a policy.",
        source="learn.microsoft.com, Azure Firewall threat intelligence-based filtering",
        types=("azure-native:network:AzureFirewall",),
        path="threatIntelMode",
        expected=one_of("Deny"),
        absent=fails("Azure tells of them and lets them through"),
        unless=("firewallPolicy",),
    ),
    property_rule(
        id="azure-firewall-policy-detects-intrusions",
        title="A premium firewall policy detects intrusions",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_DETECTION,
        fix="Set intrusionDetection.mode to Deny, or to Alert while you learn the traffic.",
        source="learn.microsoft.com, Azure Firewall Premium features: IDPS",
        types=("azure-native:network:FirewallPolicy",),
        path="intrusionDetection.mode",
        expected=none_of("Off"),
        absent=fails("Azure detects nothing"),
        where=(Where("sku.tier", one_of("Premium"), unset=False),),
    ),
    property_rule(
        id="azure-firewall-policy-refuses-intrusions",
        title="A premium firewall policy that detects intrusions refuses them",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=_DETECTION,
        fix="Set intrusionDetection.mode to Deny once the traffic is learnt.",
        source="learn.microsoft.com, Azure Firewall Premium features: IDPS",
        types=("azure-native:network:FirewallPolicy",),
        path="intrusionDetection.mode",
        expected=one_of("Deny"),
        absent=nothing_to_judge("a policy that detects nothing is for another rule"),
        where=(
            Where("sku.tier", one_of("Premium"), unset=False),
            Where("intrusionDetection.mode", none_of("Off"), unset=False),
        ),
    ),
    property_rule(
        id="azure-firewall-policy-tier-detects",
        title="A firewall policy that asks for intrusion detection is of the tier that has it",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_DETECTION,
        fix="Set sku.tier to Premium, for the policy and its firewall.",
        source="learn.microsoft.com, Azure Firewall features by SKU: IDPS",
        types=("azure-native:network:FirewallPolicy",),
        path="sku.tier",
        expected=one_of("Premium"),
        absent=undetermined(_TIER_OPEN),
        where=(Where("intrusionDetection.mode", none_of("Off"), unset=False),),
    ),
    property_rule(
        id="azure-firewall-not-basic",
        title="A firewall and its policy can refuse what is known to be hostile, and answer names",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_DETECTION,
        fix="Set sku.tier to Standard or Premium.",
        source="learn.microsoft.com, Azure Firewall features by SKU: Basic has threat intelligence in alert mode only",
        types=("azure-native:network:AzureFirewall", "azure-native:network:FirewallPolicy"),
        path="sku.tier",
        expected=none_of("Basic"),
        absent=undetermined(_TIER_OPEN),
    ),
    property_rule(
        id="azure-firewall-policy-answers-names",
        title="A firewall policy answers the names that its rules are written with",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=_REQUIREMENTS,
        fix="Set dnsSettings.enableProxy to true, and let the networks ask the firewall.",
        source="learn.microsoft.com, Azure Firewall DNS Proxy details",
        types=("azure-native:network:FirewallPolicy",),
        path="dnsSettings.enableProxy",
        expected=TRUE,
        absent=fails("machines and firewall may resolve a name differently, and nothing tells who asked for it"),
        unless=("basePolicy",),
        where=(Where("sku.tier", none_of("Basic"), unset=True),),
    ),
    property_rule(
        id="azure-firewall-not-in-one-zone",
        title="A firewall does not stand in a single zone",
        theme=Theme.OTHER,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-E", "ISO27001-A.8.14"),
        fix="Name two zones or more in zones when the firewall is created, or none where Azure spreads it by itself.",
        source="learn.microsoft.com, Deploy Azure Firewall with availability zones",
        types=("azure-native:network:AzureFirewall",),
        path="zones",
        expected=Expectation("two zones or more", _not_a_single_zone),
        absent=passes("Azure spreads a firewall over the zones of a region that has them"),
    ),
    _rule(
        "azure-firewall-rule-names-destinations",
        "A firewall rule names the networks that it leads to",
        Severity.MEDIUM,
        "Name the networks in destinationAddresses, or the hosts in destinationFqdns or an application rule.",
        ("destinationAddresses",),
        lambda subject: _judge_rules(subject, "NetworkRule", _judge_destinations),
    ),
    _rule(
        "azure-firewall-rule-names-ports",
        "A firewall rule names the ports that it allows",
        Severity.MEDIUM,
        "Name the ports of the flow in destinationPorts.",
        ("destinationPorts",),
        lambda subject: _judge_rules(subject, "NetworkRule", _judge_ports),
    ),
    _rule(
        "azure-firewall-rule-no-way-out-on-every-port",
        "A firewall rule does not allow every port towards the internet",
        Severity.CRITICAL,
        "Name the destinations and ports of the flow in destinationAddresses and destinationPorts.",
        ("destinationAddresses",),
        lambda subject: _judge_rules(subject, "NetworkRule", _judge_network_rule),
    ),
    _rule(
        "azure-firewall-rule-names-hosts",
        "A firewall rule for the web names the hosts that it allows",
        Severity.HIGH,
        "Name the hosts in targetFqdns, or use fqdnTags for what the platform needs.",
        ("targetFqdns",),
        lambda subject: _judge_rules(subject, "ApplicationRule", _judge_application_rule),
    ),
    _rule(
        "azure-firewall-rule-names-sources",
        "A firewall rule names the networks that it is for",
        Severity.MEDIUM,
        "Name the networks of the flow in sourceAddresses, or use sourceIpGroups.",
        ("sourceAddresses",),
        _judge_all,
    ),
    _rule(
        "azure-firewall-publishes-to-named-sources",
        "A firewall rule that publishes a machine names who may reach it",
        Severity.CRITICAL,
        "Name the addresses of the partner in sourceAddresses, or publish through a web application firewall.",
        ("sourceAddresses",),
        lambda subject: _judge_rules(subject, "NatRule", _judge_source),
    ),
)
