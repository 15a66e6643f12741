"""Rows of the rules on where copies of Azure data go."""

from tests.rules.inventory_changes import AZURE, Grafted, Mutation
from tests.rules.property_row import Row, row_mutations

VAULT = "azure-native:recoveryservices:Vault"
PARIS, LONDON, MILAN = {"location": "francecentral"}, {"location": "uksouth"}, {"location": "italynorth"}
_SILENT = "not-applicable"

ROWS = [
    Row(
        "azure-api-management-location-in-eea",
        "additionalLocations[*].location",
        "West Europe",
        "UK South",
        missing=_SILENT,
    ),
    Row(
        "azure-service-bus-replica-in-eea",
        "geoDataReplication.locations[*].locationName",
        "swedencentral",
        "uksouth",
        missing=_SILENT,
    ),
    Row(
        "azure-instance-failover-group-in-eea",
        "partnerRegions[*].location",
        "swedencentral",
        "uksouth",
        missing=_SILENT,
    ),
    Row("azure-managed-hsm-replica-in-eea", "properties.regions[*].name", "northeurope", "eastus", missing=_SILENT),
    Row("azure-domain-service-replica-in-eea", "replicaSets[*].location", "westeurope", "eastus", missing=_SILENT),
    Row(
        "azure-netapp-replica-in-eea",
        "dataProtection.replication.remoteVolumeRegion",
        "germanywestcentral",
        "switzerlandnorth",
        missing=_SILENT,
    ),
    Row("azure-redis-link-in-eea", "linkedRedisCacheLocation", "northeurope", "uksouth", missing="unknown"),
    Row(
        "azure-cassandra-data-center-in-eea",
        "properties.dataCenterLocation",
        "northeurope",
        "uksouth",
        missing="unknown",
    ),
    Row(
        "azure-machine-learning-registry-in-eea",
        "regionDetails[*].location",
        "francecentral",
        "eastus",
        missing=_SILENT,
    ),
    Row(
        "azure-gallery-application-in-eea",
        "publishingProfile.targetRegions[*].name",
        "France Central",
        "East US",
        missing=_SILENT,
    ),
    Row("azure-traffic-manager-endpoint-in-eea", "endpointLocation", "West Europe", "East US", missing=_SILENT),
    Row("azure-communication-data-in-eea", "dataLocation", "France", "United States", missing="unknown"),
    Row("azure-communication-data-in-eea", "dataLocation", "Europe", "Switzerland", missing="unknown"),
    Row("azure-notification-hub-replica-in-eea", "replicationRegion", "None", "WestUs2", missing="unknown"),
    Row(
        "azure-data-factory-runtime-in-eea",
        "properties.typeProperties.computeProperties.location",
        "France Central",
        "AutoResolve",
        beside={"properties": {"type": "Managed"}},
    ),
]

_GEO_VAULT = {"properties": {"redundancySettings": {"standardTierStorageRedundancy": "GeoRedundant"}}}

PAIRS = [
    ("azure-recovery-vault-pair-in-eea", "recoveryservices:Vault", _GEO_VAULT),
    (
        "azure-backup-vault-pair-in-eea",
        "dataprotection:BackupVault",
        {"properties": {"storageSettings": [{"type": "GeoRedundant"}]}},
    ),
    ("azure-sql-backup-pair-in-eea", "sql:Database", {"requestedBackupStorageRedundancy": "Geo"}),
    ("azure-sql-backup-pair-in-eea", "sql:ManagedInstance", {"requestedBackupStorageRedundancy": "GeoZone"}),
    (
        "azure-flexible-server-backup-pair-in-eea",
        "dbforpostgresql:Server",
        {"backup": {"geoRedundantBackup": "Enabled"}},
    ),
    ("azure-flexible-server-backup-pair-in-eea", "dbformysql:Server", {"backup": {"geoRedundantBackup": "Enabled"}}),
    (
        "azure-cosmos-backup-pair-in-eea",
        "cosmosdb:DatabaseAccount",
        {"backupPolicy": {"type": "Periodic", "periodicModeProperties": {"backupStorageRedundancy": "Geo"}}},
    ),
    ("azure-event-grid-pair-in-eea", "eventgrid:Topic", {"dataResidencyBoundary": "WithinGeopair"}),
    ("azure-event-grid-pair-in-eea", "eventgrid:Domain", {"dataResidencyBoundary": "WithinGeopair"}),
]
"""Copies to a pair, by rule and type."""

MUTATIONS: list[Mutation] = [
    *row_mutations(ROWS, AZURE),
    *((rule, AZURE, Grafted(f"azure-native:{token}", {**LONDON, **inputs})) for rule, token, inputs in PAIRS),
    (
        "azure-recovery-vault-pair-in-eea",
        AZURE,
        Grafted(VAULT, LONDON),
    ),
]
