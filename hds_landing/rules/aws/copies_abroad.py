"""Copies that AWS services keep elsewhere: replicas, backups, snapshots, global databases."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement
from hds_landing.rules.property_rule import Expectation, nothing_to_judge, property_rule
from hds_landing.rules.residency import AWS_ARN, AWS_REGION, AWS_ZONE, REQUIREMENTS, SOURCE, judge_arn
from hds_landing.rules.rule import ResourceRule, Rule

_WITHIN: Final = "Copy within the EEA only, such as from eu-west-3 to eu-central-1, or remove the copy."


def _judge_source(value: object) -> Judgement:
    """A name without a region stands for something of the same region, which is judged by itself."""
    return judge_arn(value) if not isinstance(value, str) or value.startswith("arn:") else None


ARN_OR_NAME = Expectation("a source inside the EEA", _judge_source)


def _copy(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    absence: str,
    *,
    expected: Expectation = AWS_REGION,
    severity: Severity = Severity.CRITICAL,
    fix: str = _WITHIN,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.REGION,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=fix,
        source=SOURCE,
        types=types,
        path=path,
        expected=expected,
        absent=nothing_to_judge(absence),
    )


RULES: tuple[Rule, ...] = (
    _copy(
        "aws-file-system-replica-in-eea",
        "A replica of an EFS file system is inside the EEA",
        ("aws:efs/replicationConfiguration:ReplicationConfiguration",),
        "destination.region",
        "an availability zone or an existing file system names the place instead",
    ),
    _copy(
        "aws-file-system-replica-zone-in-eea",
        "A replica of an EFS file system is in an availability zone inside the EEA",
        ("aws:efs/replicationConfiguration:ReplicationConfiguration",),
        "destination.availabilityZoneName",
        "the replica spreads over the zones of its region",
        expected=AWS_ZONE,
    ),
    _copy(
        "aws-keyspace-replica-in-eea",
        "Every region of a keyspace is inside the EEA",
        ("aws:keyspaces/keyspace:Keyspace",),
        "replicationSpecification.regionLists[*]",
        "a keyspace stays in its own region unless it names others",
    ),
    _copy(
        "aws-dynamodb-global-table-in-eea",
        "Every replica of a DynamoDB global table of 2017 is inside the EEA",
        ("aws:dynamodb/globalTable:GlobalTable",),
        "replicas[*].regionName",
        "the provider refuses a global table without replicas",
    ),
    _copy(
        "aws-dynamodb-replicated-table-in-eea",
        "A replica of a DynamoDB table replicates a table inside the EEA",
        ("aws:dynamodb/tableReplica:TableReplica",),
        "globalTableArn",
        "the provider refuses a replica without its table",
        expected=AWS_ARN,
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-distributed-sql-witness-in-eea",
        "The witness of a multi-region Aurora DSQL cluster is inside the EEA",
        ("aws:dsql/cluster:Cluster",),
        "multiRegionProperties.witnessRegion",
        "a cluster of one region has no witness",
    ),
    _copy(
        "aws-database-automated-backups-in-eea",
        "Automated backups of an RDS instance are replicated from inside the EEA",
        ("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",),
        "sourceDbInstanceArn",
        "the provider refuses a replication without its source",
        expected=AWS_ARN,
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-database-snapshot-copy-in-eea",
        "A copied database snapshot stays inside the EEA",
        ("aws:rds/snapshotCopy:SnapshotCopy", "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy"),
        "destinationRegion",
        "the copy stays in the region of its snapshot",
    ),
    _copy(
        "aws-database-replica-of-eea-source",
        "A read replica replicates an RDS instance inside the EEA",
        ("aws:rds/instance:Instance",),
        "replicateSourceDb",
        "the instance is no replica",
        expected=ARN_OR_NAME,
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-database-cluster-of-eea-source",
        "A replica cluster replicates a source inside the EEA",
        ("aws:rds/cluster:Cluster", "aws:neptune/cluster:Cluster"),
        "replicationSourceIdentifier",
        "the cluster is no replica",
        expected=ARN_OR_NAME,
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-database-cluster-source-region-in-eea",
        "The source region of a replica cluster is inside the EEA",
        ("aws:rds/cluster:Cluster",),
        "sourceRegion",
        "the cluster names no region to copy from",
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-global-database-of-eea-source",
        "A global database grows from a cluster inside the EEA",
        (
            "aws:docdb/globalCluster:GlobalCluster",
            "aws:neptune/globalCluster:GlobalCluster",
            "aws:rds/globalCluster:GlobalCluster",
        ),
        "sourceDbClusterIdentifier",
        "it starts empty, and each cluster that joins it is judged by its own region",
        expected=ARN_OR_NAME,
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-warehouse-snapshot-copy-in-eea",
        "Snapshots of a Redshift cluster are copied inside the EEA only",
        ("aws:redshift/snapshotCopy:SnapshotCopy",),
        "destinationRegion",
        "the provider refuses a copy without a destination",
    ),
    _copy(
        "aws-warehouse-share-in-eea",
        "A Redshift data share is consumed inside the EEA only",
        ("aws:redshift/dataShareConsumerAssociation:DataShareConsumerAssociation",),
        "consumerRegion",
        "the whole account or one namespace is named instead",
    ),
    _copy(
        "aws-disk-snapshot-of-eea-source",
        "A copied EBS snapshot comes from a region inside the EEA",
        ("aws:ebs/snapshotCopy:SnapshotCopy",),
        "sourceRegion",
        "the provider refuses a copy without its source's region",
        severity=Severity.MEDIUM,
    ),
    _copy(
        "aws-disk-lifecycle-copy-in-eea",
        "A snapshot lifecycle copies to regions inside the EEA only",
        ("aws:dlm/lifecyclePolicy:LifecyclePolicy",),
        "policyDetails.schedules[*].crossRegionCopyRules[*].targetRegion",
        "a target that is an ARN, or no copy to another region",
    ),
    _copy(
        "aws-disk-lifecycle-target-in-eea",
        "A snapshot lifecycle names targets inside the EEA only",
        ("aws:dlm/lifecyclePolicy:LifecyclePolicy",),
        "policyDetails.schedules[*].crossRegionCopyRules[*].target",
        "a target that is a region, or no copy to another region",
        expected=Expectation(
            "a region or an ARN inside the EEA",
            lambda value: (
                judge_arn(value) if isinstance(value, str) and value.startswith("arn:") else AWS_REGION.judge(value)
            ),
        ),
    ),
    _copy(
        "aws-shared-snapshot-copy-in-eea",
        "Shared snapshots are copied to regions inside the EEA only",
        ("aws:dlm/lifecyclePolicy:LifecyclePolicy",),
        "policyDetails.action.crossRegionCopies[*].target",
        "the policy copies no snapshot that is shared with it",
    ),
    _copy(
        "aws-broker-replica-of-eea-primary",
        "A replica broker replicates a primary inside the EEA",
        ("aws:mq/broker:Broker",),
        "dataReplicationPrimaryBrokerArn",
        "the broker replicates nothing",
        expected=AWS_ARN,
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-kafka-replicator-in-eea",
        "Kafka clusters between which a replicator copies are inside the EEA",
        ("aws:msk/replicator:Replicator",),
        "kafkaClusters[*].amazonMskCluster.mskClusterArn",
        "the provider refuses a replicator without clusters",
        expected=AWS_ARN,
    ),
    _copy(
        "aws-directory-region-in-eea",
        "A directory is replicated to regions inside the EEA only",
        ("aws:directoryservice/serviceRegion:ServiceRegion",),
        "regionName",
        "the provider refuses a region without its name",
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-incident-replica-in-eea",
        "Incident records are replicated inside the EEA only",
        ("aws:ssmincidents/replicationSet:ReplicationSet",),
        "regions[*].name",
        "the provider of the replication set decides, and is judged by itself",
        severity=Severity.HIGH,
    ),
    _copy(
        "aws-image-distribution-in-eea",
        "Built images are distributed to regions inside the EEA only",
        ("aws:imagebuilder/distributionConfiguration:DistributionConfiguration",),
        "distributions[*].region",
        "the provider refuses a distribution without a region",
        severity=Severity.MEDIUM,
    ),
)
