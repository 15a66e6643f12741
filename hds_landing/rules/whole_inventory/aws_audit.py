"""What completes a trail, a recorder, a warehouse: log groups, status, loggings."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule

TRAIL: Final = "aws:cloudtrail/trail:Trail"
LOG_GROUP: Final = "aws:cloudwatch/logGroup:LogGroup"
RECORDER: Final = "aws:cfg/recorder:Recorder"
RECORDER_STATUS: Final = "aws:cfg/recorderStatus:RecorderStatus"
WAREHOUSE: Final = "aws:redshift/cluster:Cluster"
WAREHOUSE_LOGGING: Final = "aws:redshift/logging:Logging"
_EVERY_STREAM: Final = ":*"


def judge_trail_group(trail: Resource, graph: InventoryGraph) -> Judgement:
    """Whether the log group in which a trail is searched refuses to be deleted."""
    arn = find_one(trail.inputs, "cloudWatchLogsGroupArn").value
    if arn is ABSENT:
        return NOT_APPLICABLE
    literal = arn.removesuffix(_EVERY_STREAM) if isinstance(arn, str) else arn
    group = graph.referred(trail, "cloudWatchLogsGroupArn", LOG_GROUP, literal)
    if group is None:
        return Undetermined("its log group is not in the inventory, or not known yet")
    kept = find_one(group.inputs, "deletionProtectionEnabled")
    if kept.value is UNKNOWN:
        return Undetermined("deletionProtectionEnabled of its log group is not known yet")
    return None if kept.value in (True, "true") else "its log group can be deleted with everything in it"


def judge_recorder_started(recorder: Resource, graph: InventoryGraph) -> Judgement:
    """Whether something starts a recorder."""
    statuses = graph.companions(recorder, RECORDER, RECORDER_STATUS, "name")
    if statuses.found:
        return None
    doubt = Undetermined("a status is there whose recorder is not known yet")
    return doubt if statuses.undetermined else "no status starts it: it records nothing"


def judge_warehouse_logged(cluster: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a warehouse records who connects and what they ask."""
    loggings = graph.companions(cluster, WAREHOUSE, WAREHOUSE_LOGGING, "clusterIdentifier")
    if loggings.found:
        return None
    doubt = Undetermined("a logging is there whose cluster is not known yet")
    return doubt if loggings.undetermined else "no logging: connections and queries leave no trace"


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-trail-log-group-protected",
        title="The log group of a trail refuses to be deleted",
        theme=Theme.DELETION_PROTECTION,
        severity=Severity.MEDIUM,
        requirements=("SNC-12.7", "ISO27001-A.5.33", "ISO27001-A.8.15"),
        fix="Set deletionProtectionEnabled of the log group to true.",
        source="docs.aws.amazon.com, Protecting log groups from deletion, Amazon CloudWatch Logs",
        types=(TRAIL,),
        joins={LOG_GROUP: ("deletionProtectionEnabled",)},
        paths=("cloudWatchLogsGroupArn",),
        absence="a trail without a log group is judged by another rule; a log group can be deleted",
        judge=judge_trail_group,
    ),
    WholeInventoryRule(
        id="aws-config-recorder-started",
        title="Something starts the configuration recorder",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=("SNC-12.6", "ISO27001-A.8.9"),
        fix="Add a RecorderStatus of the recorder with isEnabled true.",
        source="docs.aws.amazon.com, AWS Config, Managing the configuration recorder",
        types=(RECORDER,),
        joins={RECORDER_STATUS: ("name",)},
        absence="a recorder does nothing until it is started",
        judge=judge_recorder_started,
    ),
    WholeInventoryRule(
        id="aws-warehouse-logged",
        title="A Redshift cluster records connections and queries",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-D-C", "SNC-12.6", "PGSSI-LOG", "ISO27001-A.8.15"),
        fix="Add a Logging of the cluster.",
        source="docs.aws.amazon.com, Database audit logging, Amazon Redshift",
        types=(WAREHOUSE,),
        joins={WAREHOUSE_LOGGING: ("clusterIdentifier",)},
        absence="a cluster records nothing outside itself",
        judge=judge_warehouse_logged,
    ),
)
