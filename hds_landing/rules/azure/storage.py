"""Azure storage accounts, disks and databases at rest."""

from hds_landing.rules.azure.customer_keys import KEY_RESOURCES
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import SET, TRUE, fails, one_of, property_rule
from hds_landing.rules.rule import Rule

_AT_REST = ("HDS-EXI-05-B", "SNC-10.1", "ISO27001-A.8.24")
_CUSTOMER_KEY = ("HDS-EXI-05-H", "HDS-EXI-30", "SNC-10.1", "SNC-10.5", "ISO27001-A.8.24")

RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-storage-customer-key",
        title="A storage account is encrypted with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=_CUSTOMER_KEY,
        fix="Set encryption.keySource to Microsoft.Keyvault with the establishment's storage key.",
        source="learn.microsoft.com, Customer-managed keys for Azure Storage encryption",
        types=("azure-native:storage:StorageAccount",),
        path="encryption.keySource",
        expected=one_of("Microsoft.Keyvault"),
        absent=fails("Azure encrypts with a key of Microsoft"),
    ),
    property_rule(
        id="azure-storage-encrypted-twice",
        title="A storage account is encrypted by its infrastructure as well",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.MEDIUM,
        requirements=_AT_REST,
        fix="Set encryption.requireInfrastructureEncryption to true; it can only be set when the account is created.",
        source="learn.microsoft.com, Enable infrastructure encryption for double encryption of data",
        types=("azure-native:storage:StorageAccount",),
        path="encryption.requireInfrastructureEncryption",
        expected=TRUE,
        absent=fails("Azure encrypts once"),
    ),
    property_rule(
        id="azure-disk-customer-key",
        title="A managed disk is encrypted with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=_CUSTOMER_KEY,
        fix="Set encryption.diskEncryptionSetId to the establishment's disk encryption set.",
        source="learn.microsoft.com, Server-side encryption of Azure Disk Storage",
        types=("azure-native:compute:Disk", "azure-native:compute:Snapshot"),
        path="encryption.diskEncryptionSetId",
        expected=SET,
        absent=fails("Azure encrypts with a key of Microsoft"),
        drawn_as=KEY_RESOURCES,
    ),
    property_rule(
        id="azure-virtual-machine-disk-customer-key",
        title="The system disk of a virtual machine is encrypted with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=_CUSTOMER_KEY,
        fix="Set storageProfile.osDisk.managedDisk.diskEncryptionSet to the establishment's disk encryption set.",
        source="learn.microsoft.com, Server-side encryption of Azure Disk Storage",
        types=("azure-native:compute:VirtualMachine",),
        path="storageProfile.osDisk.managedDisk.diskEncryptionSet.id",
        expected=SET,
        absent=fails("Azure encrypts with a key of Microsoft"),
        drawn_as=KEY_RESOURCES,
    ),
    property_rule(
        id="azure-database-encrypted",
        title="Transparent encryption of a SQL database is on",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=_AT_REST,
        fix="Set state to Enabled.",
        source="learn.microsoft.com, Transparent data encryption for SQL Database",
        types=("azure-native:sql:TransparentDataEncryption",),
        path="state",
        expected=one_of("Enabled"),
        absent=fails("the resource is there to decide it and decides nothing"),
    ),
    property_rule(
        id="azure-postgresql-customer-key",
        title="A PostgreSQL or MySQL server is encrypted with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=_CUSTOMER_KEY,
        fix="Set dataEncryption.type to AzureKeyVault with a storage key, when the server is created.",
        source="learn.microsoft.com, Data encryption with a customer-managed key in Azure Database for PostgreSQL",
        types=("azure-native:dbforpostgresql:Server", "azure-native:dbformysql:Server"),
        path="dataEncryption.type",
        expected=one_of("AzureKeyVault"),
        absent=fails("Azure encrypts with a key of Microsoft"),
    ),
)
