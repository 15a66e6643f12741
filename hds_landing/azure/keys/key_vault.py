"""A Key Vault and its keys."""

import pulumi
from pulumi_azure_native import keyvault

from hds_landing.plan.keys import KeyPlan, KeySetPlan, KeyUse

_NOTICE_DAYS = 30
"""A key expires this long after its rotation is due, and a notice goes out as long before it expires: a rotation that
did not happen is seen before anything stops."""


def key_vault(
    name: str, key_set: KeySetPlan, tenant_id: str, *, group: pulumi.Input[str], protect: bool, parent: pulumi.Resource
) -> keyvault.Vault:
    """A vault that only roles open, that nobody can purge, and that no network reaches but Azure's own services."""
    sku = keyvault.SkuName.PREMIUM if key_set.hardware_protected else keyvault.SkuName.STANDARD
    return keyvault.Vault(
        name,
        vault_name=key_set.vault_name,
        resource_group_name=group,
        location=key_set.region,
        properties=keyvault.VaultPropertiesArgs(
            tenant_id=tenant_id,
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
        opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
    )


_NO_NETWORK_BUT_AZURE = keyvault.NetworkRuleSetArgs(
    default_action=keyvault.NetworkRuleAction.DENY,
    # Storage, disk encryption sets and backup vaults reach their key as trusted services; they have no network of ours.
    bypass=keyvault.NetworkRuleBypassOptions.AZURE_SERVICES,
    ip_rules=[],
    virtual_network_rules=[],
)


def encryption_key(
    name: str,
    key_set: KeySetPlan,
    key: KeyPlan,
    vault: keyvault.Vault,
    *,
    group: pulumi.Input[str],
    protect: bool,
    parent: pulumi.Resource,
) -> keyvault.Key:
    """A key that wraps and unwraps only, or encrypts and decrypts only where Pulumi uses it; it rotates by itself.

    One that stands already is read.
    """
    if key.existing_id is not None:
        return keyvault.Key.get(name, key.existing_id, pulumi.ResourceOptions(parent=parent))
    hardware = key_set.hardware_protected
    operation = keyvault.JsonWebKeyOperation
    wraps, encrypts = [operation.WRAP_KEY, operation.UNWRAP_KEY], [operation.ENCRYPT, operation.DECRYPT]
    return keyvault.Key(
        name,
        key_name=key.name,
        vault_name=vault.name,
        resource_group_name=group,
        properties=keyvault.KeyPropertiesArgs(
            kty=keyvault.JsonWebKeyType.RS_A_HSM if hardware else keyvault.JsonWebKeyType.RSA,
            key_size=4096,
            key_ops=encrypts if key.use is KeyUse.SECRETS else wraps,
            rotation_policy=_rotation(key_set.rotation_days),
        ),
        tags=key_set.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
    )


def vault_of(key: KeyPlan, vault: keyvault.Vault) -> pulumi.Input[str]:
    """Id of the vault that holds a key: the owner's, or the one in which it stood already."""
    return vault.id if key.existing_id is None else key.existing_id.partition("/keys/")[0]


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
