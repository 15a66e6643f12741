import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.keys import RULES
from tests.rules.mutations.azure_keys import KEY, ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds


def key(**properties: object) -> dict[str, object]:
    return {"properties": properties}


def policy(action: object, expiry: object = None, **trigger: object) -> dict[str, object]:
    actions = [{"action": {"type": action}, "trigger": trigger}]
    return key(rotationPolicy={"lifetimeActions": actions, "attributes": {"expiryTime": expiry}})


CASES = [
    *row_cases(ROWS),
    *cases(
        "azure-key-expires",
        KEY,
        ("good", "pass", key(attributes={"expires": 1830000000})),
        ("good", "pass", key(rotationPolicy={"attributes": {"expiryTime": "P1Y"}})),
        ("good", "pass", key(attributes={"expires": UNKNOWN}, rotationPolicy={"attributes": {"expiryTime": "P1Y"}})),
        ("bad", "fail", key(attributes={"enabled": True}), "the key never ends"),
        ("missing", "fail", {}),
        ("unknown", "unknown", key(attributes={"expires": UNKNOWN})),
        ("unknown", "unknown", {"properties": UNKNOWN}),
    ),
    *cases(
        "azure-key-rotates",
        KEY,
        ("good", "pass", policy("rotate", timeAfterCreate="P1Y")),
        ("good", "pass", policy("Rotate", timeBeforeExpiry="P30D")),
        ("bad", "fail", policy("notify", timeBeforeExpiry="P30D"), "no lifetime action rotates the key"),
        ("missing", "fail", {}),
        ("unknown", "unknown", policy(UNKNOWN)),
        ("unknown", "unknown", {"properties": UNKNOWN}),
    ),
    *cases(
        "azure-key-rotates-within-two-years",
        KEY,
        ("good", "pass", policy("rotate", timeAfterCreate="P335D")),
        ("good", "pass", policy("rotate", timeAfterCreate="P2Y")),
        ("good", "pass", policy("rotate", "P1Y", timeBeforeExpiry="P30D")),
        ("bad", "fail", policy("rotate", timeAfterCreate="P3Y"), "more than two years"),
        ("bad", "fail", policy("rotate", "P5Y", timeBeforeExpiry="P30D"), "more than two years"),
        ("missing", "not-applicable", {}),
        ("missing", "not-applicable", policy("notify", timeBeforeExpiry="P30D")),
        ("missing", "fail", policy("rotate", "P1Y"), "nothing says when"),
        ("unknown", "unknown", policy("rotate", timeAfterCreate=UNKNOWN)),
        ("unknown", "unknown", policy("rotate", timeAfterCreate="often"), "not a duration"),
    ),
    *cases(
        "azure-key-ends-within-two-years",
        KEY,
        ("good", "pass", policy("rotate", "P365D")),
        ("good", "pass", policy("rotate", "P2Y")),
        ("bad", "fail", policy("rotate", "P3650D"), "expected two years or less"),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", policy("rotate", UNKNOWN)),
        ("unknown", "unknown", policy("rotate", "long"), "not a duration"),
    ),
    *cases(
        "azure-key-end-announced",
        KEY,
        ("good", "pass", policy("Notify", timeBeforeExpiry="P30D")),
        ("bad", "fail", policy("rotate", timeAfterCreate="P335D"), "no lifetime action tells"),
        ("bad", "fail", policy("notify"), "when it is given"),
        ("missing", "not-applicable", {}),
        ("missing", "fail", key(rotationPolicy={"attributes": {"expiryTime": "P1Y"}})),
        ("unknown", "unknown", policy("notify", timeBeforeExpiry=UNKNOWN)),
        ("unknown", "unknown", policy(UNKNOWN, timeBeforeExpiry="P30D")),
        ("unknown", "unknown", {"properties": UNKNOWN}),
    ),
    *cases(
        "azure-key-strength",
        KEY,
        ("good", "pass", key(kty="RSA", keySize=3072)),
        ("good", "pass", key(kty="RSA-HSM", keySize=4096.0)),
        ("good", "not-applicable", key(kty="EC-HSM", curveName="P-384")),
        ("bad", "fail", key(kty="RSA", keySize=2048), "expected 3072 or more"),
        ("missing", "fail", key(kty="RSA"), "2048 bits"),
        ("missing", "unknown", {}),
        ("unknown", "unknown", key(kty=UNKNOWN)),
        ("unknown", "unknown", key(kty="RSA", keySize=UNKNOWN)),
    ),
    *cases(
        "azure-storage-follows-rotation",
        "azure-native:storage:StorageAccount",
        # The platform's key has no version to follow.
        ("good", "not-applicable", {"encryption": {"keySource": "Microsoft.Storage"}}),
    ),
    *cases(
        "azure-storage-account-key-age",
        "azure-native:storage:StorageAccount",
        # Keys that open nothing may grow old.
        ("good", "not-applicable", {"allowSharedKeyAccess": False}),
        ("bad", "fail", {"allowSharedKeyAccess": True}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
