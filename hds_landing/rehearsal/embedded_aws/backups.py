"""AWS Backup: vaults, locks and plans (emulated), vault policies and selections (validated and recorded)."""

import re
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_COLD_AT_LEAST_DAYS = 90
"""What goes to cold storage stays there at least this long. Source: AWS Backup API reference, Lifecycle."""


def _vault(request: Request) -> Created:
    inputs, backup = request.inputs, request.client("backup")
    name = request.name()
    request.standing.require("key", inputs.get("kmsKeyArn"))
    answer = backup.create_backup_vault(
        BackupVaultName=name,
        **picked(inputs, {"kmsKeyArn": "EncryptionKeyArn"}),
        **({"BackupVaultTags": request.tags} if request.tags else {}),
    )
    kept = backup.describe_backup_vault(BackupVaultName=name)
    request.expect(
        "kmsKeyArn", inputs.get("kmsKeyArn"), kept.get("EncryptionKeyArn") if "kmsKeyArn" in inputs else None
    )
    return request.exercised(
        name,
        {
            "arn": answer["BackupVaultArn"],
            "kmsKeyArn": inputs.get("kmsKeyArn") or request.arn("kms", f"key/{request.uuid()}"),
            "name": name,
            "recoveryPoints": 0,
        },
    )


def _vault_lock(request: Request) -> Created:
    inputs, backup = request.inputs, request.client("backup")
    name = inputs["backupVaultName"]
    named = {
        "changeableForDays": "ChangeableForDays",
        "maxRetentionDays": "MaxRetentionDays",
        "minRetentionDays": "MinRetentionDays",
    }
    backup.put_backup_vault_lock_configuration(BackupVaultName=name, **picked(inputs, named))
    kept = backup.describe_backup_vault(BackupVaultName=name)
    request.expect("lock", True, kept.get("Locked"))
    for ours in ("minRetentionDays", "maxRetentionDays"):
        request.expect(ours, inputs.get(ours), kept.get(named[ours]))
    request.expect("final lock", "changeableForDays" in inputs, "LockDate" in kept)
    return request.exercised(name, {"backupVaultArn": kept["BackupVaultArn"]})


def _vault_policy(request: Request) -> Created:
    inputs, name = request.inputs, request.inputs["backupVaultName"]
    refuse_unreadable_policy(inputs["policy"])
    asked = {"BackupVaultName": name, "Policy": inputs["policy"]}
    refuse_unless_valid("backup", "PutBackupVaultAccessPolicy", asked)
    vault = request.client("backup").describe_backup_vault(BackupVaultName=name)
    return request.recorded(name, {"backupVaultArn": vault["BackupVaultArn"]})


def _plan(request: Request) -> Created:
    inputs, backup = request.inputs, request.client("backup")
    rules = [_rule(rule) for rule in inputs["rules"]]
    for rule in rules:
        request.standing.require("vault", rule["TargetBackupVaultName"])
        for copy in rule.get("CopyActions", []):
            request.standing.require("vault", copy["DestinationBackupVaultArn"])
    asked: dict[str, Any] = {"BackupPlanName": request.name(), "Rules": rules}
    if inputs.get("advancedBackupSettings"):
        asked["AdvancedBackupSettings"] = as_aws(inputs["advancedBackupSettings"])
    tags = {"BackupPlanTags": request.tags} if request.tags else {}
    answer = backup.create_backup_plan(BackupPlan=asked, **tags)
    kept = backup.get_backup_plan(BackupPlanId=answer["BackupPlanId"])["BackupPlan"]
    for rule, found in zip(rules, kept["Rules"], strict=True):
        for name in ("RuleName", "ScheduleExpression", "Lifecycle", "CopyActions"):
            if name in rule:
                request.expect(f"rules[{rule['RuleName']}].{name}", rule[name], found.get(name))
    return request.exercised(
        answer["BackupPlanId"],
        {"arn": answer["BackupPlanArn"], "name": request.name(), "version": answer["VersionId"]},
    )


_RULE_NAMES = {
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


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in rule.items() if name != "recoveryPointTags" and value != []}
    written: dict[str, Any] = as_aws(plain, _RULE_NAMES)
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


def _selection(request: Request) -> Created:
    inputs = request.inputs
    request.standing.require("plan", inputs["planId"])
    request.standing.require("role", inputs["iamRoleArn"])
    selection: dict[str, Any] = {"SelectionName": request.name(), "IamRoleArn": inputs["iamRoleArn"]}
    for ours, theirs in (("resources", "Resources"), ("notResources", "NotResources")):
        if inputs.get(ours):
            selection[theirs] = inputs[ours]
    tags = [
        {"ConditionType": tag["type"], "ConditionKey": tag["key"], "ConditionValue": tag["value"]}
        for tag in inputs.get("selectionTags") or []
    ]
    conditions = _conditions(inputs.get("conditions") or [])
    selection |= ({"ListOfTags": tags} if tags else {}) | ({"Conditions": conditions} if conditions else {})
    if not (tags or conditions or selection.get("Resources")):
        raise Refused("a selection needs resources, selectionTags or conditions: this one selects nothing")
    refuse_unless_valid(
        "backup", "CreateBackupSelection", {"BackupPlanId": inputs["planId"], "BackupSelection": selection}
    )
    return request.recorded(
        request.uuid(),
        {
            "conditions": inputs.get("conditions") or [],
            "name": request.name(),
            "notResources": inputs.get("notResources") or [],
        },
    )


def _conditions(given: list[Mapping[str, Any]]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for block in given:
        for name, tests in block.items():
            written.setdefault(name[0].upper() + name[1:], []).extend(
                {"ConditionKey": test["key"], "ConditionValue": test["value"]} for test in tests
            )
    return written


HANDLERS: Mapping[str, Handler] = {
    "aws:backup/plan:Plan": _plan,
    "aws:backup/selection:Selection": _selection,
    "aws:backup/vault:Vault": _vault,
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": _vault_lock,
    "aws:backup/vaultPolicy:VaultPolicy": _vault_policy,
}
