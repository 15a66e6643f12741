"""Where copies of Azure data go that no resource of their own shows: pairs, replicas, backups, data zones."""

from collections.abc import Callable
from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.property_rule import (
    Absence,
    Expectation,
    nothing_to_judge,
    one_of,
    property_rule,
    undetermined,
)
from hds_landing.rules.residency import AZURE_REGION, REQUIREMENTS, SOURCE, judge_region, region_named
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_NO_COPY: Final = nothing_to_judge("without one, data stays where the resource stands, which is judged")


def _place(
    id: str,
    title: str,
    type_: str,
    path: str,
    *,
    fix: str = "",
    expected: Expectation = AZURE_REGION,
    absent: Absence = _NO_COPY,
    severity: Severity = Severity.CRITICAL,
    source: str = SOURCE,
    more_types: tuple[str, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=f"azure-{id}-in-eea",
        title=title,
        theme=Theme.REGION,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=fix or f"Keep {path.replace('[*]', '')} to regions inside the EEA.",
        source=source,
        types=tuple(f"azure-native:{each}" for each in (type_, *more_types)),
        path=path,
        expected=expected,
        absent=absent,
    )


_EEA_GEOGRAPHIES: Final = one_of("Europe", "France", "Germany", "Norway", "Sweden", "Italy", "Spain", "Poland")

_NAMED: tuple[Rule, ...] = (
    _place(
        "api-management-location",
        "Every further location of an API Management service is inside the EEA",
        "apimanagement:ApiManagementService",
        "additionalLocations[*].location",
    ),
    _place(
        "service-bus-replica",
        "Every replica of a Service Bus namespace is inside the EEA",
        "servicebus:Namespace",
        "geoDataReplication.locations[*].locationName",
    ),
    _place(
        "instance-failover-group",
        "Every partner region of a failover group of managed instances is inside the EEA",
        "sql:InstanceFailoverGroup",
        "partnerRegions[*].location",
    ),
    _place(
        "managed-hsm-replica",
        "Every region of a managed HSM is inside the EEA",
        "keyvault:ManagedHsm",
        "properties.regions[*].name",
    ),
    _place(
        "domain-service-replica",
        "Every replica set of a managed domain is inside the EEA",
        "aad:DomainService",
        "replicaSets[*].location",
    ),
    _place(
        "netapp-replica",
        "A NetApp volume replicates to a region inside the EEA",
        "netapp:CapacityPoolVolume",
        "dataProtection.replication.remoteVolumeRegion",
    ),
    _place(
        "redis-link",
        "A Redis cache is linked to one inside the EEA",
        "redis:LinkedServer",
        "linkedRedisCacheLocation",
        absent=undetermined("the provider asks for it, and the link leads somewhere"),
    ),
    _place(
        "cassandra-data-center",
        "Every data centre of a Cassandra cluster is inside the EEA",
        "cosmosdb:CassandraDataCenter",
        "properties.dataCenterLocation",
        absent=undetermined("nothing says where the data centre stands"),
    ),
    _place(
        "machine-learning-registry",
        "Every region of a Machine Learning registry is inside the EEA",
        "machinelearningservices:Registry",
        "regionDetails[*].location",
    ),
    _place(
        "gallery-application",
        "Every region that a gallery application is replicated to is inside the EEA",
        "compute:GalleryApplicationVersion",
        "publishingProfile.targetRegions[*].name",
        severity=Severity.MEDIUM,
    ),
    _place(
        "traffic-manager-endpoint",
        "A Traffic Manager endpoint leads to a region inside the EEA",
        "trafficmanager:Endpoint",
        "endpointLocation",
        severity=Severity.HIGH,
        absent=nothing_to_judge("an endpoint in Azure stands where its target does, which is judged"),
    ),
    _place(
        "communication-data",
        "A communication service keeps its data inside the EEA",
        "communication:CommunicationService",
        "dataLocation",
        more_types=("communication:EmailService",),
        expected=_EEA_GEOGRAPHIES,
        absent=undetermined("the provider asks for it, and it says where data is kept"),
        source="learn.microsoft.com, Region availability and data residency for Azure Communication Services",
        fix="Set dataLocation to Europe or France when the service is created.",
    ),
    _place(
        "notification-hub-replica",
        "A notification hub namespace replicates inside the EEA or nowhere",
        "notificationhubs:Namespace",
        "replicationRegion",
        expected=one_of("None", "NorthEurope"),
        absent=undetermined("Azure then chooses the region for its metadata"),
        severity=Severity.HIGH,
        source="learn.microsoft.com, Notification Hubs: cross-region disaster recovery",
        fix="Set replicationRegion to None or NorthEurope.",
    ),
)


def _judge_pair(subject: Subject, why: str, *, asked: bool = True) -> Judgement:
    """The judgement of a copy in the pair of a resource's region; without a pair Azure makes none by default."""
    location = find_one(subject.properties, "location")
    if not isinstance(location.value, str):
        location = find_one(subject.outputs, "location")
    region = region_named("azure", location.value) if isinstance(location.value, str) else None
    if region is None:
        return Undetermined(f"{why}, which copies to the pair of a region that is not known")
    if region.paired_region is None:
        return f"{why}, but {region.name} has no paired region to copy to" if asked else None
    pair = judge_region("azure", region.paired_region)
    return None if pair is None else f"{why}, which copies to {region.paired_region}: not known to be inside the EEA"


def _judge_redundancy(subject: Subject, found: Found, across: tuple[str, ...], within: tuple[str, ...]) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    if found.value is ABSENT:
        return _judge_pair(subject, f"{found}, and Azure takes the geo-redundant choice", asked=False)
    value = found.value.lower() if isinstance(found.value, str) else None
    if value in across:
        return _judge_pair(subject, str(found))
    return None if value in within else Undetermined(f"{found}, whose redundancy is not known")


def _by_redundancy(path: str, across: tuple[str, ...], within: tuple[str, ...]) -> Callable[[Subject], Judgement]:
    def judge(subject: Subject) -> Judgement:
        values = find(subject.properties, path) or (Found(path.replace("[*]", ""), ABSENT),)
        return worst(_judge_redundancy(subject, found, across, within) for found in values)

    return judge


def _flexible_server(subject: Subject) -> Judgement:
    backup = find_one(subject.properties, "backup.geoRedundantBackup")
    if backup.value is ABSENT:
        return None
    return _judge_redundancy(subject, backup, ("enabled",), ("disabled",))


def _cosmos(subject: Subject) -> Judgement:
    policy = find_one(subject.properties, "backupPolicy.type")
    if policy.value is UNKNOWN:
        return Undetermined(f"{policy.path} is not known yet")
    if isinstance(policy.value, str) and policy.value.lower() == "continuous":
        return None
    redundancy = find_one(subject.properties, "backupPolicy.periodicModeProperties.backupStorageRedundancy")
    return _judge_redundancy(subject, redundancy, ("geo",), ("local", "zone"))


def _event_grid(subject: Subject) -> Judgement:
    boundary = find_one(subject.properties, "dataResidencyBoundary")
    return _judge_redundancy(subject, boundary, ("withingeopair",), ("withinregion",))


def _data_factory_runtime(subject: Subject) -> Judgement:
    kind = find_one(subject.properties, "properties.type")
    if isinstance(kind.value, str) and kind.value.lower() == "selfhosted":
        return NOT_APPLICABLE
    location = find_one(subject.properties, "properties.typeProperties.computeProperties.location")
    if location.value is UNKNOWN or kind.value is UNKNOWN:
        return Undetermined(f"{location.path} is not known yet")
    if location.value is ABSENT or (isinstance(location.value, str) and location.value.lower() == "autoresolve"):
        return f"{location}: Azure chooses the region at each run"
    judgement = judge_region("azure", location.value)
    return f"{location}: {judgement}" if isinstance(judgement, str) else judgement


def _pair_rule(
    id: str,
    title: str,
    types: tuple[str, ...],
    paths: tuple[str, ...],
    judge: Callable[[Subject], Judgement],
    *,
    fix: str,
    source: str,
    absence: str,
) -> ResourceRule:
    return ResourceRule(
        id=f"azure-{id}-in-eea",
        title=title,
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{each}" for each in types),
        paths=paths,
        absence=absence,
        judge=judge,
    )


_VAULT_PATH: Final = "properties.redundancySettings.standardTierStorageRedundancy"
_BACKUP_VAULT_PATH: Final = "properties.storageSettings[*].type"
_SQL_PATH: Final = "requestedBackupStorageRedundancy"
_ACROSS: Final = ("georedundant",)
_WITHIN: Final = ("locallyredundant", "zoneredundant")

_PAIRS: tuple[Rule, ...] = (
    _pair_rule(
        "recovery-vault-pair",
        "Backups of a Recovery Services vault stay inside the EEA",
        ("recoveryservices:Vault",),
        (_VAULT_PATH, "location"),
        _by_redundancy(_VAULT_PATH, _ACROSS, _WITHIN),
        fix=f"Set {_VAULT_PATH} to ZoneRedundant, or use a region whose pair is inside the EEA.",
        source="Set storage redundancy for a Recovery Services vault: geo-redundant by default",
        absence="Azure takes geo-redundant storage, which copies to the region's pair",
    ),
    _pair_rule(
        "backup-vault-pair",
        "Backups of a Backup vault stay inside the EEA",
        ("dataprotection:BackupVault",),
        (_BACKUP_VAULT_PATH, "location"),
        _by_redundancy(_BACKUP_VAULT_PATH, _ACROSS, _WITHIN),
        fix="Set properties.storageSettings.type to ZoneRedundant, or use a region whose pair is inside the EEA.",
        source="Overview of Backup vaults: storage redundancy",
        absence="Azure takes geo-redundant storage, which copies to the region's pair",
    ),
    _pair_rule(
        "sql-backup-pair",
        "Backups of a SQL database stay inside the EEA",
        ("sql:Database", "sql:ManagedInstance"),
        (_SQL_PATH, "location"),
        _by_redundancy(_SQL_PATH, ("geo", "geozone"), ("local", "zone")),
        fix=f"Set {_SQL_PATH} to Zone, or use a region whose pair is inside the EEA.",
        source="Automated backups in Azure SQL Database: backup storage redundancy, geo-redundant by default",
        absence="Azure takes geo-redundant storage, which copies to the region's pair",
    ),
    _pair_rule(
        "flexible-server-backup-pair",
        "Backups of a PostgreSQL or MySQL server stay inside the EEA",
        ("dbforpostgresql:Server", "dbformysql:Server"),
        ("backup.geoRedundantBackup", "location"),
        _flexible_server,
        fix="Set backup.geoRedundantBackup to Disabled, or use a region whose pair is inside the EEA.",
        source="Backup and restore in Azure Database for PostgreSQL: geo-redundant backup",
        absence="Azure keeps backups in the region",
    ),
    _pair_rule(
        "cosmos-backup-pair",
        "Periodic backups of a Cosmos DB account stay inside the EEA",
        ("cosmosdb:DatabaseAccount",),
        ("backupPolicy", "location"),
        _cosmos,
        fix="Set backupPolicy.type to Continuous, or backupStorageRedundancy to Zone.",
        source="Periodic backup storage redundancy in Azure Cosmos DB: geo-redundant by default",
        absence="Azure takes periodic backups in geo-redundant storage, which copies to the region's pair",
    ),
    _pair_rule(
        "event-grid-pair",
        "Events of an Event Grid topic or domain stay inside the EEA",
        ("eventgrid:Topic", "eventgrid:Domain"),
        ("dataResidencyBoundary", "location"),
        _event_grid,
        fix="Set dataResidencyBoundary to WithinRegion.",
        source="Server-side geo disaster recovery in Azure Event Grid: data residency",
        absence="Azure copies metadata to the region's pair",
    ),
    _pair_rule(
        "data-factory-runtime",
        "A data factory's runtime works in a region inside the EEA",
        ("datafactory:IntegrationRuntime",),
        ("properties",),
        _data_factory_runtime,
        fix="Set properties.typeProperties.computeProperties.location to a region inside the EEA.",
        source="Integration runtime in Azure Data Factory: location of the runtime",
        absence="Azure chooses the region at each run, by where the data goes",
    ),
)

RULES: tuple[Rule, ...] = (*_NAMED, *_PAIRS)
