"""AWS file systems, objects, backups, images and desktops whose key the customer holds."""

from typing import Final

from hds_landing.rules.aws.customer_key import customer_key_rule
from hds_landing.rules.finding import Severity
from hds_landing.rules.property_rule import Where, nothing_to_judge, one_of, passes
from hds_landing.rules.rule import Rule

_AWS_FSX: Final = "FSx encrypts with the key aws/fsx, which AWS manages"
_FSX_SOURCE: Final = "Encryption of data at rest, Amazon FSx"
_AWS_S3: Final = "the gateway asks S3 for a key of AWS (SSE-S3)"
_GATEWAY_SOURCE: Final = "Data encryption using AWS KMS, AWS Storage Gateway"

RULES: tuple[Rule, ...] = (
    customer_key_rule(
        id="aws-file-system-customer-key",
        subject="An EFS file system",
        types=("aws:efs/fileSystem:FileSystem",),
        path="kmsKeyId",
        without="EFS encrypts, where it does, with the key aws/elasticfilesystem, which AWS manages",
        source="Encrypting data at rest, Amazon EFS",
    ),
    customer_key_rule(
        id="aws-file-system-replica-customer-key",
        subject="The replica of an EFS file system",
        types=("aws:efs/replicationConfiguration:ReplicationConfiguration",),
        path="destination.kmsKeyId",
        without="EFS encrypts the replica with the key aws/elasticfilesystem, which AWS manages",
        unless=("destination.fileSystemId",),
        source="Replicating EFS file systems",
    ),
    customer_key_rule(
        id="aws-fsx-customer-key",
        subject="An FSx file system",
        types=(
            "aws:fsx/fileCache:FileCache",
            "aws:fsx/ontapFileSystem:OntapFileSystem",
            "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
            "aws:fsx/windowsFileSystem:WindowsFileSystem",
        ),
        path="kmsKeyId",
        without=_AWS_FSX,
        source=_FSX_SOURCE,
    ),
    customer_key_rule(
        id="aws-fsx-lustre-customer-key",
        subject="A persistent FSx for Lustre file system",
        types=("aws:fsx/lustreFileSystem:LustreFileSystem",),
        path="kmsKeyId",
        without=_AWS_FSX,
        source=_FSX_SOURCE,
        where=(Where("deploymentType", one_of("PERSISTENT_1", "PERSISTENT_2"), unset=False),),
    ),
    customer_key_rule(
        id="aws-bucket-object-customer-key",
        subject="An object that names a key",
        types=(
            "aws:s3/bucketObject:BucketObject",
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "aws:s3/objectCopy:ObjectCopy",
        ),
        path="kmsKeyId",
        without="the bucket's own encryption decides",
        absent=passes("the bucket's own encryption decides, and is judged by itself"),
        source="Specifying server-side encryption with AWS KMS (SSE-KMS)",
    ),
    customer_key_rule(
        id="aws-table-bucket-customer-key",
        subject="An S3 table bucket",
        types=("aws:s3tables/tableBucket:TableBucket",),
        path="encryptionConfiguration.kmsKeyArn",
        without="S3 encrypts tables with a key of AWS (SSE-S3)",
        source="Using server-side encryption with AWS KMS keys (SSE-KMS) in table buckets",
    ),
    customer_key_rule(
        id="aws-vector-bucket-customer-key",
        subject="An S3 vector bucket",
        types=("aws:s3/vectorsVectorBucket:VectorsVectorBucket",),
        path="encryptionConfigurations[*].kmsKeyArn",
        without="S3 encrypts vectors with a key of AWS (SSE-S3)",
        source="Data protection and encryption in S3 Vectors",
    ),
    customer_key_rule(
        id="aws-file-share-customer-key",
        subject="A file share of a storage gateway",
        types=("aws:storagegateway/nfsFileShare:NfsFileShare", "aws:storagegateway/smbFileShare:SmbFileShare"),
        path="kmsKeyArn",
        without=_AWS_S3,
        source=_GATEWAY_SOURCE,
    ),
    customer_key_rule(
        id="aws-gateway-volume-customer-key",
        subject="A volume of a storage gateway",
        types=(
            "aws:storagegateway/cachesIscsiVolume:CachesIscsiVolume",
            "aws:storagegateway/storedIscsiVolume:StoredIscsiVolume",
        ),
        path="kmsKey",
        without=_AWS_S3,
        source=_GATEWAY_SOURCE,
    ),
    customer_key_rule(
        id="aws-backup-vault-customer-key",
        subject="A backup vault",
        types=("aws:backup/vault:Vault",),
        path="kmsKeyArn",
        without="AWS Backup encrypts with the key aws/backup, which AWS manages",
        source="Encryption for backups in AWS Backup",
        key="backup",
    ),
    customer_key_rule(
        id="aws-air-gapped-vault-customer-key",
        subject="A logically air-gapped vault",
        types=("aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",),
        path="encryptionKeyArn",
        without="AWS Backup encrypts with a key that AWS owns",
        source="Logically air-gapped vault",
        key="backup",
        severity=Severity.MEDIUM,
    ),
    customer_key_rule(
        id="aws-default-disk-customer-key",
        subject="EBS by default",
        types=("aws:ebs/defaultKmsKey:DefaultKmsKey",),
        path="keyArn",
        without="the provider refuses a default key that it is not told",
        source="Amazon EBS encryption",
        key="disk",
    ),
    customer_key_rule(
        id="aws-recovery-disk-customer-key",
        subject="A disk that Elastic Disaster Recovery replicates",
        types=("aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate",),
        path="ebsEncryptionKeyArn",
        without="the disks follow the account's default key, which AWS manages where nothing changes it",
        source="Replication settings, AWS Elastic Disaster Recovery",
        key="disk",
    ),
    customer_key_rule(
        id="aws-container-registry-customer-key",
        subject="A container registry",
        types=(
            "aws:ecr/repository:Repository",
            "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        ),
        path="encryptionConfigurations[*].kmsKey",
        without="ECR encrypts images with a key of AWS",
        source="Encryption at rest, Amazon ECR",
        severity=Severity.MEDIUM,
    ),
    customer_key_rule(
        id="aws-workspace-customer-key",
        subject="A virtual desktop",
        types=("aws:workspaces/workspace:Workspace",),
        path="volumeEncryptionKey",
        without="WorkSpaces encrypts, where it does, with the key aws/workspaces, which AWS manages",
        source="Encrypted WorkSpaces in WorkSpaces Personal",
        key="disk",
    ),
    customer_key_rule(
        id="aws-secret-customer-key",
        subject="A secret",
        types=("aws:secretsmanager/secret:Secret",),
        path="kmsKeyId",
        without="Secrets Manager encrypts with the key aws/secretsmanager, which AWS manages",
        source="Secret encryption and decryption in AWS Secrets Manager",
    ),
    customer_key_rule(
        id="aws-secret-replica-customer-key",
        subject="Every replica of a secret",
        types=("aws:secretsmanager/secret:Secret",),
        path="replicas[*].kmsKeyId",
        without="Secrets Manager encrypts the replica with the key aws/secretsmanager of its region",
        no_element=nothing_to_judge("a secret has no replica that it does not name"),
        source="Replicate AWS Secrets Manager secrets across Regions",
    ),
    customer_key_rule(
        id="aws-parameter-customer-key",
        subject="A secure parameter",
        types=("aws:ssm/parameter:Parameter",),
        path="keyId",
        without="Systems Manager encrypts with the key aws/ssm, which AWS manages",
        source="AWS KMS encryption for AWS Systems Manager Parameter Store SecureString parameters",
        where=(Where("type", one_of("SecureString"), unset=False),),
    ),
)
