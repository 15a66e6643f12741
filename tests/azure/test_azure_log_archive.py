import pytest

from hds_landing.azure.log_archive import LogArchive, LogArchiveArgs
from hds_landing.plan.log_archive import LogArchivePlan
from tests.azure.azure_drawing import IDENTITY, KEY, Drawn, draw
from tests.azure.azure_plans import LOCK, SUBSCRIPTION, log_archive

CLASSES = ("administration", "network", "security", "health-access")
VAULT = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/platform"


def drawn_archive(plan: LogArchivePlan) -> Drawn:
    return draw(
        lambda group, opts: LogArchive("logs", LogArchiveArgs(plan, group, KEY, IDENTITY, key_vault_id=VAULT), opts)
    )


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return drawn_archive(log_archive())


def test_an_archive_holds_exactly_this(drawn: Drawn) -> None:
    assert drawn.counts() == {
        "storage:StorageAccount": 4,
        "storage:BlobServiceProperties": 4,
        "storage:ManagementPolicy": 4,
        "operationalinsights:Workspace": 1,
        "managedidentity:UserAssignedIdentity": 1,
        "authorization:RoleAssignment": 1,
        "authorization:ManagementLockByScope": 5,
        "monitor:DiagnosticSetting": 7,
    }


@pytest.mark.parametrize("key", CLASSES)
def test_a_store_is_private(drawn: Drawn, key: str) -> None:
    account = drawn.inputs("storage:StorageAccount", f"logs-{key}")
    assert {name: account[name] for name in account if name not in ("encryption", "tags")} == {
        "accountName": f"gpnelogs{key[:6]}x1",
        "resourceGroupName": "rg-test",
        "location": "francecentral",
        "kind": "StorageV2",
        "sku": {"name": "Standard_ZRS"},
        "accessTier": "Hot",
        "allowBlobPublicAccess": False,
        "allowSharedKeyAccess": False,
        "allowCrossTenantReplication": False,
        "allowedCopyScope": "PrivateLink",
        "defaultToOAuthAuthentication": True,
        "enableHttpsTrafficOnly": True,
        "minimumTlsVersion": "TLS1_2",
        "isLocalUserEnabled": False,
        "isSftpEnabled": False,
        "keyPolicy": {"keyExpirationPeriodInDays": 90},
        "sasPolicy": {"sasExpirationPeriod": "1.00:00:00", "expirationAction": "Block"},
        "publicNetworkAccess": "Disabled",
        "networkRuleSet": {
            "defaultAction": "Deny",
            "bypass": "AzureServices",
            "ipRules": [],
            "virtualNetworkRules": [],
        },
        "identity": {"type": "UserAssigned", "userAssignedIdentities": [IDENTITY]},
        "immutableStorageWithVersioning": account["immutableStorageWithVersioning"],
    }


@pytest.mark.parametrize("key", CLASSES)
def test_a_store_is_under_the_customers_key_and_follows_its_rotation(drawn: Drawn, key: str) -> None:
    encryption = drawn.inputs("storage:StorageAccount", f"logs-{key}")["encryption"]
    assert encryption["keySource"] == "Microsoft.Keyvault"
    assert encryption["requireInfrastructureEncryption"] is True
    assert encryption["encryptionIdentity"] == {"encryptionUserAssignedIdentity": IDENTITY}
    assert encryption["keyVaultProperties"] == {"keyVaultUri": "https://other.vault.azure.net", "keyName": "other-log"}
    assert encryption["services"] == {
        service: {"enabled": True, "keyType": "Account"} for service in ("blob", "file", "queue", "table")
    }


@pytest.mark.parametrize(
    ("key", "days"), [("administration", 365), ("network", 365), ("security", 400), ("health-access", 1095)]
)
def test_a_trial_is_unlocked_for_the_classs_days_and_appends_stay_possible(drawn: Drawn, key: str, days: int) -> None:
    assert drawn.inputs("storage:StorageAccount", f"logs-{key}")["immutableStorageWithVersioning"] == {
        "enabled": True,
        "immutabilityPolicy": {
            "state": "Unlocked",
            "immutabilityPeriodSinceCreationInDays": days,
            "allowProtectedAppendWrites": True,
        },
    }


def test_a_decision_locks_every_store() -> None:
    accounts = drawn_archive(log_archive(locked=LOCK)).of_type("storage:StorageAccount").values()
    states = [each.inputs["immutableStorageWithVersioning"]["immutabilityPolicy"]["state"] for each in accounts]
    assert states == ["Locked"] * 4


@pytest.mark.parametrize("key", CLASSES)
def test_blobs_have_versions_and_a_way_back(drawn: Drawn, key: str) -> None:
    blobs = drawn.inputs("storage:BlobServiceProperties", f"logs-{key}")
    assert blobs["isVersioningEnabled"] is True
    assert blobs["changeFeed"] == {"enabled": True}
    assert blobs["deleteRetentionPolicy"] == blobs["containerDeleteRetentionPolicy"] == {"enabled": True, "days": 30}


def test_nothing_is_deleted_before_the_classs_days_are_over(drawn: Drawn) -> None:
    rules = drawn.inputs("storage:ManagementPolicy", "logs-security")["policy"]["rules"]
    cool, expire = (rule["definition"] for rule in rules)
    assert cool["filters"] == {"blobTypes": ["blockBlob"]}
    assert cool["actions"]["baseBlob"] == {
        "tierToCool": {"daysAfterModificationGreaterThan": 30},
        "tierToCold": {"daysAfterModificationGreaterThan": 90},
    }
    assert expire["filters"] == {"blobTypes": ["blockBlob", "appendBlob"]}
    assert expire["actions"] == {
        "baseBlob": {"delete": {"daysAfterModificationGreaterThan": 400}},
        "version": {"delete": {"daysAfterCreationGreaterThan": 400}},
    }


def test_the_workspace_keeps_the_longest_class_and_takes_no_shared_key(drawn: Drawn) -> None:
    workspace = drawn.inputs("operationalinsights:Workspace")
    assert workspace["workspaceName"] == "gpne-logs"
    assert workspace["retentionInDays"] == 365
    assert workspace["features"] == {
        "disableLocalAuth": True,
        "enableLogAccessUsingOnlyResourcePermissions": True,
        "immediatePurgeDataOn30Days": False,
    }
    assert workspace["publicNetworkAccessForIngestion"] == "Disabled"
    assert workspace["publicNetworkAccessForQuery"] == "Enabled"


def test_the_activity_log_goes_to_the_workspace_and_the_archive(drawn: Drawn) -> None:
    setting = drawn.inputs("monitor:DiagnosticSetting", "logs-activity")
    assert setting["resourceUri"] == f"/subscriptions/{SUBSCRIPTION}"
    assert setting["storageAccountId"] == drawn.one("storage:StorageAccount", "logs-administration").id
    assert setting["workspaceId"] == drawn.one("operationalinsights:Workspace").id
    assert {log["category"] for log in setting["logs"]} == {
        "Administrative",
        "Security",
        "ServiceHealth",
        "Alert",
        "Recommendation",
        "Policy",
        "Autoscale",
        "ResourceHealth",
    }
    assert all(log["enabled"] for log in setting["logs"])


def test_the_platforms_key_vault_is_traced_here(drawn: Drawn) -> None:
    setting = drawn.inputs("monitor:DiagnosticSetting", "logs-keys")
    assert setting["resourceUri"] == VAULT
    assert setting["logs"] == [{"categoryGroup": "allLogs", "enabled": True}]


@pytest.mark.parametrize("key", CLASSES)
def test_reading_the_archive_leaves_a_trace(drawn: Drawn, key: str) -> None:
    setting = drawn.inputs("monitor:DiagnosticSetting", f"logs-{key}")
    account = drawn.one("storage:StorageAccount", f"logs-{key}")
    assert setting["resourceUri"] == f"{account.id}/blobServices/default"
    assert [log["category"] for log in setting["logs"]] == ["StorageRead", "StorageDelete"]
    assert "storageAccountId" not in setting


def test_flow_logs_are_written_with_an_identity_to_the_network_class_only(drawn: Drawn) -> None:
    grant = drawn.inputs("authorization:RoleAssignment")
    assert grant["scope"] == drawn.one("storage:StorageAccount", "logs-network").id
    assert grant["roleDefinitionId"].endswith("/ba92f5b4-2d11-453d-a403-e96b0029c9fe")
    identity = drawn.one("managedidentity:UserAssignedIdentity")
    assert drawn.component("logs").outputs["flowLogIdentityId"] == identity.id


def test_outputs_name_the_stores_by_class(drawn: Drawn) -> None:
    outputs = drawn.component("logs").outputs
    assert outputs["storeIds"] == {key: drawn.one("storage:StorageAccount", f"logs-{key}").id for key in CLASSES}
    assert outputs["workspaceId"] == drawn.one("operationalinsights:Workspace").id
    assert "clusterId" not in outputs


def test_what_keeps_logs_is_protected_retained_and_locked(drawn: Drawn) -> None:
    keepers = [*drawn.of_type("storage:StorageAccount").values(), drawn.one("operationalinsights:Workspace")]
    assert all(each.protect and each.retain_on_delete for each in keepers)
    locked = {each.inputs["scope"] for each in drawn.of_type("authorization:ManagementLockByScope").values()}
    assert locked == {each.id for each in keepers}


def test_a_dedicated_cluster_holds_the_workspace_under_the_customers_key() -> None:
    drawn = drawn_archive(log_archive(dedicated_cluster=True))
    cluster = drawn.one("operationalinsights:Cluster")
    assert cluster.inputs["isDoubleEncryptionEnabled"] is True
    assert cluster.inputs["keyVaultProperties"] == {
        "keyVaultUri": "https://other.vault.azure.net",
        "keyName": "other-log",
        "keyVersion": "",
    }
    link = drawn.inputs("operationalinsights:LinkedService")
    assert (link["linkedServiceName"], link["writeAccessResourceId"]) == ("Cluster", cluster.id)
    assert drawn.component("logs").outputs["clusterId"] == cluster.id
