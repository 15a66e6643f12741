import pytest

from hds_landing.azure.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.plan.backup import VaultPlan
from tests.azure.azure_drawing import IDENTITY, KEY, STORE, WORKSPACE, Drawn, draw
from tests.azure.azure_plans import LOCK, vault


def drawn_vault(plan: VaultPlan | None = None, *, sealed: bool = False) -> Drawn:
    args = (KEY, IDENTITY, STORE, WORKSPACE, sealed)
    return draw(lambda group, opts: BackupVault("backup", BackupVaultArgs(plan or vault(), group, *args), opts))


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return drawn_vault()


def test_a_vault_holds_exactly_this(drawn: Drawn) -> None:
    assert drawn.counts() == {
        "recoveryservices:Vault": 1,
        "recoveryservices:ProtectionPolicy": 1,
        "authorization:ManagementLockByScope": 1,
        "monitor:DiagnosticSetting": 1,
    }


def test_the_vault_in_trial(drawn: Drawn) -> None:
    inputs = drawn.inputs("recoveryservices:Vault")
    assert inputs["vaultName"] == "gpne-aulnay-backup"
    assert inputs["location"] == "francecentral"
    assert inputs["identity"] == {"type": "UserAssigned", "userAssignedIdentities": [IDENTITY]}
    assert inputs["properties"] == {
        "publicNetworkAccess": "Disabled",
        "encryption": {
            "infrastructureEncryption": "Enabled",
            "keyVaultProperties": {"keyUri": KEY},
            "kekIdentity": {"useSystemAssignedIdentity": False, "userAssignedIdentity": IDENTITY},
        },
        "securitySettings": {
            "immutabilitySettings": {"state": "Unlocked"},
            "softDeleteSettings": {
                "softDeleteState": "AlwaysON",
                "enhancedSecurityState": "AlwaysON",
                "softDeleteRetentionPeriodInDays": 30,
            },
        },
        "redundancySettings": {"standardTierStorageRedundancy": "GeoRedundant", "crossRegionRestore": "Enabled"},
        "restoreSettings": {"crossSubscriptionRestoreSettings": {"crossSubscriptionRestoreState": "Disabled"}},
        "monitoringSettings": {
            "azureMonitorAlertSettings": {
                "alertsForAllJobFailures": "Enabled",
                "alertsForAllFailoverIssues": "Enabled",
                "alertsForAllReplicationIssues": "Enabled",
            },
            "classicAlertSettings": {"alertsForCriticalOperations": "Disabled"},
        },
    }


def test_a_decision_locks_the_vault() -> None:
    properties = drawn_vault(vault(locked=LOCK)).inputs("recoveryservices:Vault")["properties"]
    assert properties["securitySettings"]["immutabilitySettings"] == {"state": "Locked"}


def test_without_a_pair_the_points_stay_in_the_region() -> None:
    properties = drawn_vault(vault(geo=False)).inputs("recoveryservices:Vault")["properties"]
    assert properties["redundancySettings"] == {
        "standardTierStorageRedundancy": "ZoneRedundant",
        "crossRegionRestore": "Disabled",
    }


@pytest.mark.parametrize("sealed", [False, True])
def test_the_vault_is_protected_until_sealed_and_retained_always(sealed: bool) -> None:
    resource = drawn_vault(sealed=sealed).one("recoveryservices:Vault")
    assert (resource.protect, resource.retain_on_delete) == (not sealed, True)


def test_the_vault_is_traced_and_locked(drawn: Drawn) -> None:
    resource = drawn.one("recoveryservices:Vault")
    setting = drawn.inputs("monitor:DiagnosticSetting")
    assert (setting["resourceUri"], setting["storageAccountId"], setting["workspaceId"]) == (
        resource.id,
        STORE,
        WORKSPACE,
    )
    lock = drawn.one("authorization:ManagementLockByScope")
    assert lock.inputs["scope"] == resource.id
    assert {"ProtectionPolicy backup-machines", "DiagnosticSetting backup"} <= drawn.after(lock)


def test_outputs_name_the_vault_and_its_policy(drawn: Drawn) -> None:
    assert drawn.component("backup").outputs == {
        "vaultId": drawn.one("recoveryservices:Vault").id,
        "policyId": drawn.one("recoveryservices:ProtectionPolicy").id,
    }
