import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.backup import RULES
from tests.rules.mutations.azure_backup import POLICY, ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds


def kept(count: object, unit: object = "Days", schedule: str = "dailySchedule") -> dict[str, object]:
    duration = {"count": count, "durationType": unit}
    return machines(retentionPolicy={schedule: {"retentionDuration": duration}})


def machines(**properties: object) -> dict[str, object]:
    return {"properties": {"backupManagementType": "AzureIaasVM", **properties}}


def runs(frequency: object) -> dict[str, object]:
    return machines(schedulePolicy={"scheduleRunFrequency": frequency})


LOGS_OF_SQL = {"properties": {"backupManagementType": "AzureWorkload"}}

CASES = [
    *row_cases(ROWS),
    *cases(
        "azure-backup-policy-kept",
        POLICY,
        ("good", "pass", kept(30)),
        ("good", "pass", kept(35.0)),
        ("good", "pass", kept(5, "Weeks", "weeklySchedule")),
        # Two points a year are no way back to last week.
        ("bad", "fail", kept(1, "Years", "yearlySchedule"), "no daily or weekly schedule"),
        ("missing", "unknown", {}),
        # Other kinds have sub-policies of their own.
        ("good", "not-applicable", LOGS_OF_SQL),
        ("bad", "fail", kept(29), "the longest backup stays 29 days"),
        ("missing", "fail", machines(), "no daily or weekly schedule"),
        ("unknown", "unknown", kept(UNKNOWN)),
        ("unknown", "unknown", {"properties": UNKNOWN}),
        ("unknown", "unknown", kept(7, "Fortnights")),
    ),
    *cases(
        "azure-backup-policy-daily",
        POLICY,
        ("good", "pass", runs("Daily")),
        ("good", "pass", runs("Hourly")),
        ("good", "not-applicable", LOGS_OF_SQL),
        ("bad", "fail", runs("Weekly"), "expected Daily or Hourly"),
        ("missing", "fail", machines()),
        ("unknown", "unknown", runs(UNKNOWN)),
        ("unknown", "unknown", {"properties": UNKNOWN}),
    ),
    *cases(
        "azure-sql-long-term-backup",
        "azure-native:sql:LongTermRetentionPolicy",
        ("good", "pass", {"weeklyRetention": "PT0S", "yearlyRetention": "P5Y"}),
        ("unknown", "unknown", {"weeklyRetention": "PT0S", "yearlyRetention": UNKNOWN}),
    ),
    *cases(
        "azure-backup-vault-policy-kept",
        "azure-native:dataprotection:BackupPolicy",
        (
            "good",
            "pass",
            {
                "properties": {
                    "policyRules": [
                        {"lifecycles": [{"deleteAfter": {"duration": "P7D"}}]},
                        {"lifecycles": [{"deleteAfter": {"duration": "P1Y"}}]},
                    ]
                }
            },
        ),
    ),
    *cases(
        "azure-backup-policy-long-term",
        POLICY,
        *(("good", "pass", kept(12, "Months", f"{name}Schedule")) for name in ("weekly", "monthly", "yearly")),
        ("good", "not-applicable", LOGS_OF_SQL),
        ("bad", "fail", kept(35), "no weekly, monthly or yearly schedule"),
        ("bad", "fail", machines(retentionPolicy={"monthlySchedule": {}})),
        ("missing", "fail", machines()),
        ("unknown", "unknown", machines(retentionPolicy=UNKNOWN)),
        ("unknown", "unknown", machines(retentionPolicy={"monthlySchedule": UNKNOWN})),
        ("unknown", "unknown", {"properties": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
