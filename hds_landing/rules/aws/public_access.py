"""AWS resources that the internet could reach."""

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, worst
from hds_landing.rules.property_rule import FALSE, TRUE, Absence, fails, judge_property, passes, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20")

FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
_FLAG_ABSENT: Absence = fails("S3 takes a flag that is not set for false")


def judge_block_flags(subject: Subject) -> Judgement:
    """Whether the four flags of a public access block are on."""
    return worst(judge_property(subject, flag, TRUE, _FLAG_ABSENT) for flag in FLAGS)


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-public-access-block-whole",
        title="A public access block sets its four flags",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
        source="docs.aws.amazon.com, Blocking public access to your Amazon S3 storage",
        types=(
            "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        ),
        paths=FLAGS,
        absence=_FLAG_ABSENT.meaning,
        judge=judge_block_flags,
    ),
    property_rule(
        id="aws-database-not-public",
        title="A database has no public address",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set publiclyAccessible to false and reach the database from its own network.",
        source="docs.aws.amazon.com, Hiding a DB instance in a VPC from the internet",
        types=(
            "aws:rds/clusterInstance:ClusterInstance",
            "aws:rds/instance:Instance",
            "aws:redshift/cluster:Cluster",
        ),
        path="publiclyAccessible",
        expected=FALSE,
        absent=passes("pulumi-aws asks for no public address"),
    ),
)
