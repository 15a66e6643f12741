"""Backups that AWS databases and file systems take themselves, and the plans and locks of AWS Backup."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from hds_landing.catalogue.retention import BACKUP_DAYS
from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.property_rule import (
    SET,
    TRUE,
    Absence,
    Expectation,
    at_least,
    fails,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
    undetermined,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-G", "SNC-12.5", "ISO27001-A.8.13", "NIS2-21.2-C")
_LOCKED: Final = ("SNC-12.5", "ISO27001-A.8.13", "ISO27001-A.5.33")
_PLAN: Final = "aws:backup/plan:Plan"
_SCHEDULE: Final = "rules[*].schedule"
_CONTINUOUS: Final = "rules[*].enableContinuousBackup"
_DELETED_AFTER: Final = "rules[*].lifecycle.deleteAfter"
_COPY_DELETED_AFTER: Final = "rules[*].copyActions[*].lifecycle.deleteAfter"
_CRON: Final = re.compile(r"cron\((?P<fields>[^)]*)\)")
_RATE: Final = re.compile(r"rate\((?:1 day|\d+ (?:minutes?)|(?:[1-9]|1\d|2[0-4]) hours?)\)")
_WEEK_DAYS: Final = 7
_GRACE_DAYS: Final = 30
_MONTH_DAYS: Final = BACKUP_DAYS
_EVERY_DAY: Final = frozenset({"*", "?", "1-7", "sun-sat", "*/1", "1/1"})


def is_daily(schedule: Any) -> bool:
    """Whether an expression runs once a day or more often."""
    if not isinstance(schedule, str):
        return False
    if _RATE.fullmatch(schedule.strip()):
        return True
    cron = _CRON.fullmatch(schedule.strip())
    fields = cron["fields"].lower().split() if cron else []
    return len(fields) == 6 and all(fields[place] in _EVERY_DAY for place in (2, 3, 4))


def runs_within_a_day(schedule: Any) -> bool:
    """Whether an expression runs several times a day: a rate of hours or minutes, or several hours of a day."""
    if not isinstance(schedule, str):
        return False
    if _RATE.fullmatch(schedule.strip()):
        return "day" not in schedule and schedule.strip() != "rate(24 hours)"
    cron = _CRON.fullmatch(schedule.strip())
    fields = cron["fields"].split() if cron else []
    return len(fields) == 6 and any(sign in fields[1] for sign in "*,/-")


def judge_daily(subject: Subject) -> Judgement:
    """Whether some rule backs up every day, or all the time."""
    schedules, continuous = find(subject.properties, _SCHEDULE), find(subject.properties, _CONTINUOUS)
    if any(found.value is ABSENT or is_daily(found.value) for found in schedules) or any(
        found.value in (True, "true") for found in continuous
    ):
        return None
    if any(found.value is UNKNOWN for found in (*schedules, *continuous)):
        return Undetermined("a schedule is not known yet")
    return "no rule runs every day"


def judge_kept_a_month(subject: Subject) -> Judgement:
    """Whether some rule keeps recovery points for a month or more; without an end they stay."""
    values = [found.value for found in find(subject.properties, _DELETED_AFTER)]
    if any(value is ABSENT or at_least(_MONTH_DAYS).judge(value) is True for value in values):
        return None
    if UNKNOWN in values:
        return Undetermined("how long recovery points stay is not known yet")
    return f"no rule keeps recovery points for {_MONTH_DAYS} days"


def judge_each_kept_a_week(subject: Subject) -> Judgement:
    """Whether every rule and every copy keeps recovery points for a week; one that runs several times a day may not."""
    return worst(_judge_rule_kept(found) for found in find(subject.properties, "rules[*]"))


def _judge_rule_kept(rule: Found) -> Judgement:
    if rule.value is UNKNOWN:
        return Undetermined(f"{rule.path} is not known yet")
    if not isinstance(rule.value, Mapping) or runs_within_a_day(find_one(rule.value, "schedule").value):
        return None
    given = (
        found
        for path in ("lifecycle.deleteAfter", "copyActions[*].lifecycle.deleteAfter")
        for found in find(rule.value, path)
    )
    return worst([None, *(_judge_kept_a_week(rule.path, found) for found in given)])


def _judge_kept_a_week(rule: str, found: Found) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{rule}.{found.path} is not known yet")
    kept = found.value is ABSENT or at_least(_WEEK_DAYS).judge(found.value) is True
    return None if kept else f"{rule}.{found}, expected {_WEEK_DAYS} or more"


def _kept(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    expected: Expectation,
    absent: Absence,
    *,
    fix: str,
    source: str,
    severity: Severity = Severity.HIGH,
    requirements: tuple[str, ...] = _REQUIREMENTS,
    unless: tuple[str, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.BACKUP,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=f"docs.aws.amazon.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        unless=unless,
    )


def _planned(
    id: str, title: str, paths: tuple[str, ...], judge: Callable[[Subject], Judgement], *, fix: str, absence: str
) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix=fix,
        source="SecNumCloud 3.2, 12.5: a backup every day",
        types=(_PLAN,),
        paths=paths,
        absence=absence,
        judge=judge,
    )


def judge_copies(subject: Subject) -> Judgement:
    """Whether every rule of a plan copies, where one does: a copy is there for the day on which the vault is lost."""
    rules = find(subject.properties, "rules[*]")
    copies = [find_one(found.value, "copyActions").value if found.value is not UNKNOWN else UNKNOWN for found in rules]
    if UNKNOWN in copies:
        return Undetermined("rules[*].copyActions is not known yet")
    without = [found.path for found, copied in zip(rules, copies, strict=True) if copied in (ABSENT, [])]
    if len(without) == len(rules):
        return NOT_APPLICABLE
    return f"{without[0]} copies nothing, and other rules of the plan do" if without else None


RULES: tuple[Rule, ...] = (
    _kept(
        "aws-database-backups-kept",
        "An RDS instance keeps automated backups for a week or more",
        ("aws:rds/instance:Instance",),
        "backupRetentionPeriod",
        at_least(_WEEK_DAYS),
        fails("the instance has no automated backup"),
        fix="Set backupRetentionPeriod to 35, or to 7 at least.",
        source="Managing automated backups, Amazon RDS",
        unless=("replicateSourceDb",),
    ),
    _kept(
        "aws-database-cluster-backups-kept",
        "A database cluster keeps automated backups for a week or more",
        ("aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster", "aws:rds/cluster:Cluster"),
        "backupRetentionPeriod",
        at_least(_WEEK_DAYS),
        fails("the cluster keeps backups for a day"),
        fix="Set backupRetentionPeriod to 35, or to 7 at least.",
        source="Overview of backing up and restoring an Aurora DB cluster",
    ),
    _kept(
        "aws-dynamodb-any-point-in-time",
        "A DynamoDB table can be restored to any point in time",
        ("aws:dynamodb/table:Table",),
        "pointInTimeRecovery.enabled",
        TRUE,
        fails("a table has no backup that it does not ask for"),
        fix="Set pointInTimeRecovery.enabled to true.",
        source="Point-in-time backups for DynamoDB",
    ),
    _kept(
        "aws-dynamodb-point-in-time-a-week",
        "A DynamoDB table can be restored to any point of the last week or more",
        ("aws:dynamodb/table:Table",),
        "pointInTimeRecovery.recoveryPeriodInDays",
        at_least(_WEEK_DAYS),
        nothing_to_judge("thirty-five days, where recovery is on"),
        fix="Set pointInTimeRecovery.recoveryPeriodInDays to 35, or to 7 at least.",
        source="Point-in-time backups for DynamoDB",
        severity=Severity.MEDIUM,
    ),
    _kept(
        "aws-keyspaces-any-point-in-time",
        "A Keyspaces table can be restored to any point in time",
        ("aws:keyspaces/table:Table",),
        "pointInTimeRecovery.status",
        one_of("ENABLED"),
        fails("a table has no backup that it does not ask for"),
        fix="Set pointInTimeRecovery.status to ENABLED.",
        source="Backup and restore data with point-in-time recovery for Amazon Keyspaces",
    ),
    _kept(
        "aws-warehouse-backups-kept",
        "A Redshift cluster keeps automated snapshots for a week or more",
        ("aws:redshift/cluster:Cluster",),
        "automatedSnapshotRetentionPeriod",
        at_least(_WEEK_DAYS),
        fails("Redshift keeps snapshots for a day"),
        fix="Set automatedSnapshotRetentionPeriod to 35, or to 7 at least.",
        source="Amazon Redshift snapshots and backups",
    ),
    _kept(
        "aws-windows-files-backups-kept",
        "An FSx for Windows file system keeps automatic backups for a week or more",
        ("aws:fsx/windowsFileSystem:WindowsFileSystem",),
        "automaticBackupRetentionDays",
        at_least(_WEEK_DAYS),
        passes("FSx keeps them for seven days"),
        fix="Set automaticBackupRetentionDays to 7 or more.",
        source="Protecting your data with backups, FSx for Windows File Server",
    ),
    _kept(
        "aws-files-backups-kept",
        "An FSx for ONTAP or OpenZFS file system keeps automatic backups for a week or more",
        ("aws:fsx/ontapFileSystem:OntapFileSystem", "aws:fsx/openZfsFileSystem:OpenZfsFileSystem"),
        "automaticBackupRetentionDays",
        at_least(_WEEK_DAYS),
        fails("the provider asks for no automatic backup"),
        fix="Set automaticBackupRetentionDays to 7 or more.",
        source="Protecting your data with backups, FSx for ONTAP",
    ),
    _kept(
        "aws-cache-snapshots-kept",
        "A cache that can be restored keeps a snapshot",
        (
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "aws:memorydb/cluster:Cluster",
        ),
        "snapshotRetentionLimit",
        at_least(1),
        fails("backups are off"),
        fix="Set snapshotRetentionLimit to 1 or more.",
        source="Scheduling automatic backups, Amazon ElastiCache",
        severity=Severity.LOW,
    ),
    _planned(
        "aws-backup-plan-daily",
        "A backup plan backs up every day",
        (_SCHEDULE, _CONTINUOUS),
        judge_daily,
        fix="Add a rule whose schedule runs every day, such as cron(0 1 ? * * *).",
        absence="AWS Backup runs a rule without a schedule every day at five",
    ),
    _planned(
        "aws-backup-plan-kept-a-month",
        "A backup plan keeps recovery points for a month or more",
        (_DELETED_AFTER,),
        judge_kept_a_month,
        fix="Set lifecycle.deleteAfter of a rule to 35 or more.",
        absence="recovery points stay until somebody deletes them",
    ),
    _kept(
        "aws-backup-lock-minimum",
        "The lock of a backup vault keeps recovery points for a week or more",
        (
            "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        ),
        "minRetentionDays",
        at_least(_WEEK_DAYS),
        fails("a lock without a minimum lets a backup end the next day"),
        fix="Set minRetentionDays to 35, or to 7 at least.",
        source="AWS Backup Vault Lock",
        requirements=_LOCKED,
    ),
    _kept(
        "aws-backup-lock-grace",
        "A lock that becomes final leaves a month to change one's mind",
        ("aws:backup/vaultLockConfiguration:VaultLockConfiguration",),
        "changeableForDays",
        at_least(_GRACE_DAYS),
        passes("a lock in governance mode can be taken back"),
        fix="Set changeableForDays to 30 or more, or leave it out while on trial.",
        source="AWS Backup Vault Lock",
        severity=Severity.MEDIUM,
        requirements=_LOCKED,
    ),
    _kept(
        "aws-backup-lock-maximum",
        "The lock of a backup vault bounds how long recovery points stay",
        ("aws:backup/vaultLockConfiguration:VaultLockConfiguration",),
        "maxRetentionDays",
        at_least(1),
        fails("a backup that never ends cannot be removed once the lock is final"),
        fix="Set maxRetentionDays to the longest retention of the plan.",
        source="AWS Backup Vault Lock",
        severity=Severity.LOW,
        requirements=("SNC-19.4", "ISO27001-A.8.10"),
    ),
    ResourceRule(
        id="aws-backup-rule-kept-a-week",
        title="Every rule of a backup plan keeps recovery points for a week or more",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set lifecycle.deleteAfter of the rule and of its copyActions to 7 or more.",
        source="SecNumCloud 3.2, 12.5; docs.aws.amazon.com, AWS Backup, Backup plan options, Lifecycle",
        types=(_PLAN,),
        paths=(_DELETED_AFTER, _COPY_DELETED_AFTER, _SCHEDULE),
        absence="recovery points stay until somebody deletes them",
        judge=judge_each_kept_a_week,
    ),
    ResourceRule(
        id="aws-backup-plan-copies-every-rule",
        title="A backup plan that copies recovery points elsewhere copies those of every rule",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set copyActions of each rule to the vault of the recovery region.",
        source="docs.aws.amazon.com, AWS Backup, Backup plan options, Copy to destination",
        types=(_PLAN,),
        paths=("rules[*].copyActions",),
        absence="AWS Backup copies nothing; whether a copy is wanted is for the recovery that was agreed",
        judge=judge_copies,
    ),
    property_rule(
        id="aws-backup-selection-names-resources",
        title="A backup selection says what its conditions choose from",
        theme=Theme.BACKUP,
        severity=Severity.LOW,
        requirements=_REQUIREMENTS,
        fix='Set resources to ["*"], or to the ARNs that are to be backed up.',
        source="docs.aws.amazon.com, AWS Backup, Assigning resources programmatically",
        types=("aws:backup/selection:Selection",),
        path="resources",
        expected=SET,
        absent=undetermined("the reference does not say what conditions choose from where no resource is named"),
        unless=("selectionTags",),
    ),
)
