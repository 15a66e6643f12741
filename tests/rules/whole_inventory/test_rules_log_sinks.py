from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.log_sinks import (
    BUCKET,
    CONFIG_DELIVERY,
    FIREHOSE,
    FIREWALL_LOGGING,
    FLOW_LOG,
    OBJECT_LOCK,
    RULES,
    TRAIL,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource, urn

LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
PARIS: dict[str, Any] = {"provider": urn("paris"), "provider_inputs": {"region": "eu-west-3"}}
VIRGINIA: dict[str, Any] = {"provider": urn("virginia"), "provider_inputs": {"region": "us-east-1"}}
FIREWALL_TO_BUCKET = {
    "loggingConfiguration": {"logDestinationConfigs": [{"logType": "FLOW", "logDestination": {"bucketName": UNKNOWN}}]}
}


def bucket(name: str = "it", **fields: Any) -> Resource:
    return resource(BUCKET, name, id=f"{name}-1a2b", **{**PARIS, **fields})


def trail(to: object = UNKNOWN, refers: str | None = "it", name: str = "trail") -> Resource:
    return resource(TRAIL, name, refers={"s3BucketName": refers} if refers else {}, inputs={"s3BucketName": to})


def lock(mode: object = "GOVERNANCE", refers: str | None = "it") -> Resource:
    inputs = {"bucket": UNKNOWN, "rule": {"defaultRetention": {"mode": mode}}}
    return resource(OBJECT_LOCK, "lock", refers={"bucket": refers} if refers else {}, inputs=inputs)


def lifecycle(days: object) -> Resource:
    return resource(LIFECYCLE, "life", refers={"bucket": "it"}, inputs={"rules": [{"expiration": {"days": days}}]})


def firewall(name: str = "logging") -> Resource:
    return resource(FIREWALL_LOGGING, name, refers={"loggingConfiguration": "it"}, inputs=FIREWALL_TO_BUCKET)


def flow_log(destination: object, name: str = "flows", refers: str | None = None) -> Resource:
    inputs = {"logDestination": destination, "logDestinationType": "s3", "vpcId": "vpc-1"}
    return resource(FLOW_LOG, name, refers={"logDestination": refers} if refers else {}, inputs=inputs)


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


LOCKED, KEPT, IN_EEA = "aws-log-sink-locked", "aws-log-sink-keeps-six-months", "aws-log-sink-in-eea"
INLINE_LOCK = {"objectLockConfiguration": {"rule": {"defaultRetention": {"mode": "COMPLIANCE"}}}}

CASES = [
    case(LOCKED, "good", "pass", bucket(), trail(), lock()),
    case(LOCKED, "good", "pass", bucket(), trail("it-1a2b", None), lock("COMPLIANCE")),
    case(LOCKED, "good", "pass", bucket(inputs=INLINE_LOCK), trail()),
    case(LOCKED, "bad", "fail", bucket(), trail(), lock("OFF")),
    case(LOCKED, "bad", "fail", bucket(), firewall(), observed="no default retention locks them"),
    case(LOCKED, "bad", "fail", bucket(outputs={"arn": "arn:aws:s3:::it-1a2b"}), flow_log("arn:aws:s3:::it-1a2b")),
    case(LOCKED, "missing", "fail", bucket(), trail()),
    case(LOCKED, "missing", "not-applicable", bucket()),
    case(LOCKED, "missing", "not-applicable", bucket(), trail(refers="other"), bucket("other")),
    case(LOCKED, "unknown", "unknown", bucket(), trail(refers=None)),
    case(LOCKED, "unknown", "unknown", bucket(), trail(), lock(UNKNOWN)),
    case(LOCKED, "unknown", "unknown", bucket(), trail(), lock(refers=None)),
    case(KEPT, "good", "pass", bucket(), trail(), lifecycle(180)),
    case(KEPT, "bad", "fail", bucket(), trail(), lifecycle(30), observed="expiration.days is 30, expected 180"),
    case(KEPT, "missing", "pass", bucket(), trail()),
    case(KEPT, "missing", "not-applicable", bucket(), lifecycle(30)),
    case(KEPT, "unknown", "unknown", bucket(), trail(), lifecycle(UNKNOWN)),
    case(IN_EEA, "good", "pass", trail(refers="bucket", name="it"), bucket("bucket")),
    case(IN_EEA, "good", "pass", flow_log("arn:aws:s3:::bucket-1a2b/flows", "it"), bucket("bucket")),
    case(IN_EEA, "bad", "fail", trail(refers="bucket", name="it"), bucket("bucket", **VIRGINIA)),
    case(IN_EEA, "bad", "fail", flow_log(UNKNOWN, "it", "bucket"), bucket("bucket", **VIRGINIA)),
    case(
        IN_EEA,
        "bad",
        "fail",
        resource(FIREWALL_LOGGING, refers={"loggingConfiguration": "bucket"}, inputs=FIREWALL_TO_BUCKET),
        bucket("bucket", inputs={"region": "us-east-1"}),
    ),
    case(
        IN_EEA,
        "bad",
        "fail",
        resource(CONFIG_DELIVERY, inputs={"s3BucketName": "bucket-1a2b"}),
        bucket("bucket", **VIRGINIA),
    ),
    case(
        IN_EEA,
        "bad",
        "fail",
        resource(FIREHOSE, inputs={"extendedS3Configuration": {"bucketArn": "arn:aws:s3:::bucket-1a2b"}}),
        bucket("bucket", **VIRGINIA),
    ),
    case(IN_EEA, "missing", "not-applicable", resource(FIREHOSE, inputs={"destination": "redshift"})),
    case(
        IN_EEA,
        "missing",
        "not-applicable",
        resource(FLOW_LOG, inputs={"logDestination": "arn:aws:logs:eu-west-3:1:log-group:a"}),
    ),
    case(IN_EEA, "unknown", "unknown", trail("elsewhere", None, "it"), observed="not in the inventory"),
    case(IN_EEA, "unknown", "unknown", trail(UNKNOWN, None, "it"), observed="not known yet"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
