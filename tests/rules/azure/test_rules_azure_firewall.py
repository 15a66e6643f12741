import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.firewall import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

GROUP = "azure-native:network:FirewallPolicyRuleCollectionGroup"
POLICY = "azure-native:network:FirewallPolicy"


def group(kind: str, action: str = "Allow", **rule: object) -> dict[str, object]:
    named = {"ruleType": kind, "name": "one", "sourceAddresses": ["10.64.32.0/20"], **rule}
    return {"ruleCollections": [{"name": "all", "action": {"type": action}, "rules": [named]}]}


def network(destinations: object, ports: object, action: str = "Allow", **rule: object) -> dict[str, object]:
    return group("NetworkRule", action, destinationAddresses=destinations, destinationPorts=ports, **rule)


def web(names: object, **rule: object) -> dict[str, object]:
    return group("ApplicationRule", targetFqdns=names, **rule)


def published(sources: object) -> dict[str, object]:
    return group("NatRule", "DNAT", sourceAddresses=sources, translatedAddress="10.64.34.4")


CASES = [
    *(
        case
        for rule, token in (
            ("azure-firewall-policy-refuses-known-threats", "azure-native:network:FirewallPolicy"),
            ("azure-firewall-refuses-known-threats", "azure-native:network:AzureFirewall"),
        )
        for case in cases(
            rule,
            token,
            ("good", "pass", {"threatIntelMode": "Deny"}),
            ("bad", "fail", {"threatIntelMode": "Alert"}),
            ("bad", "fail", {"threatIntelMode": "Off"}),
            ("missing", "fail", {}),
            ("unknown", "unknown", {"threatIntelMode": UNKNOWN}),
        )
    ),
    *cases(
        "azure-firewall-refuses-known-threats",
        "azure-native:network:AzureFirewall",
        ("good", "not-applicable", {"firewallPolicy": {"id": "/subscriptions/1/policy"}}),
    ),
    *cases(
        "azure-firewall-policy-detects-intrusions",
        "azure-native:network:FirewallPolicy",
        ("good", "pass", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Deny"}}),
        ("good", "pass", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Alert"}}),
        ("good", "not-applicable", {"sku": {"tier": "Standard"}}),
        ("bad", "fail", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Off"}}),
        ("missing", "fail", {"sku": {"tier": "Premium"}}),
        ("unknown", "unknown", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": UNKNOWN}}),
        ("unknown", "unknown", {"sku": UNKNOWN}),
    ),
    *cases(
        "azure-firewall-policy-refuses-intrusions",
        "azure-native:network:FirewallPolicy",
        ("good", "pass", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Deny"}}),
        ("good", "not-applicable", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Off"}}),
        ("good", "not-applicable", {"sku": {"tier": "Standard"}, "intrusionDetection": {"mode": "Alert"}}),
        ("bad", "fail", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Alert"}}),
        ("missing", "not-applicable", {"sku": {"tier": "Premium"}}),
        ("unknown", "unknown", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": UNKNOWN}}),
    ),
    *cases(
        "azure-firewall-policy-answers-names",
        "azure-native:network:FirewallPolicy",
        ("good", "pass", {"dnsSettings": {"enableProxy": True}}),
        # Basic has no proxy, and a child takes its parent's.
        ("good", "not-applicable", {"sku": {"tier": "Basic"}}),
        ("good", "not-applicable", {"basePolicy": {"id": "/subscriptions/1/policy"}}),
        ("bad", "fail", {"sku": {"tier": "Standard"}, "dnsSettings": {"enableProxy": False}}),
        ("missing", "fail", {"sku": {"tier": "Premium"}}),
        ("unknown", "unknown", {"dnsSettings": UNKNOWN}),
        ("unknown", "unknown", {"sku": UNKNOWN}),
    ),
    *cases(
        "azure-firewall-not-in-one-zone",
        "azure-native:network:AzureFirewall",
        ("good", "pass", {"zones": ["1", "3"]}),
        ("good", "pass", {"zones": []}),
        ("bad", "fail", {"zones": ["1"]}),
        ("bad", "fail", {"zones": ["2", "2"]}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"zones": UNKNOWN}),
    ),
    *cases(
        "azure-firewall-rule-names-destinations",
        GROUP,
        ("good", "pass", network(["192.0.2.0/24"], ["443"])),
        ("good", "pass", network(None, ["443"], destinationFqdns=["imap.example.org"])),
        # Every port as well is for another rule.
        ("good", "not-applicable", network(["*"], ["*"])),
        ("good", "not-applicable", network(["*"], ["443"], action="Deny")),
        ("bad", "fail", network(["*"], ["443"]), "every destination"),
        ("bad", "fail", network(["10.0.0.0/8", "::/0"], ["443"])),
        ("missing", "pass", group("NetworkRule")),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", network(UNKNOWN, ["443"])),
    ),
    *cases(
        "azure-firewall-rule-names-ports",
        GROUP,
        ("good", "pass", network(["10.64.34.0/24"], ["443", "1024-2048"])),
        ("good", "not-applicable", network(["10.64.34.0/24"], ["*"], ipProtocols=["ICMP"])),
        ("good", "not-applicable", network(["*"], ["*"])),
        ("bad", "fail", network(["10.64.34.0/24"], ["*"]), "every port"),
        ("bad", "fail", network(["10.64.34.0/24"], ["0-65535"], ipProtocols=["TCP", "ICMP"])),
        ("missing", "pass", group("NetworkRule")),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", network(["10.64.34.0/24"], UNKNOWN)),
    ),
    *cases(
        "azure-firewall-rule-no-way-out-on-every-port",
        GROUP,
        ("good", "pass", network(["192.0.2.0/24"], ["*"])),
        ("good", "pass", network(["*"], ["443"])),
        ("good", "not-applicable", network(["*"], ["*"], action="Deny")),
        ("good", "not-applicable", web(["*"])),
        ("bad", "fail", network(["*"], ["*"]), "ruleCollections[0].rules[0] allows every port"),
        ("bad", "fail", network(["10.0.0.0/8", "0.0.0.0/0"], ["1-65535"])),
        ("bad", "fail", network(["::/0"], ["0-65535"])),
        ("missing", "not-applicable", {}),
        ("missing", "pass", group("NetworkRule")),
        ("unknown", "unknown", network(UNKNOWN, ["*"])),
        ("unknown", "unknown", network(["*"], UNKNOWN)),
        ("unknown", "unknown", {"ruleCollections": [{"rules": UNKNOWN}]}),
        ("unknown", "unknown", {"ruleCollections": UNKNOWN}),
    ),
    *cases(
        "azure-firewall-rule-names-hosts",
        GROUP,
        ("good", "pass", web(["*.office.com"])),
        ("bad", "fail", web(["*"])),
        ("missing", "pass", group("ApplicationRule", fqdnTags=["WindowsUpdate"])),
        ("unknown", "unknown", web(UNKNOWN)),
    ),
    *cases(
        "azure-firewall-rule-names-sources",
        GROUP,
        ("good", "pass", network(["*"], ["443"])),
        ("good", "pass", web(["*.office.com"])),
        ("bad", "fail", network(["192.0.2.0/24"], ["443"], sourceAddresses=["*"])),
        ("bad", "fail", web(["*.office.com"], sourceAddresses=["0.0.0.0/0"])),
        ("missing", "pass", group("NetworkRule", sourceAddresses=None, sourceIpGroups=["/subscriptions/1/group"])),
        ("unknown", "unknown", web(["*.office.com"], sourceAddresses=UNKNOWN)),
    ),
    *cases(
        "azure-firewall-publishes-to-named-sources",
        GROUP,
        ("good", "pass", published(["203.0.113.0/24"])),
        ("bad", "fail", published(["*"])),
        ("bad", "fail", published(["0.0.0.0/0"])),
        ("missing", "pass", group("NatRule", "DNAT", sourceAddresses=None, sourceIpGroups=["/subscriptions/1/group"])),
        ("missing", "not-applicable", {"ruleCollections": []}),
        ("unknown", "unknown", published([UNKNOWN])),
    ),
    *cases(
        "azure-firewall-policy-tier-detects",
        POLICY,
        ("good", "pass", {"sku": {"tier": "Premium"}, "intrusionDetection": {"mode": "Deny"}}),
        ("good", "not-applicable", {"sku": {"tier": "Standard"}}),
        ("good", "not-applicable", {"sku": {"tier": "Standard"}, "intrusionDetection": {"mode": "Off"}}),
        ("bad", "fail", {"sku": {"tier": "Standard"}, "intrusionDetection": {"mode": "Alert"}}),
        ("missing", "unknown", {"intrusionDetection": {"mode": "Alert"}}),
        ("unknown", "unknown", {"sku": {"tier": UNKNOWN}, "intrusionDetection": {"mode": "Alert"}}),
        ("unknown", "unknown", {"sku": {"tier": "Standard"}, "intrusionDetection": {"mode": UNKNOWN}}),
    ),
    *(
        made
        for token in (POLICY, "azure-native:network:AzureFirewall")
        for made in cases(
            "azure-firewall-not-basic",
            token,
            ("good", "pass", {"sku": {"tier": "Standard"}}),
            ("good", "pass", {"sku": {"tier": "Premium"}}),
            ("bad", "fail", {"sku": {"tier": "Basic"}}),
            ("missing", "unknown", {"sku": {}}),
            ("unknown", "unknown", {"sku": {"tier": UNKNOWN}}),
        )
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
