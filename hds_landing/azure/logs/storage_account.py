"""The storage account of one log class: private, encrypted with the platform's key, immutable."""

import pulumi
from pulumi_azure_native import storage

from hds_landing.azure.keys.key_identifier import read_key_identifier
from hds_landing.plan.log_archive import LockPlan, LogClassPlan


def archive_account(
    name: str,
    *,
    log_class: LogClassPlan,
    locked: LockPlan | None,
    region: str,
    key_id: pulumi.Input[str],
    key_identity_id: pulumi.Input[str],
    group: pulumi.Input[str],
    tags: dict[str, str],
    protect: bool,
    parent: pulumi.Resource,
) -> storage.StorageAccount:
    """An account whose blobs cannot be changed or deleted for the class's days.

    No network reaches it but Azure's trusted services: diagnostic settings and flow logs write through that exception,
    which stays in effect with public access disabled, and without it they would write nowhere. Shared keys are off, so
    an Entra identity is needed on top of a network path.

    Zone-redundant inside its region; a zone-redundant account has no archive tier, so old logs go to `Cold`.
    """
    identifier = pulumi.Output.from_input(key_id).apply(read_key_identifier)
    return storage.StorageAccount(
        name,
        account_name=log_class.store_name,
        resource_group_name=group,
        location=region,
        kind=storage.Kind.STORAGE_V2,
        sku=storage.SkuArgs(name=storage.SkuName.STANDARD_ZRS),
        access_tier=storage.AccessTier.HOT,
        allow_blob_public_access=False,
        allow_shared_key_access=False,
        allow_cross_tenant_replication=False,
        allowed_copy_scope=storage.AllowedCopyScope.PRIVATE_LINK,
        default_to_o_auth_authentication=True,
        enable_https_traffic_only=True,
        minimum_tls_version=storage.MinimumTlsVersion.TLS1_2,
        is_local_user_enabled=False,
        is_sftp_enabled=False,
        # Shared keys are off; should they come on, these hold.
        key_policy=storage.KeyPolicyArgs(key_expiration_period_in_days=90),
        sas_policy=storage.SasPolicyArgs(
            sas_expiration_period="1.00:00:00", expiration_action=storage.ExpirationAction.BLOCK
        ),
        public_network_access=storage.PublicNetworkAccess.DISABLED,
        network_rule_set=storage.NetworkRuleSetArgs(
            default_action=storage.DefaultAction.DENY,
            bypass=storage.Bypass.AZURE_SERVICES,
            ip_rules=[],
            virtual_network_rules=[],
        ),
        identity=storage.IdentityArgs(
            type=storage.IdentityType.USER_ASSIGNED, user_assigned_identities=[key_identity_id]
        ),
        encryption=storage.EncryptionArgs(
            key_source=storage.KeySource.MICROSOFT_KEYVAULT,
            require_infrastructure_encryption=True,
            encryption_identity=storage.EncryptionIdentityArgs(encryption_user_assigned_identity=key_identity_id),
            key_vault_properties=storage.KeyVaultPropertiesArgs(
                key_vault_uri=identifier.apply(lambda read: read.vault_uri),
                key_name=identifier.apply(lambda read: read.key_name),
            ),
            services=_every_service(),
        ),
        immutable_storage_with_versioning=_immutability(log_class.archive_days, locked),
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
    )


def _every_service() -> storage.EncryptionServicesArgs:
    service = storage.EncryptionServiceArgs(enabled=True, key_type=storage.KeyType.ACCOUNT)
    return storage.EncryptionServicesArgs(blob=service, file=service, queue=service, table=service)


def _immutability(archive_days: int, locked: LockPlan | None) -> storage.ImmutableStorageAccountArgs:
    """Appending stays allowed: diagnostic settings add to the blob of the hour.

    Azure creates a policy Unlocked only; it can be Locked afterwards, which is final. So a landing zone goes through
    `trial` before `locked`.
    """
    state = storage.AccountImmutabilityPolicyState
    return storage.ImmutableStorageAccountArgs(
        enabled=True,
        immutability_policy=storage.AccountImmutabilityPolicyPropertiesArgs(
            state=state.LOCKED if locked else state.UNLOCKED,
            immutability_period_since_creation_in_days=archive_days,
            allow_protected_append_writes=True,
        ),
    )
