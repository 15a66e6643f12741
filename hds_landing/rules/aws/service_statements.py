"""What the policies of keys and buckets give AWS services, accounts and whoever makes grants, and for whose sake."""

import re
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.document_rule import StatementJudge, document_rule
from hds_landing.rules.aws.policy_conditions import limits_callers
from hds_landing.rules.aws.policy_document import Statement
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.property_rule import passes
from hds_landing.rules.rule import ResourceRule, Rule

_KEYS: Final = (
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
)
_BUCKETS: Final = ("aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy")
_REQUIREMENTS: Final = ("HDS-EXI-05-D", "SNC-9.7", "ISO27001-A.5.15")
_DEPUTY: Final = "docs.aws.amazon.com, The confused deputy problem"

_KEY_USE: Final = ("kms:decrypt", "kms:encrypt", "kms:generatedatakey", "kms:reencryptfrom", "kms:creategrant")
_BUCKET_USE: Final = ("s3:getobject", "s3:putobject", "s3:listbucket", "s3:getbucketacl")
_MORE_THAN_USE: Final = ("s3:putbucketpolicy", "s3:deletebucket", "s3:bypassgovernanceretention", "s3:deleteobject")
_ACCOUNT: Final = re.compile(r"\d{12}|arn:[a-z-]+:iam::\d{12}:root")
_LOAD_BALANCERS: Final = "logdelivery.elasticloadbalancing.amazonaws.com"
_ACCOUNT_PATH: Final = re.compile(r".*/AWSLogs/\d{12}/.*")
_EQUALS: Final = frozenset({"stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase"})
_USE_LIMITS: Final = ("kms:viaservice", "kms:encryptioncontext", "aws:principaltag/", "aws:principalarn")
_GRANT_LIMITS: Final = ("kms:viaservice", "kms:granteeprincipal", "kms:encryptioncontext")


def judge_key_service(statement: Statement) -> Judgement:
    """Whether a service that uses a key does so for somebody named."""
    return _judge_service(statement, _KEY_USE, ("kms:encryptioncontext",))


def judge_bucket_service(statement: Statement) -> Judgement:
    """Whether a service that writes to a bucket does so for somebody named.

    Load balancers write below the account's own number, which names it as well.
    """
    names = _services(statement)
    if names is not UNKNOWN and names and set(names) <= {_LOAD_BALANCERS} and _below_accounts(statement):
        return None
    return _judge_service(statement, _BUCKET_USE, ())


def judge_bucket_actions(statement: Statement) -> Judgement:
    """Whether a service may do more to a bucket than read and write."""
    names = _services(statement)
    if names == () or not any(statement.allows(action) for action in _MORE_THAN_USE):
        return None if statement.is_known else Undetermined("what it allows is not known yet")
    if names is UNKNOWN or statement.effect is UNKNOWN:
        return Undetermined("whom it allows is not known yet")
    return "lets a service change the bucket or delete from it"


def judge_grants(statement: Statement) -> Judgement:
    """Whether grants are for AWS resources; who may change the policy is an administrator, judged by another rule."""
    if not statement.allows("kms:creategrant") or statement.allows("kms:putkeypolicy") or _only_services(statement):
        return None if statement.is_known else Undetermined("what it allows is not known yet")
    if statement.conditions is UNKNOWN:
        return Undetermined("its conditions are not known yet")
    for operator, key, values in statement.conditions:
        if operator == "bool" and key == "kms:grantisforawsresource":
            return Undetermined("its conditions are not known yet") if values is UNKNOWN else _for_resources(values)
    return _unless_limited(statement, _GRANT_LIMITS, "lets grants be made for anybody, not for AWS resources alone")


def judge_left_to_account(statement: Statement) -> Judgement:
    """Whether everybody in an account whom its own policies let may use a key directly.

    A statement that hands over administration too is judged by another rule.
    """
    if statement.principals is UNKNOWN:
        return Undetermined("its principals are not known yet")
    whole = any(kind == "AWS" and _ACCOUNT.fullmatch(name) for kind, name in statement.principals)
    if not whole or not statement.allows("kms:decrypt") or statement.allows("kms:putkeypolicy"):
        return None if statement.is_known else Undetermined("what it allows is not known yet")
    return _unless_limited(statement, _USE_LIMITS, "leaves the use of the key to the permissions of a whole account")


def _judge_service(statement: Statement, actions: tuple[str, ...], other_limits: tuple[str, ...]) -> Judgement:
    names = _services(statement)
    if names == () or not any(statement.allows(action) for action in actions):
        return None if statement.is_known else Undetermined("what it allows is not known yet")
    limited = limits_callers(statement)
    if limited:
        return None
    if limited is None or names is UNKNOWN:
        return Undetermined("whom it allows, under which conditions, is not known yet")
    return _unless_limited(statement, other_limits, "lets a service in for any account that asks it to")


def _unless_limited(statement: Statement, limits: tuple[str, ...], failure: str) -> Judgement:
    if statement.conditions is UNKNOWN or statement.effect is UNKNOWN:
        return Undetermined("its effect or its conditions are not known yet")
    limiting = [
        values
        for operator, key, values in statement.conditions
        if operator.removeprefix("foranyvalue:") in _EQUALS and key.startswith(limits or ("\0",))
    ]
    if any(values is not UNKNOWN and values and not any(_is_wild(value) for value in values) for values in limiting):
        return None
    return Undetermined("its conditions are not known yet") if UNKNOWN in limiting else failure


def _is_wild(value: str) -> bool:
    return value.startswith(("*", "?"))


def _for_resources(values: Any) -> Judgement:
    return None if values == ("true",) else "lets grants be made for anybody, not for AWS resources alone"


def _services(statement: Statement) -> Any:
    if statement.principals is UNKNOWN:
        return UNKNOWN
    return tuple(name for kind, name in statement.principals if kind == "Service")


def _only_services(statement: Statement) -> bool:
    """A service's own grants: for whose sake it makes them is judged by another rule."""
    return statement.principals is not UNKNOWN and all(kind == "Service" for kind, _ in statement.principals)


def _below_accounts(statement: Statement) -> bool:
    return bool(statement.resources) and all(_ACCOUNT_PATH.fullmatch(each) for each in statement.resources)


def _statements(
    id: str,
    title: str,
    types: tuple[str, ...],
    judge: StatementJudge,
    *,
    severity: Severity,
    fix: str,
    source: str,
    theme: Theme = Theme.IDENTITY,
    requirements: tuple[str, ...] = _REQUIREMENTS,
) -> ResourceRule:
    return document_rule(
        id=id,
        title=title,
        theme=theme,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=types,
        judge=judge,
        absent=passes("without a policy no service is let in by it"),
    )


_KEY_REQUIREMENTS: Final = (*_REQUIREMENTS, "SNC-10.5", "ISO27001-A.8.24")

RULES: tuple[Rule, ...] = (
    _statements(
        "aws-kms-key-service-for-named-account",
        "A service uses a KMS key for named accounts only",
        _KEYS,
        judge_key_service,
        severity=Severity.MEDIUM,
        fix="Add a condition on aws:SourceAccount, aws:SourceArn or an encryption context to the statement in policy.",
        source=_DEPUTY,
        theme=Theme.KEY_MANAGEMENT,
        requirements=_KEY_REQUIREMENTS,
    ),
    _statements(
        "aws-kms-key-grants-for-resources",
        "Grants of a KMS key are made for AWS resources only",
        _KEYS,
        judge_grants,
        severity=Severity.MEDIUM,
        fix="Add the condition kms:GrantIsForAWSResource: true to the statement of policy with kms:CreateGrant.",
        source="docs.aws.amazon.com, Grants in AWS KMS, Controlling access to grants",
        theme=Theme.KEY_MANAGEMENT,
        requirements=_KEY_REQUIREMENTS,
    ),
    _statements(
        "aws-kms-key-use-not-left-to-account",
        "The policy of a KMS key says through which service an account uses it",
        _KEYS,
        judge_left_to_account,
        severity=Severity.LOW,
        fix="Add a condition on kms:ViaService, or name the roles that use the key in policy.",
        source="docs.aws.amazon.com, AWS KMS condition keys, kms:ViaService",
        theme=Theme.KEY_MANAGEMENT,
        requirements=_KEY_REQUIREMENTS,
    ),
    _statements(
        "aws-bucket-service-for-named-account",
        "A service reaches a bucket for named accounts only",
        _BUCKETS,
        judge_bucket_service,
        severity=Severity.MEDIUM,
        fix="Add aws:SourceAccount or aws:SourceArn to the condition of the service's statement in policy.",
        source=_DEPUTY,
    ),
    _statements(
        "aws-bucket-service-few-actions",
        "A service that reaches a bucket may neither delete from it nor change it",
        _BUCKETS,
        judge_bucket_actions,
        severity=Severity.HIGH,
        fix="Name the actions that the service needs in policy, such as s3:PutObject and s3:GetBucketAcl.",
        source="docs.aws.amazon.com, Amazon S3 bucket policy for CloudTrail",
    ),
)
