"""AWS Backup: what a plan backs up (validated and recorded)."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

SELECTION = "aws:backup/selection:Selection"


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


LIFECYCLES: Mapping[str, Lifecycle] = {
    SELECTION: Lifecycle(_selection),
}
