"""Which conditions of a policy document keep everyone else out.

After the list that S3 and IAM Access Analyzer use to tell whether a policy is public: a condition limits a wildcard
principal where it is positive (`StringNotEquals`, `...IfExists` and `ForAllValues:` also hold for who has no such key)
and compares one of these keys with values that are themselves no wildcard.
"""

from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.open_ranges import is_open
from hds_landing.rules.aws.policy_document import Statement

SOURCE: Final = "docs.aws.amazon.com, Blocking public access to your Amazon S3 storage, The meaning of public"

_POSITIVE: Final = frozenset(
    prefix + operator
    for prefix in ("", "foranyvalue:")
    for operator in ("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress")
)
_LIMITING_KEYS: Final = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:userid",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
        "elasticfilesystem:accesspointarn",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
    }
)
_RESOURCE_KEYS: Final = frozenset({"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"})
_FLAGS: Final = frozenset(
    {
        ("bool", "aws:principalisawsservice"),
        ("bool", "elasticfilesystem:accessedviamounttarget"),
        ("bool", "kms:grantisforawsresource"),
    }
)
_SELDOM_LIMITING: Final = frozenset(
    {"aws:requestedregion", "aws:securetransport", "aws:multifactorauthpresent", "aws:currenttime"}
)


def limits_callers(statement: Statement, *, resources_count: bool = False) -> bool | None:
    """Whether a condition names who may call (or, where that counts, what may be reached); none where not known."""
    if statement.conditions is UNKNOWN:
        return None
    keys = _LIMITING_KEYS | _RESOURCE_KEYS if resources_count else _LIMITING_KEYS
    verdicts = [_limits(operator, key, values, keys) for operator, key, values in statement.conditions]
    return True if True in verdicts else None if None in verdicts else False


def limits_use(statement: Statement) -> bool | None:
    """Whether a condition narrows what a permission is good for; region, transport, time and MFA alone do not."""
    if statement.conditions is UNKNOWN:
        return None
    return any(key not in _SELDOM_LIMITING for _, key, _ in statement.conditions)


def _limits(operator: str, key: str, values: Any, keys: frozenset[str]) -> bool | None:
    if (operator, key) in _FLAGS:
        return None if values is UNKNOWN else values == ("true",)
    if operator not in _POSITIVE or key not in keys:
        return False
    if values is UNKNOWN:
        return None
    return bool(values) and all(_is_narrow(key, value) for value in values)


def _is_narrow(key: str, value: str) -> bool:
    if key == "aws:sourceip":
        return is_open(value) is False
    fields = value.split(":", 5)
    if fields[0] == "arn" and len(fields) > 5:
        account, resource = fields[4], fields[5]
        return "*" not in account if account else not resource.startswith("*")
    return not value.startswith(("*", "?"))
