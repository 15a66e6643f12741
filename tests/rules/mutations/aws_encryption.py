"""Changes that the rules on encryption, transport and keys on AWS must speak of."""

import json

from tests.rules.aws.test_rules_aws_customer_keys import ROWS as CUSTOMER_KEYS
from tests.rules.aws.test_rules_aws_encryption import ROWS as ENCRYPTION
from tests.rules.aws.test_rules_aws_encryption_in_transit import ROWS as IN_TRANSIT
from tests.rules.aws.test_rules_aws_key_management import ROWS as KEYS
from tests.rules.inventory_changes import AWS, REMOVED, Changed, Grafted, Lost, Mutation
from tests.rules.property_row import row_mutations

KEY, LOG_GROUP, VAULT = "aws:kms/key:Key", "aws:cloudwatch/logGroup:LogGroup", "aws:backup/vault:Vault"
BUCKET, BUCKET_POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
EMR, OF_AWS = "aws:emr/securityConfiguration:SecurityConfiguration", "alias/aws/ebs"
VPN = "aws:ec2/vpnConnection:VpnConnection"
ALL_IN_ONE = json.dumps({"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*"}]})
ENCRYPTION_RULES = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"


MUTATIONS: list[Mutation] = [
    *row_mutations((*CUSTOMER_KEYS, *ENCRYPTION, *IN_TRANSIT, *KEYS)),
    ("aws-kms-key-rotates", AWS, Changed(KEY, "enableKeyRotation", REMOVED)),
    ("aws-kms-key-rotates-yearly", AWS, Changed(KEY, "rotationPeriodInDays", 2560)),
    ("aws-kms-key-deletion-delayed", AWS, Changed(KEY, "deletionWindowInDays", 7)),
    ("aws-kms-key-lockout-checked", AWS, Changed(KEY, "bypassPolicyLockoutSafetyCheck", True)),
    ("aws-kms-key-single-region", AWS, Changed(KEY, "multiRegion", True)),
    ("aws-kms-key-own-policy", AWS, Changed(KEY, "policy", REMOVED)),
    ("aws-kms-key-duties-separated", AWS, Changed(KEY, "policy", ALL_IN_ONE)),
    ("aws-log-group-customer-key", AWS, Changed(LOG_GROUP, "kmsKeyId", REMOVED)),
    ("aws-backup-vault-customer-key", AWS, Changed(VAULT, "kmsKeyArn", REMOVED)),
    ("aws-bucket-without-client-keys", AWS, Changed(ENCRYPTION_RULES, "rules.blockedEncryptionTypes", ["NONE"])),
    ("aws-bucket-in-transit", AWS, Lost(BUCKET_POLICY, BUCKET)),
    ("aws-file-system-in-transit", AWS, Grafted("aws:efs/fileSystem:FileSystem", {})),
    ("aws-certificate-authority-revokes", AWS, Grafted("aws:acmpca/certificateAuthority:CertificateAuthority", {})),
    ("aws-ebs-volume-customer-key", AWS, Grafted("aws:ebs/volume:Volume", {"encrypted": True})),
    (
        "aws-instance-root-disk-customer-key",
        AWS,
        Grafted("aws:ec2/instance:Instance", {"rootBlockDevice": {"kmsKeyId": OF_AWS}}),
    ),
    (
        "aws-instance-data-disks-customer-key",
        AWS,
        Grafted("aws:ec2/instance:Instance", {"ebsBlockDevices": [{"encrypted": True}]}),
    ),
    (
        "aws-launch-template-disks-customer-key",
        AWS,
        Grafted("aws:ec2/launchTemplate:LaunchTemplate", {"blockDeviceMappings": [{"ebs": {"encrypted": "true"}}]}),
    ),
    ("aws-hadoop-encrypted", AWS, Grafted(EMR, {"configuration": "{}"})),
    ("aws-hadoop-in-transit", AWS, Grafted(EMR, {"configuration": "{}"})),
    (
        "aws-search-collection-customer-key",
        AWS,
        Grafted(
            "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
            {"type": "encryption", "policy": json.dumps({"AWSOwnedKey": True})},
        ),
    ),
    *((rule, AWS, Grafted(VPN, {})) for rule in ("aws-vpn-ike-version", "aws-vpn-encryption", "aws-vpn-integrity")),
    ("aws-vpn-key-exchange", AWS, Grafted(VPN, {"tunnel1Phase1DhGroupNumbers": [2]})),
    ("aws-database-forces-tls", AWS, Grafted("aws:rds/parameterGroup:ParameterGroup", {"family": "mysql8.0"})),
    (
        "aws-documentdb-forces-tls",
        AWS,
        Grafted(
            "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
            {"parameters": [{"name": "tls", "value": "disabled"}]},
        ),
    ),
    ("aws-redshift-forces-tls", AWS, Grafted("aws:redshift/parameterGroup:ParameterGroup", {"family": "redshift-1.0"})),
    (
        "aws-redshift-serverless-forces-tls",
        AWS,
        Grafted(
            "aws:redshiftserverless/workgroup:Workgroup",
            {"configParameters": [{"parameterKey": "require_ssl", "parameterValue": "false"}]},
        ),
    ),
    ("aws-glue-connection-in-transit", AWS, Grafted("aws:glue/connection:Connection", {})),
]
