import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.security_group import GROUP, RULE, RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

ADMINISTRATION = "azure-security-group-no-administration-from-internet"
DATA = "azure-security-group-no-data-from-internet"
WEB = "azure-security-group-web-only-from-internet"
FLAT = "azure-security-group-no-flat-network"
WAY_OUT = "azure-security-group-no-way-out-on-every-port"
DATA_OUT = "azure-security-group-no-data-to-internet"


def inbound(source: object, port: object, **changed: object) -> dict[str, object]:
    return {
        "access": "Allow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "sourceAddressPrefix": source,
        "destinationPortRange": port,
        "destinationAddressPrefix": "*",
        **changed,
    }


def outbound(destination: object, port: object, **changed: object) -> dict[str, object]:
    return inbound("*", port, direction="Outbound", destinationAddressPrefix=destination, **changed)


SEVERAL = {
    "access": "allow",
    "direction": "inbound",
    "protocol": "*",
    "sourceAddressPrefixes": ["10.0.0.0/8", "::/0"],
    "destinationPortRanges": ["443", "3000-6000"],
}

# Each row is tried as a rule of its own and as a rule within a group.
ROWS = {
    DATA_OUT: [
        ("good", "pass", outbound("Internet", "443")),
        ("good", "pass", outbound("10.64.0.0/12", "2575")),
        ("good", "pass", outbound("*", "2575", access="Deny")),
        ("good", "pass", inbound("*", "443")),
        # Every port is for another rule.
        ("good", "pass", outbound("*", "*")),
        ("bad", "fail", outbound("Internet", "2575"), 'allows HL7 (2575) to "Internet"'),
        ("bad", "fail", outbound("::/0", "53"), "DNS (53)"),
        ("bad", "fail", outbound("0.0.0.0/0", "1-1024")),
        ("missing", "pass", {"access": "Allow", "direction": "Outbound", "protocol": "*"}),
        ("unknown", "unknown", outbound(UNKNOWN, "2575")),
        ("unknown", "unknown", outbound("*", UNKNOWN)),
    ],
    ADMINISTRATION: [
        ("good", "pass", inbound("10.1.0.0/16", "22")),
        ("good", "pass", inbound("*", "443")),
        ("good", "pass", inbound("*", "22", access="Deny")),
        ("good", "pass", inbound("*", "22", direction="Outbound")),
        ("good", "pass", inbound("*", "*", protocol="Icmp")),
        ("good", "pass", inbound("VirtualNetwork", "3389")),
        ("good", "pass", {**inbound("*", "22"), "sourceAddressPrefix": None, "sourceAddressPrefixes": ["10.0.0.0/8"]}),
        ("bad", "fail", inbound("*", "22"), 'allows SSH (22) from "*"'),
        ("bad", "fail", inbound("Internet", "3389")),
        ("bad", "fail", inbound("internet", "20-25")),
        ("bad", "fail", inbound("0.0.0.0/0", "*")),
        ("bad", "fail", inbound("::/0", "5986")),
        ("bad", "fail", inbound("128.0.0.0/1", "22")),
        ("bad", "fail", inbound("AzureCloud", "22")),
        ("bad", "fail", SEVERAL, "RDP (3389)"),
        ("unknown", "unknown", inbound(UNKNOWN, "22")),
        ("unknown", "unknown", inbound("*", UNKNOWN)),
        ("unknown", "unknown", inbound("*", "22", access=UNKNOWN)),
        ("unknown", "unknown", inbound("*", "SSH")),
    ],
    DATA: [
        ("good", "pass", inbound("10.1.64.0/20", "11112")),
        ("good", "pass", inbound("Internet", "443")),
        ("bad", "fail", inbound("Internet", "11112"), "DICOM (11112)"),
        ("bad", "fail", inbound("*", "2575"), "HL7 (2575)"),
        ("bad", "fail", inbound("::/0", "5432")),
        ("bad", "fail", SEVERAL, "PostgreSQL (5432)"),
        ("unknown", "unknown", inbound(UNKNOWN, "1433")),
    ],
    WEB: [
        ("good", "pass", inbound("Internet", "443")),
        ("good", "pass", inbound("Internet", "80")),
        ("good", "pass", inbound("10.0.0.0/8", "8443")),
        ("bad", "fail", inbound("Internet", "8443")),
        ("bad", "fail", inbound("*", "80-90")),
        ("unknown", "unknown", inbound(UNKNOWN, "8443")),
    ],
    FLAT: [
        ("good", "pass", inbound("10.64.34.0/23", "1-65535")),
        ("good", "pass", inbound("VirtualNetwork", "443")),
        ("good", "pass", inbound("AzureLoadBalancer", "*")),
        ("bad", "fail", inbound("VirtualNetwork", "*")),
        ("bad", "fail", inbound("10.0.0.0/8", "0-65535")),
        ("unknown", "unknown", inbound(UNKNOWN, "*")),
    ],
    WAY_OUT: [
        ("good", "pass", outbound("Internet", "443")),
        ("good", "pass", outbound("10.64.0.4/32", "*")),
        ("good", "pass", outbound("*", "*", access="Deny")),
        ("bad", "fail", outbound("Internet", "*")),
        ("bad", "fail", outbound("0.0.0.0/0", "0-65535")),
        ("bad", "fail", outbound("::/0", "*", protocol="*")),
        ("unknown", "unknown", outbound(UNKNOWN, "*")),
    ],
}

CASES = [
    *(case for rule, rows in ROWS.items() for case in cases(rule, RULE, *rows)),
    *(
        case
        for rule, rows in ROWS.items()
        for case in cases(
            rule,
            GROUP,
            *((kind, verdict, {"securityRules": [within]}) for kind, verdict, within, *_ in rows),
            ("missing", "pass", {}, "a group without rules"),
            ("unknown", "unknown", {"securityRules": UNKNOWN}),
            ("unknown", "unknown", {"securityRules": [UNKNOWN]}),
            ("unknown", "unknown", {"securityRules": "nonsense"}),
        )
    ),
    *cases(
        ADMINISTRATION,
        GROUP,
        ("bad", "fail", {"securityRules": [inbound("*", "443"), inbound("*", "22")]}, "securityRules[1] allows SSH"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
