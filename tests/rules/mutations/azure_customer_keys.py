"""Rows of the rules on customers' keys of Azure stores."""

from tests.rules.inventory_changes import AZURE, Grafted, Mutation
from tests.rules.property_row import Row, row_mutations

SET_ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/centre"
KEY = "https://centre.vault.azure.net/keys/storage"
ACCOUNT = {"encryption": {"keySource": "Microsoft.Keyvault"}}
_SCALE_SET = "virtualMachineProfile.storageProfile"
_KEK = "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"
_KEY_VAULT = ("Microsoft.KeyVault", "Microsoft.Storage")

ROWS = [
    Row("azure-scale-set-disk-customer-key", f"{_SCALE_SET}.osDisk.managedDisk.diskEncryptionSet.id", SET_ID, ""),
    Row(
        "azure-scale-set-data-disk-customer-key",
        f"{_SCALE_SET}.dataDisks[*].managedDisk.diskEncryptionSet.id",
        SET_ID,
        "",
        missing="pass",
    ),
    Row("azure-kubernetes-disk-customer-key", "diskEncryptionSetID", SET_ID, ""),
    Row("azure-image-customer-key", "storageProfile.osDisk.diskEncryptionSet.id", SET_ID, ""),
    Row(
        "azure-gallery-image-customer-key",
        "publishingProfile.targetRegions[*].encryption.osDiskImage.diskEncryptionSetId",
        SET_ID,
        "",
    ),
    Row("azure-storage-queue-customer-key", "encryption.services.queue.keyType", "Account", "Service", beside=ACCOUNT),
    Row("azure-storage-table-customer-key", "encryption.services.table.keyType", "Account", "Service", beside=ACCOUNT),
    Row("azure-storage-scope-customer-key", "source", "Microsoft.KeyVault", "Microsoft.Storage"),
    Row(
        "azure-elastic-san-customer-key",
        "encryption",
        "EncryptionAtRestWithCustomerManagedKey",
        "EncryptionAtRestWithPlatformKey",
    ),
    Row("azure-netapp-volume-customer-key", "encryptionKeySource", "Microsoft.KeyVault", "Microsoft.NetApp"),
    Row("azure-recovery-vault-customer-key", "properties.encryption.keyVaultProperties.keyUri", KEY, ""),
    Row(
        "azure-backup-vault-customer-key",
        "properties.securitySettings.encryptionSettings.state",
        "Enabled",
        "Disabled",
    ),
    Row("azure-cosmos-customer-key", "keyVaultKeyUri", KEY, ""),
    Row("azure-health-data-service-customer-key", _KEK, KEY, ""),
    Row("azure-redis-enterprise-customer-key", _KEK, KEY, ""),
    Row("azure-messaging-customer-key", "encryption.keySource", *_KEY_VAULT),
    Row("azure-search-customer-key", "encryptionWithCmk.enforcement", "Enabled", "Unspecified"),
    Row("azure-cognitive-customer-key", "properties.encryption.keySource", *_KEY_VAULT),
    Row("azure-machine-learning-customer-key", "encryption.status", "Enabled", "Disabled"),
    Row("azure-synapse-customer-key", "encryption.cmk.key.keyVaultUrl", KEY, ""),
    Row("azure-databricks-notebook-customer-key", "encryption.entities.managedServices.keySource", *_KEY_VAULT),
    Row("azure-databricks-disk-customer-key", "encryption.entities.managedDisk.keySource", *_KEY_VAULT),
    Row("azure-data-explorer-customer-key", "keyVaultProperties.keyName", "storage", ""),
    Row("azure-hdinsight-customer-key", "properties.diskEncryptionProperties.vaultUri", KEY, ""),
    Row("azure-log-cluster-customer-key", "keyVaultProperties.keyVaultUri", KEY, ""),
    Row("azure-kubernetes-secret-customer-key", "securityProfile.azureKeyVaultKms.enabled", True, False),
    Row("azure-container-registry-customer-key", "encryption.status", "enabled", "disabled"),
    Row("azure-container-group-customer-key", "encryptionProperties.vaultBaseUrl", KEY, ""),
    Row("azure-data-factory-customer-key", "encryption.vaultBaseUrl", KEY, ""),
    Row("azure-app-configuration-customer-key", "encryption.keyVaultProperties.keyIdentifier", KEY, ""),
    Row("azure-automation-customer-key", "encryption.keySource", "Microsoft.Keyvault", "Microsoft.Automation"),
    Row("azure-batch-customer-key", "encryption.keySource", "Microsoft.KeyVault", "Microsoft.Batch"),
]

MUTATIONS: list[Mutation] = [
    *row_mutations(ROWS, AZURE),
    (
        "azure-virtual-machine-data-disk-customer-key",
        AZURE,
        Grafted("azure-native:compute:VirtualMachine", {"storageProfile": {"dataDisks": [{"createOption": "Empty"}]}}),
    ),
]
