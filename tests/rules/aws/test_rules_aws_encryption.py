import json

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws import block_devices, encryption_of_processing, encryption_of_stores, security_documents
from tests.rules.property_row import Row, row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

KMS = "arn:aws:kms:eu-west-3:111122223333:key/1a2b"
GLUE = "encryptionConfiguration"
CATALOGUE = "dataCatalogEncryptionSettings"
DOMAIN = "aws:opensearch/domain:Domain"
GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"

ROWS = [
    Row("aws-file-system-encrypted", "encrypted", True, False),
    Row("aws-global-database-encrypted", "storageEncrypted", True, False),
    Row("aws-redshift-encrypted", "encrypted", "true", "false", "pass"),
    Row("aws-opensearch-encrypted", "encryptAtRest.enabled", True, False),
    Row("aws-redis-encrypted", "atRestEncryptionEnabled", True, False),
    Row("aws-valkey-encrypted", "atRestEncryptionEnabled", True, False, "pass", {"engine": "valkey"}),
    Row("aws-dax-encrypted", "serverSideEncryption.enabled", True, False),
    Row("aws-stream-encrypted", "encryptionType", "KMS", "NONE"),
    Row("aws-firehose-encrypted", "serverSideEncryption.enabled", True, False),
    Row("aws-queue-encrypted", "sqsManagedSseEnabled", True, False, "pass"),
    Row("aws-topic-encrypted", "kmsMasterKeyId", KMS, ""),
    Row("aws-workspace-root-volume-encrypted", "rootVolumeEncryptionEnabled", True, False),
    Row("aws-workspace-user-volume-encrypted", "userVolumeEncryptionEnabled", True, False),
    Row("aws-bucket-object-encrypted-with-kms", "serverSideEncryption", "aws:kms", "AES256", "pass"),
    Row("aws-bucket-without-client-keys", "rules[*].blockedEncryptionTypes[*]", "SSE-C", "NONE", "pass"),
    Row("aws-glue-output-encrypted", f"{GLUE}.s3Encryption.s3EncryptionMode", "SSE-S3", "DISABLED"),
    Row("aws-glue-logs-encrypted", f"{GLUE}.cloudwatchEncryption.cloudwatchEncryptionMode", "SSE-KMS", "DISABLED"),
    Row(
        "aws-glue-bookmarks-encrypted",
        f"{GLUE}.jobBookmarksEncryption.jobBookmarksEncryptionMode",
        "CSE-KMS",
        "DISABLED",
    ),
    Row("aws-glue-security-configuration-set", "securityConfiguration", "ght", ""),
    Row("aws-data-catalogue-encrypted", f"{CATALOGUE}.encryptionAtRest.catalogEncryptionMode", "SSE-KMS", "DISABLED"),
    Row(
        "aws-data-catalogue-passwords-encrypted",
        f"{CATALOGUE}.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
        True,
        False,
    ),
    Row("aws-query-settings-enforced", "configuration.enforceWorkgroupConfiguration", True, False, "pass"),
    Row("aws-build-artifacts-encrypted", "artifacts.encryptionDisabled", False, True, "pass"),
    Row(
        "aws-build-secondary-artifacts-encrypted",
        "secondaryArtifacts[*].encryptionDisabled",
        False,
        True,
        "not-applicable",
    ),
    Row("aws-build-logs-encrypted", "logsConfig.s3Logs.encryptionDisabled", False, True, "pass"),
    Row(
        "aws-api-cache-encrypted",
        "settings.cacheDataEncrypted",
        True,
        False,
        "fail",
        {"settings": {"cachingEnabled": True}},
    ),
    Row("aws-graph-api-cache-encrypted", "atRestEncryptionEnabled", True, False),
    Row("aws-copied-disk-encrypted", "encrypted", True, False, "unknown"),
    Row("aws-imported-disk-encrypted", "encrypted", True, False),
    Row("aws-disk-encryption-by-default", "enabled", True, False, "pass"),
    Row("aws-instance-data-disks-encrypted", "ebsBlockDevices[*].encrypted", True, False, "not-applicable"),
    Row("aws-image-disks-encrypted", "ebsBlockDevices[*].encrypted", True, False, "not-applicable"),
    Row(
        "aws-launch-template-disks-encrypted",
        "blockDeviceMappings[*].ebs.encrypted",
        "true",
        "false",
        "not-applicable",
    ),
    Row("aws-parameter-named-secret-secure", "type", "SecureString", "String", "fail", {"name": "/ris/db-password"}),
]


def emr(**flags: object) -> dict[str, str]:
    return {"configuration": json.dumps({"EncryptionConfiguration": flags})}


def collections(kind: str = "encryption", **policy: object) -> dict[str, object]:
    return {"type": kind, "policy": json.dumps({"Rules": [], **policy})}


EMR = "aws:emr/securityConfiguration:SecurityConfiguration"
POLICY = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy"
CASES = [
    *row_cases(ROWS),
    *cases(
        "aws-redis-encrypted",
        GROUP,
        ("missing", "fail", {}, "Redis stores in clear"),
        ("missing", "not-applicable", {"engine": "valkey"}),
        ("missing", "unknown", {"engine": UNKNOWN}),
        ("missing", "unknown", {"globalReplicationGroupId": "global"}),
    ),
    *cases("aws-valkey-encrypted", GROUP, ("missing", "not-applicable", {"engine": "redis"})),
    *cases(
        "aws-firehose-encrypted",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        ("good", "not-applicable", {"mskSourceConfiguration": {"topicName": "hl7"}}),
    ),
    *cases(
        "aws-queue-encrypted",
        "aws:sqs/queue:Queue",
        ("good", "not-applicable", {"kmsMasterKeyId": KMS}),
        ("unknown", "unknown", {"kmsMasterKeyId": UNKNOWN}),
    ),
    *cases(
        "aws-global-database-encrypted",
        "aws:rds/globalCluster:GlobalCluster",
        ("missing", "unknown", {"sourceDbClusterIdentifier": "main"}),
    ),
    *cases(
        "aws-build-artifacts-encrypted",
        "aws:codebuild/project:Project",
        ("bad", "not-applicable", {"artifacts": {"type": "NO_ARTIFACTS", "encryptionDisabled": True}}),
    ),
    *cases(
        "aws-api-cache-encrypted",
        "aws:apigateway/methodSettings:MethodSettings",
        ("missing", "not-applicable", {"settings": {}}),
    ),
    *cases(
        "aws-instance-data-disks-encrypted",
        "aws:ec2/instance:Instance",
        ("bad", "fail", {"ebsBlockDevices": [{"encrypted": True}, {"encrypted": False}]}, "ebsBlockDevices[1]"),
        ("missing", "fail", {"ebsBlockDevices": [{}]}, "ebsBlockDevices[0].encrypted is not set"),
        ("missing", "unknown", {"ebsBlockDevices": [{"snapshotId": "snap-1"}, {"encrypted": True}]}),
        ("bad", "fail", {"ebsBlockDevices": [{"snapshotId": "snap-1"}, {}]}),
        ("bad", "fail", {"ebsBlockDevices": Secret([{"encrypted": False}])}, "is [secret]"),
        ("unknown", "unknown", {"ebsBlockDevices": UNKNOWN}),
        ("unknown", "unknown", {"ebsBlockDevices": [UNKNOWN]}),
    ),
    *cases(
        "aws-launch-template-disks-encrypted",
        "aws:ec2/launchTemplate:LaunchTemplate",
        ("missing", "fail", {"blockDeviceMappings": [{"ebs": {}}]}),
        ("good", "not-applicable", {"blockDeviceMappings": [{"deviceName": "/dev/sdb", "noDevice": ""}]}),
        ("missing", "unknown", {"blockDeviceMappings": [{"ebs": {"snapshotId": "snap-1"}}]}),
        ("unknown", "unknown", {"blockDeviceMappings": [{"ebs": UNKNOWN}]}),
    ),
    *cases(
        "aws-parameter-named-secret-secure",
        "aws:ssm/parameter:Parameter",
        ("bad", "fail", {"name": "/pacs/API-KEY", "type": "String"}),
        ("bad", "fail", {"name": "/dpi/mot-de-passe", "type": "StringList"}),
        ("good", "not-applicable", {"name": "/dpi/url", "type": "String"}),
        ("good", "not-applicable", {"name": "/dpi/secret-arn", "type": "String"}),
        ("good", "not-applicable", {"name": "/dpi/password-length", "type": "String"}),
        ("missing", "not-applicable", {"type": "String"}),
        ("unknown", "unknown", {"name": UNKNOWN, "type": "String"}),
    ),
    *cases(
        "aws-hadoop-encrypted",
        EMR,
        ("good", "pass", emr(EnableAtRestEncryption=True)),
        ("bad", "fail", emr(EnableAtRestEncryption=False), "EnableAtRestEncryption is not on"),
        ("bad", "fail", {"configuration": "{}"}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"configuration": UNKNOWN}),
        ("unknown", "unknown", {"configuration": "not JSON"}),
        ("unknown", "unknown", {"configuration": "[]"}),
        ("unknown", "unknown", emr(EnableAtRestEncryption="maybe")),
    ),
    *cases(
        "aws-hadoop-in-transit",
        EMR,
        ("good", "pass", emr(EnableInTransitEncryption=True)),
        ("bad", "fail", emr(EnableAtRestEncryption=True)),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"configuration": UNKNOWN}),
    ),
    *cases(
        "aws-search-collection-customer-key",
        POLICY,
        ("good", "pass", collections(KmsARN=KMS)),
        ("good", "not-applicable", collections("network")),
        ("bad", "fail", collections(AWSOwnedKey=True)),
        ("bad", "fail", collections(AWSOwnedKey=True, KmsARN=KMS)),
        ("bad", "fail", collections(KmsARN="alias/aws/es")),
        ("missing", "fail", collections()),
        ("missing", "unknown", {"type": "encryption"}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"type": "encryption", "policy": UNKNOWN}),
        ("unknown", "unknown", {"type": UNKNOWN, "policy": "{}"}),
        ("unknown", "unknown", {"type": "encryption", "policy": "not JSON"}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    rooms = (block_devices, encryption_of_processing, encryption_of_stores, security_documents)
    check_all_kinds([rule for room in rooms for rule in room.RULES], CASES)
