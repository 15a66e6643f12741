"""The identity through which a service uses one key, and nothing else."""

from typing import NamedTuple

import pulumi
from pulumi_azure_native import authorization, keyvault, managedidentity

from hds_landing.azure.role_assignment import (
    KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER,
    assign_role,
    built_in_role,
    stable_guid,
)
from hds_landing.known_after import known_after
from hds_landing.plan.keys import KeyPlan, KeySetPlan


class ConsumerIdentity(NamedTuple):
    """An identity that may use one key: its id, known once the role is granted, and the grant."""

    identity_id: pulumi.Output[str]
    grant: authorization.RoleAssignment


def consumer_identity(
    name: str, key_set: KeySetPlan, key: KeyPlan, drawn: keyvault.Key, group: pulumi.Input[str], parent: pulumi.Resource
) -> ConsumerIdentity:
    """A user-assigned identity that may wrap and unwrap with `drawn`.

    It stands with the keys, not with the consumer: whoever owns the keys decides who uses them, and Azure refuses a
    storage account, disk encryption set or vault whose identity cannot use its key yet.
    """
    logical_name = f"{name}-{key.use.value}"
    identity = managedidentity.UserAssignedIdentity(
        logical_name,
        resource_name_=f"{key_set.name}-{key.use.value}",
        resource_group_name=group,
        location=key.region,
        tags=key_set.tags,
        opts=_retained(parent),
    )
    grant = _grant(logical_name, key_set, key, drawn, identity, parent)
    return ConsumerIdentity(known_after(identity.id, grant), grant)


def _grant(
    logical_name: str,
    key_set: KeySetPlan,
    key: KeyPlan,
    drawn: keyvault.Key,
    identity: managedidentity.UserAssignedIdentity,
    parent: pulumi.Resource,
) -> authorization.RoleAssignment:
    subscription_id = key_set.administration.account_id
    role = KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER
    return assign_role(
        logical_name,
        guid=stable_guid(subscription_id, key_set.vault_name, key.name, key_set.name, role),
        scope=drawn.id,
        role_definition_id=built_in_role(subscription_id, role),
        principal_id=identity.principal_id,
        description=f"Encrypts and decrypts with {key.name} for its owner's services",
        opts=_retained(parent),
    )


def _retained(parent: pulumi.Resource) -> pulumi.ResourceOptions:
    """As long as the keys: without identity and role, what they encrypt and is retained could not be read again."""
    return pulumi.ResourceOptions(parent=parent, retain_on_delete=True)
