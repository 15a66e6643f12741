"""CloudTrail."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi, picked
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_aws.tag_stores import TRAIL_TAGS
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
_KEPT = {"EnableLogFileValidation": "LogFileValidationEnabled"}
"""What the answers of CloudTrail call otherwise than its requests."""
_OFF = {"enableLogFileValidation": False, "isMultiRegionTrail": False}
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
    for ours in ("enableLogFileValidation", "isMultiRegionTrail", "kmsKeyId", "s3BucketName"):
        if ours in request.inputs:
            theirs = _NAMES[ours]
            request.expect(ours, request.inputs[ours], kept.get(_KEPT.get(theirs, theirs)))
    logging = cloudtrail.get_trail_status(Name=name)["IsLogging"]
    request.expect("enableLogging", request.inputs.get("enableLogging", True), logging)


def _observe(request: Request, identity: str) -> Mapping[str, Any]:
    cloudtrail = request.client("cloudtrail")
    trail = cloudtrail.get_trail(Name=identity)["Trail"]
    selected = cloudtrail.get_event_selectors(TrailName=identity)
    return {
        **{ours: trail.get(_KEPT.get(theirs, theirs)) for ours, theirs in _NAMES.items()},
        **{
            ours: as_pulumi(selected.get(theirs) or [], _SELECTORS)
            for ours, theirs in (
                ("advancedEventSelectors", "AdvancedEventSelectors"),
                ("eventSelectors", "EventSelectors"),
            )
        },
        "enableLogging": cloudtrail.get_trail_status(Name=identity)["IsLogging"],
        "includeGlobalServiceEvents": request.known.get("includeGlobalServiceEvents"),
    }


def _change(request: Request, identity: str) -> None:
    inputs, cloudtrail = request.inputs, request.client("cloudtrail")
    _refuse_missing(request)
    cloudtrail.update_trail(Name=identity, **picked({**_OFF, **inputs}, _NAMES))
    if inputs.get("enableLogging", True):
        cloudtrail.start_logging(Name=identity)
    else:
        cloudtrail.stop_logging(Name=identity)
    for kind in ("eventSelectors", "advancedEventSelectors"):
        if inputs.get(kind):
            _select(request, cloudtrail, identity, kind)
    _read_back(request, cloudtrail, identity)


def _delete(request: Request, identity: str) -> None:
    request.client("cloudtrail").delete_trail(Name=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:cloudtrail/trail:Trail": Lifecycle(_trail, _observe, _change, _delete, TRAIL_TAGS)
}
