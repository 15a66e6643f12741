"""Encryption keys: one Key Vault per owner, one key per use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import pulumi
from pulumi_azure_native import compute, keyvault

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.keys.consumer_identity import consumer_identity
from hds_landing.azure.keys.key_administration import administration_paths
from hds_landing.azure.keys.key_vault import encryption_key, key_vault, vault_of
from hds_landing.azure.logs.diagnostics import LogTargets, trace_everything
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.keys import KeySetPlan, KeyUse


@dataclass(frozen=True)
class EncryptionKeysArgs:
    """What `EncryptionKeys` draws."""

    key_set: KeySetPlan
    """The keys of one owner."""
    resource_group_name: pulumi.Input[str]
    """Where they are drawn."""
    tenant_id: str
    """Entra tenant whose identities the vault trusts."""
    log_store_id: Optional[pulumi.Input[str]] = None
    """Storage account of the log archive that keeps the vault's audit events. Absent for the platform's own keys,
    which stand before the archive: `LogArchive` traces their vault."""
    workspace_id: Optional[pulumi.Input[str]] = None
    """Workspace that shows them."""
    sealed: Optional[bool] = None
    """True lifts Pulumi's protection, so that an establishment can leave. Vault and keys are retained all the same."""


class EncryptionKeys(pulumi.ComponentResource):
    """A Key Vault with RBAC, purge protection and no public access, its keys, and who may use or administer them.

    A key that stands already is read, in whichever vault it is, and its use granted; the owner's vault is drawn all the
    same.
    Keys rotate by themselves; consumers follow because they name keys without a version. Purge protection blocks the
    vault's name for the soft-delete days after a deletion.
    """

    vault_id: pulumi.Output[str]
    """Key Vault."""
    key_ids: pulumi.Output[dict[str, str]]
    """Key identifier without version, `https://<vault>.vault.azure.net/keys/<key>`, by use."""
    identity_ids: pulumi.Output[dict[str, str]]
    """Identity that may use the key, by use, known once its role is granted; `secrets` has none."""
    disk_encryption_set_id: Optional[pulumi.Output[str]]
    """None where the set has no `disk` key."""

    def __init__(
        self,
        name: str,
        args: EncryptionKeysArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the key set.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(EncryptionKeysArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", EncryptionKeys), name, {}, opts)
        group, protect = args.resource_group_name, not args.sealed
        vault = key_vault(name, args.key_set, args.tenant_id, group=group, protect=protect, parent=self)
        grants = administration_paths(name, args.key_set, vault, group, self)
        keys = {
            use: encryption_key(f"{name}-{use}", args.key_set, key, vault, group=group, protect=protect, parent=self)
            for use, key in args.key_set.keys.items()
        }
        consumers = {
            use: consumer_identity(name, args.key_set, key, keys[use], group, self)
            for use, key in args.key_set.keys.items()
            if key.use is not KeyUse.SECRETS
        }
        identities = {use: consumer.identity_id for use, consumer in consumers.items()}
        disks = _disk_encryption_set(name, args, keys, identities, vault, self)
        _trace_and_lock(name, args, vault, [*grants, *(consumer.grant for consumer in consumers.values())], self)
        self.keys = keys
        self.vault_id = vault.id
        self.key_ids = keyed({use: key.key_uri for use, key in keys.items()})
        self.identity_ids = keyed(identities)
        self.disk_encryption_set_id = disks.id if disks else None
        self.register_outputs(
            {
                "vaultId": self.vault_id,
                "keyIds": self.key_ids,
                "identityIds": self.identity_ids,
                "diskEncryptionSetId": self.disk_encryption_set_id,
            }
        )


def _trace_and_lock(
    name: str, args: EncryptionKeysArgs, vault: keyvault.Vault, grants: list[pulumi.Resource], parent: pulumi.Resource
) -> None:
    attached = grants
    if args.workspace_id is not None or args.log_store_id is not None:
        targets = LogTargets(workspace_id=args.workspace_id, store_id=args.log_store_id)
        attached = [*grants, trace_everything(name, vault.id, targets, pulumi.ResourceOptions(parent=parent))]
    deletion_lock(name, vault.id, "Its keys decrypt health data", after=attached, parent=parent)


def _disk_encryption_set(
    name: str,
    args: EncryptionKeysArgs,
    keys: Mapping[str, keyvault.Key],
    identities: Mapping[str, pulumi.Output[str]],
    vault: keyvault.Vault,
    parent: pulumi.Resource,
) -> Any:
    """What disks name to be encrypted twice, by the platform's key and by the owner's; none without a `disk` key."""
    use = KeyUse.DISK.value
    if use not in keys:
        return None
    return compute.DiskEncryptionSet(
        f"{name}-{use}",
        disk_encryption_set_name=f"{args.key_set.name}-{use}",
        resource_group_name=args.resource_group_name,
        location=args.key_set.region,
        encryption_type=compute.DiskEncryptionSetType.ENCRYPTION_AT_REST_WITH_PLATFORM_AND_CUSTOMER_KEYS,
        # The set takes a version whatever the rotation flag says, and moves on by itself.
        active_key=compute.KeyForDiskEncryptionSetArgs(
            key_url=keys[use].key_uri_with_version,
            source_vault=compute.SourceVaultArgs(id=vault_of(args.key_set.keys[use], vault)),
        ),
        rotation_to_latest_key_version_enabled=True,
        identity=compute.EncryptionSetIdentityArgs(
            type=compute.DiskEncryptionSetIdentityType.USER_ASSIGNED, user_assigned_identities=[identities[use]]
        ),
        tags=args.key_set.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
    )
