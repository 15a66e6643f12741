import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.backups import RULES, is_daily
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}
PLAN, INSTANCE = "aws:backup/plan:Plan", "aws:rds/instance:Instance"


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


def kept(*days: object) -> dict[str, object]:
    return {"rules": [{"ruleName": str(number), "lifecycle": {"deleteAfter": day}} for number, day in enumerate(days)]}


CASES = [
    *everywhere("aws-database-backups-kept", "backupRetentionPeriod", 7, 6, "fail"),
    *cases("aws-database-backups-kept", INSTANCE, ("missing", "not-applicable", {"replicateSourceDb": "main"})),
    *everywhere("aws-database-cluster-backups-kept", "backupRetentionPeriod", 35, 1, "fail"),
    *everywhere("aws-dynamodb-any-point-in-time", "pointInTimeRecovery.enabled", True, False, "fail"),
    *everywhere(
        "aws-dynamodb-point-in-time-a-week", "pointInTimeRecovery.recoveryPeriodInDays", 7, 1, "not-applicable"
    ),
    *everywhere("aws-keyspaces-any-point-in-time", "pointInTimeRecovery.status", "ENABLED", "DISABLED", "fail"),
    *everywhere("aws-warehouse-backups-kept", "automatedSnapshotRetentionPeriod", 7, 0, "fail"),
    *everywhere("aws-windows-files-backups-kept", "automaticBackupRetentionDays", 7, 0, "pass"),
    *everywhere("aws-files-backups-kept", "automaticBackupRetentionDays", 7, 0, "fail"),
    *everywhere("aws-cache-snapshots-kept", "snapshotRetentionLimit", 1, 0, "fail"),
    *cases(
        "aws-backup-plan-daily",
        PLAN,
        ("good", "pass", {"rules": [{"schedule": "cron(0 2 1 * ? *)"}, {"schedule": "cron(0 1 ? * * *)"}]}),
        ("good", "pass", {"rules": [{"enableContinuousBackup": True}]}),
        ("bad", "fail", {"rules": [{"schedule": "cron(0 2 ? * SUN *)"}]}),
        ("bad", "fail", {"rules": []}),
        ("missing", "pass", {"rules": [{"ruleName": "daily"}]}),
        ("unknown", "unknown", {"rules": [{"schedule": UNKNOWN}]}),
        ("unknown", "unknown", {"rules": UNKNOWN}),
    ),
    *cases(
        "aws-backup-rule-kept-a-week",
        PLAN,
        ("good", "pass", {"rules": [{"lifecycle": {"deleteAfter": 7}, "copyActions": [{"lifecycle": {}}]}]}),
        ("good", "pass", {"rules": [{"schedule": "cron(0 * ? * * *)", "lifecycle": {"deleteAfter": 2}}]}),
        ("good", "pass", {"rules": [{"schedule": "rate(6 hours)", "lifecycle": {"deleteAfter": 2}}]}),
        ("bad", "fail", {"rules": [{"schedule": "rate(1 day)", "lifecycle": {"deleteAfter": 2}}]}),
        ("bad", "fail", {"rules": [{"lifecycle": {"deleteAfter": 35}}, {"lifecycle": {"deleteAfter": 6}}]}, "[1]"),
        ("bad", "fail", {"rules": [{"copyActions": [{"lifecycle": {"deleteAfter": 1}}]}]}, "copyActions[0]"),
        ("missing", "pass", {"rules": [{"ruleName": "daily"}]}),
        ("unknown", "unknown", {"rules": [{"lifecycle": {"deleteAfter": UNKNOWN}}]}),
        ("unknown", "unknown", {"rules": [UNKNOWN]}),
    ),
    *cases(
        "aws-backup-plan-kept-a-month",
        PLAN,
        ("good", "pass", kept(7, 35)),
        ("bad", "fail", kept(7, 29)),
        ("missing", "pass", {"rules": [{"ruleName": "daily"}]}),
        ("missing", "fail", {}),
        ("unknown", "unknown", kept(7, UNKNOWN)),
    ),
    *everywhere("aws-backup-lock-minimum", "minRetentionDays", 7, 1, "fail"),
    # Governance mode, which can be taken back, is the lock of a trial.
    *everywhere("aws-backup-lock-grace", "changeableForDays", 30, 3, "pass"),
    *everywhere("aws-backup-lock-maximum", "maxRetentionDays", 400, 0, "fail"),
    *cases(
        "aws-backup-plan-copies-every-rule",
        PLAN,
        ("good", "pass", {"rules": [{"copyActions": [{"destinationVaultArn": "a"}]}] * 2}),
        # Whether a copy is wanted at all is for the recovery that was agreed.
        ("good", "not-applicable", {"rules": [{"copyActions": []}, {}]}),
        ("bad", "fail", {"rules": [{"copyActions": [{}]}, {"copyActions": []}]}, "rules[1] copies nothing"),
        ("missing", "not-applicable", {}),
        ("missing", "fail", {"rules": [{}, {"copyActions": [{}]}]}),
        ("unknown", "unknown", {"rules": [UNKNOWN]}),
        ("unknown", "unknown", {"rules": [{}, {"copyActions": UNKNOWN}]}),
    ),
    *cases(
        "aws-backup-selection-names-resources",
        "aws:backup/selection:Selection",
        ("good", "pass", {"resources": ["*"]}),
        ("good", "not-applicable", {"selectionTags": [{"key": "backup", "value": "daily", "type": "STRINGEQUALS"}]}),
        ("bad", "fail", {"resources": []}),
        ("missing", "unknown", {"conditions": [{}]}),
        ("unknown", "unknown", {"resources": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


@pytest.mark.parametrize(
    ("schedule", "daily"),
    [
        ("cron(0 1 ? * * *)", True),
        ("cron(0 5 * * ? *)", True),
        ("cron(30 2/4 ? * * *)", True),
        ("cron(0 5 ? * MON-FRI *)", False),
        ("cron(0 5 1 * ? *)", False),
        ("cron(0 5 ? 1 * *)", False),
        ("cron(0 5 ? * SUN-SAT *)", True),
        ("rate(12 hours)", True),
        ("rate(1 day)", True),
        ("rate(2 days)", False),
        ("rate(48 hours)", False),
        ("cron(0 5)", False),
        ("daily", False),
        (None, False),
    ],
)
def test_what_runs_every_day(schedule: object, daily: bool) -> None:
    assert is_daily(schedule) is daily
