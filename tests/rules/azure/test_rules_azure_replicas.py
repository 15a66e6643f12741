import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.replicas import RULES
from tests.rules.mutations.azure_replicas import LONDON, MILAN, PAIRS, PARIS, ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

DEFAULTS_TO_GEO = {rule for rule, _, _ in PAIRS} - {"azure-flexible-server-backup-pair-in-eea"}
VAULT = "azure-native:recoveryservices:Vault"
COSMOS = "azure-native:cosmosdb:DatabaseAccount"
RUNTIME = "azure-native:datafactory:IntegrationRuntime"


def within(redundancy: object) -> dict[str, object]:
    return {**LONDON, "properties": {"redundancySettings": {"standardTierStorageRedundancy": redundancy}}}


CASES = [
    *row_cases(ROWS),
    *(
        case
        for rule, token, inputs in PAIRS
        for case in cases(
            rule,
            f"azure-native:{token}",
            ("good", "pass", {**PARIS, **inputs}),
            ("bad", "fail", {**LONDON, **inputs}, "ukwest"),
            ("missing", "fail" if rule in DEFAULTS_TO_GEO else "pass", LONDON),
            ("missing", "pass", MILAN),
            ("unknown", "unknown", {**inputs, "location": UNKNOWN}),
            ("unknown", "unknown", inputs),
            ("unknown", "unknown", {**PARIS, **dict.fromkeys(inputs, UNKNOWN)}),
        )
    ),
    *cases(
        "azure-recovery-vault-pair-in-eea",
        VAULT,
        ("good", "pass", within("ZoneRedundant")),
        ("good", "pass", within("LocallyRedundant")),
        ("unknown", "unknown", within("Invalid")),
        ("bad", "fail", {**within("GeoRedundant"), **MILAN}, "no paired region"),
    ),
    *cases(
        "azure-cosmos-backup-pair-in-eea",
        COSMOS,
        ("good", "pass", {**LONDON, "backupPolicy": {"type": "Continuous"}}),
        ("unknown", "unknown", {**LONDON, "backupPolicy": {"type": UNKNOWN}}),
    ),
    *cases(
        "azure-data-factory-runtime-in-eea",
        RUNTIME,
        ("good", "not-applicable", {"properties": {"type": "SelfHosted"}}),
        ("bad", "fail", {"properties": {"typeProperties": {"computeProperties": {"location": "eastus"}}}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
