import pytest
from aws_account import HOME, HUB, policy, statement, trust

from hds_landing.rehearsal.embedded_cloud import Refused

KEY, ALIAS = "kms/key:Key", "kms/alias:Alias"
ROLE, ROLE_POLICY = "iam/role:Role", "iam/rolePolicy:RolePolicy"
ATTACHED, POLICY = "iam/rolePolicyAttachment:RolePolicyAttachment", "iam/policy:Policy"
ADMINISTRATION = policy(statement(Action="kms:*", Principal={"AWS": f"arn:aws:iam::{HUB}:root"}))


def test_a_key_with_rotation_and_its_own_policy(aws_cloud):
    created = aws_cloud.create(
        KEY,
        description="logs",
        enableKeyRotation=True,
        rotationPeriodInDays=180,
        policy=ADMINISTRATION,
        deletionWindowInDays=30,
        tags={"ght": "exemple"},
    )
    outputs = created.outputs
    assert created.exercised
    assert outputs["arn"] == f"arn:aws:kms:{HOME}:{HUB}:key/{created.id}"
    assert outputs["keyId"] == created.id
    assert (outputs["enableKeyRotation"], outputs["rotationPeriodInDays"]) == (True, 180)
    assert outputs["policy"] == ADMINISTRATION
    assert outputs["multiRegion"] is False


def test_a_key_rotates_only_where_it_is_asked_to(aws_cloud):
    outputs = aws_cloud.create(KEY).outputs
    assert (outputs["enableKeyRotation"], outputs["rotationPeriodInDays"]) == (False, 0)


@pytest.mark.parametrize(
    ("inputs", "refusal"),
    [
        ({"policy": "{"}, "policy: not a JSON document"),
        ({"policy": policy(statement(Principal=None))}, "lacks Principal or NotPrincipal"),
        ({"deletionWindowInDays": 6}, "deletionWindowInDays: given 6, allowed 7 to 30"),
        ({"deletionWindowInDays": 31}, "deletionWindowInDays: given 31, allowed 7 to 30"),
        ({"keyUsage": "EVERYTHING"}, "KeyUsage: given 'EVERYTHING'"),
        ({"enableKeyRotation": True, "rotationPeriodInDays": 89}, "rotationPeriodInDays: given 89, allowed 90 to 2560"),
    ],
)
def test_a_key_that_kms_refuses(aws_cloud, inputs, refusal):
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(KEY, **inputs)


def test_an_alias_names_its_key(aws_cloud):
    key = aws_cloud.create(KEY)
    created = aws_cloud.create(ALIAS, name="alias/exemple", targetKeyId=key.id)
    assert created.exercised
    assert created.id == "alias/exemple"
    assert created.outputs["arn"] == f"arn:aws:kms:{HOME}:{HUB}:alias/exemple"
    assert created.outputs["targetKeyArn"] == key.outputs["arn"]


@pytest.mark.parametrize(
    ("name", "target", "refusal"),
    [
        ("alias/exemple", "KEY", "AlreadyExistsException"),
        ("exemple", "KEY", "ValidationException|given 'exemple'"),
        ("alias/other", "no-key", "key no-key does not exist"),
    ],
)
def test_an_alias_that_kms_refuses(aws_cloud, name, target, refusal):
    key = aws_cloud.create(KEY).id
    aws_cloud.create(ALIAS, name="alias/exemple", targetKeyId=key)
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(ALIAS, name=name, targetKeyId=key if target == "KEY" else target)


IDENTITY = policy(statement(Principal=None))
BACKUP = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"


def test_a_role_and_its_policies(aws_cloud):
    role = aws_cloud.create(
        ROLE, name="writer", assumeRolePolicy=trust("backup.amazonaws.com"), maxSessionDuration=7200
    )
    inline = aws_cloud.create(ROLE_POLICY, name="write", role="writer", policy=IDENTITY)
    own = aws_cloud.create(POLICY, name="own", policy=IDENTITY)
    managed = aws_cloud.create(ATTACHED, role="writer", policyArn=BACKUP)
    custom = aws_cloud.create(ATTACHED, role="writer", policyArn=own.outputs["arn"])
    assert role.id == "writer"
    assert role.outputs["arn"] == f"arn:aws:iam::{HUB}:role/writer"
    assert role.outputs["createDate"] == "2026-01-01T00:00:00Z"
    assert inline.id == "writer:write"
    assert own.id == f"arn:aws:iam::{HUB}:policy/own"
    assert managed.id == f"writer/{BACKUP}"
    assert all(created.exercised for created in (role, inline, own, managed, custom))


@pytest.mark.parametrize(
    ("token", "inputs", "refusal"),
    [
        (ROLE, {"name": "writer", "assumeRolePolicy": trust("x")}, "EntityAlreadyExists"),
        (ROLE, {"name": "r", "assumeRolePolicy": "{"}, "assumeRolePolicy: not a JSON document"),
        (ROLE, {"name": "r", "assumeRolePolicy": policy(statement())}, "allows sts actions only; given s3:GetObject"),
        (
            ROLE,
            {"name": "r", "assumeRolePolicy": policy(statement(Action="sts:AssumeRole", Principal=None))},
            "nobody in",
        ),
        (ROLE, {"name": "a b", "assumeRolePolicy": trust("x")}, "RoleName: given 'a b'"),
        (
            ROLE,
            {"name": "r", "assumeRolePolicy": trust("x"), "maxSessionDuration": 60},
            "given 60, allowed 3600 to 43200",
        ),
        (ROLE_POLICY, {"name": "p", "role": "writer", "policy": policy(statement())}, "names no Principal"),
        (ROLE_POLICY, {"name": "p", "role": "nobody", "policy": IDENTITY}, "NoSuchEntity"),
        (
            ATTACHED,
            {"role": "writer", "policyArn": "arn:aws:iam::aws:policy/NoSuchPolicy"},
            "AWS has no managed policy",
        ),
        (ATTACHED, {"role": "writer", "policyArn": BACKUP.replace("service-role/", "")}, "AWS has no managed policy"),
        (ATTACHED, {"role": "writer", "policyArn": f"arn:aws:iam::{HUB}:policy/none"}, "NoSuchEntity"),
        (ATTACHED, {"role": "nobody", "policyArn": BACKUP}, "NoSuchEntity"),
    ],
)
def test_what_iam_refuses(aws_cloud, token, inputs, refusal):
    aws_cloud.role("writer")
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(token, **inputs)
