import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws import (
    customer_keys_of_databases,
    customer_keys_of_files,
    customer_keys_of_messages,
    customer_keys_of_workloads,
)
from hds_landing.rules.aws.customer_key import CUSTOMER_KEY
from tests.rules.property_row import Row, row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

OWN = "arn:aws:kms:eu-west-3:111122223333:key/1a2b"
OF_AWS = "arn:aws:kms:eu-west-3:111122223333:alias/aws/service"
SECURE = {"type": "SecureString"}


def row(rule: str, path: str, missing: str = "fail", **beside: object) -> Row:
    return Row(rule, path, OWN, OF_AWS, missing, beside)  # type: ignore[arg-type]


OF_DATABASES = [
    row("aws-database-instance-customer-key", "kmsKeyId"),
    row("aws-database-cluster-customer-key", "kmsKeyId"),
    row("aws-documentdb-customer-key", "kmsKeyId"),
    row("aws-documentdb-elastic-customer-key", "kmsKeyId"),
    row("aws-neptune-customer-key", "kmsKeyArn"),
    row("aws-neptune-graph-customer-key", "kmsKeyIdentifier"),
    row("aws-database-copy-customer-key", "kmsKeyId", "unknown"),
    row("aws-database-activity-stream-customer-key", "kmsKeyId"),
    row("aws-database-insights-customer-key", "performanceInsightsKmsKeyId", performanceInsightsEnabled=True),
    row("aws-database-password-customer-key", "masterUserSecretKmsKeyId", manageMasterUserPassword=True),
    row("aws-redshift-customer-key", "kmsKeyId"),
    row("aws-redshift-password-customer-key", "masterPasswordSecretKmsKeyId", manageMasterPassword=True),
    row("aws-redshift-serverless-customer-key", "kmsKeyId"),
    row("aws-redshift-snapshot-copy-customer-key", "kmsKeyId"),
    row("aws-dynamodb-customer-key", "serverSideEncryption.kmsKeyArn", serverSideEncryption={"enabled": True}),
    row("aws-dynamodb-replica-customer-key", "replicas[*].kmsKeyArn", "not-applicable"),
    row("aws-dynamodb-table-replica-customer-key", "kmsKeyArn"),
    row("aws-opensearch-customer-key", "encryptAtRest.kmsKeyId"),
    row(
        "aws-opensearch-ingestion-customer-key",
        "encryptionAtRestOptions.kmsKeyArn",
        bufferOptions={"persistentBufferEnabled": True},
    ),
    row("aws-elasticache-customer-key", "kmsKeyId"),
    row("aws-memorydb-customer-key", "kmsKeyArn"),
    row("aws-timestream-customer-key", "kmsKeyId"),
    row("aws-keyspaces-customer-key", "encryptionSpecification.kmsKeyIdentifier"),
    row("aws-aurora-dsql-customer-key", "kmsEncryptionKey"),
]
OF_FILES = [
    row("aws-file-system-customer-key", "kmsKeyId"),
    row("aws-file-system-replica-customer-key", "destination.kmsKeyId"),
    row("aws-fsx-customer-key", "kmsKeyId"),
    row("aws-fsx-lustre-customer-key", "kmsKeyId", deploymentType="PERSISTENT_2"),
    row("aws-bucket-object-customer-key", "kmsKeyId", "pass"),
    row("aws-table-bucket-customer-key", "encryptionConfiguration.kmsKeyArn"),
    row("aws-vector-bucket-customer-key", "encryptionConfigurations[*].kmsKeyArn"),
    row("aws-file-share-customer-key", "kmsKeyArn"),
    row("aws-gateway-volume-customer-key", "kmsKey"),
    row("aws-backup-vault-customer-key", "kmsKeyArn"),
    row("aws-air-gapped-vault-customer-key", "encryptionKeyArn"),
    row("aws-default-disk-customer-key", "keyArn"),
    row("aws-recovery-disk-customer-key", "ebsEncryptionKeyArn"),
    row("aws-container-registry-customer-key", "encryptionConfigurations[*].kmsKey"),
    row("aws-workspace-customer-key", "volumeEncryptionKey"),
    row("aws-secret-customer-key", "kmsKeyId"),
    row("aws-secret-replica-customer-key", "replicas[*].kmsKeyId", "not-applicable"),
    row("aws-parameter-customer-key", "keyId", **SECURE),
]
OF_MESSAGES = [
    row("aws-queue-customer-key", "kmsMasterKeyId"),
    row("aws-topic-customer-key", "kmsMasterKeyId"),
    row("aws-event-bus-customer-key", "kmsKeyIdentifier"),
    row("aws-stream-customer-key", "kmsKeyId"),
    row("aws-firehose-customer-key", "serverSideEncryption.keyArn"),
    row("aws-kafka-customer-key", "encryptionInfo.encryptionAtRestKmsKeyArn"),
    row("aws-message-broker-customer-key", "encryptionOptions.kmsKeyId"),
    row("aws-data-flow-customer-key", "kmsArn"),
    row("aws-migration-customer-key", "kmsKeyArn"),
    row("aws-log-group-customer-key", "kmsKeyId"),
    row("aws-trail-customer-key", "kmsKeyId"),
    row("aws-request-traces-customer-key", "keyId"),
]
OF_WORKLOADS = [
    row("aws-kubernetes-secrets-customer-key", "encryptionConfig.provider.keyArn"),
    row(
        "aws-fargate-storage-customer-key",
        "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId",
    ),
    row("aws-function-environment-customer-key", "kmsKeyArn", environment={"variables": {"NAME": "value"}}),
    row("aws-state-machine-customer-key", "encryptionConfiguration.kmsKeyId"),
    row("aws-schedule-customer-key", "kmsKeyArn"),
    row("aws-network-firewall-customer-key", "encryptionConfiguration.keyId"),
    row("aws-data-catalogue-customer-key", "dataCatalogEncryptionSettings.encryptionAtRest.sseAwsKmsKeyId"),
    row("aws-glue-output-customer-key", "encryptionConfiguration.s3Encryption.kmsKeyArn"),
    Row(
        "aws-query-results-customer-key",
        "configuration.resultConfiguration.encryptionConfiguration.encryptionOption",
        "SSE_KMS",
        "SSE_S3",
        "unknown",
    ),
    row("aws-build-customer-key", "encryptionKey", artifacts={"type": "S3"}),
    row("aws-airflow-customer-key", "kmsKey"),
    row("aws-search-index-customer-key", "serverSideEncryptionConfiguration.kmsKeyId"),
    row("aws-notebook-customer-key", "kmsKeyId"),
    row("aws-model-endpoint-customer-key", "kmsKeyArn"),
    row("aws-training-output-customer-key", "outputDataConfig.kmsKeyId"),
    row("aws-training-disk-customer-key", "resourceConfig.volumeKmsKeyId"),
    row("aws-custom-model-customer-key", "customModelKmsKeyId"),
    row("aws-agent-customer-key", "customerEncryptionKeyArn"),
]
ROWS = [*OF_DATABASES, *OF_FILES, *OF_MESSAGES, *OF_WORKLOADS]

INSTANCE = "aws:rds/instance:Instance"
CASES = [
    *row_cases(ROWS),
    *cases(
        "aws-database-instance-customer-key",
        INSTANCE,
        ("missing", "unknown", {"replicateSourceDb": "main"}, "follows what replicateSourceDb names"),
        ("missing", "unknown", {"snapshotIdentifier": "before"}),
        ("missing", "unknown", {"restoreToPointInTime": {"useLatestRestorableTime": True}}),
        ("bad", "fail", {"kmsKeyId": ""}, "expected a KMS key that the customer holds"),
        ("bad", "fail", {"kmsKeyId": Secret(OF_AWS)}, "kmsKeyId is [secret]: a key that AWS manages"),
    ),
    *cases(
        "aws-database-password-customer-key",
        INSTANCE,
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"manageMasterUserPassword": UNKNOWN}),
        ("unknown", "pass", {"manageMasterUserPassword": UNKNOWN, "masterUserSecretKmsKeyId": OWN}),
    ),
    *cases(
        "aws-dynamodb-customer-key",
        "aws:dynamodb/table:Table",
        ("missing", "fail", {}, "DynamoDB encrypts with a key that AWS owns"),
        ("bad", "fail", {"serverSideEncryption": {"enabled": False, "kmsKeyArn": OWN}}),
        ("unknown", "unknown", {"serverSideEncryption": {"enabled": UNKNOWN, "kmsKeyArn": OWN}}),
    ),
    *cases(
        "aws-dynamodb-replica-customer-key",
        "aws:dynamodb/table:Table",
        ("missing", "fail", {"replicas": [{"regionName": "eu-central-1"}]}, "whatever the table has"),
        ("bad", "fail", {"replicas": [{"kmsKeyArn": OWN}, {"regionName": "eu-central-1"}]}, "replicas[1]"),
    ),
    *cases(
        "aws-secret-replica-customer-key",
        "aws:secretsmanager/secret:Secret",
        ("missing", "fail", {"replicas": [{"region": "eu-central-1"}]}),
    ),
    *cases(
        "aws-file-system-replica-customer-key",
        "aws:efs/replicationConfiguration:ReplicationConfiguration",
        ("good", "not-applicable", {"destination": {"fileSystemId": "fs-1"}}),
    ),
    *cases(
        "aws-fsx-lustre-customer-key",
        "aws:fsx/lustreFileSystem:LustreFileSystem",
        ("good", "not-applicable", {"deploymentType": "SCRATCH_2"}),
        ("missing", "not-applicable", {}),
    ),
    *cases("aws-parameter-customer-key", "aws:ssm/parameter:Parameter", ("good", "not-applicable", {"type": "String"})),
    *cases(
        "aws-firehose-customer-key",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        ("good", "not-applicable", {"kinesisSourceConfiguration": {"roleArn": "role"}}),
    ),
    *cases("aws-function-environment-customer-key", "aws:lambda/function:Function", ("missing", "not-applicable", {})),
    *cases(
        "aws-build-customer-key",
        "aws:codebuild/project:Project",
        ("missing", "not-applicable", {"artifacts": {"type": "NO_ARTIFACTS"}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    rooms = (
        customer_keys_of_databases,
        customer_keys_of_files,
        customer_keys_of_messages,
        customer_keys_of_workloads,
    )
    check_all_kinds([rule for room in rooms for rule in room.RULES], CASES)


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (OWN, True),
        ("alias/ght-storage", True),
        ("1a2b3c4d-0000-1111-2222-333344445555", True),
        ("mrk-1a2b", True),
        ("alias/aws-like", True),
        ("alias/aws/s3", "a key that AWS manages"),
        ("ALIAS/AWS/S3", "a key that AWS manages"),
        ("aws/kinesis", "a key that AWS manages"),
        ("AWS_OWNED_KMS_KEY", "a key that AWS manages"),
        ("AWS_OWNED_KEY", "a key that AWS manages"),
        ("", False),
        (" ", False),
        (True, False),
        (["key"], False),
    ],
)
def test_what_names_a_key_of_the_customer(value: object, held: bool | str) -> None:
    assert CUSTOMER_KEY.judge(value) == held
