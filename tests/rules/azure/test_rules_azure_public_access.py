import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.public_access import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

ACCOUNT = "azure-native:storage:StorageAccount"

CASES = [
    *cases(
        "azure-storage-not-public",
        ACCOUNT,
        ("good", "pass", {"publicNetworkAccess": "Disabled"}),
        ("good", "pass", {"publicNetworkAccess": "SecuredByPerimeter"}),
        ("bad", "fail", {"publicNetworkAccess": "Enabled"}),
        ("missing", "fail", {}, "publicNetworkAccess is not set: Azure takes traffic from public networks"),
        ("unknown", "unknown", {"publicNetworkAccess": UNKNOWN}),
    ),
    *cases(
        "azure-storage-no-anonymous-blob",
        ACCOUNT,
        ("good", "pass", {"allowBlobPublicAccess": False}),
        ("bad", "fail", {"allowBlobPublicAccess": True}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"allowBlobPublicAccess": UNKNOWN}),
    ),
    *cases(
        "azure-key-vault-not-public",
        "azure-native:keyvault:Vault",
        ("good", "pass", {"properties": {"publicNetworkAccess": "Disabled"}}),
        ("good", "pass", {"properties": {"publicNetworkAccess": "disabled"}}),
        ("bad", "fail", {"properties": {"publicNetworkAccess": "Enabled"}}),
        ("missing", "fail", {"properties": {}}),
        ("unknown", "unknown", {"properties": UNKNOWN}),
    ),
    *cases(
        "azure-database-not-public",
        "azure-native:sql:Server",
        ("good", "pass", {"publicNetworkAccess": "Disabled"}),
        ("bad", "fail", {"publicNetworkAccess": "Enabled"}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"publicNetworkAccess": UNKNOWN}),
    ),
    *cases(
        "azure-flexible-server-not-public",
        "azure-native:dbforpostgresql:Server",
        ("good", "pass", {"network": {"publicNetworkAccess": "Disabled"}}),
        ("bad", "fail", {"network": {"publicNetworkAccess": "Enabled"}}),
        ("missing", "fail", {}),
        ("missing", "not-applicable", {"network": {"delegatedSubnetResourceId": "/subscriptions/1/subnet"}}),
        ("unknown", "unknown", {"network": {"publicNetworkAccess": UNKNOWN}}),
        ("unknown", "unknown", {"network": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
