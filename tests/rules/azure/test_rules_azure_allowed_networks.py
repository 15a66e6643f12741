from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.allowed_networks import RULES
from tests.rules.property_cases import placed, property_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

DATABASES = ("sql:FirewallRule", "dbforpostgresql:FirewallRule", "dbformysql:FirewallRule", "synapse:IpFirewallRule")


def spans(rule: str, token: str, first: str, last: str, *rows: tuple[Any, Any, Any, Any]) -> list[Case]:
    unknown = ("unknown", "unknown", UNKNOWN, "203.0.113.9")
    ends = [*rows, unknown, ("unknown", "unknown", "203.0.113.1", UNKNOWN), ("unknown", "unknown", "nonsense", "::1")]
    return [
        *cases(rule, f"azure-native:{token}", ("missing", "fail", {}, "the range has no end")),
        *cases(
            rule,
            f"azure-native:{token}",
            *((kind, verdict, placed({first: start, last: end})) for kind, verdict, start, end in ends),
        ),
    ]


IPV4 = (
    ("good", "pass", "203.0.113.1", "203.0.113.254"),
    ("good", "pass", "10.0.0.0", "10.255.255.255"),
    ("good", "pass", "192.0.0.0", "192.0.255.255"),
    ("bad", "fail", "192.0.0.0", "192.1.0.0"),
    ("bad", "fail", "0.0.0.0", "255.255.255.255"),  # noqa: S104
    ("bad", "fail", "0.0.0.0", "0.0.0.0"),  # noqa: S104
    ("unknown", "unknown", "203.0.113.9", "203.0.113.1"),
)
IPV6 = (
    ("good", "pass", "2001:db8::1", "2001:db8::ffff"),
    ("bad", "fail", "2001:db8::", "2001:db9::"),
    ("bad", "fail", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
)
SPANS = [
    *(
        case
        for token in DATABASES
        for case in spans("azure-database-firewall-narrow", token, "startIpAddress", "endIpAddress", *IPV4)
    ),
    *spans("azure-sql-ipv6-firewall-narrow", "sql:IPv6FirewallRule", "startIPv6Address", "endIPv6Address", *IPV6),
    *spans("azure-redis-firewall-narrow", "redis:FirewallRule", "startIP", "endIP", *IPV4),
    *spans(
        "azure-mongo-firewall-narrow",
        "mongocluster:FirewallRule",
        "properties.startIpAddress",
        "properties.endIpAddress",
        *IPV4,
    ),
]
CASES = [
    *property_cases(
        "azure-storage-networks-denied-by-default",
        "storage:StorageAccount",
        "networkRuleSet.defaultAction",
        good=["Deny"],
        bad=["Allow"],
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-storage-addresses-narrow",
        "storage:StorageAccount",
        "networkRuleSet.ipRules[*].iPAddressOrRange",
        good=["203.0.113.0/24", "203.0.113.7", "192.0.0.0/16"],
        bad=["0.0.0.0/0", "192.0.0.0/15", "128.0.0.0/1", "nonsense"],
        missing="not-applicable",
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-storage-tenant-bound",
        "storage:StorageAccount",
        "allowCrossTenantReplication",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-storage-copy-bound",
        "storage:StorageAccount",
        "allowedCopyScope",
        good=["PrivateLink", "AAD"],
        bad=["All"],
    ),
    *property_cases(
        "azure-key-vault-networks-denied-by-default",
        ["keyvault:Vault", "keyvault:ManagedHsm"],
        "properties.networkAcls.defaultAction",
        good=["Deny"],
        bad=["Allow"],
        other={"properties.publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-container-registry-networks-denied-by-default",
        "containerregistry:Registry",
        "networkRuleSet.defaultAction",
        good=["Deny"],
        bad=["Allow"],
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-messaging-networks-denied-by-default",
        ["eventhub:NamespaceNetworkRuleSet", "servicebus:NamespaceNetworkRuleSet"],
        "defaultAction",
        good=["Deny"],
        bad=["Allow"],
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-cosmos-addresses-narrow",
        "cosmosdb:DatabaseAccount",
        "ipRules[*].ipAddressOrRange",
        good=["203.0.113.7", "203.0.113.0/24"],
        bad=["0.0.0.0", "0.0.0.0/0", "13.0.0.0/8"],  # noqa: S104
        missing="not-applicable",
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-netapp-clients-named",
        "netapp:CapacityPoolVolume",
        "exportPolicy.rules[*].allowedClients",
        good=["10.1.2.0/24", "10.1.2.4,10.1.2.5"],
        bad=["0.0.0.0/0", "10.1.2.4,::/0"],
        given={"protocolTypes[*]": "NFSv4.1"},
        other={"protocolTypes[*]": "CIFS"},
    ),
    *SPANS,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
