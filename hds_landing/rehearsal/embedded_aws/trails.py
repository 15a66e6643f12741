"""CloudTrail."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.property_names import as_aws, picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_NAMES = {
    "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
    "cloudWatchLogsRoleArn": "CloudWatchLogsRoleArn",
    "enableLogFileValidation": "EnableLogFileValidation",
    "includeGlobalServiceEvents": "IncludeGlobalServiceEvents",
    "isMultiRegionTrail": "IsMultiRegionTrail",
    "kmsKeyId": "KmsKeyId",
    "s3BucketName": "S3BucketName",
    "s3KeyPrefix": "S3KeyPrefix",
    "snsTopicName": "SnsTopicName",
}
_SELECTORS = {
    "endsWiths": "EndsWith",
    "notEndsWiths": "NotEndsWith",
    "notStartsWiths": "NotStartsWith",
    "startsWiths": "StartsWith",
}
"""What the provider calls in the plural and AWS in the singular."""


def _trail(request: Request) -> Created:
    inputs, cloudtrail = request.inputs, request.client("cloudtrail")
    name = request.name()
    _refuse_missing(request)
    answer = cloudtrail.create_trail(Name=name, **picked(inputs, _NAMES), TagsList=tag_list(request.tags))
    if inputs.get("enableLogging", True):
        cloudtrail.start_logging(Name=name)
    for kind in ("eventSelectors", "advancedEventSelectors"):
        if inputs.get(kind):
            _select(request, cloudtrail, name, kind)
    _read_back(request, cloudtrail, name)
    return request.exercised(
        answer["TrailARN"],
        {
            "arn": answer["TrailARN"],
            "enableLogFileValidation": bool(inputs.get("enableLogFileValidation")),
            "enableLogging": inputs.get("enableLogging", True),
            "homeRegion": request.region,
            "isMultiRegionTrail": bool(inputs.get("isMultiRegionTrail")),
            "name": name,
            "snsTopicArn": "",
        },
    )


def _select(request: Request, cloudtrail: Any, name: str, kind: str) -> None:
    theirs, selectors = kind[0].upper() + kind[1:], as_aws(request.inputs[kind], _SELECTORS)
    cloudtrail.put_event_selectors(TrailName=name, **{theirs: selectors})
    request.expect(kind, selectors, cloudtrail.get_event_selectors(TrailName=name).get(theirs))


def _refuse_missing(request: Request) -> None:
    inputs = request.inputs
    request.standing.require("bucket", inputs["s3BucketName"])
    request.standing.require("key", inputs.get("kmsKeyId"))
    request.standing.require("role", inputs.get("cloudWatchLogsRoleArn"))
    group = inputs.get("cloudWatchLogsGroupArn")
    if group:
        if not group.endswith(":*"):
            raise Refused("cloudWatchLogsGroupArn ends with `:*`: CloudTrail writes into the group's streams")
        request.standing.require("log group", group.removesuffix(":*"))
    if bool(group) != bool(inputs.get("cloudWatchLogsRoleArn")):
        raise Refused("cloudWatchLogsGroupArn and cloudWatchLogsRoleArn come together")


def _read_back(request: Request, cloudtrail: Any, name: str) -> None:
    kept = cloudtrail.get_trail(Name=name)["Trail"]
    renamed = {"EnableLogFileValidation": "LogFileValidationEnabled"}
    for ours in ("enableLogFileValidation", "isMultiRegionTrail", "kmsKeyId", "s3BucketName"):
        if ours in request.inputs:
            theirs = _NAMES[ours]
            request.expect(ours, request.inputs[ours], kept.get(renamed.get(theirs, theirs)))
    logging = cloudtrail.get_trail_status(Name=name)["IsLogging"]
    request.expect("enableLogging", request.inputs.get("enableLogging", True), logging)


HANDLERS: Mapping[str, Handler] = {"aws:cloudtrail/trail:Trail": _trail}
