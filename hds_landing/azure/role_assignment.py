"""Role assignments whose names never change by themselves."""

from uuid import NAMESPACE_URL, uuid5

import pulumi
from pulumi_azure_native import authorization

KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
"""Built in: reads a key, wraps and unwraps with it, nothing else."""
STORAGE_BLOB_DATA_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
"""Built in: reads, writes and deletes blobs with an Entra identity."""


def built_in_role(subscription_id: str, role: str) -> str:
    """Full id of a built-in role, as Azure reads it back from an assignment in that subscription."""
    return f"/subscriptions/{subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{role}"


def stable_guid(*parts: str) -> str:
    """The same GUID for the same parts, for ever: what Azure wants as the name of a role or of an assignment."""
    return str(uuid5(NAMESPACE_URL, "|".join(parts)))


def assign_role(
    name: str,
    *,
    guid: str,
    scope: pulumi.Input[str],
    role_definition_id: pulumi.Input[str],
    principal_id: pulumi.Input[str],
    description: str,
    opts: pulumi.ResourceOptions,
    principal_type: str | None = authorization.PrincipalType.SERVICE_PRINCIPAL.value,
) -> authorization.RoleAssignment:
    """Grants a role at a scope.

    An assignment cannot be updated and its name is fixed, so a replacement deletes the old one first. The type of the
    principal spares Azure a look-up that fails for a principal created seconds before; None where it may be a group.
    """
    return authorization.RoleAssignment(
        name,
        role_assignment_name=guid,
        scope=scope,
        role_definition_id=role_definition_id,
        principal_id=principal_id,
        principal_type=principal_type,
        description=description,
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(delete_before_replace=True)),
    )
