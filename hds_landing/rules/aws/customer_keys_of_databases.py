"""AWS databases, caches and search domains whose key the customer holds."""

from typing import Final

from hds_landing.rules.aws.customer_key import CUSTOMER_KEY, REQUIREMENTS, customer_key_rule
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement
from hds_landing.rules.property_rule import TRUE, Where, fails, judge_property, nothing_to_judge, undetermined
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_RDS: Final = "Encrypting Amazon RDS resources"
_AURORA: Final = "Encrypting Amazon Aurora resources"
_AWS_RDS: Final = "RDS encrypts, where it does, with the key aws/rds, which AWS manages"
_MANAGED_BY_AWS: Final = "Secrets Manager then encrypts the password with the key aws/secretsmanager, which AWS manages"
_MANAGED_SOURCE: Final = "Password management with Amazon RDS and AWS Secrets Manager"

_TABLE_ABSENT: Final = fails("DynamoDB encrypts with a key that AWS owns")


def _judge_table(subject: Subject) -> Judgement:
    """A key without `enabled` is not used."""
    enabled = judge_property(subject, "serverSideEncryption.enabled", TRUE, _TABLE_ABSENT)
    if enabled is not None:
        return enabled
    return judge_property(subject, "serverSideEncryption.kmsKeyArn", CUSTOMER_KEY, _TABLE_ABSENT)


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-dynamodb-customer-key",
        title="A DynamoDB table encrypts with a KMS key that the customer holds",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set serverSideEncryption.enabled to true and serverSideEncryption.kmsKeyArn to the storage key.",
        source="docs.aws.amazon.com, DynamoDB encryption at rest: usage notes",
        types=("aws:dynamodb/table:Table",),
        paths=("serverSideEncryption.enabled", "serverSideEncryption.kmsKeyArn"),
        absence=_TABLE_ABSENT.meaning,
        judge=_judge_table,
    ),
    customer_key_rule(
        id="aws-database-instance-customer-key",
        subject="An RDS instance",
        types=("aws:rds/instance:Instance",),
        path="kmsKeyId",
        without=_AWS_RDS,
        source=_RDS,
        inherited_from=("replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime"),
    ),
    customer_key_rule(
        id="aws-database-cluster-customer-key",
        subject="An RDS cluster",
        types=("aws:rds/cluster:Cluster",),
        path="kmsKeyId",
        without=_AWS_RDS,
        source=_AURORA,
        inherited_from=("snapshotIdentifier", "restoreToPointInTime"),
    ),
    customer_key_rule(
        id="aws-documentdb-customer-key",
        subject="A DocumentDB cluster",
        types=("aws:docdb/cluster:Cluster",),
        path="kmsKeyId",
        without=_AWS_RDS,
        source="Encrypting Amazon DocumentDB data at rest",
        inherited_from=("snapshotIdentifier", "restoreToPointInTime"),
    ),
    customer_key_rule(
        id="aws-documentdb-elastic-customer-key",
        subject="A DocumentDB elastic cluster",
        types=("aws:docdb/elasticCluster:ElasticCluster",),
        path="kmsKeyId",
        without="DocumentDB encrypts with the key that KMS creates for the account, which AWS manages",
        source="Data encryption at rest for Amazon DocumentDB elastic clusters",
    ),
    customer_key_rule(
        id="aws-neptune-customer-key",
        subject="A Neptune cluster",
        types=("aws:neptune/cluster:Cluster",),
        path="kmsKeyArn",
        without=_AWS_RDS,
        source="Encrypting data at rest in your Amazon Neptune database",
        inherited_from=("snapshotIdentifier",),
    ),
    customer_key_rule(
        id="aws-neptune-graph-customer-key",
        subject="A Neptune Analytics graph",
        types=("aws:neptunegraph/graph:Graph",),
        path="kmsKeyIdentifier",
        without="Neptune Analytics encrypts with a key that AWS owns",
        source="Data protection in Neptune Analytics",
    ),
    customer_key_rule(
        id="aws-database-copy-customer-key",
        subject="A copy or an export of a database",
        types=(
            "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
            "aws:rds/exportTask:ExportTask",
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
            "aws:rds/snapshotCopy:SnapshotCopy",
        ),
        path="kmsKeyId",
        without="the copy follows the snapshot that it copies",
        absent=undetermined("the copy follows what it copies"),
        source="Copying a DB snapshot for Amazon RDS",
        key="backup",
    ),
    customer_key_rule(
        id="aws-database-activity-stream-customer-key",
        subject="A database activity stream",
        types=("aws:rds/clusterActivityStream:ClusterActivityStream",),
        path="kmsKeyId",
        without="the provider refuses a stream without a key",
        source="Monitoring Amazon Aurora with Database Activity Streams",
        key="log",
    ),
    customer_key_rule(
        id="aws-database-insights-customer-key",
        subject="Performance Insights",
        types=("aws:rds/cluster:Cluster", "aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance"),
        path="performanceInsightsKmsKeyId",
        without="RDS encrypts the recorded queries with the key aws/rds, which AWS manages",
        source="Turning Performance Insights on and off for Amazon RDS",
        severity=Severity.MEDIUM,
        where=(Where("performanceInsightsEnabled", TRUE, unset=False),),
    ),
    customer_key_rule(
        id="aws-database-password-customer-key",
        subject="A managed database password",
        types=("aws:rds/cluster:Cluster", "aws:rds/instance:Instance"),
        path="masterUserSecretKmsKeyId",
        without=_MANAGED_BY_AWS,
        source=_MANAGED_SOURCE,
        severity=Severity.MEDIUM,
        where=(Where("manageMasterUserPassword", TRUE, unset=False),),
    ),
    customer_key_rule(
        id="aws-redshift-customer-key",
        subject="A Redshift cluster",
        types=("aws:redshift/cluster:Cluster",),
        path="kmsKeyId",
        without="Redshift encrypts with a key that AWS manages",
        source="Amazon Redshift database encryption",
        inherited_from=("snapshotIdentifier", "snapshotArn"),
    ),
    customer_key_rule(
        id="aws-redshift-password-customer-key",
        subject="A managed Redshift password",
        types=("aws:redshift/cluster:Cluster",),
        path="masterPasswordSecretKmsKeyId",
        without=_MANAGED_BY_AWS,
        source="Managing Amazon Redshift admin passwords using AWS Secrets Manager",
        severity=Severity.MEDIUM,
        where=(Where("manageMasterPassword", TRUE, unset=False),),
    ),
    customer_key_rule(
        id="aws-redshift-serverless-customer-key",
        subject="A Redshift Serverless namespace",
        types=("aws:redshiftserverless/namespace:Namespace",),
        path="kmsKeyId",
        without="Redshift Serverless encrypts with a key that AWS owns",
        source="Changing the AWS KMS key for a namespace",
    ),
    customer_key_rule(
        id="aws-redshift-snapshot-copy-customer-key",
        subject="A grant for copies of Redshift snapshots",
        types=("aws:redshift/snapshotCopyGrant:SnapshotCopyGrant",),
        path="kmsKeyId",
        without="Redshift copies snapshots under a key that AWS manages",
        source="Configuring cross-Region snapshot copy for an AWS KMS-encrypted cluster",
        key="backup",
    ),
    customer_key_rule(
        id="aws-dynamodb-replica-customer-key",
        subject="Every replica of a DynamoDB table",
        types=("aws:dynamodb/table:Table",),
        path="replicas[*].kmsKeyArn",
        without="DynamoDB encrypts the replica with a key of AWS, whatever the table has",
        no_element=nothing_to_judge("a table has no replica that it does not name"),
        source="DynamoDB encryption at rest: usage notes",
    ),
    customer_key_rule(
        id="aws-dynamodb-table-replica-customer-key",
        subject="A replica of a DynamoDB table",
        types=("aws:dynamodb/tableReplica:TableReplica",),
        path="kmsKeyArn",
        without="DynamoDB encrypts the replica with a key of AWS, whatever the table has",
        source="DynamoDB encryption at rest: usage notes",
    ),
    customer_key_rule(
        id="aws-opensearch-customer-key",
        subject="An OpenSearch domain",
        types=("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain"),
        path="encryptAtRest.kmsKeyId",
        without="OpenSearch encrypts, where it does, with the key aws/es, which AWS manages",
        source="Encryption of data at rest for Amazon OpenSearch Service",
    ),
    customer_key_rule(
        id="aws-opensearch-ingestion-customer-key",
        subject="The persistent buffer of an OpenSearch pipeline",
        types=("aws:opensearchingest/pipeline:Pipeline",),
        path="encryptionAtRestOptions.kmsKeyArn",
        without="OpenSearch Ingestion encrypts its buffer with a key that AWS owns",
        source="Persistent buffering in Amazon OpenSearch Ingestion",
        severity=Severity.MEDIUM,
        where=(Where("bufferOptions.persistentBufferEnabled", TRUE, unset=False),),
    ),
    customer_key_rule(
        id="aws-elasticache-customer-key",
        subject="An ElastiCache cache",
        types=(
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "aws:elasticache/serverlessCache:ServerlessCache",
        ),
        path="kmsKeyId",
        without="ElastiCache encrypts, where it does, with a key of the service",
        source="At-Rest Encryption in ElastiCache",
        severity=Severity.MEDIUM,
    ),
    customer_key_rule(
        id="aws-memorydb-customer-key",
        subject="A MemoryDB cluster",
        types=("aws:memorydb/cluster:Cluster",),
        path="kmsKeyArn",
        without="MemoryDB encrypts with a key of the service",
        source="At-Rest Encryption in MemoryDB",
    ),
    customer_key_rule(
        id="aws-timestream-customer-key",
        subject="A Timestream database",
        types=("aws:timestreamwrite/database:Database",),
        path="kmsKeyId",
        without="Timestream encrypts with the key aws/timestream, which AWS manages",
        source="Encryption at rest, Amazon Timestream",
    ),
    customer_key_rule(
        id="aws-keyspaces-customer-key",
        subject="A Keyspaces table",
        types=("aws:keyspaces/table:Table",),
        path="encryptionSpecification.kmsKeyIdentifier",
        without="Keyspaces encrypts with a key that AWS owns",
        source="Encryption at rest in Amazon Keyspaces",
    ),
    customer_key_rule(
        id="aws-aurora-dsql-customer-key",
        subject="An Aurora DSQL cluster",
        types=("aws:dsql/cluster:Cluster",),
        path="kmsEncryptionKey",
        without="Aurora DSQL encrypts with a key that AWS owns",
        source="Data encryption for Amazon Aurora DSQL",
    ),
)
