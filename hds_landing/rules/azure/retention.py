"""How long Azure keeps traces: what the catalogue's log classes ask for, and no end before it."""

from typing import Final

from hds_landing.catalogue.retention import shortest_archive_days, shortest_hot_days
from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import FALSE, Expectation, at_least, fails, passes, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

REQUIREMENTS: Final = ("HDS-EXI-16", "SNC-12.6", "CNIL-LOG", "PGSSI-LOG", "ISO27001-A.8.15")
SOURCE: Final = "the catalogue of log classes, from CNIL's recommendation on logging and SecNumCloud 12.6"
HOT_DAYS: Final = shortest_hot_days()
ARCHIVE_DAYS: Final = shortest_archive_days()

_ENOUGH: Final = at_least(ARCHIVE_DAYS)
_FOR_EVER: Final = 0


def kept_for(days: object) -> bool:
    """Whether a retention, where 0 is without end, is as long as an archive's."""
    return days == _FOR_EVER or _ENOUGH.judge(days) is True


def _flow_log(subject: Subject) -> Judgement:
    on = find_one(subject.properties, "retentionPolicy.enabled")
    days = find_one(subject.properties, "retentionPolicy.days")
    if on.value in (ABSENT, False) or days.value is ABSENT:
        return None
    if UNKNOWN in (on.value, days.value):
        return Undetermined("retentionPolicy is not known yet")
    return None if kept_for(days.value) else f"{days}, expected {ARCHIVE_DAYS} or more, or 0 for no end"


def _table_days(value: object) -> Judgement | bool:
    return value == -1 or at_least(HOT_DAYS).judge(value)


RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-workspace-searchable",
        title=f"A workspace keeps traces for {HOT_DAYS} days or more",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix=f"Set retentionInDays to {ARCHIVE_DAYS}, or to {HOT_DAYS} or more beside an archive.",
        source=SOURCE,
        types=("azure-native:operationalinsights:Workspace",),
        path="retentionInDays",
        expected=at_least(HOT_DAYS),
        absent=fails("Azure keeps them for 30 days"),
    ),
    property_rule(
        id="azure-workspace-table-searchable",
        title=f"A table of a workspace keeps traces for {HOT_DAYS} days or more",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix=f"Set totalRetentionInDays to {ARCHIVE_DAYS}, or leave it out.",
        source=SOURCE,
        types=("azure-native:operationalinsights:Table",),
        path="totalRetentionInDays",
        expected=Expectation(f"{HOT_DAYS} or more, or -1 for the workspace's own", _table_days),
        absent=passes("the table follows its workspace, which is judged"),
    ),
    property_rule(
        id="azure-workspace-not-purged",
        title="A workspace keeps traces past the first 30 days",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Remove features.immediatePurgeDataOn30Days, or set it to false.",
        source="learn.microsoft.com, Manage data retention in a Log Analytics workspace",
        types=("azure-native:operationalinsights:Workspace",),
        path="features.immediatePurgeDataOn30Days",
        expected=FALSE,
        absent=passes("Azure purges nothing before its time"),
    ),
    ResourceRule(
        id="azure-flow-log-kept",
        title=f"A flow log is kept for {ARCHIVE_DAYS} days or more",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix=f"Set retentionPolicy.days to {ARCHIVE_DAYS}, or to 0 in an account with a lifecycle of its own.",
        source=SOURCE,
        types=("azure-native:network:FlowLog",),
        paths=("retentionPolicy.days", "retentionPolicy.enabled"),
        absence="Azure keeps flows until somebody deletes them",
        judge=_flow_log,
    ),
    property_rule(
        id="azure-sql-audit-kept",
        title=f"The audit of a SQL server is kept for {ARCHIVE_DAYS} days or more",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix=f"Set retentionDays to {ARCHIVE_DAYS}, or to 0 in an account with a lifecycle of its own.",
        source=SOURCE,
        types=("azure-native:sql:ServerBlobAuditingPolicy", "azure-native:sql:ExtendedServerBlobAuditingPolicy"),
        path="retentionDays",
        expected=Expectation(f"{ARCHIVE_DAYS} or more, or 0 for no end", kept_for),
        absent=passes("Azure keeps audits until somebody deletes them"),
    ),
)
