"""People and long-lived credentials in AWS accounts."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, worst
from hds_landing.rules.property_rule import (
    NOTHING,
    TRUE,
    Absence,
    Expectation,
    at_least,
    fails,
    judge_property,
    none_of,
    nothing_to_judge,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_RIGHTS: Final = ("HDS-EXI-05-D-A", "SNC-9.3", "ISO27001-A.5.18", "ISO27001-A.8.2")
_MEANS: Final = ("HDS-EXI-05-D-B", "SNC-9.5", "PGSSI-RIE-MIE", "ISO27001-A.5.16", "ISO27001-A.5.17")
_ADMINISTRATORS: Final = tuple(
    f"arn:aws:iam::aws:policy/{name}"
    for name in ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "job-function/SystemAdministrator")
)
_KINDS: Final = ("requireLowercaseCharacters", "requireNumbers", "requireSymbols", "requireUppercaseCharacters")
_NO_KIND: Final = fails("IAM asks for none")
_PRACTICES: Final = "docs.aws.amazon.com, Security best practices in IAM"
_PASSWORDS: Final = "docs.aws.amazon.com, Set an account password policy for IAM users"


def _row(
    id: str,
    title: str,
    severity: Severity,
    *types: str,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    requirements: tuple[str, ...] = _MEANS,
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=source,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
    )


def _there(_: Subject) -> Judgement:
    return "it is there"


def _absent(id: str, title: str, severity: Severity, *types: str, fix: str, absence: str) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.IDENTITY,
        severity=severity,
        requirements=_MEANS,
        fix=fix,
        source=_PRACTICES,
        types=types,
        absence=absence,
        judge=_there,
    )


def _mixed(subject: Subject) -> Judgement:
    return worst(judge_property(subject, kind, TRUE, _NO_KIND) for kind in _KINDS)


_ATTACHMENTS: Final = (
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
)

RULES: tuple[Rule, ...] = (
    _row(
        "aws-administrator-policy-not-attached",
        "Nobody holds one of AWS's policies for administrators",
        Severity.HIGH,
        *_ATTACHMENTS,
        path="policyArn",
        expected=none_of(*_ADMINISTRATORS),
        absent=nothing_to_judge("the provider refuses an attachment without a policy"),
        fix="Attach a policy that names what the role needs in policyArn; waive the break-glass role by name.",
        source=_PRACTICES,
        requirements=_RIGHTS,
    ),
    _row(
        "aws-role-without-administrator-policy",
        "A role names none of AWS's policies for administrators",
        Severity.HIGH,
        "aws:iam/role:Role",
        path="managedPolicyArns[*]",
        expected=none_of(*_ADMINISTRATORS),
        absent=passes("it names no policy"),
        fix="Replace the policy in managedPolicyArns by one that names what the role needs.",
        source=_PRACTICES,
        requirements=_RIGHTS,
    ),
    _row(
        "aws-permission-set-without-administrator-policy",
        "A permission set holds none of AWS's policies for administrators",
        Severity.HIGH,
        "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
        path="managedPolicyArn",
        expected=none_of(*_ADMINISTRATORS),
        absent=nothing_to_judge("the provider refuses an attachment without a policy"),
        fix="Attach a policy that names what the set is for in managedPolicyArn.",
        source=_PRACTICES,
        requirements=_RIGHTS,
    ),
    _absent(
        "aws-policy-not-on-user",
        "Rights are given to roles and groups, not to a user",
        Severity.MEDIUM,
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        fix="Give the policy to a group or a role in place of the user.",
        absence="the resource itself gives a user rights of his own",
    ),
    _row(
        "aws-policy-attachment-without-user",
        "A policy is attached to roles and groups, not to users",
        Severity.MEDIUM,
        "aws:iam/policyAttachment:PolicyAttachment",
        path="users",
        expected=NOTHING,
        absent=passes("it is attached to no user"),
        fix="Remove users from the attachment.",
        source=_PRACTICES,
        requirements=_RIGHTS,
    ),
    _absent(
        "aws-user-absent",
        "People come from the identity provider, not from IAM users",
        Severity.MEDIUM,
        "aws:iam/user:User",
        fix="Give the person a permission set of IAM Identity Center; waive break-glass users by name.",
        absence="the resource itself is an account apart from the hospital's directory",
    ),
    _absent(
        "aws-user-without-password",
        "No IAM user signs in with a password",
        Severity.HIGH,
        "aws:iam/userLoginProfile:UserLoginProfile",
        fix="Sign in through the identity provider; waive break-glass users by name, with a FIDO2 key.",
        absence="the resource itself is a password, and its second factor is not declared",
    ),
    _absent(
        "aws-access-key-absent",
        "Nobody holds a long-lived access key",
        Severity.HIGH,
        "aws:iam/accessKey:AccessKey",
        fix="Assume a role, by IAM Identity Center, OIDC or IAM Roles Anywhere, in place of the key.",
        absence="the resource itself is a key that never ends",
    ),
    _row(
        "aws-root-credentials-held-centrally",
        "The organization holds the root credentials of its accounts centrally",
        Severity.MEDIUM,
        "aws:iam/organizationsFeatures:OrganizationsFeatures",
        path="enabledFeatures",
        expected=Expectation(
            "RootCredentialsManagement among them",
            lambda value: isinstance(value, list | tuple) and "RootCredentialsManagement" in value,
        ),
        absent=fails("each account keeps a root user with its own password"),
        fix="Add RootCredentialsManagement to enabledFeatures, then delete the root credentials of member accounts.",
        source="docs.aws.amazon.com, Centrally manage root access for member accounts",
        requirements=_RIGHTS,
    ),
    _row(
        "aws-password-policy-long",
        "The password policy asks for fourteen characters or more",
        Severity.MEDIUM,
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        path="minimumPasswordLength",
        expected=at_least(14),
        absent=fails("IAM takes six"),
        fix="Set minimumPasswordLength to 14 or more.",
        source=_PASSWORDS,
    ),
    _row(
        "aws-password-policy-remembers",
        "The password policy refuses the last twenty-four passwords",
        Severity.LOW,
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        path="passwordReusePrevention",
        expected=at_least(24),
        absent=fails("IAM takes an old password again"),
        fix="Set passwordReusePrevention to 24.",
        source=_PASSWORDS,
    ),
    ResourceRule(
        id="aws-password-policy-mixed",
        title="The password policy asks for letters of both cases, numbers and symbols",
        theme=Theme.IDENTITY,
        severity=Severity.LOW,
        requirements=_MEANS,
        fix="Set requireLowercaseCharacters, requireUppercaseCharacters, requireNumbers and requireSymbols to true.",
        source=_PASSWORDS,
        types=("aws:iam/accountPasswordPolicy:AccountPasswordPolicy",),
        paths=_KINDS,
        absence=_NO_KIND.meaning,
        judge=_mixed,
    ),
)
