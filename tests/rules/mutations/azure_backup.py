"""Rows of the rules on Azure backups."""

from tests.rules.inventory_changes import AZURE, REMOVED, Changed, Grafted, Mutation
from tests.rules.property_row import Row, row_mutations

VAULT = "azure-native:recoveryservices:Vault"
POLICY = "azure-native:recoveryservices:ProtectionPolicy"
_SOFT = "properties.securitySettings.softDeleteSettings"

ROWS = [
    Row("azure-vault-immutable", "properties.securitySettings.immutabilitySettings.state", "Unlocked", "Disabled"),
    Row("azure-vault-immutable", "properties.securitySettings.immutabilitySettings.state", "Locked", "Disabled"),
    Row("azure-recovery-vault-soft-delete-always-on", f"{_SOFT}.softDeleteState", "AlwaysON", "Enabled"),
    Row("azure-recovery-vault-soft-delete-days", f"{_SOFT}.softDeleteRetentionPeriodInDays", 14, 13, missing="pass"),
    Row(
        "azure-recovery-vault-agents-soft-delete",
        f"{_SOFT}.enhancedSecurityState",
        "AlwaysON",
        "Disabled",
        missing="pass",
    ),
    Row("azure-backup-vault-soft-delete-always-on", f"{_SOFT}.state", "AlwaysOn", "On"),
    Row("azure-backup-vault-soft-delete-days", f"{_SOFT}.retentionDurationInDays", 14, 13, missing="pass"),
    Row(
        "azure-recovery-vault-redundant",
        "properties.redundancySettings.standardTierStorageRedundancy",
        "ZoneRedundant",
        "LocallyRedundant",
        missing="pass",
    ),
    Row(
        "azure-backup-vault-redundant",
        "properties.storageSettings[*].type",
        "ZoneRedundant",
        "LocallyRedundant",
        missing="pass",
    ),
    Row(
        "azure-recovery-vault-restores-within-subscription",
        "properties.restoreSettings.crossSubscriptionRestoreSettings.crossSubscriptionRestoreState",
        "Disabled",
        "Enabled",
    ),
    Row(
        "azure-backup-vault-restores-within-subscription",
        "properties.featureSettings.crossSubscriptionRestoreSettings.state",
        "PermanentlyDisabled",
        "Enabled",
    ),
    Row(
        "azure-vault-tells-of-failed-backups",
        "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
        "Enabled",
        "Disabled",
        missing="pass",
    ),
    Row(
        "azure-resource-guard-whole",
        "properties.vaultCriticalOperationExclusionList",
        [],
        ["Microsoft.RecoveryServices/vaults/backupconfig/delete"],
        missing="pass",
    ),
    Row("azure-storage-redundant", "sku.name", "Standard_ZRS", "Standard_LRS", missing="unknown"),
    Row("azure-storage-redundant", "sku.name", "Standard_GZRS", "Premium_LRS", missing="unknown"),
    Row("azure-sql-backup-days", "retentionDays", 35, 3, missing="pass"),
    Row("azure-flexible-server-backup-days", "backup.backupRetentionDays", 7, 6, missing="pass"),
    Row("azure-cosmos-backup-continuous", "backupPolicy.type", "Continuous", "Periodic"),
    Row("azure-sql-database-backup-redundant", "requestedBackupStorageRedundancy", "Zone", "Local", missing="pass"),
    Row("azure-sql-long-term-backup", "weeklyRetention", "P12W", "PT0S"),
    Row(
        "azure-backup-vault-policy-kept",
        "properties.policyRules[*].lifecycles[*].deleteAfter.duration",
        "P30D",
        "P7D",
    ),
]

MUTATIONS: list[Mutation] = [
    *row_mutations(ROWS, AZURE),
    ("azure-vault-immutable", AZURE, Changed(VAULT, "properties.securitySettings.immutabilitySettings", REMOVED)),
    (
        "azure-backup-policy-kept",
        AZURE,
        Changed(
            POLICY,
            "properties.retentionPolicy",
            {"dailySchedule": {"retentionDuration": {"count": 7, "durationType": "Days"}}},
        ),
    ),
    ("azure-backup-policy-daily", AZURE, Changed(POLICY, "properties.schedulePolicy.scheduleRunFrequency", "Weekly")),
    ("azure-sql-long-term-backup", AZURE, Grafted("azure-native:sql:LongTermRetentionPolicy", {})),
]
