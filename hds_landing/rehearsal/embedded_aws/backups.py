"""AWS Backup: vaults, locks and plans (emulated), vault policies and selections (validated and recorded)."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi, picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import BACKUP_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_COLD_AT_LEAST_DAYS = 90
"""What goes to cold storage stays there at least this long. Source: AWS Backup API reference, Lifecycle."""


_LOCK = {
    "changeableForDays": "ChangeableForDays",
    "maxRetentionDays": "MaxRetentionDays",
    "minRetentionDays": "MinRetentionDays",
}


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
    backup.put_backup_vault_lock_configuration(BackupVaultName=name, **picked(inputs, _LOCK))
    kept = backup.describe_backup_vault(BackupVaultName=name)
    request.expect("lock", True, kept.get("Locked"))
    for ours in ("minRetentionDays", "maxRetentionDays"):
        request.expect(ours, inputs.get(ours), kept.get(_LOCK[ours]))
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
    backup, asked = request.client("backup"), _asked_plan(request)
    rules = asked["Rules"]
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


def _asked_plan(request: Request) -> dict[str, Any]:
    rules = [_rule(rule) for rule in request.inputs["rules"]]
    for rule in rules:
        request.standing.require("vault", rule["TargetBackupVaultName"])
        for copy in rule.get("CopyActions", []):
            request.standing.require("vault", copy["DestinationBackupVaultArn"])
    settings = request.inputs.get("advancedBackupSettings")
    advanced = {"AdvancedBackupSettings": as_aws(settings)} if settings else {}
    return {"BackupPlanName": request.name(), "Rules": rules, **advanced}


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


def _observe_vault(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("backup").describe_backup_vault(BackupVaultName=identity)
    return {
        "kmsKeyArn": kept.get("EncryptionKeyArn") or request.known.get("kmsKeyArn"),
        "recoveryPoints": _recovery_points(request, identity),
    }


def _recovery_points(request: Request, vault: str) -> int:
    """Counted where the emulated service keeps them: it does not answer with them."""
    kept = request.emulator.backend("backup", request.account_id, request.region).vaults[vault]
    return int(kept.num_of_recovery_points)


def _delete_vault(request: Request, identity: str) -> None:
    backup = request.client("backup")
    backup.describe_backup_vault(BackupVaultName=identity)
    if _recovery_points(request, identity):
        raise Refused(f"InvalidRequestException: vault {identity} holds recovery points and cannot be deleted")
    backup.delete_backup_vault(BackupVaultName=identity)


def _observe_lock(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("backup").describe_backup_vault(BackupVaultName=identity)
    if not kept.get("Locked"):
        raise Gone(f"vault {identity} has no lock")
    return {ours: kept.get(theirs) for ours, theirs in _LOCK.items() if ours != "changeableForDays"}


def _delete_lock(request: Request, identity: str) -> None:
    request.client("backup").delete_backup_vault_lock_configuration(BackupVaultName=identity)


def _observe_vault_policy(request: Request, identity: str) -> Mapping[str, Any]:
    request.client("backup").describe_backup_vault(BackupVaultName=identity)
    return {}


def _observe_plan(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("backup").get_backup_plan(BackupPlanId=identity)
    if "DeletionDate" in kept:
        raise Gone(f"backup plan {identity} is deleted")
    rules, known = kept["BackupPlan"]["Rules"], request.known.get("rules") or []
    intact = len(rules) == len(known) and all(
        _rule(ours).items() <= theirs.items() for ours, theirs in zip(known, rules, strict=True)
    )
    return {"version": kept["VersionId"]} if intact else {"rules": as_pulumi(rules, _RULE_NAMES)}


def _change_plan(request: Request, identity: str) -> None:
    asked = _asked_plan(request)
    refuse_unless_valid("backup", "UpdateBackupPlan", {"BackupPlanId": identity, "BackupPlan": asked})
    # the emulated service has no operation for it
    plans = request.emulator.backend("backup", request.account_id, request.region).plans
    if identity not in plans:
        raise Gone(f"backup plan {identity} does not exist")
    plans[identity].backup_plan = asked
    plans[identity].version_id = str(uuid5(NAMESPACE_URL, f"{plans[identity].version_id}@"))


def _delete_plan(request: Request, identity: str) -> None:
    selections = [
        each.place.identity
        for each in request.standing
        if each.place.type == _SELECTION and each.outputs.get("planId") == identity
    ]
    if selections:
        raise Refused(f"InvalidRequestException: backup plan {identity} has selections {', '.join(selections)}")
    request.client("backup").delete_backup_plan(BackupPlanId=identity)
    # the emulated service keeps it, and its name, as deleted
    request.emulator.backend("backup", request.account_id, request.region).plans.pop(identity, None)


_SELECTION = "aws:backup/selection:Selection"
LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:backup/plan:Plan": Lifecycle(_plan, _observe_plan, _change_plan, _delete_plan, BACKUP_TAGS),
    _SELECTION: Lifecycle(_selection),
    "aws:backup/vault:Vault": Lifecycle(_vault, _observe_vault, nothing_but_tags, _delete_vault, BACKUP_TAGS),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": Lifecycle(
        _vault_lock, _observe_lock, delete=_delete_lock
    ),
    "aws:backup/vaultPolicy:VaultPolicy": Lifecycle(_vault_policy, _observe_vault_policy),
}
