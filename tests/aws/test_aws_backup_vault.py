import json
from dataclasses import replace
from functools import cache

import pytest

from hds_landing.aws.backup_copy_vault import BackupCopyVault, BackupCopyVaultArgs
from hds_landing.aws.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.aws.backups.backup_schedule import lifecycle, schedule
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.backup import BackupFrequency, VaultPlan
from hds_landing.plan.log_archive import LockPlan
from tests.aws.aws_plans import LOCK, RECOVERY_REGION, copy_vault, tier, vault
from tests.aws.drawing import Drawn, draw

KEY = "arn:aws:kms:::backup"
COPY = "arn:aws:backup:::copy"


def drawn_vault(plan: VaultPlan | None = None, sealed: bool | None = None) -> Drawn:
    return draw(lambda opts: BackupVault("evreux", BackupVaultArgs(plan or vault(), KEY, COPY, sealed), opts))


@cache
def default_vault() -> Drawn:
    """Drawn once: tests only read it."""
    return drawn_vault()


def drawn_copy(locked: LockPlan | None = None, sealed: bool | None = None) -> Drawn:
    return draw(lambda opts: BackupCopyVault("copy", BackupCopyVaultArgs(copy_vault(locked), KEY, sealed), opts))


def test_the_vault_holds_exactly_this() -> None:
    assert default_vault().counts() == {
        "vault:Vault": 1,
        "vaultLockConfiguration:VaultLockConfiguration": 1,
        "vaultPolicy:VaultPolicy": 1,
        "plan:Plan": 1,
        "role:Role": 1,
        "rolePolicyAttachment:RolePolicyAttachment": 4,
        "selection:Selection": 1,
    }


def test_the_vault_is_under_its_own_key_and_refuses_deletion() -> None:
    drawn = default_vault()
    inputs = drawn.inputs("evreux-vault")
    assert inputs["name"] == "eures-evreux"
    assert inputs["kmsKeyArn"] == KEY
    assert inputs["forceDestroy"] is False
    (statement,) = json.loads(drawn.inputs("evreux-policy")["policy"])["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Action"] == ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]


def test_a_trial_lock_never_becomes_final() -> None:
    inputs = default_vault().inputs("evreux-lock")
    assert "changeableForDays" not in inputs
    assert (inputs["minRetentionDays"], inputs["maxRetentionDays"]) == (35, 365)
    assert "changeableForDays" not in drawn_copy().inputs("copy-lock")


def test_a_decided_lock_becomes_final_after_its_grace() -> None:
    for drawn, name in ((drawn_vault(vault(LOCK)), "evreux-lock"), (drawn_copy(LOCK), "copy-lock")):
        assert drawn.inputs(name)["changeableForDays"] == 30
    inputs = drawn_vault(vault(LOCK)).inputs("evreux-lock")
    assert (inputs["minRetentionDays"], inputs["maxRetentionDays"]) == (35, 400)


def test_a_rule_per_tier_and_copies_where_the_plan_says_so() -> None:
    daily, monthly = default_vault().inputs("evreux-plan")["rules"]
    assert (daily["ruleName"], daily["schedule"]) == ("daily", "cron(30 1 ? * * *)")
    assert daily["scheduleExpressionTimezone"] == "Etc/UTC"
    assert daily["targetVaultName"] == "eures-evreux"
    assert daily["lifecycle"] == {"deleteAfter": 35}
    assert daily["copyActions"] == [{"destinationVaultArn": COPY, "lifecycle": {"deleteAfter": 35}}]
    assert (monthly["ruleName"], monthly["schedule"]) == ("monthly", "cron(30 1 1 * ? *)")
    assert monthly["lifecycle"] == {"deleteAfter": 365, "coldStorageAfter": 90}
    assert not monthly.get("copyActions")


def test_resources_join_by_all_of_their_tags() -> None:
    inputs = default_vault().inputs("evreux-selection")
    assert inputs["resources"] == ["*"]
    assert inputs["conditions"] == [
        {
            "stringEquals": [
                {"key": "aws:ResourceTag/backup", "value": "eures-evreux"},
                {"key": "aws:ResourceTag/establishment", "value": "evreux"},
            ]
        }
    ]
    assert inputs["iamRoleArn"] == "arn:aws:iam:::evreux-role"


def test_the_role_is_taken_by_the_backup_service_only() -> None:
    drawn = default_vault()
    role = drawn.inputs("evreux-role")
    assert role["name"] == "eures-evreux-backup"
    (statement,) = json.loads(role["assumeRolePolicy"])["Statement"]
    assert statement["Principal"] == {"Service": "backup.amazonaws.com"}
    attached = drawn.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment").values()
    assert all(a.inputs["policyArn"].startswith("arn:aws:iam::aws:policy/") for a in attached)
    assert {a.urn for a in attached} <= set(drawn["evreux-selection"].dependencies)


@pytest.mark.parametrize(
    ("frequency", "expression"),
    [
        (BackupFrequency.HOURLY, "cron(30 * ? * * *)"),
        (BackupFrequency.EVERY_FOUR_HOURS, "cron(30 1/4 ? * * *)"),
        (BackupFrequency.DAILY, "cron(30 1 ? * * *)"),
        (BackupFrequency.MONTHLY, "cron(30 1 1 * ? *)"),
        (BackupFrequency.YEARLY, "cron(30 1 1 1 ? *)"),
    ],
)
def test_schedules(frequency: BackupFrequency, expression: str) -> None:
    assert schedule(tier(frequency)) == expression


def test_a_start_in_the_evening_still_runs_every_four_hours() -> None:
    assert schedule(replace(tier(BackupFrequency.EVERY_FOUR_HOURS), start_time="22:05")) == "cron(5 2/4 ? * * *)"


def test_a_tier_without_cold_storage_has_none() -> None:
    assert lifecycle(tier()) == {"delete_after": 35}


def test_the_copy_stands_in_the_recovery_region() -> None:
    drawn = drawn_copy()
    assert drawn.counts() == {
        "vault:Vault": 1,
        "vaultLockConfiguration:VaultLockConfiguration": 1,
        "vaultPolicy:VaultPolicy": 1,
    }
    assert {resource.inputs["region"] for resource in drawn.custom} == {RECOVERY_REGION}
    assert drawn.inputs("copy-vault")["kmsKeyArn"] == KEY
    assert drawn["copy"].outputs["vaultId"] == "arn:aws:backup:::copy-vault"


@pytest.mark.parametrize(("sealed", "protect"), [(None, True), (True, False)])
def test_vault_lock_and_policy_are_protected_until_their_owner_left_and_always_retained(
    sealed: bool | None, protect: bool
) -> None:
    kept = ("Vault", "VaultLockConfiguration", "VaultPolicy")
    for drawn in (drawn_vault(sealed=sealed), drawn_copy(sealed=sealed)):
        found = [resource for resource in drawn.custom if resource.type.split(":")[-1] in kept]
        assert len(found) == 3
        assert {(resource.protect, resource.retain_on_delete) for resource in found} == {(protect, True)}


def test_a_copy_to_nowhere_is_refused() -> None:
    with pytest.raises(ComponentArgsError, match="daily asks for a copy, and copy_vault_id is missing"):
        BackupVault("x", BackupVaultArgs(vault(), KEY))


def test_a_vault_without_tiers_is_refused() -> None:
    with pytest.raises(ComponentArgsError, match="tiers is empty"):
        BackupVault("x", BackupVaultArgs(replace(vault(), tiers={}), KEY, COPY))


def test_a_vault_that_would_refuse_every_backup_is_refused() -> None:
    def component(opts: object) -> None:
        plan = replace(copy_vault(), min_retention_days=400)
        with pytest.raises(ComponentArgsError, match="its shortest retention is 400 days and its longest 365"):
            BackupCopyVault("x", BackupCopyVaultArgs(plan, KEY), opts)  # type: ignore[arg-type]

    draw(component)
