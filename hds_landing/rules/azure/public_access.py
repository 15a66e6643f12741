"""Azure resources that the internet could reach."""

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import FALSE, fails, one_of, property_rule
from hds_landing.rules.rule import Rule

_REQUIREMENTS = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20")
_DISABLED = one_of("Disabled", "SecuredByPerimeter")

RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-storage-not-public",
        title="A storage account takes no traffic from public networks",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set publicNetworkAccess to Disabled and reach the account through a private endpoint.",
        source="learn.microsoft.com, Configure Azure Storage firewalls and virtual networks",
        types=("azure-native:storage:StorageAccount",),
        path="publicNetworkAccess",
        expected=_DISABLED,
        absent=fails("Azure takes traffic from public networks"),
    ),
    property_rule(
        id="azure-storage-no-anonymous-blob",
        title="A storage account serves no blob to anonymous readers",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set allowBlobPublicAccess to false.",
        source="learn.microsoft.com, Configure anonymous read access for blob data",
        types=("azure-native:storage:StorageAccount",),
        path="allowBlobPublicAccess",
        expected=FALSE,
        absent=fails("accounts of older API versions then allow it"),
    ),
    property_rule(
        id="azure-key-vault-not-public",
        title="A key vault takes no traffic from public networks",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.HIGH,
        requirements=(*_REQUIREMENTS, "SNC-10.5"),
        fix="Set properties.publicNetworkAccess to Disabled and reach the vault through a private endpoint.",
        source="learn.microsoft.com, Network security for Azure Key Vault",
        types=("azure-native:keyvault:Vault", "azure-native:keyvault:ManagedHsm"),
        path="properties.publicNetworkAccess",
        expected=one_of("Disabled"),
        absent=fails("Azure takes traffic from public networks"),
    ),
    property_rule(
        id="azure-database-not-public",
        title="A database server takes no traffic from public networks",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set publicNetworkAccess to Disabled and reach the server through a private endpoint.",
        source="learn.microsoft.com, Deny public network access for Azure SQL Database and Azure Cosmos DB",
        types=("azure-native:sql:Server", "azure-native:cosmosdb:DatabaseAccount"),
        path="publicNetworkAccess",
        expected=_DISABLED,
        absent=fails("Azure takes traffic from public networks"),
    ),
    property_rule(
        id="azure-flexible-server-not-public",
        title="A PostgreSQL or MySQL server takes no traffic from public networks",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Put the server into a delegated subnet, or set network.publicNetworkAccess to Disabled.",
        source="learn.microsoft.com, Networking of Azure Database for PostgreSQL",
        types=("azure-native:dbforpostgresql:Server", "azure-native:dbformysql:Server"),
        path="network.publicNetworkAccess",
        expected=one_of("Disabled"),
        absent=fails("Azure takes traffic from public networks"),
        unless=("network.delegatedSubnetResourceId",),
    ),
)
