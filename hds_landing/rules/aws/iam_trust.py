"""Whom AWS roles trust."""

import re
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.document_rule import document_rule, judge_document
from hds_landing.rules.aws.policy_conditions import limits_callers
from hds_landing.rules.aws.policy_document import Statement
from hds_landing.rules.aws.resource_policies import judge_not_public
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import find, find_one
from hds_landing.rules.property_rule import at_most, fails, none_of, passes, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

ROLE: Final = "aws:iam/role:Role"
_REQUIREMENTS: Final = ("HDS-EXI-05-D-A", "SNC-9.3", "SNC-9.7", "ISO27001-A.5.15", "ISO27001-A.5.18")
_REQUIRED: Final = fails("the provider refuses a role that trusts no one")

_PUBLIC_IDENTITIES: Final = (
    "cognito-identity.amazonaws.com",
    "accounts.google.com",
    "www.amazon.com",
    "graph.facebook.com",
)
_WEB_IDENTITY: Final = "sts:assumerolewithwebidentity"
_COMPARING: Final = re.compile(r"(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike)")
_OPEN_SUBJECT: Final = re.compile(r"[\w-]*:?")
"""What stands before the first wildcard of a subject that anyone may have, such as `repo:*`."""
_ACCOUNT: Final = re.compile(r"(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?")


def _judge_web_identity(statement: Statement) -> Judgement:
    """An OIDC provider vouches for everyone it knows; only a condition on its claims says who is meant."""
    if statement.principals is UNKNOWN:
        return Undetermined("its principals are not known yet")
    providers = [name.lower() for kind, name in statement.principals if kind == "Federated" and _is_oidc(name)]
    if not providers or (statement.is_known and not statement.allows(_WEB_IDENTITY)):
        return None
    if statement.conditions is UNKNOWN or not statement.is_known:
        return Undetermined("its conditions are not known yet")
    for provider in providers:
        verdicts = [_names_someone(provider, *condition) for condition in statement.conditions]
        if True in verdicts:
            continue
        if None in verdicts:
            return Undetermined("what its conditions compare with is not known yet")
        return "trusts everyone whom an identity provider knows: no condition names a subject"
    return None


def _is_oidc(name: str) -> bool:
    return ":oidc-provider/" in name or name.lower() in _PUBLIC_IDENTITIES


def _names_someone(provider: str, operator: str, key: str, values: Any) -> bool | None:
    claim = key.rpartition(":")[2]
    audience_is_enough = provider in _PUBLIC_IDENTITIES
    if not _COMPARING.fullmatch(operator) or not key.startswith(provider.rpartition("oidc-provider/")[2] + ":"):
        return False
    if claim == "aud" and not audience_is_enough:
        return False
    if values is UNKNOWN:
        return None
    return bool(values) and not any(_is_open_subject(value, operator) for value in values)


def _is_open_subject(value: str, operator: str) -> bool:
    if "like" not in operator or not re.search(r"[*?]", value):
        return False
    return _OPEN_SUBJECT.fullmatch(re.split(r"[*?]", value, maxsplit=1)[0]) is not None


def _judge_other_accounts(subject: Subject) -> Judgement:
    document = find_one(subject.properties, "assumeRolePolicy")
    if document.value is UNKNOWN:
        return Undetermined("assumeRolePolicy is not known yet")
    own = _own_accounts(subject)
    judgement = judge_document(document.value, lambda statement: _whole_account(statement, own))
    return f"assumeRolePolicy: {judgement}" if isinstance(judgement, str) else judgement


def _whole_account(statement: Statement, own: frozenset[str]) -> Judgement:
    if statement.principals is UNKNOWN:
        return Undetermined("its principals are not known yet")
    trusted = {match[1] for _, name in statement.principals if (match := _ACCOUNT.fullmatch(name))}
    if not trusted or trusted <= own:
        return None
    named = statement.conditions is not UNKNOWN and any(
        key == "sts:externalid" and operator.startswith("stringequals") for operator, key, _ in statement.conditions
    )
    limited = True if named else limits_callers(statement)
    if limited:
        return None
    if limited is None:
        return Undetermined("it trusts a whole account, under conditions that are not known yet")
    if not own:
        return Undetermined("it trusts a whole account, and whether that is its own is not known")
    return "trusts the whole of another account, without sts:ExternalId or a condition on who"


def _own_accounts(subject: Subject) -> frozenset[str]:
    """The account of the role, by its ARN, or by what its provider is allowed to work in."""
    provider = subject.provider
    known = [
        *find(subject.outputs, "arn"),
        *(find(provider, "allowedAccountIds[*]") if provider is not None else ()),
        *(find(provider, "assumeRoles[*].roleArn") if provider is not None else ()),
    ]
    texts = [found.value for found in known if isinstance(found.value, str)]
    return frozenset(match[1] for text in texts if (match := re.match(r"(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})", text)))


RULES: tuple[Rule, ...] = (
    document_rule(
        id="aws-role-trust-not-public",
        title="A role says whom it trusts",
        theme=Theme.IDENTITY,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Name the principals in assumeRolePolicy in place of *.",
        source="docs.aws.amazon.com, AWS JSON policy elements: Principal",
        types=(ROLE,),
        judge=judge_not_public,
        absent=_REQUIRED,
        path="assumeRolePolicy",
    ),
    document_rule(
        id="aws-role-web-identity-named",
        title="A role that trusts an OIDC provider names the subject",
        theme=Theme.IDENTITY,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Add a StringEquals condition on the provider's :sub claim to assumeRolePolicy.",
        source="docs.aws.amazon.com, Create a role for OpenID Connect federation",
        types=(ROLE,),
        judge=_judge_web_identity,
        absent=_REQUIRED,
        path="assumeRolePolicy",
    ),
    ResourceRule(
        id="aws-role-trusts-other-accounts-with-care",
        title="A role that trusts the whole of another account asks for an external id or says who",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Name a role in assumeRolePolicy, or add a condition on sts:ExternalId or aws:PrincipalOrgID.",
        source="docs.aws.amazon.com, Access to AWS accounts owned by third parties",
        types=(ROLE,),
        paths=("assumeRolePolicy",),
        absence=_REQUIRED.meaning,
        judge=_judge_other_accounts,
    ),
    property_rule(
        id="aws-role-session-short",
        title="A session of a role ends within four hours",
        theme=Theme.IDENTITY,
        severity=Severity.LOW,
        requirements=("HDS-EXI-05-D", "SNC-9.3", "ISO27001-A.8.5"),
        fix="Set maxSessionDuration to 14400 or less.",
        source="docs.aws.amazon.com, Update the maximum session duration for a role",
        types=(ROLE,),
        path="maxSessionDuration",
        expected=at_most(14400),
        absent=passes("a session ends within an hour"),
    ),
    property_rule(
        id="aws-oidc-provider-audience-named",
        title="An OIDC provider names its audiences",
        theme=Theme.IDENTITY,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-D", "SNC-9.3", "ISO27001-A.8.5"),
        fix="Name the audiences in clientIdLists, such as sts.amazonaws.com.",
        source="docs.aws.amazon.com, Create an OpenID Connect (OIDC) identity provider in IAM",
        types=("aws:iam/openIdConnectProvider:OpenIdConnectProvider",),
        path="clientIdLists[*]",
        expected=none_of("*"),
        absent=fails("no audience is named"),
    ),
)
