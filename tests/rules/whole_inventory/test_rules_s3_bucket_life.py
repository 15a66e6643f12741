from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.log_sinks import BUCKET, OBJECT_LOCK, TRAIL
from hds_landing.rules.whole_inventory.s3_bucket_life import LIFECYCLE, LOGGING, RULES, VERSIONING
from tests.rules.rule_case import Case, check, check_all_kinds, resource


def bucket(name: str = "it", **inputs: Any) -> Resource:
    return resource(BUCKET, name, id=f"{name}-1a2b", inputs=inputs)


def beside(token: str, refers: str | None = "it", **inputs: Any) -> Resource:
    return resource(token, "beside", refers={"bucket": refers} if refers else {}, inputs={"bucket": UNKNOWN, **inputs})


def versioning(status: object, refers: str | None = "it") -> Resource:
    return beside(VERSIONING, refers, versioningConfiguration={"status": status})


def expires(days: object, **rule: Any) -> Resource:
    return beside(LIFECYCLE, rules=[{"status": "Enabled", "expiration": {"days": days}, **rule}])


def trail(**inputs: Any) -> Resource:
    return resource(TRAIL, "trail", inputs={"s3BucketName": "elsewhere", **inputs})


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


VERSIONED, AGED = "aws-bucket-versioned", "aws-bucket-lifecycle"
TRACED, KEPT = "aws-bucket-access-traced", "aws-health-bucket-kept-twenty-years"
HEALTH: dict[str, Any] = {"tags": {"data-class": "health"}}
OF_OBJECTS = {"eventSelectors": [{"dataResources": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}]}]}
OF_OBJECTS_ADVANCED = {
    "advancedEventSelectors": [{"fieldSelectors": [{"field": "resources.type", "equals": ["AWS::S3::Object"]}]}]
}
OF_FUNCTIONS = {"eventSelectors": [{"dataResources": [{"type": "AWS::Lambda::Function"}]}]}

CASES = [
    case(VERSIONED, "good", "pass", bucket(), versioning("Enabled")),
    case(VERSIONED, "good", "pass", bucket(versioning={"enabled": True})),
    case(VERSIONED, "good", "pass", bucket(objectLockEnabled=True)),
    case(VERSIONED, "bad", "fail", bucket(), versioning("Suspended"), observed='"Suspended", expected Enabled'),
    case(VERSIONED, "bad", "fail", bucket(versioning={"enabled": False})),
    case(VERSIONED, "missing", "fail", bucket(), observed="no versioning"),
    case(VERSIONED, "missing", "fail", bucket(), bucket("other"), versioning("Enabled", "other")),
    case(VERSIONED, "unknown", "unknown", bucket(), versioning(UNKNOWN)),
    case(VERSIONED, "unknown", "unknown", bucket(), versioning("Enabled", None)),
    case(VERSIONED, "unknown", "unknown", bucket(versioning=UNKNOWN)),
    case(AGED, "good", "pass", bucket(), expires(365)),
    case(AGED, "good", "pass", bucket(lifecycleRules=[{"enabled": True}])),
    case(AGED, "bad", "fail", bucket(lifecycleRules=[])),
    case(AGED, "missing", "fail", bucket()),
    case(AGED, "unknown", "unknown", bucket(), beside(LIFECYCLE, None)),
    case(AGED, "unknown", "unknown", bucket(lifecycleRules=UNKNOWN)),
    case(TRACED, "good", "pass", bucket(), beside(LOGGING, targetBucket="logs")),
    case(TRACED, "good", "pass", bucket(logging={"targetBucket": "logs"})),
    case(TRACED, "good", "pass", bucket(), trail(**OF_OBJECTS)),
    case(TRACED, "good", "pass", bucket(), trail(**OF_OBJECTS_ADVANCED)),
    case(TRACED, "bad", "fail", bucket(), trail(**OF_FUNCTIONS)),
    case(TRACED, "missing", "fail", bucket(), observed="nobody can tell who read it"),
    # Buckets that hold traces themselves.
    case(TRACED, "missing", "not-applicable", bucket(), trail(s3BucketName="it-1a2b")),
    case(TRACED, "missing", "not-applicable", bucket(), beside(OBJECT_LOCK)),
    case(
        TRACED, "missing", "not-applicable", bucket(), beside(LOGGING, "other", targetBucket="it-1a2b"), bucket("other")
    ),
    case(TRACED, "unknown", "unknown", bucket(), beside(LOGGING, None, targetBucket="logs")),
    case(KEPT, "good", "pass", bucket(**HEALTH), expires(7305)),
    case(KEPT, "good", "pass", bucket(**HEALTH), expires(30, filter={"prefix": "exports/"})),
    case(KEPT, "good", "pass", bucket(**HEALTH), expires(30, filter={"tag": {"key": "temporary", "value": "yes"}})),
    case(KEPT, "good", "pass", bucket(**HEALTH), expires(30, status="Disabled")),
    case(KEPT, "bad", "fail", bucket(**HEALTH), expires(365), observed="deletes all of it after 365 days"),
    case(KEPT, "bad", "fail", bucket(**HEALTH), expires(365, filter={"prefix": ""})),
    case(KEPT, "bad", "fail", bucket(**HEALTH, lifecycleRules=[{"enabled": True, "expiration": {"days": 30}}])),
    case(KEPT, "missing", "pass", bucket(**HEALTH)),
    case(KEPT, "missing", "not-applicable", bucket(), expires(30)),
    case(KEPT, "missing", "not-applicable", bucket(tags={"data-class": "technical"}), expires(30)),
    case(KEPT, "unknown", "unknown", bucket(**HEALTH), expires(UNKNOWN)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
