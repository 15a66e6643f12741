"""Rows of the rules on Azure keys and their vaults."""

from tests.rules.inventory_changes import AZURE, REMOVED, Changed, Grafted, Mutation
from tests.rules.property_row import Row, row_mutations

VAULT, KEY = "azure-native:keyvault:Vault", "azure-native:keyvault:Key"
_FREE = "https://centre.vault.azure.net/keys/storage"
_PINNED = f"{_FREE}/0123456789abcdef0123456789abcdef"
_KEPT = "properties.softDeleteRetentionInDays"

ROWS = [
    Row("azure-key-vault-purge-protected", "properties.enablePurgeProtection", True, False),
    Row("azure-key-vault-soft-delete", "properties.enableSoftDelete", True, False, missing="pass"),
    Row("azure-key-vault-soft-delete-days", _KEPT, 90, 7, missing="pass"),
    Row("azure-managed-hsm-purge-protected", "properties.enablePurgeProtection", True, False),
    Row("azure-managed-hsm-soft-delete-days", _KEPT, 90, 89, missing="pass"),
    Row("azure-key-not-exportable", "properties.attributes.exportable", False, True, missing="pass"),
    Row("azure-secret-expires", "properties.attributes.expires", 1830000000, ""),
    Row("azure-disk-encryption-set-follows-rotation", "rotationToLatestKeyVersionEnabled", True, False),
    Row(
        "azure-storage-follows-rotation",
        "encryption.keyVaultProperties.keyVersion",
        "",
        "0123456789abcdef0123456789abcdef",
        missing="pass",
        beside={"encryption": {"keySource": "Microsoft.Keyvault"}},
    ),
    Row("azure-log-cluster-follows-rotation", "keyVaultProperties.keyVersion", "", "0123456789abcdef", missing="pass"),
    Row(
        "azure-recovery-vault-follows-rotation",
        "properties.encryption.keyVaultProperties.keyUri",
        _FREE,
        _PINNED,
        missing="not-applicable",
    ),
    Row(
        "azure-backup-vault-follows-rotation",
        "properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri",
        _FREE,
        _PINNED,
        missing="not-applicable",
    ),
    Row("azure-cosmos-follows-rotation", "keyVaultKeyUri", _FREE, _PINNED, missing="not-applicable"),
    Row("azure-sql-follows-rotation", "autoRotationEnabled", True, False, beside={"serverKeyType": "AzureKeyVault"}),
    Row("azure-storage-account-key-age", "keyPolicy.keyExpirationPeriodInDays", 90, 91),
]

MUTATIONS: list[Mutation] = [
    *row_mutations(ROWS, AZURE),
    ("azure-key-vault-purge-protected", AZURE, Changed(VAULT, "properties.enablePurgeProtection", REMOVED)),
    ("azure-key-expires", AZURE, Changed(KEY, "properties.rotationPolicy", REMOVED)),
    ("azure-key-rotates", AZURE, Changed(KEY, "properties.rotationPolicy.lifetimeActions", [])),
    (
        "azure-key-rotates-within-two-years",
        AZURE,
        Changed(KEY, "properties.rotationPolicy.lifetimeActions.trigger.timeAfterCreate", "P3Y"),
    ),
    (
        "azure-key-ends-within-two-years",
        AZURE,
        Changed(KEY, "properties.rotationPolicy.attributes.expiryTime", "P3650D"),
    ),
    (
        "azure-key-end-announced",
        AZURE,
        Changed(KEY, "properties.rotationPolicy.lifetimeActions.trigger.timeBeforeExpiry", REMOVED),
    ),
    ("azure-key-strength", AZURE, Changed(KEY, "properties.keySize", 2048)),
    (
        "azure-storage-follows-rotation",
        AZURE,
        Grafted(
            "azure-native:storage:StorageAccount",
            {"encryption": {"keySource": "Microsoft.Keyvault", "keyVaultProperties": {"keyVersion": "1"}}},
        ),
    ),
]
