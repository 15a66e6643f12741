"""CloudWatch Logs: log groups."""

from collections.abc import Mapping

from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_RETENTION_DAYS = (
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
    if days and days not in _RETENTION_DAYS:
        raise Refused(f"retentionInDays: given {days}, allowed {', '.join(map(str, _RETENTION_DAYS))}, or 0 for ever")
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


HANDLERS: Mapping[str, Handler] = {"aws:cloudwatch/logGroup:LogGroup": _log_group}
