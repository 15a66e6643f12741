import json

import pytest

from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.keys import KeyUse
from tests.aws.aws_plans import ALL_USES, PLATFORM_ACCOUNT, RECOVERY_REGION, REGION, SPOKE_ACCOUNT, key_set
from tests.aws.drawing import draw


def test_a_key_and_an_alias_per_use_under_names_of_their_own() -> None:
    drawn = draw(lambda opts: EncryptionKeys("evreux", EncryptionKeysArgs(key_set()), opts))
    assert drawn.counts() == {"key:Key": 5, "alias:Alias": 5}
    assert set(drawn.of_type("aws:kms/key:Key")) == {f"evreux-{use.value}" for use in ALL_USES}
    for use in ALL_USES:
        alias = drawn.inputs(f"evreux-{use.value}-alias")
        assert alias["name"] == f"alias/eures-evreux-{use.value}"
        assert alias["targetKeyId"] == f"evreux-{use.value}-key-id"
    assert drawn["evreux"].type == "hds-aws:index:EncryptionKeys"
    assert drawn["evreux"].outputs["keyIds"] == {use.value: f"arn:aws:kms:::evreux-{use.value}" for use in ALL_USES}


def test_every_key_rotates_waits_before_deletion_and_stays_in_its_region() -> None:
    drawn = draw(lambda opts: EncryptionKeys("evreux", EncryptionKeysArgs(key_set()), opts))
    for use in ALL_USES:
        inputs = drawn.inputs(f"evreux-{use.value}")
        assert inputs["enableKeyRotation"] is True
        assert inputs["rotationPeriodInDays"] == 365
        assert inputs["deletionWindowInDays"] == 30
        assert inputs["multiRegion"] is False
        assert inputs["bypassPolicyLockoutSafetyCheck"] is False
        assert inputs["region"] == (RECOVERY_REGION if use is KeyUse.BACKUP_COPY else REGION)
        assert json.loads(inputs["policy"])["Version"] == "2012-10-17"


@pytest.mark.parametrize(("sealed", "protect"), [(None, True), (False, True), (True, False)])
def test_keys_are_protected_until_their_owner_left_and_always_retained(sealed: bool | None, protect: bool) -> None:
    args = EncryptionKeysArgs(key_set(), sealed=sealed)
    drawn = draw(lambda opts: EncryptionKeys("evreux", args, opts))
    keys = drawn.of_type("aws:kms/key:Key")
    assert {(key.protect, key.retain_on_delete) for key in keys.values()} == {(protect, True)}
    aliases = drawn.of_type("aws:kms/alias:Alias")
    assert {(alias.protect, alias.retain_on_delete) for alias in aliases.values()} == {(False, False)}


def test_only_the_log_key_knows_other_accounts() -> None:
    args = EncryptionKeysArgs(key_set(), log_source_account_ids=[PLATFORM_ACCOUNT, SPOKE_ACCOUNT])
    drawn = draw(lambda opts: EncryptionKeys("evreux", args, opts))
    knowing = {name for name, key in drawn.of_type("aws:kms/key:Key").items() if SPOKE_ACCOUNT in key.inputs["policy"]}
    assert knowing == {"evreux-log"}


def test_a_use_without_a_key_is_an_error() -> None:
    def program(opts: object) -> None:
        keys = EncryptionKeys("evreux", EncryptionKeysArgs(key_set()), opts)  # type: ignore[arg-type]
        keys.keys.pop("disk")
        with pytest.raises(ComponentArgsError, match="none for 'disk'"):
            keys.key_id(KeyUse.DISK)

    draw(program)
