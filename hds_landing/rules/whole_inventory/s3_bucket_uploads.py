"""What may be written to a bucket: a default key decides only for who asks for nothing else."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.customer_key import CUSTOMER_KEY, REQUIREMENTS
from hds_landing.rules.aws.policy_document import UNREADABLE, Statement, refusals
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.whole_inventory.s3_bucket import BUCKET, ENCRYPTION

POLICY: Final = "aws:s3/bucketPolicy:BucketPolicy"

_DEFAULT_KEY: Final = "rules[*].applyServerSideEncryptionByDefault.kmsMasterKeyId"
_ALGORITHM: Final = "s3:x-amz-server-side-encryption"
_KEY: Final = "s3:x-amz-server-side-encryption-aws-kms-key-id"
_KMS: Final = frozenset({"aws:kms", "aws:kms:dsse"})
_OTHER_THAN: Final = frozenset(
    operator + suffix
    for operator in ("stringnotequals", "stringnotlike", "arnnotequals", "arnnotlike", "stringnotequalsignorecase")
    for suffix in ("", "ifexists")
)
_NOT_KNOWN: Final = Undetermined("a bucket policy is there that is not known yet")


def judge_uploads(bucket: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a bucket with a customer's default key refuses an upload that asks for another encryption."""
    encryptions = graph.companions(bucket, BUCKET, ENCRYPTION, "bucket").found
    keys = [found.value for each in encryptions for found in find(each.inputs, _DEFAULT_KEY)]
    if not any(key is UNKNOWN or CUSTOMER_KEY.judge(key) is True for key in keys if key is not ABSENT):
        return NOT_APPLICABLE
    policies = graph.companions(bucket, BUCKET, POLICY, "bucket")
    documents = [find_one(each.inputs, "policy").value for each in policies.found]
    read = [refusals(document) for document in documents if document is not UNKNOWN]
    judged = [is_refusal_of_other_keys(each) for statements in read if statements for each in statements]
    if True in judged:
        return None
    if UNKNOWN in documents or policies.undetermined or None in judged:
        return _NOT_KNOWN
    if None in read:
        return UNREADABLE
    return "no statement of its policy refuses an upload that asks for another encryption than the bucket's"


def is_refusal_of_other_keys(refusal: Statement) -> bool | None:
    """Whether a statement refuses everybody an upload with another algorithm or key; none where it is not known."""
    if not refusal.is_known or UNKNOWN in (refusal.principals, refusal.conditions):
        return None
    if not refusal.allows("s3:putobject") or not {("*", "*"), ("AWS", "*")} & set(refusal.principals):
        return False
    if any(values is UNKNOWN for _, _, values in refusal.conditions):
        return None
    compared = [_compares(*condition) for condition in refusal.conditions if condition[0] != "null"]
    asked = all(
        key in (_ALGORITHM, _KEY) and values == ("false",)
        for operator, key, values in refusal.conditions
        if operator == "null"
    )
    return bool(compared) and all(compared) and asked


def _compares(operator: str, key: str, values: tuple[str, ...]) -> bool:
    if operator not in _OTHER_THAN or not values:
        return False
    return key == _KEY or (key == _ALGORITHM and set(values) <= _KMS)


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-bucket-refuses-other-encryption",
        title="A bucket with a customer's key refuses uploads that ask for another encryption",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.LOW,
        requirements=REQUIREMENTS,
        fix="Add a statement to the bucket's policy that denies s3:PutObject where s3:x-amz-server-side-encryption is "
        "set and is not aws:kms.",
        source="docs.aws.amazon.com, Specifying server-side encryption with AWS KMS (SSE-KMS): using a bucket policy",
        types=(BUCKET,),
        joins={ENCRYPTION: ("bucket", _DEFAULT_KEY), POLICY: ("bucket", "policy")},
        absence="S3 takes the encryption that an upload asks for, whatever the bucket's default is",
        judge=judge_uploads,
    ),
)
