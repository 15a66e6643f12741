"""Evaluates a key policy as KMS does, for the operators that ours use: a deny wins, else an allow is needed."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

Context = Mapping[str, str]


def is_allowed(policy: str, principal: Mapping[str, str], action: str, context: Context | None = None) -> bool:
    """`principal` is `{"AWS": arn}` or `{"Service": name}`; what lets the account lets its roles."""
    effects = [
        statement["Effect"]
        for statement in json.loads(policy)["Statement"]
        if _names(statement, principal) and _covers(statement, action) and _holds(statement, context or {})
    ]
    return "Allow" in effects and "Deny" not in effects


def _names(statement: Mapping[str, Any], principal: Mapping[str, str]) -> bool:
    ((kind, name),) = principal.items()
    named = _list(statement["Principal"].get(kind, []))
    account = f"{name.split(':role/')[0]}:root"
    return name in named or (kind == "AWS" and account in named)


def _covers(statement: Mapping[str, Any], action: str) -> bool:
    return any(fnmatchcase(action, pattern) for pattern in _list(statement["Action"]))


def _holds(statement: Mapping[str, Any], context: Context) -> bool:
    tests = {
        "StringEquals": lambda value, allowed: value in allowed,
        "StringNotEquals": lambda value, refused: value not in refused,
        "StringLike": _like,
        "ArnLike": _like,
        "Bool": lambda value, allowed: value in allowed,
    }
    return all(
        tests[operator](context.get(key), _list(values))
        for operator, conditions in statement.get("Condition", {}).items()
        for key, values in conditions.items()
    )


def _like(value: str | None, patterns: list[str]) -> bool:
    return value is not None and any(fnmatchcase(value, pattern) for pattern in patterns)


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
