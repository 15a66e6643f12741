import pulumi
import pytest

from hds_landing.azure.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.azure.backups.backup_schedule import machine_policy
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.backup import BackupFrequency, BackupTierPlan
from tests.azure.azure_drawing import IDENTITY, KEY, STORE, WORKSPACE, draw
from tests.azure.azure_plans import ALL_TIERS, backup_tier, vault

FOUR_HOURS, DAILY, MONTHLY, YEARLY = ALL_TIERS
TIME = "2026-01-01T02:30:00Z"


def policy(*tiers: BackupTierPlan) -> dict:
    args = (STORE, WORKSPACE)
    drawn = draw(
        lambda group, opts: BackupVault("backup", BackupVaultArgs(vault(*tiers), group, KEY, IDENTITY, *args), opts)
    )
    return dict(drawn.inputs("recoveryservices:ProtectionPolicy")["properties"])


def test_every_tier_at_once() -> None:
    properties = policy(*ALL_TIERS)
    assert properties["backupManagementType"] == "AzureIaasVM"
    assert properties["policyType"] == "V2"
    assert properties["timeZone"] == "UTC"
    assert properties["schedulePolicy"] == {
        "schedulePolicyType": "SimpleSchedulePolicyV2",
        "scheduleRunFrequency": "Hourly",
        "hourlySchedule": {"interval": 4, "scheduleWindowStartTime": TIME, "scheduleWindowDuration": 24},
    }
    retention = properties["retentionPolicy"]
    assert retention["dailySchedule"] == {
        "retentionTimes": [TIME],
        "retentionDuration": {"count": 35, "durationType": "Days"},
    }
    assert retention["monthlySchedule"]["retentionDuration"] == {"count": 12, "durationType": "Months"}
    assert retention["yearlySchedule"]["retentionDuration"] == {"count": 10, "durationType": "Years"}
    assert retention["yearlySchedule"]["monthsOfYear"] == ["January"]
    first = {"daysOfTheMonth": [{"date": 1, "isLast": False}]}
    for schedule in ("monthlySchedule", "yearlySchedule"):
        assert retention[schedule]["retentionScheduleFormatType"] == "Daily"
        assert retention[schedule]["retentionScheduleDaily"] == first
        assert retention[schedule]["retentionTimes"] == [TIME]


def test_daily_alone() -> None:
    properties = policy(DAILY)
    assert properties["schedulePolicy"] == {
        "schedulePolicyType": "SimpleSchedulePolicyV2",
        "scheduleRunFrequency": "Daily",
        "dailySchedule": {"scheduleRunTimes": [TIME]},
    }
    assert set(properties["retentionPolicy"]) == {"retentionPolicyType", "dailySchedule"}
    assert properties["instantRpRetentionRangeInDays"] == 7
    assert properties["instantRPDetails"] == {"azureBackupRGNamePrefix": "rg-gpne-aulnay-backup-snapshots-"}


@pytest.mark.parametrize(("days", "months"), [(31, 1), (32, 2), (93, 3), (365, 12), (372, 12), (373, 13)])
def test_months_are_counted_as_the_plan_counts_them(days: int, months: int) -> None:
    tiers = {"daily": DAILY, "monthly": backup_tier(BackupFrequency.MONTHLY, days)}
    schedule = machine_policy("vault", tiers).retention_policy.monthly_schedule
    assert schedule.retention_duration.count == months


@pytest.mark.parametrize(("days", "years"), [(366, 1), (367, 2), (3660, 10)])
def test_years_are_counted_as_the_plan_counts_them(days: int, years: int) -> None:
    tiers = {"daily": DAILY, "yearly": backup_tier(BackupFrequency.YEARLY, days)}
    schedule = machine_policy("vault", tiers).retention_policy.yearly_schedule
    assert schedule.retention_duration.count == years


def test_a_snapshot_never_outlives_its_point() -> None:
    tiers = {"daily": backup_tier(BackupFrequency.DAILY, 5)}
    assert machine_policy("vault", tiers).instant_rp_retention_range_in_days == 5


def test_without_a_daily_tier_the_days_are_those_of_every_four_hours() -> None:
    retention = machine_policy("vault", {"every-4-hours": FOUR_HOURS}).retention_policy
    assert retention.daily_schedule.retention_duration.count == 7


def test_an_hourly_tier_is_refused() -> None:
    with pytest.raises(ComponentArgsError) as refused:
        machine_policy("gpne-aulnay", {"hourly": backup_tier(BackupFrequency.HOURLY, 7), "daily": DAILY})
    assert str(refused.value) == (
        "vault 'gpne-aulnay' has an hourly tier, and Azure Backup takes virtual machines every 4 hours at best. "
        "Give the tier `every-4-hours`, or protect the workload by replication."
    )


def test_monthly_points_without_daily_ones_are_refused() -> None:
    with pytest.raises(ComponentArgsError, match="neither a daily nor an every-4-hours tier") as refused:
        machine_policy("gpne-aulnay", {"monthly": MONTHLY})
    assert str(refused.value).endswith("Give it a daily tier.")


def test_a_refused_schedule_draws_nothing() -> None:
    plan = vault(MONTHLY)
    with pytest.raises(ComponentArgsError):
        BackupVault("backup", BackupVaultArgs(plan, "rg", KEY, IDENTITY, STORE, WORKSPACE), pulumi.ResourceOptions())
