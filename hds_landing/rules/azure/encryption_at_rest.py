"""What Azure encrypts only when it is asked to: temporary disks, caches, the second layer."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import TRUE, Absence, Expectation, Where, fails, none_of, one_of, property_rule
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS: Final = ("HDS-EXI-05-B", "SNC-10.1", "ISO27001-A.8.24")
_ENABLED: Final = one_of("Enabled")
_ONCE: Final = fails("Azure encrypts once")
_HOST: Final = fails("temporary disks and caches stay in the clear on the host")
_NOT_CONFIDENTIAL: Final = Where("securityProfile.securityType", none_of("ConfidentialVM"), unset=True)
"""Azure encrypts the state of a confidential machine in the guest, and refuses both together."""


def _encrypted(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    *,
    fix: str,
    source: str,
    absent: Absence,
    expected: Expectation = TRUE,
    severity: Severity = Severity.MEDIUM,
    where: tuple[Where, ...] = (),
    no_element: Absence | None = None,
) -> ResourceRule:
    return property_rule(
        id=f"azure-{id}",
        title=title,
        theme=Theme.ENCRYPTION_AT_REST,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{each}" for each in types),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
        no_element=no_element,
    )


_HOSTS: tuple[Rule, ...] = (
    _encrypted(
        "virtual-machine-encrypted-at-host",
        "A virtual machine is encrypted down to its host's caches",
        ("compute:VirtualMachine",),
        "securityProfile.encryptionAtHost",
        fix="Set securityProfile.encryptionAtHost to true.",
        source="Encryption at host: end-to-end encryption for your virtual machine data",
        severity=Severity.HIGH,
        absent=_HOST,
        where=(_NOT_CONFIDENTIAL,),
    ),
    _encrypted(
        "scale-set-encrypted-at-host",
        "The machines of a scale set are encrypted down to their hosts' caches",
        ("compute:VirtualMachineScaleSet",),
        "virtualMachineProfile.securityProfile.encryptionAtHost",
        fix="Set virtualMachineProfile.securityProfile.encryptionAtHost to true.",
        source="Encryption at host: end-to-end encryption for your virtual machine data",
        severity=Severity.HIGH,
        absent=_HOST,
    ),
    _encrypted(
        "kubernetes-nodes-encrypted-at-host",
        "The nodes of a Kubernetes cluster are encrypted down to their hosts' caches",
        ("containerservice:ManagedCluster",),
        "agentPoolProfiles[*].enableEncryptionAtHost",
        fix="Set enableEncryptionAtHost to true in every agent pool profile.",
        source="Host-based encryption on Azure Kubernetes Service",
        absent=_HOST,
        no_element=Absence(None, "a cluster without inline pools has its nodes in pools that are judged on their own"),
    ),
    _encrypted(
        "kubernetes-pool-encrypted-at-host",
        "The nodes of an agent pool are encrypted down to their hosts' caches",
        ("containerservice:AgentPool",),
        "enableEncryptionAtHost",
        fix="Set enableEncryptionAtHost to true.",
        source="Host-based encryption on Azure Kubernetes Service",
        absent=_HOST,
    ),
    _encrypted(
        "hdinsight-encrypted-at-host",
        "An HDInsight cluster is encrypted down to its hosts' caches",
        ("hdinsight:Cluster",),
        "properties.diskEncryptionProperties.encryptionAtHost",
        fix="Set properties.diskEncryptionProperties.encryptionAtHost to true.",
        source="Double encryption for data at rest: Azure HDInsight",
        absent=_HOST,
    ),
    _encrypted(
        "data-explorer-disk-encrypted",
        "The disks of a Data Explorer cluster are encrypted",
        ("kusto:Cluster",),
        "enableDiskEncryption",
        fix="Set enableDiskEncryption to true.",
        source="Secure your cluster using disk encryption in Azure Data Explorer",
        severity=Severity.HIGH,
        absent=fails("Azure leaves the cluster's disks unencrypted"),
    ),
)

_CONTENT: tuple[Rule, ...] = (
    _encrypted(
        "automation-variable-encrypted",
        "An Automation variable is encrypted",
        ("automation:Variable",),
        "isEncrypted",
        fix="Set isEncrypted to true.",
        source="Manage variables in Azure Automation",
        severity=Severity.HIGH,
        absent=fails("Azure then keeps and shows the value in the clear"),
    ),
    _encrypted(
        "synapse-pool-encrypted",
        "Transparent encryption of a SQL pool is on",
        ("synapse:SqlPoolTransparentDataEncryption",),
        "status",
        fix="Set status to Enabled.",
        source="Transparent data encryption for SQL Database, SQL Managed Instance, and Azure Synapse Analytics",
        expected=_ENABLED,
        severity=Severity.CRITICAL,
        absent=fails("the resource is there to decide it and decides nothing"),
    ),
    _encrypted(
        "machine-learning-high-impact",
        "A Machine Learning workspace is marked as one with high-impact data",
        ("machinelearningservices:Workspace",),
        "hbiWorkspace",
        fix="Set hbiWorkspace to true when the workspace is created.",
        source="Data encryption with Azure Machine Learning: scratch disks and what Microsoft collects",
        absent=fails("scratch disks stay unencrypted, and Microsoft collects more of what the workspace does"),
    ),
)

_TWICE: tuple[Rule, ...] = (
    _encrypted(
        "disk-encryption-set-encrypted-twice",
        "A disk encryption set encrypts with the platform's key as well as the customer's",
        ("compute:DiskEncryptionSet",),
        "encryptionType",
        fix="Set encryptionType to EncryptionAtRestWithPlatformAndCustomerKeys.",
        source="Double encryption at rest: Azure Disk Storage",
        expected=one_of("EncryptionAtRestWithPlatformAndCustomerKeys", "ConfidentialVmEncryptedWithCustomerKey"),
        absent=_ONCE,
    ),
    _encrypted(
        "recovery-vault-encrypted-twice",
        "A Recovery Services vault is encrypted by its infrastructure as well",
        ("recoveryservices:Vault",),
        "properties.encryption.infrastructureEncryption",
        fix="Set properties.encryption.infrastructureEncryption to Enabled before the first item is protected.",
        source="Encryption of backup data using customer-managed keys",
        expected=_ENABLED,
        absent=_ONCE,
    ),
    _encrypted(
        "backup-vault-encrypted-twice",
        "A Backup vault is encrypted by its infrastructure as well",
        ("dataprotection:BackupVault",),
        "properties.securitySettings.encryptionSettings.infrastructureEncryption",
        fix="Set properties.securitySettings.encryptionSettings.infrastructureEncryption to Enabled.",
        source="Encrypt backup data in a Backup vault by using customer-managed keys",
        expected=_ENABLED,
        absent=_ONCE,
    ),
    _encrypted(
        "messaging-encrypted-twice",
        "A Service Bus or Event Hubs namespace is encrypted by its infrastructure as well",
        ("servicebus:Namespace", "eventhub:Namespace"),
        "encryption.requireInfrastructureEncryption",
        fix="Set encryption.requireInfrastructureEncryption to true when the namespace is created.",
        source="Configure customer-managed keys for encrypting Azure Service Bus data at rest",
        severity=Severity.LOW,
        absent=_ONCE,
    ),
    _encrypted(
        "log-cluster-encrypted-twice",
        "A dedicated cluster of Log Analytics is encrypted twice",
        ("operationalinsights:Cluster",),
        "isDoubleEncryptionEnabled",
        fix="Set isDoubleEncryptionEnabled to true when the cluster is created.",
        source="Azure Monitor customer-managed keys",
        absent=Absence(None, "Azure encrypts a cluster twice where nothing is set"),
    ),
    _encrypted(
        "data-explorer-encrypted-twice",
        "A Data Explorer cluster is encrypted twice",
        ("kusto:Cluster",),
        "enableDoubleEncryption",
        fix="Set enableDoubleEncryption to true when the cluster is created.",
        source="Enable infrastructure encryption during cluster creation in Azure Data Explorer",
        severity=Severity.LOW,
        absent=_ONCE,
    ),
    _encrypted(
        "databricks-encrypted-twice",
        "The managed storage of a Databricks workspace is encrypted twice",
        ("databricks:Workspace",),
        "parameters.requireInfrastructureEncryption.value",
        fix="Set parameters.requireInfrastructureEncryption to true when the workspace is created.",
        source="Configure double encryption for DBFS root",
        absent=_ONCE,
    ),
    _encrypted(
        "netapp-pool-encrypted-twice",
        "A NetApp capacity pool is encrypted twice",
        ("netapp:CapacityPool",),
        "encryptionType",
        fix="Set encryptionType to Double when the pool is created.",
        source="Azure NetApp Files double encryption at rest",
        expected=one_of("Double"),
        severity=Severity.LOW,
        absent=_ONCE,
    ),
)

RULES: tuple[Rule, ...] = (*_HOSTS, *_CONTENT, *_TWICE)
