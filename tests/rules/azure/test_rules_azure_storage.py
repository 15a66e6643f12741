import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.storage import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

ACCOUNT = "azure-native:storage:StorageAccount"


def os_disk(identity: object) -> dict[str, object]:
    return {"storageProfile": {"osDisk": {"managedDisk": {"diskEncryptionSet": {"id": identity}}}}}


CASES = [
    *cases(
        "azure-storage-customer-key",
        ACCOUNT,
        ("good", "pass", {"encryption": {"keySource": "Microsoft.Keyvault"}}),
        ("good", "pass", {"encryption": {"keySource": "Microsoft.KeyVault"}}),
        ("bad", "fail", {"encryption": {"keySource": "Microsoft.Storage"}}, "expected Microsoft.Keyvault"),
        ("missing", "fail", {}, "encryption.keySource is not set: Azure encrypts with a key of Microsoft"),
        ("missing", "fail", {"encryption": {}}),
        ("unknown", "unknown", {"encryption": UNKNOWN}),
    ),
    *cases(
        "azure-storage-encrypted-twice",
        ACCOUNT,
        ("good", "pass", {"encryption": {"requireInfrastructureEncryption": True}}),
        ("bad", "fail", {"encryption": {"requireInfrastructureEncryption": False}}),
        ("missing", "fail", {"encryption": {"keySource": "Microsoft.Keyvault"}}),
        ("unknown", "unknown", {"encryption": {"requireInfrastructureEncryption": UNKNOWN}}),
    ),
    *cases(
        "azure-disk-customer-key",
        "azure-native:compute:Disk",
        ("good", "pass", {"encryption": {"diskEncryptionSetId": "/subscriptions/1/des"}}),
        ("bad", "fail", {"encryption": {"diskEncryptionSetId": ""}}),
        ("missing", "fail", {"encryption": {"type": "EncryptionAtRestWithPlatformKey"}}),
        ("unknown", "unknown", {"encryption": {"diskEncryptionSetId": UNKNOWN}}),
    ),
    *cases(
        "azure-virtual-machine-disk-customer-key",
        "azure-native:compute:VirtualMachine",
        ("good", "pass", os_disk("/subscriptions/1/des")),
        ("bad", "fail", os_disk("")),
        ("missing", "fail", {"storageProfile": {}}),
        ("unknown", "unknown", os_disk(UNKNOWN)),
    ),
    *cases(
        "azure-database-encrypted",
        "azure-native:sql:TransparentDataEncryption",
        ("good", "pass", {"state": "Enabled"}),
        ("bad", "fail", {"state": "Disabled"}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"state": UNKNOWN}),
    ),
    *cases(
        "azure-postgresql-customer-key",
        "azure-native:dbforpostgresql:Server",
        ("good", "pass", {"dataEncryption": {"type": "AzureKeyVault"}}),
        ("bad", "fail", {"dataEncryption": {"type": "SystemManaged"}}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"dataEncryption": {"type": UNKNOWN}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
