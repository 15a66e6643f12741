"""A storage account that no network reaches, encrypted with the customer's key."""

import pulumi
from pulumi_azure_native import storage

from hds_landing.azure.keys.key_identifier import read_key_identifier


def private_account(
    name: str,
    *,
    account_name: str,
    region: str,
    key_id: pulumi.Input[str],
    key_identity_id: pulumi.Input[str],
    group: pulumi.Input[str],
    tags: dict[str, str],
    protect: bool,
    parent: pulumi.Resource,
    immutability: storage.ImmutableStorageAccountArgs | None = None,
) -> storage.StorageAccount:
    """An account without shared keys: an Entra identity is needed on top of a network path.

    No network reaches it but private endpoints and Azure's trusted services, an exception that stays in effect with
    public access disabled. Zone-redundant inside its region.
    """
    identifier = pulumi.Output.from_input(key_id).apply(read_key_identifier)
    return storage.StorageAccount(
        name,
        account_name=account_name,
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
        immutable_storage_with_versioning=immutability,
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
    )


def _every_service() -> storage.EncryptionServicesArgs:
    service = storage.EncryptionServiceArgs(enabled=True, key_type=storage.KeyType.ACCOUNT)
    return storage.EncryptionServicesArgs(blob=service, file=service, queue=service, table=service)
