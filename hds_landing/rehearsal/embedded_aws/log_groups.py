"""CloudWatch Logs: log groups."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import LOG_GROUP_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

RETENTION_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
"""PutRetentionPolicy takes no other. Source: CloudWatch Logs API reference."""


def _log_group(request: Request) -> Created:
    inputs, logs = request.inputs, request.client("logs")
    name, days = request.name(), inputs.get("retentionInDays")
    request.standing.require("key", inputs.get("kmsKeyId"))
    asked = picked(inputs, {"kmsKeyId": "kmsKeyId", "logGroupClass": "logGroupClass"})
    logs.create_log_group(logGroupName=name, **asked, **({"tags": request.tags} if request.tags else {}))
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    kept = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"][0]
    request.expect("retentionInDays", days or None, kept.get("retentionInDays"))
    request.expect("kmsKeyId", inputs.get("kmsKeyId"), kept.get("kmsKeyId"))
    return request.exercised(
        name,
        {
            "arn": request.arn("logs", f"log-group:{name}"),
            "deletionProtectionEnabled": bool(inputs.get("deletionProtectionEnabled")),
            "logGroupClass": inputs.get("logGroupClass") or "STANDARD",
            "name": name,
            "namePrefix": inputs.get("namePrefix") or "",
            "retentionInDays": days or 0,
        },
    )


def _observe(request: Request, identity: str) -> Mapping[str, Any]:
    groups = request.client("logs").describe_log_groups(logGroupNamePrefix=identity)["logGroups"]
    for group in groups:
        if group["logGroupName"] == identity:
            return {"kmsKeyId": group.get("kmsKeyId"), "retentionInDays": group.get("retentionInDays") or 0}
    raise Gone(f"log group {identity} does not exist")


def _change(request: Request, identity: str) -> None:
    logs, days = request.client("logs"), request.inputs.get("retentionInDays")
    _observe(request, identity)
    request.standing.require("key", request.inputs.get("kmsKeyId"))
    # the emulated service has no operation that changes the key
    group = request.emulator.backend("logs", request.account_id, request.region).groups[identity]
    group.kms_key_id = request.inputs.get("kmsKeyId")
    if days:
        logs.put_retention_policy(logGroupName=identity, retentionInDays=days)
    else:
        logs.delete_retention_policy(logGroupName=identity)


def _delete(request: Request, identity: str) -> None:
    if request.known.get("deletionProtectionEnabled"):
        raise Refused(f"log group {identity} is protected: set deletionProtectionEnabled to false first")
    request.client("logs").delete_log_group(logGroupName=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:cloudwatch/logGroup:LogGroup": Lifecycle(_log_group, _observe, _change, _delete, LOG_GROUP_TAGS)
}
