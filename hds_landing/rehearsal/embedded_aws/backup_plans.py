"""AWS Backup: plans."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hds_landing.rehearsal.embedded_aws.backup_rules import RULE_NAMES, rule_as_aws
from hds_landing.rehearsal.embedded_aws.backup_selections import SELECTION
from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import BACKUP_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused


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
    rules = [rule_as_aws(rule) for rule in request.inputs["rules"]]
    for rule in rules:
        request.standing.require("vault", rule["TargetBackupVaultName"])
        for copy in rule.get("CopyActions", []):
            request.standing.require("vault", copy["DestinationBackupVaultArn"])
    settings = request.inputs.get("advancedBackupSettings")
    advanced = {"AdvancedBackupSettings": as_aws(settings)} if settings else {}
    return {"BackupPlanName": request.name(), "Rules": rules, **advanced}


def _observe_plan(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("backup").get_backup_plan(BackupPlanId=identity)
    if "DeletionDate" in kept:
        raise Gone(f"backup plan {identity} is deleted")
    rules, known = kept["BackupPlan"]["Rules"], request.known.get("rules") or []
    intact = len(rules) == len(known) and all(
        rule_as_aws(ours).items() <= theirs.items() for ours, theirs in zip(known, rules, strict=True)
    )
    return {"version": kept["VersionId"]} if intact else {"rules": as_pulumi(rules, RULE_NAMES)}


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
        if each.place.type == SELECTION and each.outputs.get("planId") == identity
    ]
    if selections:
        raise Refused(f"InvalidRequestException: backup plan {identity} has selections {', '.join(selections)}")
    request.client("backup").delete_backup_plan(BackupPlanId=identity)
    # the emulated service keeps it, and its name, as deleted
    request.emulator.backend("backup", request.account_id, request.region).plans.pop(identity, None)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:backup/plan:Plan": Lifecycle(_plan, _observe_plan, _change_plan, _delete_plan, BACKUP_TAGS),
}
