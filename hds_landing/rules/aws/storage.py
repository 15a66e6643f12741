"""AWS disks and databases at rest."""

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import TRUE, fails, property_rule
from hds_landing.rules.rule import Rule

_REQUIREMENTS = ("HDS-EXI-05-B", "SNC-10.1", "ISO27001-A.8.24")

RULES: tuple[Rule, ...] = (
    property_rule(
        id="aws-ebs-volume-encrypted",
        title="An EBS volume is encrypted",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set encrypted to true and kmsKeyId to the establishment's disk key.",
        source="docs.aws.amazon.com, Amazon EBS encryption",
        types=("aws:ebs/volume:Volume",),
        path="encrypted",
        expected=TRUE,
        absent=fails("a volume is encrypted only where it asks for it or its account does so by default"),
        inherited_from=("snapshotId",),
    ),
    property_rule(
        id="aws-instance-root-disk-encrypted",
        title="The root disk of an EC2 instance is encrypted",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set rootBlockDevice.encrypted to true, with the establishment's disk key.",
        source="docs.aws.amazon.com, Amazon EBS encryption",
        types=(
            "aws:ec2/instance:Instance",
            "aws:ec2/launchConfiguration:LaunchConfiguration",
            "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        ),
        path="rootBlockDevice.encrypted",
        expected=TRUE,
        absent=fails("the root disk follows its image, encrypted or not"),
    ),
    property_rule(
        id="aws-database-instance-encrypted",
        title="The storage of an RDS instance is encrypted",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set storageEncrypted to true and kmsKeyId to the establishment's storage key.",
        source="docs.aws.amazon.com, Encrypting Amazon RDS resources",
        types=("aws:rds/instance:Instance",),
        path="storageEncrypted",
        expected=TRUE,
        absent=fails("RDS stores in clear"),
        inherited_from=("replicateSourceDb", "snapshotIdentifier"),
    ),
    property_rule(
        id="aws-database-cluster-encrypted",
        title="The storage of an RDS cluster is encrypted",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set storageEncrypted to true and kmsKeyId to the establishment's storage key.",
        source="docs.aws.amazon.com, Encrypting Amazon Aurora resources",
        types=("aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster"),
        path="storageEncrypted",
        expected=TRUE,
        absent=fails("the cluster stores in clear"),
        inherited_from=("snapshotIdentifier",),
    ),
)
