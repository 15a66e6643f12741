from typing import Any

import pytest

from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.azure.keys.key_administration import (
    CI_ACTIONS,
    CI_DATA_ACTIONS,
    RECOVERY_ACTIONS,
    RECOVERY_DATA_ACTIONS,
)
from tests.azure.azure_drawing import Drawn, draw
from tests.azure.azure_plans import ADMINISTRATION, SUBSCRIPTION, TENANT, key_set

USE = ("encrypt", "decrypt", "wrap", "unwrap", "sign", "verify", "release")
ALL = {
    "key-administrator": (CI_ACTIONS, CI_DATA_ACTIONS),
    "key-recovery-administrator": (RECOVERY_ACTIONS, RECOVERY_DATA_ACTIONS),
}


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    args = {"key_set": key_set(), "tenant_id": TENANT}
    return draw(lambda group, opts: EncryptionKeys("keys", EncryptionKeysArgs(resource_group_name=group, **args), opts))


def permission(drawn: Drawn, path: str) -> Any:
    (only,) = drawn.inputs("authorization:RoleDefinition", f"keys-{path}")["permissions"]
    return only


@pytest.mark.parametrize("path", ALL)
def test_the_role_is_the_list_of_its_actions(drawn: Drawn, path: str) -> None:
    actions, data_actions = ALL[path]
    assert permission(drawn, path) == {
        "actions": list(actions),
        "notActions": [],
        "dataActions": list(data_actions),
        "notDataActions": [],
    }


@pytest.mark.parametrize("path", ALL)
def test_no_administrator_can_use_a_key(path: str) -> None:
    actions, data_actions = ALL[path]
    for action in (*actions, *data_actions):
        assert "*" not in action
        assert action.split("/")[-2] not in USE, action
        assert "purge" not in action
        assert "backup" not in action
        assert "restore" not in action


@pytest.mark.parametrize("path", ALL)
def test_no_administrator_can_grant_itself_more(path: str) -> None:
    actions, _ = ALL[path]
    assert not [action for action in actions if "roleAssignments" in action or "accessPolicies" in action]


def test_ci_can_neither_delete_nor_disable_nor_lift_the_lock() -> None:
    assert not [action for action in (*CI_ACTIONS, *CI_DATA_ACTIONS) if action.endswith("/delete")]
    assert "Microsoft.KeyVault/vaults/keys/update/action" not in CI_DATA_ACTIONS
    assert not [action for action in CI_ACTIONS if "locks" in action]


def test_ci_creates_and_rotates() -> None:
    for action in ("create/action", "rotate/action", "read"):
        assert f"Microsoft.KeyVault/vaults/keys/{action}" in CI_DATA_ACTIONS
    assert "Microsoft.KeyVault/vaults/keyrotationpolicies/write" in CI_DATA_ACTIONS


def test_without_ci_the_recovery_administrators_can_do_all_that_ci_can_and_delete() -> None:
    assert set(CI_ACTIONS) < set(RECOVERY_ACTIONS)
    assert set(CI_DATA_ACTIONS) < set(RECOVERY_DATA_ACTIONS)
    assert {"update/action", "delete", "recover/action"} <= {
        action.removeprefix("Microsoft.KeyVault/vaults/keys/") for action in RECOVERY_DATA_ACTIONS
    }


@pytest.mark.parametrize(
    ("path", "principal"),
    [
        ("key-administrator", ADMINISTRATION.ci_principal),
        ("key-recovery-administrator", ADMINISTRATION.recovery_principal),
    ],
)
def test_each_path_is_granted_on_the_vault_to_its_own_principal(drawn: Drawn, path: str, principal: str) -> None:
    role = drawn.one("authorization:RoleDefinition", f"keys-{path}")
    grant = drawn.inputs("authorization:RoleAssignment", f"keys-{path}")
    assert role.inputs["scope"] == f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-test"
    assert role.inputs["assignableScopes"] == [role.inputs["scope"]]
    assert grant["scope"].endswith("/providers/Microsoft.KeyVault/vaults/gpne-aulnay-k7q2")
    assert grant["roleDefinitionId"] == role.id
    assert grant["principalId"] == principal
