"""Who did what through AWS: CloudTrail, Config, GuardDuty."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    SET,
    TRUE,
    Absence,
    Expectation,
    at_least,
    fails,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule

_TRAIL: Final = "aws:cloudtrail/trail:Trail"
_LAKE: Final = "aws:cloudtrail/eventDataStore:EventDataStore"
_REQUIREMENTS: Final = ("HDS-EXI-05-D-C", "SNC-12.6", "ISO27001-A.8.15")
_KEPT: Final = ("SNC-12.7", "ISO27001-A.5.33", "ISO27001-A.8.15")
_WATCHED: Final = ("NIS2-21.2-B", "SNC-12.6", "ISO27001-A.8.16")
_SIX_MONTHS_DAYS: Final = 180


def _trail(
    id: str,
    title: str,
    path: str,
    absent: Absence,
    *,
    fix: str,
    severity: Severity,
    expected: Expectation = TRUE,
    token: str = _TRAIL,
    requirements: tuple[str, ...] = _REQUIREMENTS,
    source: str = "docs.aws.amazon.com, Security best practices in AWS CloudTrail",
    unless: tuple[str, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.LOGGING,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=(token,),
        path=path,
        expected=expected,
        absent=absent,
        unless=unless,
    )


RULES: tuple[Rule, ...] = (
    _trail(
        "aws-trail-every-region",
        "A trail records every region",
        "isMultiRegionTrail",
        fails("a trail records its own region only"),
        fix="Set isMultiRegionTrail to true.",
        severity=Severity.HIGH,
    ),
    _trail(
        "aws-trail-recording",
        "A trail is recording",
        "enableLogging",
        passes("a trail records from its creation"),
        fix="Set enableLogging to true.",
        severity=Severity.CRITICAL,
    ),
    _trail(
        "aws-trail-files-validated",
        "The files of a trail are signed, so that a change shows",
        "enableLogFileValidation",
        fails("CloudTrail signs no digest"),
        fix="Set enableLogFileValidation to true.",
        severity=Severity.HIGH,
        requirements=_KEPT,
    ),
    _trail(
        "aws-trail-global-services",
        "A trail records global services such as IAM",
        "includeGlobalServiceEvents",
        passes("a trail records them"),
        fix="Set includeGlobalServiceEvents to true.",
        severity=Severity.HIGH,
    ),
    _trail(
        "aws-trail-searchable",
        "A trail can be searched and raise alarms in CloudWatch Logs",
        "cloudWatchLogsGroupArn",
        fails("a trail is delivered to its bucket only, some minutes later"),
        fix="Set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.",
        severity=Severity.MEDIUM,
        expected=SET,
        requirements=("SNC-12.6", "ISO27001-A.8.16"),
    ),
    _trail(
        "aws-event-store-every-region",
        "A CloudTrail Lake event store records every region",
        "multiRegionEnabled",
        passes("a store records every region"),
        fix="Set multiRegionEnabled to true.",
        severity=Severity.MEDIUM,
        token=_LAKE,
    ),
    _trail(
        "aws-event-store-kept-six-months",
        "A CloudTrail Lake event store keeps events for six months or more",
        "retentionPeriod",
        passes("a store keeps events for seven years"),
        fix="Set retentionPeriod to 180 or more.",
        severity=Severity.MEDIUM,
        expected=at_least(_SIX_MONTHS_DAYS),
        token=_LAKE,
        requirements=("SNC-12.6", "CNIL-LOG"),
        source="SecNumCloud 3.2, 12.6: six months at least",
    ),
    _trail(
        "aws-config-records-everything",
        "The configuration of every kind of resource is recorded",
        "recordingGroup.allSupported",
        passes("AWS Config records every kind"),
        fix="Set recordingGroup.allSupported to true, or name what is left out in exclusionByResourceTypes.",
        severity=Severity.MEDIUM,
        token="aws:cfg/recorder:Recorder",  # noqa: S106 - a type
        requirements=("SNC-12.6", "ISO27001-A.5.9", "ISO27001-A.8.9"),
        source="docs.aws.amazon.com, AWS Config, Recording AWS resources",
        unless=("recordingGroup.exclusionByResourceTypes",),
    ),
    _trail(
        "aws-config-recording",
        "The configuration recorder is recording",
        "isEnabled",
        fails("a recorder does nothing until it is started"),
        fix="Set isEnabled to true.",
        severity=Severity.HIGH,
        token="aws:cfg/recorderStatus:RecorderStatus",  # noqa: S106 - a type
        requirements=("SNC-12.6", "ISO27001-A.8.9"),
        source="docs.aws.amazon.com, AWS Config, Managing the configuration recorder",
    ),
    _trail(
        "aws-threat-detection-on",
        "A GuardDuty detector is not suspended",
        "enable",
        passes("a detector works from its creation"),
        fix="Set enable to true.",
        severity=Severity.HIGH,
        token="aws:guardduty/detector:Detector",  # noqa: S106 - a type
        requirements=_WATCHED,
        source="docs.aws.amazon.com, Amazon GuardDuty, Suspending or disabling GuardDuty",
    ),
    _trail(
        "aws-threat-detection-every-account",
        "GuardDuty watches every account of the organization",
        "autoEnableOrganizationMembers",
        fails("accounts are enrolled one by one"),
        fix="Set autoEnableOrganizationMembers to ALL.",
        severity=Severity.MEDIUM,
        expected=one_of("ALL"),
        token="aws:guardduty/organizationConfiguration:OrganizationConfiguration",  # noqa: S106 - a type
        requirements=_WATCHED,
        source="docs.aws.amazon.com, Amazon GuardDuty, Setting organization auto-enable preferences",
    ),
)
