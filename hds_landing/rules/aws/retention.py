"""How long AWS keeps traces, and what an object lock or a lifecycle does to data."""

from typing import Any, Final

from hds_landing.catalogue.retention import log_classes, shortest_hot_days
from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find
from hds_landing.rules.property_rule import (
    Expectation,
    at_least,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_LOG_GROUP: Final = "aws:cloudwatch/logGroup:LogGroup"
_OBJECT_LOCK: Final = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
_LIFECYCLE: Final = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
_ABORTING: Final = "rules[*].abortIncompleteMultipartUpload.daysAfterInitiation"
_STATUS: Final = "rules[*].status"

LEAST_DAYS: Final = 180
"""SecNumCloud 3.2, 12.6: traces are kept for six months or more."""
_SHORTEST_DAYS: Final = shortest_hot_days()
_LONGEST_DAYS: Final = max(log_class.longest_days for log_class in log_classes().values()) + 1
"""Three years; CloudWatch Logs has 1096 days for them."""


def _judge_bounded(value: Any) -> Judgement | bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Undetermined("not a number of days")
    if value == 0:
        return "0 stands for no end"
    return value <= _LONGEST_DAYS


def judge_uploads_aborted(subject: Subject) -> Judgement:
    """Whether some enabled rule removes uploads that nobody finished."""
    aborts, statuses = find(subject.properties, _ABORTING), find(subject.properties, _STATUS)
    if any(found.value is UNKNOWN for found in (*aborts, *statuses)):
        return Undetermined("rules are not known yet")
    enabled = (
        abort.value not in (ABSENT, "", 0) and status.value == "Enabled"
        for abort, status in zip(aborts, statuses, strict=False)
    )
    return None if any(enabled) else "no enabled rule removes uploads that were never finished"


def judge_lock_days(subject: Subject) -> Judgement:
    """Whether a default retention, in days or years, is six months or more."""
    days, years = (find(subject.properties, f"rule.defaultRetention.{unit}")[0] for unit in ("days", "years"))
    if UNKNOWN in (days.value, years.value):
        return Undetermined("the default retention is not known yet")
    if days.value is ABSENT and years.value is ABSENT:
        return "no default retention: only versions whose writer asks for it are locked"
    given, least = (days, LEAST_DAYS) if years.value is ABSENT else (years, 1)
    expected = at_least(least)
    return None if expected.judge(given.value) is True else f"{given}, expected {expected.wording}"


RULES: tuple[Rule, ...] = (
    property_rule(
        id="aws-log-group-kept-long-enough",
        title="A log group keeps traces as long as they must be searchable",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=("SNC-12.6", "CNIL-LOG", "ISO27001-A.8.15"),
        fix="Set retentionInDays to 365, or to 90 for network traces that the archive keeps.",
        source="the catalogue of log classes: searchable days; SecNumCloud 3.2, 12.6",
        types=(_LOG_GROUP,),
        path="retentionInDays",
        expected=Expectation(
            f"{_SHORTEST_DAYS} or more",
            lambda value: True if value == 0 else at_least(_SHORTEST_DAYS).judge(value),
        ),
        absent=nothing_to_judge("CloudWatch Logs keeps traces for ever, which another rule judges"),
    ),
    property_rule(
        id="aws-log-group-retention-ends",
        title="A log group deletes traces after three years at most",
        theme=Theme.RETENTION,
        severity=Severity.LOW,
        requirements=("CNIL-LOG", "ISO27001-A.8.10"),
        fix="Set retentionInDays to 365, or to at most 1096 for a documented reason.",
        source="CNIL, recommendation on logging: six months to a year, up to three years for internal control",
        types=(_LOG_GROUP,),
        path="retentionInDays",
        expected=Expectation(f"{_LONGEST_DAYS} or less", _judge_bounded),
        absent=fails("CloudWatch Logs keeps traces for ever"),
    ),
    property_rule(
        id="aws-object-lock-by-default",
        title="A locked bucket locks every version that is written to it",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=("SNC-12.7", "ISO27001-A.5.33"),
        fix="Set rule.defaultRetention.mode: GOVERNANCE, which can be taken back, is enough while on trial.",
        source="docs.aws.amazon.com, Locking objects with Object Lock",
        types=(_OBJECT_LOCK,),
        path="rule.defaultRetention.mode",
        expected=one_of("GOVERNANCE", "COMPLIANCE"),
        absent=fails("only versions whose writer asks for it are locked"),
    ),
    ResourceRule(
        id="aws-object-lock-six-months",
        title="A locked bucket locks versions for six months or more",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=("SNC-12.6", "SNC-12.7", "ISO27001-A.5.33"),
        fix="Set rule.defaultRetention.days to 365, or to the days of the log class.",
        source="SecNumCloud 3.2, 12.6: six months at least",
        types=(_OBJECT_LOCK,),
        paths=("rule.defaultRetention.days", "rule.defaultRetention.years"),
        absence="only versions whose writer asks for it are locked",
        judge=judge_lock_days,
    ),
    ResourceRule(
        id="aws-lifecycle-removes-unfinished-uploads",
        title="A lifecycle removes uploads that were never finished",
        theme=Theme.RETENTION,
        severity=Severity.LOW,
        requirements=("SNC-19.4", "ISO27001-A.8.10"),
        fix="Add abortIncompleteMultipartUpload.daysAfterInitiation to an enabled rule.",
        source="docs.aws.amazon.com, Deleting incomplete multipart uploads with a bucket lifecycle",
        types=(_LIFECYCLE,),
        paths=(_ABORTING, _STATUS),
        absence="parts of uploads stay, unseen, until somebody aborts them",
        judge=judge_uploads_aborted,
    ),
    property_rule(
        id="aws-lifecycle-keeps-several-zones",
        title="A lifecycle moves objects to classes of several zones only",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-A", "ISO27001-A.8.14"),
        fix="Use STANDARD_IA or GLACIER_IR: ONEZONE_IA loses its objects with its zone.",
        source="docs.aws.amazon.com, Understanding and managing Amazon S3 storage classes",
        types=(_LIFECYCLE,),
        path="rules[*].transitions[*].storageClass",
        expected=none_of("ONEZONE_IA"),
        absent=nothing_to_judge("the lifecycle moves nothing"),
    ),
)
