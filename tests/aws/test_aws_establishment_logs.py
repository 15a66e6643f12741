import pytest

from hds_landing.aws.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.errors import ComponentArgsError
from tests.aws.aws_plans import establishment_logs
from tests.aws.drawing import draw

KEY = "arn:aws:kms:::evreux-log"
ARCHIVE_KEY = "arn:aws:kms:::platform-log"


def test_a_log_group_per_class_under_the_owners_key() -> None:
    drawn = draw(lambda opts: EstablishmentLogs("evreux", EstablishmentLogsArgs(establishment_logs(), KEY), opts))
    assert drawn.counts() == {"logGroup:LogGroup": 2}
    group = drawn.inputs("evreux-log-group-health-access")
    assert group["name"] == "/eures/evreux/health-access"
    assert group["kmsKeyId"] == KEY
    assert group["retentionInDays"] == 400
    assert drawn["evreux"].outputs["workspaceIds"] == {
        key: f"arn:aws:logs:::evreux-log-group-{key}" for key in ("administration", "health-access")
    }


def test_an_account_of_its_own_has_a_trail_of_its_own_into_the_archive() -> None:
    args = EstablishmentLogsArgs(establishment_logs(), KEY, "arn:aws:s3:::eures-logs-administration-x", ARCHIVE_KEY)
    drawn = draw(lambda opts: EstablishmentLogs("evreux", args, opts))
    assert drawn.counts() == {"logGroup:LogGroup": 2, "role:Role": 1, "rolePolicy:RolePolicy": 1, "trail:Trail": 1}
    trail = drawn.inputs("evreux-trail")
    assert trail["s3BucketName"] == "eures-logs-administration-x"
    assert trail["kmsKeyId"] == ARCHIVE_KEY
    assert trail["isMultiRegionTrail"] is True
    assert trail["enableLogFileValidation"] is True
    own_objects = trail["advancedEventSelectors"][1]["fieldSelectors"][2]
    assert own_objects["notStartsWiths"] == ["arn:aws:s3:::eures-logs-administration-x/"]
    assert trail["cloudWatchLogsGroupArn"] == "arn:aws:logs:::evreux-log-group-administration:*"


@pytest.mark.parametrize(("sealed", "protect"), [(None, True), (True, False)])
def test_logs_are_protected_until_their_owner_left_and_always_retained(sealed: bool | None, protect: bool) -> None:
    args = EstablishmentLogsArgs(establishment_logs(), KEY, "bucket", ARCHIVE_KEY, sealed)
    drawn = draw(lambda opts: EstablishmentLogs("evreux", args, opts))
    assert {(resource.protect, resource.retain_on_delete) for resource in drawn.custom} == {(protect, True)}
    groups = drawn.of_type("aws:cloudwatch/logGroup:LogGroup").values()
    assert {group.inputs["deletionProtectionEnabled"] for group in groups} == {True}


@pytest.mark.parametrize(("bucket", "key"), [("bucket", None), (None, ARCHIVE_KEY)])
def test_half_a_trail_is_refused(bucket: str | None, key: str | None) -> None:
    with pytest.raises(ComponentArgsError, match="Give both or neither"):
        EstablishmentLogs("x", EstablishmentLogsArgs(establishment_logs(), KEY, bucket, key))


def test_a_trail_without_its_class_is_refused() -> None:
    logs = establishment_logs()
    logs.hot_days.pop("administration")
    with pytest.raises(ComponentArgsError, match="has health-access, and needs 'administration'"):
        EstablishmentLogs("x", EstablishmentLogsArgs(logs, KEY, "bucket", ARCHIVE_KEY))
