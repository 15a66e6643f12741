"""AWS resource policies that let everyone in: a wildcard principal, and no condition that says who."""

from collections.abc import Mapping
from types import MappingProxyType

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.document_rule import document_rule
from hds_landing.rules.aws.policy_conditions import SOURCE, limits_callers
from hds_landing.rules.aws.policy_document import Statement
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.property_rule import Absence, nothing_to_judge, passes
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS = ("HDS-EXI-05-D", "HDS-EXI-23", "SNC-9.7", "ISO27001-A.5.15")
_NO_POLICY = passes("without a policy only its own account may use it")


def judge_not_public(statement: Statement) -> Judgement:
    """Whether a statement that allows something says to whom."""
    if statement.principals is UNKNOWN:
        return Undetermined("its principals are not known yet")
    if not any(name == "*" for _, name in statement.principals):
        return None
    limited = limits_callers(statement)
    if limited:
        return None
    if limited is None or statement.effect is UNKNOWN:
        return Undetermined("it allows everyone, under conditions that are not known yet")
    return "allows everyone, without a condition that says who"


def _policy(
    id: str,
    title: str,
    *types: str,
    severity: Severity = Severity.CRITICAL,
    path: str = "policy",
    path_by_type: Mapping[str, str] = MappingProxyType({}),
    absent: Absence = _NO_POLICY,
    unless: str | None = None,
) -> ResourceRule:
    return document_rule(
        id=id,
        title=title,
        theme=Theme.PUBLIC_EXPOSURE,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=f"Name the principals in {path}, or add a condition such as aws:PrincipalOrgID or aws:SourceArn.",
        source=SOURCE,
        types=types,
        judge=judge_not_public,
        absent=absent,
        path=path,
        path_by_type=path_by_type,
        unless=unless,
    )


RULES: tuple[Rule, ...] = (
    _policy(
        "aws-bucket-policy-not-public",
        "The policy of a bucket says whom it allows",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketPolicy:BucketPolicy",
    ),
    _policy(
        "aws-access-point-policy-not-public",
        "The policy of an S3 access point says whom it allows",
        "aws:s3/accessPoint:AccessPoint",
        "aws:s3control/accessPointPolicy:AccessPointPolicy",
        "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
        path_by_type={"aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": "details.policy"},
    ),
    _policy(
        "aws-kms-key-policy-not-public",
        "The policy of a KMS key says whom it allows",
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:kms/replicaExternalKey:ReplicaExternalKey",
        "aws:kms/replicaKey:ReplicaKey",
    ),
    _policy(
        "aws-secret-policy-not-public",
        "The policy of a secret says whom it allows",
        "aws:secretsmanager/secret:Secret",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
    ),
    _policy(
        "aws-queue-policy-not-public",
        "The policy of a queue says whom it allows",
        "aws:sqs/queue:Queue",
        "aws:sqs/queuePolicy:QueuePolicy",
    ),
    _policy(
        "aws-topic-policy-not-public",
        "The policy of a topic says whom it allows",
        "aws:sns/topic:Topic",
        "aws:sns/topicPolicy:TopicPolicy",
    ),
    _policy(
        "aws-table-policy-not-public",
        "The policy of a DynamoDB table says whom it allows",
        "aws:dynamodb/resourcePolicy:ResourcePolicy",
    ),
    _policy(
        "aws-stream-policy-not-public",
        "The policy of a Kinesis stream or a Kafka cluster says whom it allows",
        "aws:kinesis/resourcePolicy:ResourcePolicy",
        "aws:msk/clusterPolicy:ClusterPolicy",
    ),
    _policy(
        "aws-container-registry-policy-not-public",
        "The policy of a container registry says whom it allows",
        "aws:ecr/registryPolicy:RegistryPolicy",
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
    ),
    _policy(
        "aws-file-system-policy-not-public",
        "The policy of a file system says whom it allows",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
    ),
    _policy(
        "aws-backup-vault-policy-not-public",
        "The policy of a backup vault says whom it allows",
        "aws:backup/vaultPolicy:VaultPolicy",
    ),
    _policy(
        "aws-archive-vault-policy-not-public",
        "The policy of a Glacier vault says whom it allows",
        "aws:glacier/vault:Vault",
        path="accessPolicy",
    ),
    _policy(
        "aws-search-domain-policy-not-public",
        "The policy of a search domain on the internet says whom it allows",
        "aws:elasticsearch/domain:Domain",
        "aws:opensearch/domain:Domain",
        path="accessPolicies",
        unless="vpcOptions.subnetIds",
    ),
    _policy(
        "aws-event-bus-policy-not-public",
        "The policy of an event bus says whom it allows",
        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        severity=Severity.HIGH,
    ),
    _policy(
        "aws-log-policy-not-public",
        "The policy of log groups and log destinations says whom it allows",
        "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        severity=Severity.HIGH,
        path="policyDocument",
        path_by_type={"aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy"},
    ),
    _policy(
        "aws-data-catalogue-policy-not-public",
        "The policy of the Glue data catalogue says whom it allows",
        "aws:glue/resourcePolicy:ResourcePolicy",
        severity=Severity.HIGH,
    ),
    _policy(
        "aws-certificate-authority-policy-not-public",
        "The policy of a private certificate authority says whom it allows",
        "aws:acmpca/policy:Policy",
        severity=Severity.HIGH,
    ),
    _policy(
        "aws-api-policy-not-public",
        "The policy of an API says whom it allows",
        "aws:apigateway/restApi:RestApi",
        "aws:apigateway/restApiPolicy:RestApiPolicy",
        severity=Severity.HIGH,
        absent=nothing_to_judge("without a policy the API's authorisers decide, which are judged by themselves"),
    ),
)
