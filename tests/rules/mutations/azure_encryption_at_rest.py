"""Rows of the rules on what Azure encrypts only when asked to."""

from tests.rules.inventory_changes import AZURE, Mutation
from tests.rules.property_row import Row, row_mutations

_DISK = "properties.diskEncryptionProperties"

ROWS = [
    Row("azure-virtual-machine-encrypted-at-host", "securityProfile.encryptionAtHost", True, False),
    Row("azure-scale-set-encrypted-at-host", "virtualMachineProfile.securityProfile.encryptionAtHost", True, False),
    Row(
        "azure-kubernetes-nodes-encrypted-at-host",
        "agentPoolProfiles[*].enableEncryptionAtHost",
        True,
        False,
        missing="pass",
    ),
    Row("azure-kubernetes-pool-encrypted-at-host", "enableEncryptionAtHost", True, False),
    Row("azure-hdinsight-encrypted-at-host", f"{_DISK}.encryptionAtHost", True, False),
    Row("azure-data-explorer-disk-encrypted", "enableDiskEncryption", True, False),
    Row("azure-automation-variable-encrypted", "isEncrypted", True, False),
    Row("azure-synapse-pool-encrypted", "status", "Enabled", "Disabled"),
    Row("azure-machine-learning-high-impact", "hbiWorkspace", True, False),
    Row(
        "azure-disk-encryption-set-encrypted-twice",
        "encryptionType",
        "EncryptionAtRestWithPlatformAndCustomerKeys",
        "EncryptionAtRestWithCustomerKey",
    ),
    Row(
        "azure-recovery-vault-encrypted-twice",
        "properties.encryption.infrastructureEncryption",
        "Enabled",
        "Disabled",
    ),
    Row(
        "azure-backup-vault-encrypted-twice",
        "properties.securitySettings.encryptionSettings.infrastructureEncryption",
        "Enabled",
        "Disabled",
    ),
    Row("azure-messaging-encrypted-twice", "encryption.requireInfrastructureEncryption", True, False),
    Row("azure-log-cluster-encrypted-twice", "isDoubleEncryptionEnabled", True, False, missing="pass"),
    Row("azure-data-explorer-encrypted-twice", "enableDoubleEncryption", True, False),
    Row("azure-databricks-encrypted-twice", "parameters.requireInfrastructureEncryption.value", True, False),
    Row("azure-netapp-pool-encrypted-twice", "encryptionType", "Double", "Single"),
]

MUTATIONS: list[Mutation] = row_mutations(ROWS, AZURE)
