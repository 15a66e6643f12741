"""Buckets that traces are delivered to: where they stand, whether they can be changed, how long they keep."""

from collections.abc import Iterator
from typing import Any, Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.region import effective_region, judge_found_region
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import at_least
from hds_landing.rules.residency import REQUIREMENTS, SOURCE
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.subject import subject_of
from hds_landing.rules.type_tokens import current_token

BUCKET: Final = "aws:s3/bucket:Bucket"
OBJECT_LOCK: Final = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
TRAIL: Final = "aws:cloudtrail/trail:Trail"
FLOW_LOG: Final = "aws:ec2/flowLog:FlowLog"
FIREWALL_LOGGING: Final = "aws:networkfirewall/loggingConfiguration:LoggingConfiguration"
CONFIG_DELIVERY: Final = "aws:cfg/deliveryChannel:DeliveryChannel"
FIREHOSE: Final = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
_LIFECYCLE: Final = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"

_WRITERS: Final = {TRAIL: "s3BucketName", FLOW_LOG: "logDestination", FIREWALL_LOGGING: "loggingConfiguration"}
_BUCKET_NAMES: Final = {
    TRAIL: "s3BucketName",
    FLOW_LOG: "logDestination",
    CONFIG_DELIVERY: "s3BucketName",
    FIREHOSE: "extendedS3Configuration.bucketArn",
}
_FIREWALL_DESTINATIONS: Final = "loggingConfiguration.logDestinationConfigs[*].logDestination"
_LEAST_DAYS: Final = 180


def is_sink(bucket: Resource, graph: InventoryGraph) -> bool | None:
    """Whether a trail, a flow log or a firewall writes to a bucket; none where one writes nobody knows where."""
    mentions = [graph.mentions(bucket, BUCKET, token, name) for token, name in _WRITERS.items()]
    if any(each.found for each in mentions):
        return True
    return None if any(each.undetermined for each in mentions) else False


def judge_locked(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether what is written to a sink can be changed: governance mode is enough, it can be taken back on trial."""
    sink = is_sink(bucket, graph)
    if sink is False:
        return NOT_APPLICABLE
    locks = graph.companions(bucket, BUCKET, OBJECT_LOCK, "bucket")
    modes = [find_one(lock.inputs, "rule.defaultRetention.mode").value for lock in locks.found]
    modes.append(find_one(bucket.inputs, "objectLockConfiguration.rule.defaultRetention.mode").value)
    if any(mode in ("GOVERNANCE", "COMPLIANCE") for mode in modes):
        return None
    if sink is None:
        return Undetermined("traces are delivered to a bucket that is not known yet")
    if UNKNOWN in modes or locks.undetermined:
        return Undetermined("whether it is locked is not known yet")
    return "traces are delivered here, and no default retention locks them"


def judge_sink_keeps(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether the lifecycle of a sink leaves traces for six months."""
    if is_sink(bucket, graph) is not True:
        return NOT_APPLICABLE
    lifecycles = graph.companions(bucket, BUCKET, _LIFECYCLE, "bucket").found
    days = [found for each in lifecycles for found in find(each.inputs, "rules[*].expiration.days")]
    early = [f"{found}" for found in days if found.value not in (ABSENT, UNKNOWN) and not _is_late(found.value)]
    if early:
        return f"{early[0]}, expected {_LEAST_DAYS} or more"
    return Undetermined("when traces are deleted is not known yet") if any(x.value is UNKNOWN for x in days) else None


def _is_late(days: Any) -> bool:
    return at_least(_LEAST_DAYS).judge(days) is True


def judge_sink_region(writer: Resource, graph: InventoryGraph) -> Judgement:
    """Whether the bucket that a resource writes to stands inside the EEA; its name does not say where it stands."""
    return worst(_judge_bucket(writer, graph, name, literal) for name, literal in _destinations(writer))


def _destinations(writer: Resource) -> Iterator[tuple[str, Any]]:
    """The property that names each bucket, and its literal name or ARN."""
    token = current_token(writer.type)
    if token == FIREWALL_LOGGING:
        for found in find(writer.inputs, f"{_FIREWALL_DESTINATIONS}.bucketName"):
            if found.value is not ABSENT:
                yield "loggingConfiguration", found.value
        return
    path = _BUCKET_NAMES[token]
    value = find_one(writer.inputs, path).value
    if value is ABSENT or (token == FLOW_LOG and find_one(writer.inputs, "logDestinationType").value != "s3"):
        return
    yield path.partition(".")[0], value


def _judge_bucket(writer: Resource, graph: InventoryGraph, name: str, literal: Any) -> Judgement:
    bucket = graph.referred(writer, name, BUCKET, literal)
    if bucket is None and isinstance(literal, str) and literal.startswith("arn:"):
        bucket = graph.referred(writer, name, BUCKET, literal.rpartition(":")[2].partition("/")[0])
    if bucket is None:
        why = "not known yet" if literal is UNKNOWN else "not in the inventory, so its region is not known"
        return Undetermined(f"{name}: the bucket is {why}")
    subject = subject_of(bucket, graph.inventory.config)
    judgement = judge_found_region(effective_region(subject.properties, subject.provider, subject.config))
    return f"its bucket: {judgement}" if isinstance(judgement, str) else judgement


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-log-sink-locked",
        title="Traces that are delivered to a bucket cannot be changed there",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=("SNC-12.7", "ISO27001-A.5.33", "ISO27001-A.8.15"),
        fix="Add a BucketObjectLockConfiguration with a default retention; GOVERNANCE can be taken back on trial.",
        source="SecNumCloud 3.2, 12.7: traces are protected from whoever made them",
        types=(BUCKET,),
        joins={
            **{token: (name,) for token, name in _WRITERS.items()},
            OBJECT_LOCK: ("bucket", "rule.defaultRetention.mode"),
        },
        paths=("objectLockConfiguration.rule.defaultRetention.mode",),
        absence="S3 lets whoever may write overwrite and delete; buckets that nothing is delivered to are left out",
        judge=judge_locked,
    ),
    WholeInventoryRule(
        id="aws-log-sink-keeps-six-months",
        title="Traces that are delivered to a bucket stay for six months or more",
        theme=Theme.RETENTION,
        severity=Severity.HIGH,
        requirements=("SNC-12.6", "CNIL-LOG"),
        fix="Set expiration.days of the bucket's lifecycle to 365, or to 180 at least.",
        source="SecNumCloud 3.2, 12.6: six months at least",
        types=(BUCKET,),
        joins={
            **{token: (name,) for token, name in _WRITERS.items()},
            _LIFECYCLE: ("bucket", "rules[*].expiration.days"),
        },
        absence="S3 deletes nothing by itself",
        judge=judge_sink_keeps,
    ),
    WholeInventoryRule(
        id="aws-log-sink-in-eea",
        title="Traces and streams are delivered to buckets inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Deliver to a bucket of a region inside the EEA, declared in the same stack.",
        source=SOURCE,
        types=(*_BUCKET_NAMES, FIREWALL_LOGGING),
        joins={BUCKET: ("bucket", "region")},
        paths_by_type={
            **{token: (path,) for token, path in _BUCKET_NAMES.items()},
            FIREWALL_LOGGING: (_FIREWALL_DESTINATIONS,),
        },
        absence="nothing is delivered to a bucket",
        judge=judge_sink_region,
    ),
)
