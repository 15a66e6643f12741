"""S3 buckets with the resources that complete them: encryption, public access block, replication."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.customer_key import KEY_RESOURCES
from hds_landing.rules.aws.public_access import FLAGS, judge_block_flags
from hds_landing.rules.aws.region import effective_region, judge_found_region
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find
from hds_landing.rules.property_rule import comes_from
from hds_landing.rules.residency import REQUIREMENTS, SOURCE
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.subject import subject_of

BUCKET: Final = "aws:s3/bucket:Bucket"
ENCRYPTION: Final = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
PUBLIC_ACCESS_BLOCK: Final = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ACCOUNT_BLOCK: Final = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
REPLICATION: Final = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"

LOGGING: Final = "aws:s3/bucketLogging:BucketLogging"
_BALANCER: Final = "aws:lb/loadBalancer:LoadBalancer"
_CLASSIC_BALANCER: Final = "aws:elb/loadBalancer:LoadBalancer"

_DEFAULT: Final = "rules[*].applyServerSideEncryptionByDefault"
_INLINE: Final = (
    "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault",
    "serverSideEncryptionConfigurations[*].rules[*].applyServerSideEncryptionByDefaults[*]",
)
_KMS: Final = ("aws:kms", "aws:kms:dsse")
_DESTINATION: Final = "rules[*].destination.bucket"


def _customer_key(bucket: Resource, graph: InventoryGraph) -> Judgement:
    judgement = _default_key(bucket, graph)
    if isinstance(judgement, str) and _takes_access_logs(bucket, graph):
        return Passed("access logs are delivered to it, which takes S3's own keys and no others")
    return judgement


def _takes_access_logs(bucket: Resource, graph: InventoryGraph) -> bool:
    """Whether S3 or an application or classic load balancer writes access logs there, and nothing asks it of itself."""
    sources = [
        *graph.mentions(bucket, BUCKET, LOGGING, "targetBucket").found,
        *graph.mentions(bucket, BUCKET, _CLASSIC_BALANCER, "accessLogs").found,
        *(
            balancer
            for balancer in graph.mentions(bucket, BUCKET, _BALANCER, "accessLogs").found
            if balancer.inputs.get("loadBalancerType", "application") == "application"
        ),
    ]
    return bool(sources) and not any(
        source is own for source in sources for own in graph.companions(bucket, BUCKET, LOGGING, "bucket").found
    )


def _default_key(bucket: Resource, graph: InventoryGraph) -> Judgement:
    companions = graph.companions(bucket, BUCKET, ENCRYPTION, "bucket")
    if companions.found:
        return worst(_judge_default(companion, _DEFAULT) for companion in companions.found)
    for path in _INLINE:
        if any(found.value is not ABSENT for found in find(bucket.inputs, f"{path}.sseAlgorithm")):
            return _judge_default(bucket, path)
    if companions.undetermined:
        return Undetermined("an encryption configuration is there whose bucket is not known yet")
    return "no encryption configuration: S3 encrypts with a key of AWS"


def _judge_default(resource: Resource, path: str) -> Judgement:
    algorithms, keys = find(resource.inputs, f"{path}.sseAlgorithm"), find(resource.inputs, f"{path}.kmsMasterKeyId")
    if not algorithms:
        return "an encryption configuration without a rule: S3 encrypts with a key of AWS"
    drawn = comes_from(resource.property_dependencies, path, KEY_RESOURCES)
    for algorithm, key in zip(algorithms, keys, strict=True):
        if algorithm.value is UNKNOWN or (key.value is UNKNOWN and not drawn):
            return Undetermined(f"{algorithm.path if algorithm.value is UNKNOWN else key.path} is not known yet")
        if algorithm.value not in _KMS:
            return f"{algorithm}, expected aws:kms or aws:kms:dsse"
        if key.value is UNKNOWN:
            continue
        if key.value in (ABSENT, "") or str(key.value).endswith("alias/aws/s3"):
            return f"{key}: S3 then uses the key that AWS manages"
    return None


def _public_access(bucket: Resource, graph: InventoryGraph) -> Judgement:
    same_account = [block for block in graph.of_type(ACCOUNT_BLOCK) if block.provider == bucket.provider]
    of_account = worst(judge_block_flags(subject_of(block)) for block in same_account)
    if of_account is None:
        return None
    companions = graph.companions(bucket, BUCKET, PUBLIC_ACCESS_BLOCK, "bucket")
    if companions.found:
        return worst(judge_block_flags(subject_of(companion)) for companion in companions.found)
    if same_account:
        return of_account
    if companions.undetermined:
        return Undetermined("a public access block is there whose bucket is not known yet")
    return "no public access block, neither its own nor its account's"


def _replication(replication: Resource, graph: InventoryGraph) -> Judgement:
    judgements: list[Judgement] = []
    for found in find(replication.inputs, _DESTINATION):
        destination = graph.referred(replication, "rules", BUCKET, found.value)
        if destination is None:
            why = "not known yet" if found.value is UNKNOWN else "not in the inventory, so its region is not known"
            judgements.append(Undetermined(f"{found.path}: the bucket is {why}"))
            continue
        subject = subject_of(destination, graph.inventory.config)
        judgements.append(judge_found_region(effective_region(subject.properties, subject.provider, subject.config)))
    return worst(judgements)


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-bucket-customer-key",
        title="A bucket encrypts with a KMS key that the customer holds",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-B", "HDS-EXI-05-H", "SNC-10.1", "SNC-10.5", "ISO27001-A.8.24"),
        fix="Add a BucketServerSideEncryptionConfiguration with aws:kms and the establishment's storage key.",
        source="docs.aws.amazon.com, Using server-side encryption with AWS KMS keys (SSE-KMS)",
        types=(BUCKET,),
        joins={
            ENCRYPTION: ("bucket", f"{_DEFAULT}.sseAlgorithm", f"{_DEFAULT}.kmsMasterKeyId"),
            LOGGING: ("bucket", "targetBucket"),
            _BALANCER: ("accessLogs.bucket", "loadBalancerType"),
            _CLASSIC_BALANCER: ("accessLogs.bucket",),
        },
        paths=tuple(f"{path}.{name}" for path in _INLINE for name in ("sseAlgorithm", "kmsMasterKeyId")),
        absence="S3 encrypts with a key of AWS (SSE-S3)",
        judge=_customer_key,
    ),
    WholeInventoryRule(
        id="aws-bucket-not-public",
        title="A public access block covers a bucket",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20"),
        fix="Add a BucketPublicAccessBlock with its four flags on, or an AccountPublicAccessBlock.",
        source="docs.aws.amazon.com, Blocking public access to your Amazon S3 storage",
        types=(BUCKET,),
        joins={PUBLIC_ACCESS_BLOCK: ("bucket", *FLAGS), ACCOUNT_BLOCK: FLAGS},
        absence="the provider sets no block, and the bucket's policy and ACLs decide who reads",
        judge=_public_access,
    ),
    WholeInventoryRule(
        id="aws-bucket-replica-in-eea",
        title="A bucket replicates to buckets inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Replicate to a bucket of the recovery region, declared in the same stack.",
        source=SOURCE,
        types=(REPLICATION,),
        joins={BUCKET: ("bucket", "region")},
        paths=(_DESTINATION,),
        absence="a configuration without rules replicates nothing",
        judge=_replication,
    ),
)
