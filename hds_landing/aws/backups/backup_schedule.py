"""When AWS Backup runs a tier, and how long it keeps it."""

from typing import Any

from hds_landing.plan.backup import BackupFrequency, BackupTierPlan


def schedule(tier: BackupTierPlan) -> str:
    """The cron expression of a tier, UTC. Monthly: the first day; yearly: the first of January."""
    hour, minute = (int(part) for part in tier.start_time.split(":"))
    expressions = {
        BackupFrequency.HOURLY: f"cron({minute} * ? * * *)",
        BackupFrequency.EVERY_FOUR_HOURS: f"cron({minute} {hour % 4}/4 ? * * *)",
        BackupFrequency.DAILY: f"cron({minute} {hour} ? * * *)",
        BackupFrequency.MONTHLY: f"cron({minute} {hour} 1 * ? *)",
        BackupFrequency.YEARLY: f"cron({minute} {hour} 1 1 ? *)",
    }
    return expressions[tier.frequency]


def lifecycle(tier: BackupTierPlan) -> dict[str, Any]:
    """Days until cold storage, where there is any, and until deletion."""
    cold = {} if tier.cold_after_days is None else {"cold_storage_after": tier.cold_after_days}
    return {"delete_after": tier.retention_days, **cold}
