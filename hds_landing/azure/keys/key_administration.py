"""Who administers keys: two paths, neither of which can use a key.

Roles only add up on Azure: what a principal holds elsewhere is not taken away here. The CI identity must therefore
hold no role that contains `Microsoft.KeyVault/vaults/keys/*` data actions or `Microsoft.Authorization/locks/delete`
at a scope above; the bootstrap grants it none.
"""

import pulumi
from pulumi_azure_native import authorization, keyvault

from hds_landing.azure.role_assignment import assign_role, stable_guid
from hds_landing.plan.keys import KeySetPlan

CI_ACTIONS = (
    "Microsoft.KeyVault/vaults/read",
    "Microsoft.KeyVault/vaults/write",
    "Microsoft.KeyVault/vaults/keys/read",
    "Microsoft.KeyVault/vaults/keys/write",
)
"""Control plane: draws the vault and its keys. Writing a key that exists changes nothing (keys REST API), so no key
can be disabled this way, and turning RBAC off needs `roleAssignments/write` on top."""
CI_DATA_ACTIONS = (
    "Microsoft.KeyVault/vaults/keys/read",
    "Microsoft.KeyVault/vaults/keys/create/action",
    "Microsoft.KeyVault/vaults/keys/rotate/action",
    "Microsoft.KeyVault/vaults/keyrotationpolicies/read",
    "Microsoft.KeyVault/vaults/keyrotationpolicies/write",
)
"""Creates and rotates. Not `keys/update/action`: its attributes hold `enabled`, and CI may not disable a key."""
RECOVERY_ACTIONS = (
    *CI_ACTIONS,
    "Microsoft.KeyVault/vaults/delete",
    "Microsoft.Authorization/locks/read",
    "Microsoft.Authorization/locks/write",
    "Microsoft.Authorization/locks/delete",
)
RECOVERY_DATA_ACTIONS = (
    *CI_DATA_ACTIONS,
    "Microsoft.KeyVault/vaults/keys/update/action",
    "Microsoft.KeyVault/vaults/keys/delete",
    "Microsoft.KeyVault/vaults/keys/recover/action",
)
"""Also disables, deletes and recovers. Nobody purges: purge protection refuses it within the soft-delete days."""


def administration_paths(
    name: str, key_set: KeySetPlan, vault: keyvault.Vault, group: pulumi.Input[str], parent: pulumi.Resource
) -> list[authorization.RoleAssignment]:
    """Both paths' roles, defined at the keys' resource group and granted on the vault: the two grants.

    Roles and grants are retained with the keys: whoever recovers keys of an establishment that left needs them.
    """
    administration = key_set.administration
    paths = (
        ("key-administrator", CI_ACTIONS, CI_DATA_ACTIONS, administration.ci_principal),
        ("key-recovery-administrator", RECOVERY_ACTIONS, RECOVERY_DATA_ACTIONS, administration.recovery_principal),
    )
    grants = []
    for path, actions, data_actions, principal_id in paths:
        role = _role(name, key_set, path, actions, data_actions, group, parent)
        grants.append(_grant(name, key_set, path, role, vault, principal_id, parent))
    return grants


def _role(
    name: str,
    key_set: KeySetPlan,
    path: str,
    actions: tuple[str, ...],
    data_actions: tuple[str, ...],
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> authorization.RoleDefinition:
    subscription_id = key_set.administration.account_id
    scope = pulumi.Output.concat("/subscriptions/", subscription_id, "/resourceGroups/", group)
    permission = authorization.PermissionArgs(
        actions=list(actions), not_actions=[], data_actions=list(data_actions), not_data_actions=[]
    )
    return authorization.RoleDefinition(
        f"{name}-{path}",
        role_definition_id=stable_guid(subscription_id, key_set.vault_name, path),
        role_name=f"{key_set.name} {path.replace('-', ' ')}",
        role_type="CustomRole",
        description=f"Administers the keys of {key_set.owner} without using them",
        scope=scope,
        assignable_scopes=[scope],
        permissions=[permission],
        opts=pulumi.ResourceOptions(parent=parent, retain_on_delete=True),
    )


def _grant(
    name: str,
    key_set: KeySetPlan,
    path: str,
    role: authorization.RoleDefinition,
    vault: keyvault.Vault,
    principal_id: str,
    parent: pulumi.Resource,
) -> authorization.RoleAssignment:
    return assign_role(
        f"{name}-{path}",
        guid=stable_guid(key_set.administration.account_id, key_set.vault_name, path, principal_id),
        scope=vault.id,
        role_definition_id=role.id,
        principal_id=principal_id,
        principal_type=None,
        description=f"{path.replace('-', ' ').capitalize()} of {key_set.owner}",
        opts=pulumi.ResourceOptions(parent=parent, retain_on_delete=True),
    )
