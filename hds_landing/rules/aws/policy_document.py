"""What an IAM policy document allows: to whom, to do what, where, and what its conditions leave of it.

A document is JSON in a string, or the same as an object. What it says is never repeated in a message, except by the
number of a statement: a document may come from a secret.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.judgement import Judgement, Undetermined

UNREADABLE: Final = Undetermined("not a policy document that can be read")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; lists are UNKNOWN where any of their elements is."""

    number: int
    effect: Any
    principals: Any
    """Kind and name of each: `("AWS", "*")`; every principal but the named ones is `("*", "*")`."""
    actions: tuple[str, ...] | None
    """Patterns in lower case; none where the statement names the actions that it leaves out."""
    not_actions: tuple[str, ...] | None
    resources: Any
    """Patterns; `*` where the statement names the resources that it leaves out."""
    conditions: Any
    """Operator, key (both in lower case) and values of each."""
    is_known: bool
    """False where an effect, an action or a resource is not known yet."""

    def allows(self, action: str) -> bool:
        """Whether some pattern of actions has this one in it."""
        if self.actions is not None:
            return any(fnmatchcase(action, pattern) for pattern in self.actions)
        return not any(fnmatchcase(action, pattern) for pattern in self.not_actions or ())


def statements(document: Any) -> tuple[Statement, ...] | None:
    """The statements of a document that allow something or may do so; none where it cannot be read."""
    read = _parsed(document) if isinstance(document, str) else _statements(document)
    return None if read is None else tuple(each for each in read if each.effect in ("Allow", UNKNOWN))


def refusals(document: Any) -> tuple[Statement, ...] | None:
    """The statements of a document that refuse something; none where it cannot be read."""
    read = _parsed(document) if isinstance(document, str) else _statements(document)
    return None if read is None else tuple(each for each in read if each.effect == "Deny")


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Statement, ...] | None:
    try:
        return _statements(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _statements(document: Any) -> tuple[Statement, ...] | None:
    document = _opened(document)
    if not isinstance(document, Mapping) or "Statement" not in document:
        return None
    listed = _opened(document["Statement"])
    listed = [listed] if isinstance(listed, Mapping) else listed
    if not isinstance(listed, list | tuple):
        return None
    entries = [_opened(entry) for entry in listed]
    if not all(isinstance(entry, Mapping) for entry in entries):
        return None
    return tuple(_statement(number, entry) for number, entry in enumerate(entries, start=1))


def _statement(number: int, entry: Mapping[str, Any]) -> Statement:
    effect = _opened(entry.get("Effect"))
    actions, not_actions = _texts(entry.get("Action")), _texts(entry.get("NotAction"))
    resources = ("*",) if "NotResource" in entry else _texts(entry.get("Resource"))
    return Statement(
        number=number,
        effect=effect,
        principals=(("*", "*"),) if "NotPrincipal" in entry else _principals(_opened(entry.get("Principal"))),
        actions=None if "NotAction" in entry else _lower(actions),
        not_actions=_lower(not_actions) if "NotAction" in entry else None,
        resources=() if resources is UNKNOWN else resources,
        conditions=_conditions(_opened(entry.get("Condition"))),
        is_known=all(part is not UNKNOWN for part in (effect, actions, not_actions, resources)),
    )


def _principals(principal: Any) -> Any:
    if principal is None:
        return ()
    if isinstance(principal, Mapping):
        named = [(str(kind), _texts(names)) for kind, names in principal.items()]
        if any(names is UNKNOWN for _, names in named):
            return UNKNOWN
        return tuple((kind, name) for kind, names in named for name in names)
    names = _texts(principal)
    return UNKNOWN if names is UNKNOWN else tuple(("*", name) for name in names)


def _conditions(condition: Any) -> Any:
    if condition is None:
        return ()
    if not isinstance(condition, Mapping):
        return UNKNOWN
    return tuple(
        (str(operator).lower(), str(key).lower(), _texts(values))
        for operator, keys in condition.items()
        if isinstance(_opened(keys), Mapping)
        for key, values in _opened(keys).items()
    )


def _texts(value: Any) -> Any:
    """A text or a list of them as a tuple; UNKNOWN where one is not known, or not a plain value."""
    value = _opened(value)
    if value is None:
        return ()
    listed = [_opened(each) for each in value] if isinstance(value, list | tuple) else [value]
    if not all(isinstance(each, str | bool | int | float) for each in listed):
        return UNKNOWN
    return tuple(str(each).lower() if isinstance(each, bool) else str(each) for each in listed)


def _lower(texts: Any) -> tuple[str, ...]:
    return () if texts is UNKNOWN else tuple(text.lower() for text in texts)


def _opened(value: Any) -> Any:
    while isinstance(value, Secret):
        value = value.value
    return value


def told(judgements: Iterator[tuple[Statement, Judgement]]) -> Judgement:
    """One judgement for all statements: the first failure, else the first doubt; the statement by its number."""
    doubt: Judgement = None
    for statement, judgement in judgements:
        if isinstance(judgement, str):
            return f"statement {statement.number} {judgement}"
        if isinstance(judgement, Undetermined) and doubt is None:
            doubt = Undetermined(f"statement {statement.number}: {judgement.why}")
    return doubt
