"""Azure stores that are encrypted with a key that the customer holds, and not with one of Microsoft.

All of them are encrypted anyway; who can take the key away is what these rules ask.
"""

from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find
from hds_landing.rules.property_rule import (
    SET,
    TRUE,
    Absence,
    Expectation,
    Where,
    comes_from,
    fails,
    none_of,
    one_of,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

REQUIREMENTS: Final = ("HDS-EXI-05-B", "HDS-EXI-05-H", "HDS-EXI-30", "SNC-10.1", "SNC-10.5", "ISO27001-A.8.24")

KEY_RESOURCES: Final = (
    "azure-native:compute:DiskEncryptionSet",
    "azure-native:keyvault:Key",
    "azure-native:keyvault:ManagedHsm",
    "azure-native:keyvault:Vault",
)
"""A program that draws one of these holds the key; before the first deployment nobody knows its id."""
_KEY_VAULT: Final = one_of("Microsoft.Keyvault")
_MICROSOFT_KEY: Final = fails("Azure encrypts with a key of Microsoft")


def _under_customer_key(
    id: str,
    thing: str,
    types: tuple[str, ...],
    path: str,
    *,
    source: str,
    expected: Expectation = SET,
    severity: Severity = Severity.MEDIUM,
    absent: Absence = _MICROSOFT_KEY,
    fix: str = "",
    where: tuple[Where, ...] = (),
    no_element: Absence | None = None,
) -> ResourceRule:
    return property_rule(
        id=f"azure-{id}-customer-key",
        title=f"{thing} encrypted with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=fix or f"Set {path.replace('[*]', '')} to a key of the establishment's vault.",
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{each}" for each in types),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
        no_element=no_element,
        drawn_as=KEY_RESOURCES,
    )


def _under_encryption_set(id: str, thing: str, type_: str, path: str, **others: Severity | Absence) -> ResourceRule:
    return _under_customer_key(
        id,
        thing,
        (type_,),
        path,
        source="Server-side encryption of Azure Disk Storage",
        fix=f"Set {path.replace('[*]', '')} to the establishment's disk encryption set.",
        **others,  # type: ignore[arg-type]
    )


_DATA_DISK_ORIGIN: Final = "storageProfile.dataDisks[*].createOption"
_DATA_DISK_KEY: Final = "storageProfile.dataDisks[*].managedDisk.diskEncryptionSet.id"


def _data_disks(subject: Subject) -> Judgement:
    origins, keys = find(subject.properties, _DATA_DISK_ORIGIN), find(subject.properties, _DATA_DISK_KEY)
    drawn = comes_from(subject.references, _DATA_DISK_KEY, KEY_RESOURCES)
    return worst(_data_disk(origin, key, drawn) for origin, key in zip(origins, keys, strict=True))


def _data_disk(origin: Found, key: Found, drawn: bool) -> Judgement:
    if key.value is UNKNOWN and drawn:
        return Passed(f"{key.path} is not known yet, and comes from a resource of the same program")
    if isinstance(origin.value, str) and origin.value.lower() == "attach":
        return NOT_APPLICABLE
    if key.value is UNKNOWN or (key.value is ABSENT and origin.value is UNKNOWN):
        return Undetermined(f"{(key if key.value is UNKNOWN else origin).path} is not known yet")
    return f"{key}: Azure encrypts with a key of Microsoft" if key.value in (ABSENT, "") else None


_DISKS: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-virtual-machine-data-disk-customer-key",
        title="Data disks that a virtual machine creates are encrypted with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set storageProfile.dataDisks.managedDisk.diskEncryptionSet to the establishment's disk encryption set.",
        source="learn.microsoft.com, Server-side encryption of Azure Disk Storage",
        types=("azure-native:compute:VirtualMachine",),
        paths=(_DATA_DISK_ORIGIN, _DATA_DISK_KEY),
        absence="Azure encrypts a new disk with a key of Microsoft; one that is attached is judged on its own",
        judge=_data_disks,
    ),
    _under_encryption_set(
        "scale-set-disk",
        "The system disks of a scale set are",
        "compute:VirtualMachineScaleSet",
        "virtualMachineProfile.storageProfile.osDisk.managedDisk.diskEncryptionSet.id",
        severity=Severity.HIGH,
    ),
    _under_encryption_set(
        "scale-set-data-disk",
        "The data disks of a scale set are",
        "compute:VirtualMachineScaleSet",
        "virtualMachineProfile.storageProfile.dataDisks[*].managedDisk.diskEncryptionSet.id",
        severity=Severity.HIGH,
        no_element=Absence(None, "a scale set without data disks has nothing more to encrypt"),
    ),
    _under_encryption_set(
        "kubernetes-disk",
        "The disks of a Kubernetes cluster are",
        "containerservice:ManagedCluster",
        "diskEncryptionSetID",
        severity=Severity.HIGH,
    ),
    _under_encryption_set("image", "A machine image is", "compute:Image", "storageProfile.osDisk.diskEncryptionSet.id"),
    _under_encryption_set(
        "gallery-image",
        "Every copy of a gallery image is",
        "compute:GalleryImageVersion",
        "publishingProfile.targetRegions[*].encryption.osDiskImage.diskEncryptionSetId",
    ),
)

_STORAGE_WITH_QUEUES: Final = (
    Where("encryption.keySource", _KEY_VAULT, unset=False),
    Where("kind", none_of("BlobStorage", "BlockBlobStorage", "FileStorage"), unset=True),
)
_SERVICE_KEY: Final = fails("Azure then uses a key of the service, which the customer's key does not wrap")

_STORAGE: tuple[Rule, ...] = (
    _under_customer_key(
        "storage-queue",
        "The queues of a storage account with a customer's key are",
        ("storage:StorageAccount",),
        "encryption.services.queue.keyType",
        source="Create an account that supports customer-managed keys for tables and queues",
        expected=one_of("Account"),
        absent=_SERVICE_KEY,
        fix="Set encryption.services.queue.keyType to Account when the account is created.",
        where=_STORAGE_WITH_QUEUES,
    ),
    _under_customer_key(
        "storage-table",
        "The tables of a storage account with a customer's key are",
        ("storage:StorageAccount",),
        "encryption.services.table.keyType",
        source="Create an account that supports customer-managed keys for tables and queues",
        expected=one_of("Account"),
        absent=_SERVICE_KEY,
        fix="Set encryption.services.table.keyType to Account when the account is created.",
        where=_STORAGE_WITH_QUEUES,
    ),
    _under_customer_key(
        "storage-scope",
        "An encryption scope is",
        ("storage:EncryptionScope",),
        "source",
        source="Encryption scopes for Blob storage",
        expected=one_of("Microsoft.KeyVault"),
        severity=Severity.HIGH,
        fix="Set source to Microsoft.KeyVault, and keyVaultProperties to the establishment's storage key.",
    ),
    _under_customer_key(
        "elastic-san",
        "An Elastic SAN volume group is",
        ("elasticsan:VolumeGroup",),
        "encryption",
        source="Configure customer-managed keys for Azure Elastic SAN",
        expected=one_of("EncryptionAtRestWithCustomerManagedKey"),
        severity=Severity.HIGH,
        fix="Set encryption to EncryptionAtRestWithCustomerManagedKey, with encryptionProperties.",
    ),
    _under_customer_key(
        "netapp-volume",
        "A NetApp volume is",
        ("netapp:CapacityPoolVolume",),
        "encryptionKeySource",
        source="Configure customer-managed keys for Azure NetApp Files volume encryption",
        expected=one_of("Microsoft.KeyVault"),
        severity=Severity.HIGH,
        fix="Set encryptionKeySource to Microsoft.KeyVault.",
    ),
    _under_customer_key(
        "recovery-vault",
        "A Recovery Services vault is",
        ("recoveryservices:Vault",),
        "properties.encryption.keyVaultProperties.keyUri",
        source="Encryption of backup data using customer-managed keys",
        severity=Severity.HIGH,
        fix="Set properties.encryption.keyVaultProperties.keyUri before the first item is protected.",
    ),
    _under_customer_key(
        "backup-vault",
        "A Backup vault is",
        ("dataprotection:BackupVault",),
        "properties.securitySettings.encryptionSettings.state",
        source="Encrypt backup data in a Backup vault by using customer-managed keys",
        expected=one_of("Enabled"),
        severity=Severity.HIGH,
        fix="Set properties.securitySettings.encryptionSettings.state to Enabled, with the establishment's backup key.",
    ),
)

_DATA_SERVICES: tuple[Rule, ...] = (
    _under_customer_key(
        "cosmos",
        "A Cosmos DB account is",
        ("cosmosdb:DatabaseAccount",),
        "keyVaultKeyUri",
        source="Configure customer-managed keys for your Azure Cosmos DB account",
        severity=Severity.HIGH,
    ),
    _under_customer_key(
        "health-data-service",
        "A FHIR or DICOM service is",
        ("healthcareapis:FhirService", "healthcareapis:DicomService"),
        "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl",
        source="Configure customer-managed keys for Azure Health Data Services",
        severity=Severity.HIGH,
    ),
    _under_customer_key(
        "redis-enterprise",
        "A Redis Enterprise cluster is",
        ("redisenterprise:RedisEnterprise",),
        "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl",
        source="Configure disk encryption for Azure Cache for Redis instances using customer managed keys",
    ),
    _under_customer_key(
        "messaging",
        "A Service Bus or Event Hubs namespace is",
        ("servicebus:Namespace", "eventhub:Namespace"),
        "encryption.keySource",
        source="Configure customer-managed keys for encrypting Azure Service Bus data at rest",
        expected=_KEY_VAULT,
        fix="Set encryption.keySource to Microsoft.KeyVault, in a namespace of the Premium tier.",
    ),
    _under_customer_key(
        "search",
        "A search service is held to objects",
        ("search:Service",),
        "encryptionWithCmk.enforcement",
        source="Configure customer-managed keys for data encryption in Azure AI Search",
        expected=one_of("Enabled"),
        absent=fails("Azure then takes objects that are encrypted with its own key"),
        fix="Set encryptionWithCmk.enforcement to Enabled.",
    ),
    _under_customer_key(
        "cognitive",
        "An AI services account is",
        ("cognitiveservices:Account",),
        "properties.encryption.keySource",
        source="Customer-managed keys for encryption: Azure AI services",
        expected=_KEY_VAULT,
        fix="Set properties.encryption.keySource to Microsoft.KeyVault.",
    ),
    _under_customer_key(
        "machine-learning",
        "A Machine Learning workspace is",
        ("machinelearningservices:Workspace",),
        "encryption.status",
        source="Customer-managed keys for Azure Machine Learning",
        expected=one_of("Enabled"),
        fix="Set encryption.status to Enabled, with encryption.keyVaultProperties.",
    ),
    _under_customer_key(
        "synapse",
        "A Synapse workspace is",
        ("synapse:Workspace",),
        "encryption.cmk.key.keyVaultUrl",
        source="Encryption for Azure Synapse Analytics workspaces",
        severity=Severity.HIGH,
    ),
    _under_customer_key(
        "databricks-notebook",
        "The control plane of a Databricks workspace is",
        ("databricks:Workspace",),
        "encryption.entities.managedServices.keySource",
        source="Customer-managed keys for managed services",
        expected=_KEY_VAULT,
        fix="Set encryption.entities.managedServices.keySource to Microsoft.Keyvault.",
    ),
    _under_customer_key(
        "databricks-disk",
        "The disks of a Databricks workspace are",
        ("databricks:Workspace",),
        "encryption.entities.managedDisk.keySource",
        source="Customer-managed keys for Azure managed disks",
        expected=_KEY_VAULT,
        severity=Severity.HIGH,
        fix="Set encryption.entities.managedDisk.keySource to Microsoft.Keyvault.",
    ),
    _under_customer_key(
        "data-explorer",
        "A Data Explorer cluster is",
        ("kusto:Cluster",),
        "keyVaultProperties.keyName",
        source="Configure customer-managed keys in Azure Data Explorer",
    ),
    _under_customer_key(
        "hdinsight",
        "An HDInsight cluster is",
        ("hdinsight:Cluster",),
        "properties.diskEncryptionProperties.vaultUri",
        source="Double encryption for data at rest: Azure HDInsight",
    ),
    _under_customer_key(
        "log-cluster",
        "A dedicated cluster of Log Analytics is",
        ("operationalinsights:Cluster",),
        "keyVaultProperties.keyVaultUri",
        source="Azure Monitor customer-managed keys",
    ),
)

_PLATFORM_SERVICES: tuple[Rule, ...] = (
    _under_customer_key(
        "kubernetes-secret",
        "The secrets of a Kubernetes cluster are",
        ("containerservice:ManagedCluster",),
        "securityProfile.azureKeyVaultKms.enabled",
        source="Add Key Management Service etcd encryption to an AKS cluster",
        expected=TRUE,
        fix="Set securityProfile.azureKeyVaultKms.enabled to true, with its keyId.",
    ),
    _under_customer_key(
        "container-registry",
        "A container registry is",
        ("containerregistry:Registry",),
        "encryption.status",
        source="Overview of customer-managed keys: Azure Container Registry",
        expected=one_of("enabled"),
        severity=Severity.LOW,
        fix="Set encryption.status to enabled, in a registry of the Premium tier.",
    ),
    _under_customer_key(
        "container-group",
        "A container group is",
        ("containerinstance:ContainerGroup",),
        "encryptionProperties.vaultBaseUrl",
        source="Encrypt deployment data: Azure Container Instances",
    ),
    _under_customer_key(
        "data-factory",
        "A data factory is",
        ("datafactory:Factory",),
        "encryption.vaultBaseUrl",
        source="Encrypt Azure Data Factory with customer-managed keys",
    ),
    _under_customer_key(
        "app-configuration",
        "A configuration store is",
        ("appconfiguration:ConfigurationStore",),
        "encryption.keyVaultProperties.keyIdentifier",
        source="Use customer-managed keys to encrypt your configuration data",
        severity=Severity.LOW,
    ),
    _under_customer_key(
        "automation",
        "An Automation account is",
        ("automation:AutomationAccount",),
        "encryption.keySource",
        source="Encryption of secure assets in Azure Automation",
        expected=_KEY_VAULT,
        severity=Severity.LOW,
        fix="Set encryption.keySource to Microsoft.Keyvault.",
    ),
    _under_customer_key(
        "batch",
        "A Batch account is",
        ("batch:BatchAccount",),
        "encryption.keySource",
        source="Configure customer-managed keys for your Azure Batch account",
        expected=_KEY_VAULT,
        severity=Severity.LOW,
        fix="Set encryption.keySource to Microsoft.KeyVault.",
    ),
)

RULES: tuple[Rule, ...] = (*_DISKS, *_STORAGE, *_DATA_SERVICES, *_PLATFORM_SERVICES)
