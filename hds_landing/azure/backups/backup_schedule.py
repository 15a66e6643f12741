"""When virtual machines are backed up, and how long each backup is kept."""

from collections.abc import Mapping
from math import ceil

from pulumi_azure_native import recoveryservices

from hds_landing.errors import ComponentArgsError
from hds_landing.plan.backup import DAYS_PER_MONTH, DAYS_PER_YEAR, BackupFrequency, BackupTierPlan

_SNAPSHOT_DAYS = 7
"""How long a snapshot stays beside its machine for an instant restore."""


def machine_policy(
    vault_name: str, tiers: Mapping[str, BackupTierPlan]
) -> recoveryservices.AzureIaaSVMProtectionPolicyArgs:
    """The enhanced (V2) policy of a vault's tiers, in UTC.

    Azure counts monthly points in months and yearly ones in years, as the spec does; the plan counts the longest of
    either in days.

    Raises:
        ComponentArgsError: a tier that Azure Backup cannot keep.
    """
    by_frequency = {tier.frequency: tier for tier in tiers.values()}
    daily = _daily(vault_name, by_frequency)
    return recoveryservices.AzureIaaSVMProtectionPolicyArgs(
        backup_management_type="AzureIaasVM",
        policy_type=recoveryservices.IAASVMPolicyType.V2,
        time_zone="UTC",
        schedule_policy=_schedule(by_frequency.get(BackupFrequency.EVERY_FOUR_HOURS), daily),
        retention_policy=recoveryservices.LongTermRetentionPolicyArgs(
            retention_policy_type="LongTermRetentionPolicy",
            daily_schedule=recoveryservices.DailyRetentionScheduleArgs(
                retention_times=[_time(daily)],
                retention_duration=_duration(daily.retention_days, "Days"),
            ),
            monthly_schedule=_monthly(by_frequency.get(BackupFrequency.MONTHLY), daily),
            yearly_schedule=_yearly(by_frequency.get(BackupFrequency.YEARLY), daily),
        ),
        instant_rp_retention_range_in_days=min(_SNAPSHOT_DAYS, daily.retention_days),
        instant_rp_details=recoveryservices.InstantRPAdditionalDetailsArgs(
            azure_backup_rg_name_prefix=f"rg-{vault_name}-snapshots-"
        ),
    )


def _daily(vault_name: str, tiers: Mapping[BackupFrequency, BackupTierPlan]) -> BackupTierPlan:
    if BackupFrequency.HOURLY in tiers:
        raise ComponentArgsError(
            f"vault '{vault_name}' has an hourly tier, and Azure Backup takes virtual machines every 4 hours at best. "
            "Give the tier `every-4-hours`, or protect the workload by replication."
        )
    daily = tiers.get(BackupFrequency.DAILY) or tiers.get(BackupFrequency.EVERY_FOUR_HOURS)
    if daily is None:
        raise ComponentArgsError(
            f"vault '{vault_name}' has neither a daily nor an every-4-hours tier, and Azure Backup keeps monthly and "
            "yearly points of daily ones only. Give it a daily tier."
        )
    return daily


def _schedule(
    every_four_hours: BackupTierPlan | None, daily: BackupTierPlan
) -> recoveryservices.SimpleSchedulePolicyV2Args:
    if every_four_hours is None:
        return recoveryservices.SimpleSchedulePolicyV2Args(
            schedule_policy_type="SimpleSchedulePolicyV2",
            schedule_run_frequency=recoveryservices.ScheduleRunType.DAILY,
            daily_schedule=recoveryservices.DailyScheduleArgs(schedule_run_times=[_time(daily)]),
        )
    return recoveryservices.SimpleSchedulePolicyV2Args(
        schedule_policy_type="SimpleSchedulePolicyV2",
        schedule_run_frequency=recoveryservices.ScheduleRunType.HOURLY,
        hourly_schedule=recoveryservices.HourlyScheduleArgs(
            interval=4, schedule_window_start_time=_time(every_four_hours), schedule_window_duration=24
        ),
    )


def _monthly(
    tier: BackupTierPlan | None, daily: BackupTierPlan
) -> recoveryservices.MonthlyRetentionScheduleArgs | None:
    if tier is None:
        return None
    return recoveryservices.MonthlyRetentionScheduleArgs(
        retention_schedule_format_type=recoveryservices.RetentionScheduleFormat.DAILY,
        retention_schedule_daily=_first_of_month(),
        retention_times=[_time(daily)],
        retention_duration=_duration(ceil(tier.retention_days / DAYS_PER_MONTH), "Months"),
    )


def _yearly(tier: BackupTierPlan | None, daily: BackupTierPlan) -> recoveryservices.YearlyRetentionScheduleArgs | None:
    if tier is None:
        return None
    return recoveryservices.YearlyRetentionScheduleArgs(
        retention_schedule_format_type=recoveryservices.RetentionScheduleFormat.DAILY,
        months_of_year=[recoveryservices.MonthOfYear.JANUARY],
        retention_schedule_daily=_first_of_month(),
        retention_times=[_time(daily)],
        retention_duration=_duration(ceil(tier.retention_days / DAYS_PER_YEAR), "Years"),
    )


def _first_of_month() -> recoveryservices.DailyRetentionFormatArgs:
    return recoveryservices.DailyRetentionFormatArgs(
        days_of_the_month=[recoveryservices.DayArgs(date=1, is_last=False)]
    )


def _duration(count: int, unit: str) -> recoveryservices.RetentionDurationArgs:
    return recoveryservices.RetentionDurationArgs(count=count, duration_type=unit)


def _time(tier: BackupTierPlan) -> str:
    """Azure reads the time of day only; the date is there because the field wants one, and never moves."""
    return f"2026-01-01T{tier.start_time}:00Z"
