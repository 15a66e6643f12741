"""Encryption keys: one Key Vault per owner, one key per use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import pulumi
from pulumi_azure_native import compute, keyvault

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.consumer_identity import consumer_identity
from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.diagnostics import LogTargets, trace_everything
from hds_landing.azure.key_administration import administration_paths
from hds_landing.plan.keys import KeyPlan, KeySetPlan, KeyUse

_NOTICE_DAYS = 30
"""A key expires this long after its rotation is due, and a notice goes out as long before it expires: a rotation that
did not happen is seen before anything stops."""


@dataclass(frozen=True)
class EncryptionKeysArgs:
    """What `EncryptionKeys` draws."""

    key_set: KeySetPlan
    resource_group_name: pulumi.Input[str]
    tenant_id: str
    """Entra tenant whose identities the vault trusts."""
    log_store_id: Optional[pulumi.Input[str]] = None
    """Storage account of the log archive that keeps the vault's audit events. Absent for the platform's own keys,
    which stand before the archive: `LogArchive` traces their vault."""
    workspace_id: Optional[pulumi.Input[str]] = None
    sealed: Optional[bool] = None
    """True lifts Pulumi's protection, so that an establishment can leave. Vault and keys are retained all the same."""


class EncryptionKeys(pulumi.ComponentResource):
    """A Key Vault with RBAC, purge protection and no public access, its keys, and who may use or administer them.

    Keys rotate by themselves; consumers follow because they name keys without a version. Purge protection blocks the
    vault's name for the soft-delete days after a deletion.
    """

    vault_id: pulumi.Output[str]
    key_ids: pulumi.Output[dict[str, str]]
    """Key identifier without version, `https://<vault>.vault.azure.net/keys/<key>`, by use."""
    identity_ids: pulumi.Output[dict[str, str]]
    """Identity that may use the key, by use; known once its role is granted."""
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
        vault = _vault(name, args, self)
        administration_paths(name, args.key_set, vault, args.resource_group_name, self)
        keys = {use: _key(name, args, key, vault, self) for use, key in args.key_set.keys.items()}
        identities = {
            use: consumer_identity(name, args.key_set, key, keys[use], args.resource_group_name, self)
            for use, key in args.key_set.keys.items()
        }
        disks = _disk_encryption_set(name, args, keys, identities, vault, self)
        self.vault_id = vault.id
        self.key_ids = pulumi.Output.all(**{use: key.key_uri for use, key in keys.items()})
        self.identity_ids = pulumi.Output.all(**identities)
        self.disk_encryption_set_id = disks.id if disks else None
        self.register_outputs(
            {
                "vaultId": self.vault_id,
                "keyIds": self.key_ids,
                "identityIds": self.identity_ids,
                "diskEncryptionSetId": self.disk_encryption_set_id,
            }
        )


def _vault(name: str, args: EncryptionKeysArgs, parent: pulumi.Resource) -> keyvault.Vault:
    key_set = args.key_set
    sku = keyvault.SkuName.PREMIUM if key_set.hardware_protected else keyvault.SkuName.STANDARD
    vault = keyvault.Vault(
        name,
        vault_name=key_set.vault_name,
        resource_group_name=args.resource_group_name,
        location=key_set.region,
        properties=keyvault.VaultPropertiesArgs(
            tenant_id=args.tenant_id,
            sku=keyvault.SkuArgs(family=keyvault.SkuFamily.A, name=sku),
            enable_rbac_authorization=True,
            enable_soft_delete=True,
            soft_delete_retention_in_days=key_set.deletion_window_days,
            enable_purge_protection=True,
            enabled_for_deployment=False,
            enabled_for_disk_encryption=False,
            enabled_for_template_deployment=False,
            public_network_access="Disabled",
            network_acls=_NO_NETWORK_BUT_AZURE,
        ),
        tags=key_set.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
    )
    deletion_lock(name, vault.id, "Its keys decrypt health data", pulumi.ResourceOptions(parent=parent))
    if args.workspace_id is not None or args.log_store_id is not None:
        targets = LogTargets(workspace_id=args.workspace_id, store_id=args.log_store_id)
        trace_everything(name, vault.id, targets, pulumi.ResourceOptions(parent=parent))
    return vault


_NO_NETWORK_BUT_AZURE = keyvault.NetworkRuleSetArgs(
    default_action=keyvault.NetworkRuleAction.DENY,
    # Storage, disk encryption sets and backup vaults reach their key as trusted services; they have no network of ours.
    bypass=keyvault.NetworkRuleBypassOptions.AZURE_SERVICES,
    ip_rules=[],
    virtual_network_rules=[],
)


def _key(
    name: str, args: EncryptionKeysArgs, key: KeyPlan, vault: keyvault.Vault, parent: pulumi.Resource
) -> keyvault.Key:
    hardware = args.key_set.hardware_protected
    return keyvault.Key(
        f"{name}-{key.use.value}",
        key_name=key.name,
        vault_name=vault.name,
        resource_group_name=args.resource_group_name,
        properties=keyvault.KeyPropertiesArgs(
            kty=keyvault.JsonWebKeyType.RS_A_HSM if hardware else keyvault.JsonWebKeyType.RSA,
            key_size=4096,
            key_ops=[keyvault.JsonWebKeyOperation.WRAP_KEY, keyvault.JsonWebKeyOperation.UNWRAP_KEY],
            rotation_policy=_rotation(args.key_set.rotation_days),
        ),
        tags=args.key_set.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
    )


def _rotation(rotation_days: int) -> keyvault.RotationPolicyArgs:
    return keyvault.RotationPolicyArgs(
        attributes=keyvault.KeyRotationPolicyAttributesArgs(expiry_time=f"P{rotation_days + _NOTICE_DAYS}D"),
        lifetime_actions=[
            keyvault.LifetimeActionArgs(
                action=keyvault.ActionArgs(type=keyvault.KeyRotationPolicyActionType.ROTATE),
                trigger=keyvault.TriggerArgs(time_after_create=f"P{rotation_days}D"),
            ),
            keyvault.LifetimeActionArgs(
                action=keyvault.ActionArgs(type=keyvault.KeyRotationPolicyActionType.NOTIFY),
                trigger=keyvault.TriggerArgs(time_before_expiry=f"P{_NOTICE_DAYS}D"),
            ),
        ],
    )


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
            key_url=keys[use].key_uri_with_version, source_vault=compute.SourceVaultArgs(id=vault.id)
        ),
        rotation_to_latest_key_version_enabled=True,
        identity=compute.EncryptionSetIdentityArgs(
            type=compute.DiskEncryptionSetIdentityType.USER_ASSIGNED, user_assigned_identities=[identities[use]]
        ),
        tags=args.key_set.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
    )
