import json
from functools import cache

import pytest

from hds_landing.aws.log_archive import LogArchive, LogArchiveArgs
from hds_landing.aws.logs.log_retention import ALLOWED_RETENTION_DAYS, retention_in_days
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.log_archive import LockPlan, LogArchivePlan
from tests.aws.aws_plans import LOCK, PLATFORM_ACCOUNT, SPOKE_ACCOUNT, log_archive
from tests.aws.drawing import Drawn, draw

KEY = "arn:aws:kms:::log"
CLASSES = ("administration", "network", "security", "health-access")


def drawn_archive(plan: LogArchivePlan | None = None, sources: list[str] | None = None) -> Drawn:
    args = LogArchiveArgs(plan or log_archive(), KEY, sources)
    return draw(lambda opts: LogArchive("logs", args, opts))


@cache
def default_archive() -> Drawn:
    """Drawn once: tests only read it."""
    return drawn_archive()


def test_the_archive_holds_exactly_this() -> None:
    assert default_archive().counts() == {
        "bucket:Bucket": 4,
        "bucketVersioning:BucketVersioning": 4,
        "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 4,
        "bucketObjectLockConfiguration:BucketObjectLockConfiguration": 4,
        "bucketLifecycleConfiguration:BucketLifecycleConfiguration": 4,
        "bucketPublicAccessBlock:BucketPublicAccessBlock": 4,
        "bucketOwnershipControls:BucketOwnershipControls": 4,
        "bucketPolicy:BucketPolicy": 4,
        "logGroup:LogGroup": 1,
        "role:Role": 1,
        "rolePolicy:RolePolicy": 1,
        "trail:Trail": 1,
    }


@pytest.mark.parametrize("log_class", CLASSES)
def test_every_bucket_is_private_versioned_and_encrypted_with_the_log_key(log_class: str) -> None:
    drawn, name = default_archive(), f"logs-{log_class}"
    bucket = drawn.inputs(name)
    assert bucket["bucket"] == f"eures-logs-{log_class}-x"
    assert bucket["objectLockEnabled"] is True
    assert bucket["forceDestroy"] is False
    assert drawn.inputs(f"{name}-versioning")["versioningConfiguration"] == {"status": "Enabled"}
    assert drawn.inputs(f"{name}-encryption")["rules"] == [
        {
            "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY},
            "bucketKeyEnabled": True,
            "blockedEncryptionTypes": ["SSE-C"],
        }
    ]
    block = drawn.inputs(f"{name}-public-access")
    flags = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert [block[flag] for flag in flags] == [True] * 4
    assert drawn.inputs(f"{name}-ownership")["rule"] == {"objectOwnership": "BucketOwnerEnforced"}


@pytest.mark.parametrize(("locked", "mode"), [(None, "GOVERNANCE"), (LOCK, "COMPLIANCE")])
def test_the_lock_is_reversible_until_it_is_decided(locked: LockPlan | None, mode: str) -> None:
    drawn = drawn_archive(log_archive(locked))
    rules = [drawn.inputs(f"logs-{log_class}-lock")["rule"]["defaultRetention"] for log_class in CLASSES]
    assert rules == [{"mode": mode, "days": days} for days in (365, 365, 400, 1095)]


def test_objects_age_into_colder_storage_only_where_that_is_cheaper_and_leave_after_their_time() -> None:
    drawn = default_archive()
    aging = {c: drawn.inputs(f"logs-{c}-lifecycle")["rules"][0] for c in CLASSES}
    assert [aging[c]["expiration"]["days"] for c in CLASSES] == [365, 365, 400, 1095]
    assert [aging[c].get("transitions") or [] for c in CLASSES] == [
        [],
        [{"days": 90, "storageClass": "GLACIER_IR"}],
        [],
        [{"days": 365, "storageClass": "GLACIER_IR"}],
    ]
    assert all(rule["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 7} for rule in aging.values())


def statements(drawn: Drawn, log_class: str) -> dict[str, dict[str, object]]:
    document = json.loads(drawn.inputs(f"logs-{log_class}-policy")["policy"])
    return {statement["Sid"]: statement for statement in document["Statement"]}


@pytest.mark.parametrize(
    ("log_class", "deliveries"),
    [
        ("administration", {"CloudTrailCheck", "CloudTrailWrite"}),
        ("network", {"LogDeliveryCheck", "LogDeliveryWrite"}),
        ("security", set()),
        ("health-access", set()),
    ],
)
def test_a_bucket_takes_its_own_service_only_and_tls_only(log_class: str, deliveries: set[str]) -> None:
    found = statements(default_archive(), log_class)
    assert {sid for sid, statement in found.items() if statement["Effect"] == "Allow"} == deliveries
    assert found["RefuseWithoutTls"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert found["RefuseOldTls"]["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}
    for sid in ("RefuseWithoutTls", "RefuseOldTls"):
        assert found[sid]["Effect"] == "Deny"
        assert found[sid]["Principal"] == "*"
        assert found[sid]["Resource"] == [
            f"arn:aws:s3:::eures-logs-{log_class}-x",
            f"arn:aws:s3:::eures-logs-{log_class}-x/*",
        ]


def test_deliveries_are_of_named_accounts() -> None:
    drawn = drawn_archive(sources=[PLATFORM_ACCOUNT, SPOKE_ACCOUNT])
    write = statements(drawn, "network")["LogDeliveryWrite"]
    assert write["Condition"] == {
        "StringEquals": {
            "aws:SourceAccount": [PLATFORM_ACCOUNT, SPOKE_ACCOUNT],
            "s3:x-amz-acl": "bucket-owner-full-control",
        },
        "ArnLike": {"aws:SourceArn": [f"arn:aws:logs:eu-west-3:{a}:*" for a in (PLATFORM_ACCOUNT, SPOKE_ACCOUNT)]},
    }
    trails = statements(drawn, "administration")["CloudTrailWrite"]
    assert trails["Resource"] == [
        f"arn:aws:s3:::eures-logs-administration-x/AWSLogs/{a}/*" for a in (PLATFORM_ACCOUNT, SPOKE_ACCOUNT)
    ]
    assert trails["Condition"]["ArnLike"] == {  # type: ignore[index]
        "aws:SourceArn": [f"arn:aws:cloudtrail:eu-west-3:{a}:trail/*" for a in (PLATFORM_ACCOUNT, SPOKE_ACCOUNT)]
    }


def test_the_archive_takes_its_own_account_where_no_other_is_named() -> None:
    check = statements(default_archive(), "network")["LogDeliveryCheck"]
    assert check["Condition"]["StringEquals"] == {"aws:SourceAccount": [PLATFORM_ACCOUNT]}  # type: ignore[index]


def test_the_trail_covers_every_region_and_is_validated_encrypted_and_searchable() -> None:
    drawn = default_archive()
    trail = drawn.inputs("logs-trail")
    for flag in ("isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation", "enableLogging"):
        assert trail[flag] is True
    assert trail["s3BucketName"] == "eures-logs-administration-x"
    assert trail["kmsKeyId"] == KEY
    assert trail["cloudWatchLogsGroupArn"] == "arn:aws:logs:::logs-log-group-administration:*"
    assert trail["cloudWatchLogsRoleArn"] == "arn:aws:iam:::logs-trail-role"
    assert drawn["logs-administration-policy"].urn in drawn["logs-trail"].dependencies
    assert drawn["logs-trail-role-policy"].urn in drawn["logs-trail"].dependencies


def test_the_trail_records_administration_and_every_object_but_its_own() -> None:
    selectors = default_archive().inputs("logs-trail")["advancedEventSelectors"]
    fields = {s["name"]: {f.pop("field"): f for f in map(dict, s["fieldSelectors"])} for s in selectors}
    assert fields == {
        "administration": {"eventCategory": {"equals": ["Management"]}},
        "objects": {
            "eventCategory": {"equals": ["Data"]},
            "resources.type": {"equals": ["AWS::S3::Object"]},
            "resources.ARN": {"notStartsWiths": ["arn:aws:s3:::eures-logs-administration-x/"]},
        },
    }


def test_the_trail_role_writes_to_one_log_group() -> None:
    (statement,) = json.loads(default_archive().inputs("logs-trail-role-policy")["policy"])["Statement"]
    assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert statement["Resource"] == "arn:aws:logs:::logs-log-group-administration:log-stream:*"


def test_the_log_group_is_encrypted_kept_and_guarded() -> None:
    group = default_archive().inputs("logs-log-group-administration")
    assert group["name"] == "/eures/logs/administration"
    assert group["kmsKeyId"] == KEY
    assert group["retentionInDays"] == 365
    assert group["deletionProtectionEnabled"] is True


def test_all_of_it_is_protected_and_retained() -> None:
    custom = default_archive().custom
    assert len(custom) == 36
    assert {(resource.protect, resource.retain_on_delete) for resource in custom} == {(True, True)}


def test_an_archive_without_the_class_of_the_trail_is_refused() -> None:
    plan = log_archive()
    plan.classes.pop("administration")
    with pytest.raises(ComponentArgsError, match="has health-access, network, security, and needs 'administration'"):
        LogArchive("logs", LogArchiveArgs(plan, KEY))


@pytest.mark.parametrize(
    ("hot", "kept"), [(1, 1), (2, 3), (30, 30), (31, 60), (180, 180), (181, 365), (366, 400), (730, 731), (3653, 3653)]
)
def test_a_log_group_keeps_at_least_what_is_asked(hot: int, kept: int) -> None:
    assert retention_in_days(hot) == kept


def test_longer_than_the_service_keeps_is_refused() -> None:
    assert ALLOWED_RETENTION_DAYS[-1] == 3653
    with pytest.raises(ComponentArgsError, match="hot_days is 3654, and CloudWatch Logs keeps at most 3653 days"):
        retention_in_days(3654)
