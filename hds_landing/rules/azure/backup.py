"""Azure backups: kept long enough, out of an intruder's reach, under more than one roof."""

from typing import Final

from hds_landing.catalogue.retention import BACKUP_DAYS
from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.durations import duration_days
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.property_rule import (
    NOTHING,
    Absence,
    Expectation,
    at_least,
    fails,
    none_of,
    one_of,
    passes,
    property_rule,
    undetermined,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

REQUIREMENTS: Final = ("HDS-EXI-05-G", "SNC-12.5", "NIS2-21.2-C", "ISO27001-A.8.13")
_RECOVERY_VAULT: Final = ("azure-native:recoveryservices:Vault",)
_BACKUP_VAULT: Final = ("azure-native:dataprotection:BackupVault",)
_BOTH_VAULTS: Final = (*_RECOVERY_VAULT, *_BACKUP_VAULT)
_SHORTEST_DAYS: Final = BACKUP_DAYS
_DAYS_IN: Final = {"days": 1, "weeks": 7, "months": 30, "years": 365}


def _backup_rule(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    *,
    fix: str,
    source: str,
    expected: Expectation,
    absent: Absence,
    severity: Severity = Severity.HIGH,
    theme: Theme = Theme.BACKUP,
    requirements: tuple[str, ...] = REQUIREMENTS,
) -> ResourceRule:
    return property_rule(
        id=f"azure-{id}",
        title=title,
        theme=theme,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
    )


_SECURITY: Final = "properties.securitySettings"
_SOFT: Final = f"{_SECURITY}.softDeleteSettings"
_IMMUTABLE: Final = one_of("Unlocked", "Locked")
_CLOSED: Final = one_of("Disabled", "PermanentlyDisabled")
_ALERTS: Final = "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures"

_VAULTS: tuple[Rule, ...] = (
    _backup_rule(
        "vault-immutable",
        "A backup vault is immutable",
        _BOTH_VAULTS,
        f"{_SECURITY}.immutabilitySettings.state",
        fix=f"Set {_SECURITY}.immutabilitySettings.state to Unlocked, and to Locked once it is decided for good.",
        source="Immutable vault for Azure Backup",
        expected=_IMMUTABLE,
        absent=fails("whoever administers the vault can shorten or stop backups"),
    ),
    _backup_rule(
        "recovery-vault-soft-delete-always-on",
        "Soft delete of a Recovery Services vault cannot be turned off",
        _RECOVERY_VAULT,
        f"{_SOFT}.softDeleteState",
        fix=f"Set {_SOFT}.softDeleteState to AlwaysON.",
        source="Secure by default with soft delete for Azure Backup",
        expected=one_of("AlwaysON"),
        absent=fails("soft delete is then on, and an intruder can turn it off"),
    ),
    _backup_rule(
        "recovery-vault-soft-delete-days",
        "A Recovery Services vault keeps what is deleted for 14 days or more",
        _RECOVERY_VAULT,
        f"{_SOFT}.softDeleteRetentionPeriodInDays",
        fix=f"Set {_SOFT}.softDeleteRetentionPeriodInDays to 14 or more.",
        source="Secure by default with soft delete for Azure Backup",
        expected=at_least(14),
        severity=Severity.MEDIUM,
        absent=passes("Azure keeps it for 14 days"),
    ),
    _backup_rule(
        "recovery-vault-agents-soft-delete",
        "Soft delete of a Recovery Services vault covers what agents send",
        _RECOVERY_VAULT,
        f"{_SOFT}.enhancedSecurityState",
        fix=f"Set {_SOFT}.enhancedSecurityState to AlwaysON.",
        source="Security features to help protect hybrid backups that use Azure Backup",
        expected=one_of("Enabled", "AlwaysON"),
        severity=Severity.MEDIUM,
        absent=passes("Azure turns it on for a new vault"),
    ),
    _backup_rule(
        "backup-vault-soft-delete-always-on",
        "Soft delete of a Backup vault cannot be turned off",
        _BACKUP_VAULT,
        f"{_SOFT}.state",
        fix=f"Set {_SOFT}.state to AlwaysOn.",
        source="Enhanced soft delete for Azure Backup",
        expected=one_of("AlwaysOn"),
        absent=fails("soft delete is then on, and an intruder can turn it off"),
    ),
    _backup_rule(
        "backup-vault-soft-delete-days",
        "A Backup vault keeps what is deleted for 14 days or more",
        _BACKUP_VAULT,
        f"{_SOFT}.retentionDurationInDays",
        fix=f"Set {_SOFT}.retentionDurationInDays to 14 or more.",
        source="Enhanced soft delete for Azure Backup",
        expected=at_least(14),
        severity=Severity.MEDIUM,
        absent=passes("Azure keeps it for 14 days"),
    ),
    _backup_rule(
        "recovery-vault-redundant",
        "A Recovery Services vault keeps backups in more than one place",
        _RECOVERY_VAULT,
        "properties.redundancySettings.standardTierStorageRedundancy",
        fix="Set properties.redundancySettings.standardTierStorageRedundancy to ZoneRedundant before the first backup.",
        source="Set storage redundancy for a Recovery Services vault",
        expected=one_of("ZoneRedundant", "GeoRedundant"),
        severity=Severity.MEDIUM,
        absent=passes("Azure takes geo-redundant storage"),
        requirements=("HDS-EXI-05-A", *REQUIREMENTS),
    ),
    _backup_rule(
        "backup-vault-redundant",
        "A Backup vault keeps backups in more than one place",
        _BACKUP_VAULT,
        "properties.storageSettings[*].type",
        fix="Set properties.storageSettings.type to ZoneRedundant when the vault is created.",
        source="Overview of Backup vaults: storage redundancy",
        expected=one_of("ZoneRedundant", "GeoRedundant"),
        severity=Severity.MEDIUM,
        absent=passes("Azure takes geo-redundant storage"),
        requirements=("HDS-EXI-05-A", *REQUIREMENTS),
    ),
    _backup_rule(
        "recovery-vault-restores-within-subscription",
        "Backups of a Recovery Services vault are restored in its own subscription only",
        _RECOVERY_VAULT,
        "properties.restoreSettings.crossSubscriptionRestoreSettings.crossSubscriptionRestoreState",
        fix="Set crossSubscriptionRestoreState of properties.restoreSettings to Disabled.",
        source="Cross Subscription Restore for Azure virtual machines: on by default",
        expected=_CLOSED,
        severity=Severity.MEDIUM,
        absent=fails("whoever may restore can carry backups into another subscription"),
        requirements=("HDS-EXI-05-B", "SNC-12.5", "ISO27001-A.8.13"),
    ),
    _backup_rule(
        "backup-vault-restores-within-subscription",
        "Backups of a Backup vault are restored in its own subscription only",
        _BACKUP_VAULT,
        "properties.featureSettings.crossSubscriptionRestoreSettings.state",
        fix="Set properties.featureSettings.crossSubscriptionRestoreSettings.state to Disabled.",
        source="Manage Backup vaults: Cross Subscription Restore",
        expected=_CLOSED,
        severity=Severity.MEDIUM,
        absent=fails("whoever may restore can carry backups into another subscription"),
        requirements=("HDS-EXI-05-B", "SNC-12.5", "ISO27001-A.8.13"),
    ),
    _backup_rule(
        "vault-tells-of-failed-backups",
        "A backup vault tells of jobs that fail",
        _BOTH_VAULTS,
        _ALERTS,
        fix=f"Set {_ALERTS} to Enabled.",
        source="Azure Monitor based alerts for Azure Backup",
        expected=one_of("Enabled"),
        severity=Severity.MEDIUM,
        absent=passes("Azure raises these alerts for a new vault"),
        requirements=("HDS-EXI-05-G", "SNC-12.5", "NIS2-21.2-B", "ISO27001-A.8.16"),
    ),
    _backup_rule(
        "resource-guard-whole",
        "A resource guard covers every critical operation",
        ("azure-native:dataprotection:ResourceGuard",),
        "properties.vaultCriticalOperationExclusionList",
        fix="Empty properties.vaultCriticalOperationExclusionList.",
        source="Multi-user authorization using Resource Guard",
        expected=NOTHING,
        absent=passes("Azure excludes no operation"),
    ),
)

_DATABASES: tuple[Rule, ...] = (
    _backup_rule(
        "sql-backup-days",
        "A SQL database goes back seven days or more",
        ("azure-native:sql:BackupShortTermRetentionPolicy",),
        "retentionDays",
        fix="Set retentionDays to 7 or more, up to 35.",
        source="Automated backups in Azure SQL Database: short-term retention",
        expected=at_least(7),
        absent=passes("Azure goes back seven days"),
    ),
    _backup_rule(
        "flexible-server-backup-days",
        "A PostgreSQL or MySQL server goes back seven days or more",
        ("azure-native:dbforpostgresql:Server", "azure-native:dbformysql:Server"),
        "backup.backupRetentionDays",
        fix="Set backup.backupRetentionDays to 7 or more, up to 35.",
        source="Backup and restore in Azure Database for PostgreSQL",
        expected=at_least(7),
        absent=passes("Azure goes back seven days"),
    ),
    _backup_rule(
        "cosmos-backup-continuous",
        "A Cosmos DB account is backed up continuously",
        ("azure-native:cosmosdb:DatabaseAccount",),
        "backupPolicy.type",
        fix="Set backupPolicy.type to Continuous.",
        source="Continuous backup with point-in-time restore in Azure Cosmos DB",
        expected=one_of("Continuous"),
        severity=Severity.MEDIUM,
        absent=fails("Azure keeps two copies, eight hours at most, which only its support restores"),
    ),
    _backup_rule(
        "storage-redundant",
        "A storage account keeps its data in more than one zone",
        ("azure-native:storage:StorageAccount",),
        "sku.name",
        fix="Set sku.name to Standard_ZRS, or Premium_ZRS.",
        source="Azure Storage redundancy",
        expected=none_of("Standard_LRS", "Premium_LRS", "StandardV2_LRS", "PremiumV2_LRS"),
        severity=Severity.MEDIUM,
        absent=undetermined("the provider asks for it, and it decides how many copies there are"),
        theme=Theme.OTHER,
        requirements=("HDS-EXI-05-A", "HDS-EXI-05-G", "ISO27001-A.8.14"),
    ),
    _backup_rule(
        "sql-database-backup-redundant",
        "Backups of a SQL database stand in more than one place",
        ("azure-native:sql:Database", "azure-native:sql:ManagedInstance"),
        "requestedBackupStorageRedundancy",
        fix="Set requestedBackupStorageRedundancy to Zone.",
        source="Automated backups in Azure SQL Database: backup storage redundancy",
        expected=none_of("Local"),
        severity=Severity.MEDIUM,
        absent=passes("Azure takes geo-redundant storage"),
        requirements=("HDS-EXI-05-A", *REQUIREMENTS),
    ),
)


def _kind(subject: Subject) -> object:
    kind = find_one(subject.properties, "properties.backupManagementType").value
    return kind.lower() if isinstance(kind, str) else kind


def _machine_policy_keeps(subject: Subject) -> Judgement:
    kind = _kind(subject)
    if kind in (UNKNOWN, ABSENT):
        return Undetermined("properties.backupManagementType is not known, and says what the policy is for")
    if kind not in ("azureiaasvm", "azurestorage"):
        return NOT_APPLICABLE
    durations = [
        find_one(subject.properties, f"properties.retentionPolicy.{schedule}.retentionDuration")
        for schedule in ("dailySchedule", "weeklySchedule")
    ]
    kept = [_kept_days(subject, duration) for duration in durations if duration.value is not ABSENT]
    if any(days is not None and days >= _SHORTEST_DAYS for days in kept):
        return None
    if None in kept:
        return Undetermined("properties.retentionPolicy is not known yet")
    if not kept:
        return "no daily or weekly schedule of properties.retentionPolicy says how long backups stay"
    return f"the longest backup stays {max(days for days in kept if days is not None):g} days, expected 30 or more"


def _kept_days(subject: Subject, duration: Found) -> float | None:
    count = find_one(subject.properties, f"{duration.path}.count").value
    unit = find_one(subject.properties, f"{duration.path}.durationType").value
    if isinstance(count, bool) or not isinstance(count, int | float) or not isinstance(unit, str):
        return None
    return count * _DAYS_IN[unit.lower()] if unit.lower() in _DAYS_IN else None


def _machine_policy_runs(subject: Subject) -> Judgement:
    kind = _kind(subject)
    if kind is UNKNOWN:
        return Undetermined("properties.backupManagementType is not known yet")
    if kind not in ("azureiaasvm", "azurestorage"):
        return NOT_APPLICABLE
    frequency = find_one(subject.properties, "properties.schedulePolicy.scheduleRunFrequency")
    if frequency.value is UNKNOWN:
        return Undetermined(f"{frequency.path} is not known yet")
    if isinstance(frequency.value, str) and frequency.value.lower() in ("daily", "hourly"):
        return None
    return f"{frequency}, expected Daily or Hourly"


def _machine_policy_long_term(subject: Subject) -> Judgement:
    kind = _kind(subject)
    if kind is UNKNOWN:
        return Undetermined("properties.backupManagementType is not known yet")
    if kind not in ("azureiaasvm", "azurestorage"):
        return NOT_APPLICABLE
    policy = "properties.retentionPolicy"
    if find_one(subject.properties, policy).value is UNKNOWN:
        return Undetermined(f"{policy} is not known yet")
    schedules = [find_one(subject.properties, f"{policy}.{name}Schedule").value for name in _LONG_SCHEDULES]
    if any(value not in (ABSENT, UNKNOWN, {}) for value in schedules):
        return None
    if UNKNOWN in schedules:
        return Undetermined(f"a schedule of {policy} is not known yet")
    return f"{policy} has no weekly, monthly or yearly schedule: what is found out late cannot be undone"


_LONG_SCHEDULES: Final = ("weekly", "monthly", "yearly")
_RULES_OF_POLICY: Final = "properties.policyRules[*]"


def _backup_policy_keeps(subject: Subject) -> Judgement:
    durations = find(subject.properties, f"{_RULES_OF_POLICY}.lifecycles[*].deleteAfter.duration")
    known = [days for found in durations if (days := duration_days(found.value)) is not None]
    if any(days >= _SHORTEST_DAYS for days in known):
        return None
    if any(found.value is UNKNOWN for found in durations):
        return Undetermined("properties.policyRules is not known yet")
    if not known:
        return "no rule of properties.policyRules says how long backups stay"
    return f"the longest backup stays {max(known):g} days, expected 30 or more"


def _long_term(subject: Subject) -> Judgement:
    values = [find_one(subject.properties, path) for path in _LONG_TERM]
    if any((duration_days(found.value) or 0) > 0 for found in values):
        return None
    if any(found.value is UNKNOWN for found in values):
        return Undetermined("the weekly, monthly and yearly retention are not known yet")
    return worst([f"{' and '.join(_LONG_TERM)} are not set or nothing"])


_LONG_TERM: Final = ("weeklyRetention", "monthlyRetention", "yearlyRetention")

_POLICIES: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-backup-policy-kept",
        title="A policy of a Recovery Services vault keeps daily or weekly backups for 30 days or more",
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set retentionDuration of a schedule in properties.retentionPolicy to 30 days or more.",
        source="learn.microsoft.com, Create and delete backup policies: intruders wait for weeks",
        types=("azure-native:recoveryservices:ProtectionPolicy",),
        paths=("properties",),
        absence="a policy without a retention keeps nothing",
        judge=_machine_policy_keeps,
    ),
    ResourceRule(
        id="azure-backup-policy-daily",
        title="A policy of a Recovery Services vault takes a backup every day",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Set properties.schedulePolicy.scheduleRunFrequency to Daily or Hourly.",
        source="learn.microsoft.com, Create and delete backup policies",
        types=("azure-native:recoveryservices:ProtectionPolicy",),
        paths=("properties",),
        absence="a policy without a schedule runs never",
        judge=_machine_policy_runs,
    ),
    ResourceRule(
        id="azure-backup-policy-long-term",
        title="A policy of a Recovery Services vault keeps a weekly, monthly or yearly backup",
        theme=Theme.BACKUP,
        severity=Severity.LOW,
        requirements=REQUIREMENTS,
        fix="Set weeklySchedule, monthlySchedule or yearlySchedule of properties.retentionPolicy.",
        source="learn.microsoft.com, Create and delete backup policies: long-term retention",
        types=("azure-native:recoveryservices:ProtectionPolicy",),
        paths=("properties",),
        absence="Azure keeps the daily backups and nothing beyond",
        judge=_machine_policy_long_term,
    ),
    ResourceRule(
        id="azure-backup-vault-policy-kept",
        title="A policy of a Backup vault keeps backups for 30 days or more",
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set deleteAfter.duration of a lifecycle in properties.policyRules to P30D or more.",
        source="learn.microsoft.com, Manage Backup vaults: backup policies",
        types=("azure-native:dataprotection:BackupPolicy",),
        paths=("properties.policyRules",),
        absence="a policy without a lifecycle keeps nothing",
        judge=_backup_policy_keeps,
    ),
    ResourceRule(
        id="azure-sql-long-term-backup",
        title="A long-term policy of a SQL database keeps something",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Set weeklyRetention, monthlyRetention or yearlyRetention to a duration, such as P12W.",
        source="learn.microsoft.com, Long-term retention: Azure SQL Database",
        types=("azure-native:sql:LongTermRetentionPolicy",),
        paths=_LONG_TERM,
        absence="Azure keeps nothing beyond the short term",
        judge=_long_term,
    ),
)

RULES: tuple[Rule, ...] = (*_VAULTS, *_DATABASES, *_POLICIES)
