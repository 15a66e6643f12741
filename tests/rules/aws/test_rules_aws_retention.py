import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.retention import RULES
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}
GROUP = "aws:cloudwatch/logGroup:LogGroup"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


def locked(**retention: object) -> dict[str, object]:
    return {"rule": {"defaultRetention": retention}}


def aborts(days: object, status: object = "Enabled") -> dict[str, object]:
    return {"rules": [{"status": status, "abortIncompleteMultipartUpload": {"daysAfterInitiation": days}}]}


CASES = [
    *everywhere("aws-log-group-kept-long-enough", "retentionInDays", 90, 60, "not-applicable"),
    *cases("aws-log-group-kept-long-enough", GROUP, ("good", "pass", {"retentionInDays": 0})),
    *everywhere("aws-log-group-retention-ends", "retentionInDays", 1096, 1827, "fail"),
    *cases(
        "aws-log-group-retention-ends",
        GROUP,
        ("bad", "fail", {"retentionInDays": 0}, "0 stands for no end"),
        ("unknown", "unknown", {"retentionInDays": "long"}),
    ),
    *everywhere("aws-object-lock-by-default", "rule.defaultRetention.mode", "GOVERNANCE", "OFF", "fail"),
    *cases("aws-object-lock-by-default", LOCK, ("good", "pass", locked(mode="COMPLIANCE"))),
    *cases(
        "aws-object-lock-six-months",
        LOCK,
        ("good", "pass", locked(days=180)),
        ("good", "pass", locked(years=1)),
        ("bad", "fail", locked(days=179), "rule.defaultRetention.days is 179, expected 180 or more"),
        ("bad", "fail", locked(years=0)),
        ("missing", "fail", {}, "no default retention"),
        ("unknown", "unknown", locked(days=UNKNOWN)),
        ("unknown", "unknown", {"rule": UNKNOWN}),
    ),
    *cases(
        "aws-lifecycle-removes-unfinished-uploads",
        LIFECYCLE,
        ("good", "pass", aborts(7)),
        ("bad", "fail", aborts(7, "Disabled")),
        ("bad", "fail", {"rules": [{"status": "Enabled"}]}),
        ("missing", "fail", {}),
        ("unknown", "unknown", aborts(UNKNOWN)),
        ("unknown", "unknown", {"rules": UNKNOWN}),
    ),
    *everywhere(
        "aws-lifecycle-keeps-several-zones",
        "rules[*].transitions[*].storageClass",
        "GLACIER_IR",
        "ONEZONE_IA",
        "not-applicable",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
