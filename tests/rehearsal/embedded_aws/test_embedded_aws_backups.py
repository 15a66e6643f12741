import pytest
from aws_account import ABROAD, HOME, HUB, policy, statement

from hds_landing.rehearsal.embedded_cloud import Refused

VAULT, LOCK = "backup/vault:Vault", "backup/vaultLockConfiguration:VaultLockConfiguration"
POLICY, PLAN, SELECTION = "backup/vaultPolicy:VaultPolicy", "backup/plan:Plan", "backup/selection:Selection"
RULE = {
    "ruleName": "daily",
    "targetVaultName": "exemple",
    "schedule": "cron(0 2 ? * * *)",
    "startWindow": 60,
    "lifecycle": {"deleteAfter": 35},
}


@pytest.fixture
def vault(aws_cloud):
    return aws_cloud.create(VAULT, name="exemple", kmsKeyArn=aws_cloud.key(), tags={"a": "b"})


def test_a_vault_under_its_own_key(vault):
    assert vault.exercised
    assert vault.id == "exemple"
    assert vault.outputs["arn"] == f"arn:aws:backup:{HOME}:{HUB}:backup-vault:exemple"
    assert vault.outputs["kmsKeyArn"].startswith("arn:aws:kms:")
    assert vault.outputs["recoveryPoints"] == 0


@pytest.mark.parametrize(
    "lock",
    [{"minRetentionDays": 7, "maxRetentionDays": 400}, {"minRetentionDays": 7, "changeableForDays": 30}],
)
def test_a_lock_that_can_be_lifted_and_one_that_cannot(aws_cloud, vault, lock):
    created = aws_cloud.create(LOCK, backupVaultName=vault.id, **lock)
    assert created.exercised
    assert created.outputs["backupVaultArn"] == vault.outputs["arn"]
    assert {name: created.outputs[name] for name in lock} == lock


@pytest.mark.parametrize(
    ("token", "inputs", "refusal"),
    [
        (VAULT, {"name": "exemple"}, "AlreadyExistsException"),
        (VAULT, {"name": "x"}, "BackupVaultName: given 'x'"),
        (VAULT, {"name": "other", "kmsKeyArn": "arn:aws:kms:x"}, "key arn:aws:kms:x does not exist"),
        (LOCK, {"backupVaultName": "none", "minRetentionDays": 7}, "ResourceNotFoundException"),
        (LOCK, {"backupVaultName": "exemple", "minRetentionDays": 9, "maxRetentionDays": 8}, "cannot be greater"),
        (LOCK, {"backupVaultName": "exemple", "changeableForDays": 2}, "at least 3 days"),
        (POLICY, {"backupVaultName": "exemple", "policy": "{"}, "policy: not a JSON document"),
        (POLICY, {"backupVaultName": "none", "policy": policy(statement())}, "ResourceNotFoundException"),
    ],
)
def test_a_vault_that_aws_refuses(aws_cloud, vault, token, inputs, refusal):
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(token, **inputs)


def test_a_vault_policy_is_recorded(aws_cloud, vault):
    document = policy(statement(Effect="Deny", Action="backup:DeleteRecoveryPoint"))
    created = aws_cloud.create(POLICY, backupVaultName=vault.id, policy=document)
    assert not created.exercised
    assert created.outputs["backupVaultArn"] == vault.outputs["arn"]


def test_a_plan_with_copies(aws_cloud, vault):
    copy = aws_cloud.create(VAULT, name="copies", region=ABROAD).outputs["arn"]
    rules = [
        {**RULE, "recoveryPointTags": {"a": "b"}, "scheduleExpressionTimezone": "Etc/UTC"},
        {
            **RULE,
            "ruleName": "monthly",
            "schedule": "cron(0 3 1 * ? *)",
            "lifecycle": {"coldStorageAfter": 30, "deleteAfter": 365},
            "copyActions": [{"destinationVaultArn": copy, "lifecycle": {"deleteAfter": 365}}],
        },
    ]
    created = aws_cloud.create(PLAN, name="exemple", rules=rules, tags={"a": "b"})
    assert created.exercised
    assert created.outputs["arn"] == f"arn:aws:backup:{HOME}:{HUB}:backup-plan:{created.id}"
    assert created.outputs["rules"] == rules
    assert created.outputs["version"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"targetVaultName": "none"}, "vault none does not exist"),
        ({"copyActions": [{"destinationVaultArn": "arn:x"}]}, "vault arn:x does not exist"),
        ({"lifecycle": {"coldStorageAfter": 30, "deleteAfter": 119}}, "cold storage lasts at least 90 days"),
        ({"schedule": "cron(0 2 * * *)"}, "has 5 fields, cron takes 6"),
        ({"schedule": "cron(0 2 * * * *)"}, "needs `\\?` for either"),
        ({"schedule": "every night"}, "neither cron"),
        ({"ruleName": "a b"}, "RuleName: given 'a b'"),
        ({"startWindow": "60"}, r"rules\[0\].startWindow: given str, allowed a whole number"),
    ],
)
def test_a_plan_that_aws_refuses(aws_cloud, vault, changes, refusal):
    with pytest.raises(Refused, match=refusal):
        aws_cloud.create(PLAN, name="exemple", rules=[RULE | changes])


def selection(aws, **changes):
    plan = aws.create(PLAN, name="exemple", rules=[RULE]).id
    conditions = [{"stringEquals": [{"key": "aws:ResourceTag/backup", "value": "exemple"}]}]
    inputs = {"name": "exemple", "planId": plan, "iamRoleArn": aws.role(), "resources": ["*"], "conditions": conditions}
    return aws.create(SELECTION, **(inputs | changes))


def test_a_selection_by_tags(aws_cloud, vault):
    created = selection(aws_cloud)
    assert not created.exercised
    assert created.outputs["conditions"] == [{"stringEquals": [{"key": "aws:ResourceTag/backup", "value": "exemple"}]}]
    assert created.outputs["notResources"] == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"planId": "none"}, "plan none does not exist"),
        ({"iamRoleArn": "arn:none"}, "role arn:none does not exist"),
        ({"resources": [], "conditions": []}, "this one selects nothing"),
        ({"name": "a b"}, "SelectionName: given 'a b'"),
        ({"selectionTags": [{"type": "LIKE", "key": "a", "value": "b"}]}, "given 'LIKE', allowed STRINGEQUALS"),
    ],
)
def test_a_selection_that_aws_refuses(aws_cloud, vault, changes, refusal):
    with pytest.raises(Refused, match=refusal):
        selection(aws_cloud, **changes)
