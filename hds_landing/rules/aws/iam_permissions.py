"""What IAM policies allow on everything.

A policy of a role, user, group or permission set is judged on what it allows by itself: a Deny elsewhere is not
weighed, for it can be removed apart. Each rule speaks of patterns of its own, so that `*` is told once.
"""

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Final

from hds_landing.rules.aws.document_rule import document_rule
from hds_landing.rules.aws.policy_conditions import limits_use
from hds_landing.rules.aws.policy_document import Statement
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.property_rule import nothing_to_judge
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS: Final = ("HDS-EXI-05-D-A", "SNC-9.3", "ISO27001-A.5.18", "ISO27001-A.8.2")
_TYPES: Final = (
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
)
_ELSEWHERE: Final = {
    "aws:iam/role:Role": "inlinePolicies[*].policy",
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
}
_EVERYTHING: Final = ("*", "*:*")
_SENSITIVE_SERVICES: Final = tuple(
    f"{service}:*"
    for service in (
        *("backup", "cloudtrail", "dynamodb", "ec2", "guardduty", "iam", "kms", "organizations", "rds", "s3"),
        *("secretsmanager", "sso", "ssm", "sts"),
    )
)
_ESCALATING: Final = (
    *("iam:addusertogroup", "iam:attachgrouppolicy", "iam:attachrolepolicy", "iam:attachuserpolicy"),
    *("iam:createaccesskey", "iam:createloginprofile", "iam:createpolicyversion", "iam:deleterolepermissionsboundary"),
    *("iam:putgrouppolicy", "iam:putrolepolicy", "iam:putuserpolicy", "iam:setdefaultpolicyversion"),
    *("iam:updateassumerolepolicy", "iam:updateloginprofile"),
)
_PROTECTIONS: Final = (
    *("backup:deletebackupvaultaccesspolicy", "backup:deletebackupvaultlockconfiguration"),
    *("backup:deleterecoverypoint", "cloudtrail:deletetrail", "cloudtrail:stoplogging"),
    *("config:stopconfigurationrecorder", "ec2:deleteflowlogs", "guardduty:deletedetector", "kms:disablekey"),
    *("kms:schedulekeydeletion", "logs:deleteloggroup", "s3:bypassgovernanceretention"),
)
_SECRETS: Final = ("secretsmanager:getsecretvalue", "secretsmanager:batchgetsecretvalue")
_READING: Final = ("s3:getobject", "dynamodb:scan", "dynamodb:query", "dynamodb:getitem", "rds-data:executestatement")
_KEY_USE: Final = ("kms:decrypt", "kms:reencryptfrom")

StatementJudge = Callable[[Statement], Judgement]


def _everywhere(statement: Statement) -> bool:
    return any(resource == "*" or _is_every_one_of_a_kind(resource) for resource in statement.resources)


def _is_every_one_of_a_kind(resource: str) -> bool:
    """Such as `arn:aws:s3:::*` and `arn:aws:kms:*:*:key/*`."""
    fields = resource.split(":", 5)
    if len(fields) < 6 or fields[0] != "arn":
        return False
    account, named = fields[4], fields[5]
    if not account:
        return named in ("*", "*/*")
    return account == "*" and re.fullmatch(r"([\w-]+[:/])?\*", named) is not None


def _speaks_of(patterns: Iterable[str], actions: Iterable[str]) -> str | None:
    """The first of `actions` that a pattern narrower than a whole service has in it."""
    narrow = [pattern for pattern in patterns if pattern not in _EVERYTHING and not pattern.endswith(":*")]
    return next((action for action in actions if any(fnmatchcase(action, pattern) for pattern in narrow)), None)


def _on_everything(statement: Statement, fault: str | None, *, conditions_help: bool = True) -> Judgement:
    if not statement.is_known:
        return Undetermined("its effect, actions or resources are not known yet")
    if fault is None or not _everywhere(statement):
        return None
    limited = conditions_help and limits_use(statement)
    if limited is None:
        return Undetermined(f"it {fault}, under conditions that are not known yet")
    return None if limited else fault


def _full(statement: Statement) -> Judgement:
    everything = any(pattern in _EVERYTHING for pattern in statement.actions or ())
    return _on_everything(statement, "allows every action on everything" if everything else None, conditions_help=False)


def _all_but(statement: Statement) -> Judgement:
    fault = None if statement.not_actions is None else "allows all actions but those that it names, on everything"
    return _on_everything(statement, fault)


def _whole_service(statement: Statement) -> Judgement:
    service = next((pattern for pattern in _SENSITIVE_SERVICES if pattern in (statement.actions or ())), None)
    return _on_everything(statement, f"allows {service} on everything" if service else None)


def _actions(actions: tuple[str, ...]) -> StatementJudge:
    def judge(statement: Statement) -> Judgement:
        if statement.is_known and not _everywhere(statement):
            return None
        action = _speaks_of(statement.actions or (), actions)
        return _on_everything(statement, f"allows {action} on everything" if action else None)

    return judge


def _policy(id: str, title: str, severity: Severity, judge: StatementJudge, fix: str, source: str) -> ResourceRule:
    return document_rule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=source,
        types=_TYPES,
        judge=judge,
        absent=nothing_to_judge("it has no policy of its own"),
        path_by_type=_ELSEWHERE,
    )


_FSBP: Final = "docs.aws.amazon.com, Security Hub controls for IAM"
_LEAST: Final = "docs.aws.amazon.com, Security best practices in IAM, Apply least-privilege permissions"

RULES: tuple[Rule, ...] = (
    _policy(
        "aws-iam-policy-without-full-rights",
        "An IAM policy names the actions or the resources that it allows",
        Severity.HIGH,
        _full,
        "Name actions in Action and ARNs in Resource in place of *.",
        f"{_FSBP}, IAM.1",
    ),
    _policy(
        "aws-iam-policy-allows-by-name",
        "An IAM policy allows what it names, not all but what it names",
        Severity.MEDIUM,
        _all_but,
        "Name what is allowed in Action in place of NotAction.",
        "docs.aws.amazon.com, IAM JSON policy elements: NotAction",
    ),
    _policy(
        "aws-iam-policy-without-whole-services",
        "An IAM policy gives no whole service that holds data, keys or identities",
        Severity.HIGH,
        _whole_service,
        "Name actions in Action in place of service:*, or ARNs in Resource in place of *.",
        f"{_FSBP}, IAM.21",
    ),
    _policy(
        "aws-iam-policy-without-escalation",
        "An IAM policy lets no one give himself more rights",
        Severity.HIGH,
        _actions(_ESCALATING),
        "Name roles in Resource, or require a permissions boundary with the condition iam:PermissionsBoundary.",
        _LEAST,
    ),
    _policy(
        "aws-iam-pass-role-limited",
        "An IAM policy names the roles that may be passed to a service",
        Severity.HIGH,
        _actions(("iam:passrole",)),
        "Name roles in Resource for iam:PassRole, or add the condition iam:PassedToService.",
        "docs.aws.amazon.com, Grant a user permissions to pass a role to an AWS service",
    ),
    _policy(
        "aws-iam-assume-role-limited",
        "An IAM policy names the roles that may be assumed",
        Severity.HIGH,
        _actions(("sts:assumerole",)),
        "Name roles in Resource for sts:AssumeRole.",
        "docs.aws.amazon.com, Grant a user permissions to switch roles",
    ),
    _policy(
        "aws-iam-key-use-limited",
        "An IAM policy names the keys that may decrypt",
        Severity.HIGH,
        _actions(_KEY_USE),
        "Name keys in Resource for kms:Decrypt, or add the condition kms:ViaService.",
        "docs.aws.amazon.com, Security Hub controls for AWS KMS, KMS.1 and KMS.2",
    ),
    _policy(
        "aws-iam-secret-reading-limited",
        "An IAM policy names the secrets that may be read",
        Severity.HIGH,
        _actions(_SECRETS),
        "Name secrets in Resource for secretsmanager:GetSecretValue.",
        "docs.aws.amazon.com, Identity-based policies for AWS Secrets Manager",
    ),
    _policy(
        "aws-iam-data-reading-limited",
        "An IAM policy names the buckets and tables that may be read",
        Severity.HIGH,
        _actions(_READING),
        "Name buckets or tables in Resource.",
        _LEAST,
    ),
    _policy(
        "aws-iam-policy-keeps-protections",
        "An IAM policy names the logs, backups and keys that may be deleted",
        Severity.HIGH,
        _actions(_PROTECTIONS),
        "Name ARNs in Resource, or leave the action to the recovery role.",
        "HDS referential v2, EXI 05; docs.aws.amazon.com, Security best practices in AWS CloudTrail",
    ),
)
