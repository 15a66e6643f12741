import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.customer_keys import RULES
from tests.rules.mutations.azure_customer_keys import ROWS, SET_ID
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

MACHINE = "azure-native:compute:VirtualMachine"


def disk(origin: object, key: object = None) -> dict[str, object]:
    managed = {} if key is None else {"managedDisk": {"diskEncryptionSet": {"id": key}}}
    return {"createOption": origin, **managed}


def machine(*disks: dict[str, object]) -> dict[str, object]:
    return {"storageProfile": {"dataDisks": list(disks)}}


CASES = [
    *row_cases(ROWS),
    *cases(
        "azure-virtual-machine-data-disk-customer-key",
        MACHINE,
        ("good", "pass", machine(disk("Empty", SET_ID))),
        ("good", "pass", machine(disk("Attach"), disk("Empty", SET_ID))),
        # What is attached has a resource of its own.
        ("good", "not-applicable", machine(disk("Attach"))),
        ("bad", "fail", machine(disk("Empty", "")), "a key of Microsoft"),
        ("bad", "fail", machine(disk("Attach"), disk("FromImage"))),
        ("missing", "not-applicable", {}),
        ("missing", "fail", machine({})),
        ("unknown", "unknown", machine(disk("Empty", UNKNOWN))),
        ("unknown", "unknown", machine(disk(UNKNOWN))),
        ("unknown", "unknown", {"storageProfile": {"dataDisks": UNKNOWN}}),
    ),
    *cases(
        "azure-storage-queue-customer-key",
        "azure-native:storage:StorageAccount",
        ("good", "not-applicable", {}),
        ("good", "not-applicable", {"kind": "BlockBlobStorage", "encryption": {"keySource": "Microsoft.Keyvault"}}),
        ("unknown", "unknown", {"encryption": {"keySource": UNKNOWN}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
