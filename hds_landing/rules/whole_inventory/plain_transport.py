"""AWS stores whose policy refuses whoever does not speak TLS."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.policy_document import UNREADABLE, Statement, refusals
from hds_landing.rules.aws.tls_versions import REQUIREMENTS
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, Found, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule

BUCKET: Final = "aws:s3/bucket:Bucket"
BUCKET_POLICY: Final = "aws:s3/bucketPolicy:BucketPolicy"
FILE_SYSTEM: Final = "aws:efs/fileSystem:FileSystem"
FILE_SYSTEM_POLICY: Final = "aws:efs/fileSystemPolicy:FileSystemPolicy"

_PLAIN: Final = (("aws:securetransport", ("false",)),)
_ANY_OBJECT: Final = ("s3:getobject", "s3:putobject", "s3:listbucket")
_ANY_MOUNT: Final = ("elasticfilesystem:clientmount", "elasticfilesystem:clientwrite")


def _refuses(statement: Statement, actions: tuple[str, ...]) -> bool:
    """Whether a denial keeps everyone out who speaks in clear, and only them."""
    return (
        statement.is_known
        and statement.principals is not UNKNOWN
        and any(name == "*" for _, name in statement.principals)
        and all(statement.allows(action) for action in actions)
        and statement.conditions is not UNKNOWN
        and all(operator in ("bool", "boolifexists") for operator, _, _ in statement.conditions)
        and tuple((key, values) for _, key, values in statement.conditions) == _PLAIN
    )


def _covers_objects(statement: Statement) -> bool:
    return any(resource.endswith("*") for resource in statement.resources)


def _judge_document(policy: Found, actions: tuple[str, ...], *, of_bucket: bool) -> Judgement:
    if policy.value is UNKNOWN:
        return Undetermined("the policy is not known yet")
    listed = refusals(policy.value)
    if listed is None:
        return UNREADABLE
    refusing = [statement for statement in listed if _refuses(statement, actions)]
    if any(_covers_objects(statement) for statement in refusing) or (refusing and not of_bucket):
        return None
    if any(not statement.is_known or UNKNOWN in (statement.principals, statement.conditions) for statement in listed):
        return Undetermined("what the policy denies is not known yet")
    return "its policy lets in whoever speaks in clear"


def _bucket(bucket: Resource, graph: InventoryGraph) -> Judgement:
    return _store(bucket, graph, BUCKET, BUCKET_POLICY, "bucket", _ANY_OBJECT)


def _file_system(file_system: Resource, graph: InventoryGraph) -> Judgement:
    return _store(file_system, graph, FILE_SYSTEM, FILE_SYSTEM_POLICY, "fileSystemId", _ANY_MOUNT)


def _store(
    store: Resource, graph: InventoryGraph, token: str, policy: str, named: str, actions: tuple[str, ...]
) -> Judgement:
    companions = graph.companions(store, token, policy, named)
    documents = [find_one(companion.inputs, "policy") for companion in companions.found]
    if token == BUCKET:
        documents.append(find_one(store.inputs, "policy"))
    judgements = [
        _judge_document(document, actions, of_bucket=token == BUCKET)
        for document in documents
        if document.value not in (ABSENT, "")
    ]
    if None in judgements:
        return None
    doubts = [judgement for judgement in judgements if isinstance(judgement, Undetermined)]
    if doubts:
        return doubts[0]
    if companions.undetermined:
        return Undetermined("a policy is there that completes nobody knows whom yet")
    return judgements[0] if judgements else "no policy refuses whoever speaks in clear"


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-bucket-in-transit",
        title="A bucket refuses requests in clear",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Add a BucketPolicy that denies s3:* on the bucket and its objects where aws:SecureTransport is false.",
        source="docs.aws.amazon.com, Security best practices for Amazon S3, Enforce encryption of data in transit",
        types=(BUCKET,),
        joins={BUCKET_POLICY: ("bucket", "policy")},
        paths=("policy",),
        absence="S3 answers over HTTP to whoever signs the request",
        judge=_bucket,
    ),
    WholeInventoryRule(
        id="aws-file-system-in-transit",
        title="An EFS file system refuses mounts in clear",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Add a FileSystemPolicy that denies every action where aws:SecureTransport is false.",
        source="docs.aws.amazon.com, Encrypting data in transit, Amazon EFS",
        types=(FILE_SYSTEM,),
        joins={FILE_SYSTEM_POLICY: ("fileSystemId", "policy")},
        absence="EFS mounts in clear for whoever asks so",
        judge=_file_system,
    ),
)
