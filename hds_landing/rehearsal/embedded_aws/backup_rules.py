"""AWS Backup: rules of a plan, as AWS takes them."""

import re
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.property_names import as_aws
from hds_landing.rehearsal.embedded_cloud import Refused

_COLD_AT_LEAST_DAYS = 90
"""What goes to cold storage stays there at least this long. Source: AWS Backup API reference, Lifecycle."""
RULE_NAMES = {
    "targetVaultName": "TargetBackupVaultName",
    "schedule": "ScheduleExpression",
    "scheduleExpressionTimezone": "ScheduleExpressionTimezone",
    "startWindow": "StartWindowMinutes",
    "completionWindow": "CompletionWindowMinutes",
    "coldStorageAfter": "MoveToColdStorageAfterDays",
    "deleteAfter": "DeleteAfterDays",
    "optInToArchiveForSupportedResources": "OptInToArchiveForSupportedResources",
    "destinationVaultArn": "DestinationBackupVaultArn",
}


def rule_as_aws(rule: Mapping[str, Any]) -> dict[str, Any]:
    """One rule; raises Refused for what AWS Backup would not keep."""
    plain = {name: value for name, value in rule.items() if name != "recoveryPointTags" and value != []}
    written: dict[str, Any] = as_aws(plain, RULE_NAMES)
    if rule.get("recoveryPointTags"):
        written["RecoveryPointTags"] = rule["recoveryPointTags"]
    lifecycles = [rule.get("lifecycle"), *(copy.get("lifecycle") for copy in rule.get("copyActions") or [])]
    for lifecycle in lifecycles:
        _refuse_short_cold_storage(rule["ruleName"], lifecycle or {})
    if rule.get("schedule"):
        _refuse_unreadable_schedule(rule["ruleName"], rule["schedule"])
    return written


def _refuse_short_cold_storage(rule: str, lifecycle: Mapping[str, Any]) -> None:
    cold, deleted = lifecycle.get("coldStorageAfter"), lifecycle.get("deleteAfter")
    if cold and deleted and deleted < cold + _COLD_AT_LEAST_DAYS:
        raise Refused(
            f"rule {rule!r}: deleted after {deleted} days, cold after {cold}; "
            f"cold storage lasts at least {_COLD_AT_LEAST_DAYS} days"
        )


def _refuse_unreadable_schedule(rule: str, schedule: str) -> None:
    cron = re.fullmatch(r"cron\((.*)\)", schedule)
    if cron:
        fields = cron[1].split()
        if len(fields) != 6:
            raise Refused(f"rule {rule!r}: {schedule} has {len(fields)} fields, cron takes 6")
        if (fields[2] == "?") == (fields[4] == "?"):
            raise Refused(f"rule {rule!r}: {schedule} needs `?` for either day of month or day of week")
    elif not schedule.startswith("rate("):
        raise Refused(f"rule {rule!r}: schedule {schedule!r} is neither cron(...) nor rate(...)")
