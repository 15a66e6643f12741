import json

import pytest

from hds_landing.aws.keys.key_policy import DESTRUCTIVE_ACTIONS, key_policy
from hds_landing.plan.keys import KeyUse
from tests.aws.aws_plans import ALL_USES, PLATFORM_ACCOUNT, SPOKE_ACCOUNT, administration, key
from tests.aws.key_evaluation import is_allowed

CI = {"AWS": f"arn:aws:iam::{PLATFORM_ACCOUNT}:role/ci"}
RECOVERY = {"AWS": f"arn:aws:iam::{PLATFORM_ACCOUNT}:role/recovery"}
APPLICATION = {"AWS": f"arn:aws:iam::{PLATFORM_ACCOUNT}:role/application"}
STRANGER = {"AWS": f"arn:aws:iam::{SPOKE_ACCOUNT}:role/application"}
VIA_S3 = {"kms:ViaService": "s3.eu-west-3.amazonaws.com", "kms:CallerAccount": PLATFORM_ACCOUNT}
VIA_BACKUP = {"kms:ViaService": "backup.eu-west-3.amazonaws.com", "kms:CallerAccount": PLATFORM_ACCOUNT}
GRANT = {"kms:GrantIsForAWSResource": "true"}
ADMINISTERING = ("kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:TagResource")
USING = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo")


def policy(use: KeyUse = KeyUse.STORAGE, sources: tuple[str, ...] = (PLATFORM_ACCOUNT,)) -> str:
    return key_policy(key(use), administration(), sources)


@pytest.mark.parametrize("use", ALL_USES)
@pytest.mark.parametrize("action", ADMINISTERING)
def test_both_paths_administer_every_key(use: KeyUse, action: str) -> None:
    assert is_allowed(policy(use), CI, action)
    assert is_allowed(policy(use), RECOVERY, action)


@pytest.mark.parametrize("use", ALL_USES)
@pytest.mark.parametrize("action", [*ADMINISTERING, *DESTRUCTIVE_ACTIONS, "kms:CancelKeyDeletion"])
def test_without_the_ci_role_the_key_is_still_administrable(use: KeyUse, action: str) -> None:
    statements = json.loads(policy(use))["Statement"]
    left = [statement for statement in statements if statement["Principal"].get("AWS") != administration().ci_principal]
    assert len(left) == len(statements) - 2
    without_ci = json.dumps({"Version": "2012-10-17", "Statement": left})
    assert not is_allowed(without_ci, CI, action)
    assert is_allowed(without_ci, RECOVERY, action)


@pytest.mark.parametrize("use", ALL_USES)
@pytest.mark.parametrize("action", DESTRUCTIVE_ACTIONS)
def test_ci_never_deletes_or_disables(use: KeyUse, action: str) -> None:
    assert not is_allowed(policy(use), CI, action)
    assert is_allowed(policy(use), RECOVERY, action)


def test_the_denial_outlives_a_wider_allow() -> None:
    document = json.loads(policy())
    document["Statement"].append({"Effect": "Allow", "Principal": CI, "Action": "kms:*", "Resource": "*"})
    assert not is_allowed(json.dumps(document), CI, "kms:ScheduleKeyDeletion")
    assert not is_allowed(json.dumps(document), CI, "kms:Decrypt")


@pytest.mark.parametrize("use", ALL_USES)
@pytest.mark.parametrize("action", USING)
@pytest.mark.parametrize("administrator", [CI, RECOVERY])
def test_administrators_never_use(use: KeyUse, action: str, administrator: dict[str, str]) -> None:
    assert not is_allowed(policy(use), administrator, action)
    assert not is_allowed(policy(use), administrator, action, VIA_S3)
    assert not is_allowed(policy(use), administrator, "kms:CreateGrant")


def test_who_makes_a_vault_needs_its_key_through_the_backup_service_only() -> None:
    assert is_allowed(policy(KeyUse.BACKUP), CI, "kms:GenerateDataKey", VIA_BACKUP)
    assert is_allowed(policy(KeyUse.BACKUP), CI, "kms:CreateGrant", VIA_BACKUP | GRANT)
    assert not is_allowed(policy(KeyUse.STORAGE), CI, "kms:GenerateDataKey", VIA_BACKUP)


@pytest.mark.parametrize("use", ALL_USES)
@pytest.mark.parametrize("action", [*ADMINISTERING[1:], *DESTRUCTIVE_ACTIONS])
def test_users_never_administer(use: KeyUse, action: str) -> None:
    assert not is_allowed(policy(use), APPLICATION, action, VIA_S3 | GRANT)


def test_use_goes_through_services_of_the_own_account() -> None:
    assert is_allowed(policy(), APPLICATION, "kms:Decrypt", VIA_S3)
    assert not is_allowed(policy(), APPLICATION, "kms:Decrypt")
    assert not is_allowed(
        policy(), APPLICATION, "kms:Decrypt", VIA_S3 | {"kms:ViaService": "sqs.eu-west-3.amazonaws.com"}
    )
    assert not is_allowed(policy(), APPLICATION, "kms:Decrypt", VIA_S3 | {"kms:CallerAccount": SPOKE_ACCOUNT})
    assert not is_allowed(policy(), STRANGER, "kms:Decrypt", VIA_S3)


def test_grants_are_for_services_only() -> None:
    assert is_allowed(policy(), APPLICATION, "kms:CreateGrant", VIA_S3 | GRANT)
    assert not is_allowed(policy(), APPLICATION, "kms:CreateGrant", VIA_S3)
    assert not is_allowed(policy(), APPLICATION, "kms:CreateGrant", VIA_S3 | {"kms:GrantIsForAWSResource": "false"})


@pytest.mark.parametrize(
    ("service", "action", "context", "allowed"),
    [
        (
            "logs.eu-west-3.amazonaws.com",
            "kms:Encrypt",
            {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:eu-west-3:{PLATFORM_ACCOUNT}:log-group:/eures/logs"},
            True,
        ),
        (
            "logs.eu-west-3.amazonaws.com",
            "kms:Encrypt",
            {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-3:999999999999:log-group:/eures/logs"},
            False,
        ),
        ("logs.eu-west-3.amazonaws.com", "kms:Encrypt", {}, False),
        (
            "cloudtrail.amazonaws.com",
            "kms:GenerateDataKey",
            {
                "aws:SourceArn": f"arn:aws:cloudtrail:eu-west-3:{SPOKE_ACCOUNT}:trail/x",
                "kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:eu-west-3:{SPOKE_ACCOUNT}:trail/x",
            },
            True,
        ),
        (
            "cloudtrail.amazonaws.com",
            "kms:GenerateDataKey",
            {
                "aws:SourceArn": "arn:aws:cloudtrail:eu-west-3:999999999999:trail/x",
                "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:eu-west-3:999999999999:trail/x",
            },
            False,
        ),
        ("delivery.logs.amazonaws.com", "kms:GenerateDataKey", {"aws:SourceAccount": SPOKE_ACCOUNT}, True),
        ("delivery.logs.amazonaws.com", "kms:GenerateDataKey", {"aws:SourceAccount": "999999999999"}, False),
        ("delivery.logs.amazonaws.com", "kms:GenerateDataKey", {}, False),
        ("s3.amazonaws.com", "kms:GenerateDataKey", {"aws:SourceAccount": SPOKE_ACCOUNT}, False),
    ],
)
def test_log_keys_take_deliveries_of_the_named_accounts(
    service: str, action: str, context: dict[str, str], allowed: bool
) -> None:
    text = policy(KeyUse.LOG, (PLATFORM_ACCOUNT, SPOKE_ACCOUNT))
    assert is_allowed(text, {"Service": service}, action, context) is allowed


@pytest.mark.parametrize("use", [use for use in ALL_USES if use is not KeyUse.LOG])
def test_no_service_principal_uses_any_other_key(use: KeyUse) -> None:
    assert "Service" not in {kind for s in json.loads(policy(use))["Statement"] for kind in s["Principal"]}


@pytest.mark.parametrize("use", ALL_USES)
def test_no_allow_is_for_everybody_nor_for_every_action(use: KeyUse) -> None:
    allows = [s for s in json.loads(policy(use))["Statement"] if s["Effect"] == "Allow"]
    assert allows
    for statement in allows:
        assert statement["Principal"] != "*"
        assert "*" not in statement["Principal"].values()
        assert "kms:*" not in statement["Action"]
        if str(statement["Principal"].get("AWS", "")).endswith(":root"):
            assert statement["Condition"]["StringEquals"].keys() == {"kms:CallerAccount", "kms:ViaService"}


def test_a_copy_key_knows_the_services_of_its_own_region() -> None:
    text = policy(KeyUse.BACKUP_COPY)
    assert "backup.eu-central-1.amazonaws.com" in text
    assert "eu-west-3" not in text
