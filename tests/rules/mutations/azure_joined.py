"""Changes that the rules on Azure resources with what completes them must see."""

from hds_landing.inventory.resource import Inventory
from tests.rules.inventory_changes import AZURE, REMOVED, Change, Changed, Grafted, Lost, Mutation

SETTING = "azure-native:monitor:DiagnosticSetting"
FLOW_LOG = "azure-native:network:FlowLog"
ACCOUNT = "azure-native:storage:StorageAccount"
BLOBS = "azure-native:storage:BlobServiceProperties"
LIFECYCLE = "azure-native:storage:ManagementPolicy"
NETWORK = "azure-native:network:VirtualNetwork"
LOCK = "azure-native:authorization:ManagementLockByScope"
KEY, VAULT = "azure-native:keyvault:Key", "azure-native:keyvault:Vault"
SERVER = "azure-native:sql:Server"

TRACED = [
    ("azure-key-vault-traced", ("keyvault:Vault", "keyvault:ManagedHsm")),
    ("azure-backup-vault-traced", ("recoveryservices:Vault", "dataprotection:BackupVault")),
    ("azure-firewall-traced", ("network:AzureFirewall",)),
    ("azure-kubernetes-traced", ("containerservice:ManagedCluster",)),
    ("azure-application-gateway-traced", ("network:ApplicationGateway",)),
    ("azure-network-gateway-traced", ("network:VirtualNetworkGateway",)),
    ("azure-bastion-traced", ("network:BastionHost",)),
    ("azure-workspace-traced", ("operationalinsights:Workspace",)),
    ("azure-cosmos-traced", ("cosmosdb:DatabaseAccount",)),
    ("azure-flexible-server-traced", ("dbforpostgresql:Server", "dbformysql:Server")),
    ("azure-health-data-service-traced", ("healthcareapis:FhirService", "healthcareapis:DicomService")),
    ("azure-api-management-traced", ("apimanagement:ApiManagementService",)),
]
"""Rules on diagnostic settings, with the types that each is about."""

OBJECT_REPLICATION = "azure-native:storage:ObjectReplicationPolicy"
FAILOVER = "azure-native:sql:FailoverGroup"
DEPLOYMENT = "azure-native:cognitiveservices:Deployment"


def _of_first_account(change: Change) -> Change:
    """The same change, told of the first storage account."""

    def changed(inventory: Inventory) -> tuple[Inventory, str]:
        after, _ = change(inventory)
        return after, next(each.urn for each in after if each.type == ACCOUNT)

    return changed


def _without(token: str) -> Change:
    """Every resource of a type gone."""
    return Lost(token, ACCOUNT)


def _first_id(inventory: Inventory) -> str | None:
    return next(each.id for each in inventory if each.type == ACCOUNT)


def _key_of_first_vault(inventory: Inventory) -> str:
    vault = next(each for each in inventory if each.type == VAULT)
    return next(
        each.urn
        for each in inventory
        if each.type == KEY and vault.urn in each.property_dependencies.get("vaultName", ())
    )


def _in_turn(*changes: Change) -> Change:
    """One change after another; the last names the resource."""

    def changed(inventory: Inventory) -> tuple[Inventory, str]:
        urn = ""
        for change in changes:
            inventory, urn = change(inventory)
        return inventory, urn

    return changed


MUTATIONS: list[Mutation] = [
    *((rule, AZURE, Grafted(f"azure-native:{types[0]}", {})) for rule, types in TRACED),
    ("azure-key-vault-traced", AZURE, Lost(SETTING, VAULT)),
    ("azure-blob-service-traced", AZURE, Lost(SETTING, ACCOUNT)),
    ("azure-network-flows-logged", AZURE, Lost(FLOW_LOG, NETWORK)),
    ("azure-network-flows-logged", AZURE, Grafted(NETWORK, {})),
    ("azure-storage-versioned", AZURE, Lost(BLOBS, ACCOUNT)),
    ("azure-storage-recoverable", AZURE, Lost(BLOBS, ACCOUNT)),
    ("azure-log-store-immutable", AZURE, Changed(ACCOUNT, "immutableStorageWithVersioning", REMOVED)),
    (
        "azure-log-store-immutable-long-enough",
        AZURE,
        Changed(ACCOUNT, "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays", 30),
    ),
    ("azure-store-locked", AZURE, Lost(LOCK, VAULT)),
    ("azure-sql-server-customer-key", AZURE, Grafted(SERVER, {})),
    ("azure-sql-server-audited", AZURE, Grafted(SERVER, {})),
    ("azure-sql-server-threats-detected", AZURE, Grafted(SERVER, {})),
    ("azure-sql-server-entra-administrator", AZURE, Grafted(SERVER, {})),
    ("azure-sql-database-long-term-backup", AZURE, Grafted("azure-native:sql:Database", {})),
    ("azure-virtual-machine-backed-up", AZURE, Grafted("azure-native:compute:VirtualMachine", {})),
    (
        "azure-log-store-not-cut",
        AZURE,
        _of_first_account(
            Changed(
                LIFECYCLE,
                "policy.rules.definition.actions.baseBlob.delete.daysAfterModificationGreaterThan",
                30,
            )
        ),
    ),
    (
        "azure-record-not-deleted-by-timer",
        AZURE,
        _of_first_account(
            _in_turn(Changed(ACCOUNT, "tags.data-class", "health"), _without(SETTING), _without(FLOW_LOG))
        ),
    ),
    (
        "azure-object-replica-in-eea",
        AZURE,
        _in_turn(
            Changed(ACCOUNT, "location", "uksouth"),
            lambda inventory: Grafted(OBJECT_REPLICATION, {"destinationAccount": _first_id(inventory)})(inventory),
        ),
    ),
    (
        "azure-sql-failover-in-eea",
        AZURE,
        _in_turn(
            Grafted(SERVER, {"location": "uksouth", "serverName": "far"}),
            Grafted(FAILOVER, {"partnerServers": [{"id": "far"}]}),
        ),
    ),
    ("azure-model-deployment-in-eea", AZURE, Grafted(DEPLOYMENT, {"sku": {"name": "GlobalStandard"}})),
    (
        "azure-key-in-hardware-where-there-is-some",
        AZURE,
        lambda inventory: (
            Changed(VAULT, "properties.sku.name", "premium")(inventory)[0],
            _key_of_first_vault(inventory),
        ),
    ),
]
