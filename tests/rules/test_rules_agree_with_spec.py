"""What a spec may say and a rule fails is told in the plan, at the same figure."""

from typing import Any

import pytest

from hds_landing.catalogue.retention import BACKUP_DAYS, shortest_archive_days, shortest_hot_days
from hds_landing.rules.azure.retention import ARCHIVE_DAYS, HOT_DAYS
from hds_landing.spec.protection import BackupRetention, LogClassRetention
from tests.plan.planned_specs import a_plan
from tests.rules.rule_case import finding_of, inputs_with, judged, resource

HOT, ARCHIVE = shortest_hot_days(), shortest_archive_days()
LOG_GROUP, WORKSPACE = "aws:cloudwatch/logGroup:LogGroup", "azure-native:operationalinsights:Workspace"


def verdict(rule: str, token: str, inputs: dict[str, Any]) -> str | None:
    found = finding_of(rule, judged([resource(token, inputs=inputs)]))
    return found.verdict.value if found else None


def told(provider: str, **changes: Any) -> list[str]:
    return [notice for notice in a_plan(provider, **changes).notices if "check asks for" in notice]


def logging(hot: int, archive: int) -> dict[str, Any]:
    return {"logging": {"immutability": "trial", "classes": {"network": {"hotDays": hot, "archiveDays": archive}}}}


def backup(**retention: int) -> dict[str, Any]:
    return {"backup": {"immutability": "trial", "retention": retention}}


def test_the_spec_accepts_less_than_the_rules_ask_for() -> None:
    LogClassRetention.model_validate({"hotDays": HOT - 1, "archiveDays": ARCHIVE - 1})
    BackupRetention.model_validate({"dailyDays": BACKUP_DAYS - 1, "monthlyMonths": 0})
    assert (HOT_DAYS, ARCHIVE_DAYS) == (HOT, ARCHIVE)


@pytest.mark.parametrize("provider", ["aws", "azure"])
def test_searchable_days(provider: str) -> None:
    for days, wanted in ((HOT, "pass"), (HOT - 1, "fail")):
        rule, token = (
            ("aws-log-group-kept-long-enough", LOG_GROUP)
            if provider == "aws"
            else ("azure-workspace-searchable", WORKSPACE)
        )
        assert verdict(rule, token, {"retentionInDays": days}) == wanted
        assert bool(told(provider, **logging(days, ARCHIVE))) is (wanted == "fail")


def test_archive_days_on_azure() -> None:
    path = "retentionPolicy.days"
    for days, wanted in ((ARCHIVE, "pass"), (ARCHIVE - 1, "fail")):
        inputs = {"retentionPolicy": {"enabled": True, **inputs_with(path, days)["retentionPolicy"]}}
        assert verdict("azure-flow-log-kept", "azure-native:network:FlowLog", inputs) == wanted
        assert bool(told("azure", **logging(HOT, days))) is (wanted == "fail")
    assert told("aws", **logging(HOT, ARCHIVE - 1)) == []


@pytest.mark.parametrize(
    ("provider", "retention", "count"),
    [
        ("aws", {"dailyDays": BACKUP_DAYS, "monthlyMonths": 0}, 0),
        ("aws", {"dailyDays": BACKUP_DAYS - 1, "monthlyMonths": 0}, 1),
        ("aws", {"dailyDays": BACKUP_DAYS - 1, "monthlyMonths": 1}, 0),
        ("azure", {"dailyDays": BACKUP_DAYS}, 0),
        ("azure", {"dailyDays": BACKUP_DAYS - 1}, 1),
        ("azure", {"dailyDays": BACKUP_DAYS, "monthlyMonths": 0}, 1),
        ("azure", {"dailyDays": BACKUP_DAYS, "monthlyMonths": 0, "yearlyYears": 1}, 0),
    ],
)
def test_backups(provider: str, retention: dict[str, int], count: int) -> None:
    assert len(told(provider, **backup(**retention))) == count


def test_the_rules_on_backups_have_the_same_month() -> None:
    for days, wanted in ((BACKUP_DAYS, "pass"), (BACKUP_DAYS - 1, "fail")):
        rules = {"rules": [{"lifecycle": {"deleteAfter": days}}]}
        assert verdict("aws-backup-plan-kept-a-month", "aws:backup/plan:Plan", rules) == wanted
        daily = {"dailySchedule": {"retentionDuration": {"count": days, "durationType": "Days"}}}
        policy = {"properties": {"backupManagementType": "AzureIaasVM", "retentionPolicy": daily}}
        assert verdict("azure-backup-policy-kept", "azure-native:recoveryservices:ProtectionPolicy", policy) == wanted
