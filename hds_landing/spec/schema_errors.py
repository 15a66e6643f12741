"""Turns what pydantic found wrong into our words: where, what was given, what is allowed, what to do."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from hds_landing.errors import Path
from hds_landing.spec.cloud import ACCOUNT_ID_PATTERN, ROLE_NAME_PATTERN, UUID_PATTERN
from hds_landing.spec.establishment import FINESS_PATTERN
from hds_landing.spec.existing import PATTERN_MESSAGES
from hds_landing.spec.field_names import field_names
from hds_landing.spec.model import KEY_PATTERN, SLUG_PATTERN
from hds_landing.spec.nearest import did_you_mean
from hds_landing.spec.network import PORT_PATTERN
from hds_landing.spec.source import printable

_PATTERNS: Final = {
    KEY_PATTERN: "A key has lower-case letters, digits and single hyphens, and starts with a letter.",
    SLUG_PATTERN: "A slug has 2 to 10 lower-case letters and digits, and starts with a letter.",
    PORT_PATTERN: "A port is written 443/tcp or 50000-50059/udp.",
    ACCOUNT_ID_PATTERN: "An AWS account id has twelve digits.",
    UUID_PATTERN: "An Entra or Azure id has the form 00000000-0000-0000-0000-000000000000, in lower case.",
    FINESS_PATTERN: "A FINESS number has nine digits, or 2A or 2B and seven digits, without spaces.",
    ROLE_NAME_PATTERN: "A role name has 1 to 64 letters, digits and _+=,.@- (the name, not the ARN).",
    **PATTERN_MESSAGES,
}

_TYPES: Final = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
    "date_type": "a date such as 2027-03-31",
    "date_parsing": "a date such as 2027-03-31",
    "date_from_datetime_parsing": "a date such as 2027-03-31",
    "date_from_datetime_inexact": "a date such as 2027-03-31",
}


def path_of(error: ErrorDetails, data: Any) -> Path:
    """Where an error stands by the file's keys: without pydantic's own segments (union branches, `[key]`)."""
    path: list[str | int] = []
    place = data
    *inner, last = error["loc"] or ("",)
    for part in inner:
        if _has(place, part):
            path.append(part)
            place = place[part]
    if _has(place, last) or error["type"] == "missing":
        path.append(last)
    return tuple(path)


def is_about_key(error: ErrorDetails) -> bool:
    """Whether the error is shown at the key rather than at its value."""
    return error["type"] in ("extra_forbidden", "missing") or error["loc"][-1:] == ("[key]",)


def is_consequence(error: ErrorDetails) -> bool:
    """Whether it only counts the entries that were refused one by one already."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def message_of(error: ErrorDetails, path: Path, root: type[BaseModel]) -> str:
    """What is wrong at `path`, in one line."""
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return _missing(path, root)
    if kind == "extra_forbidden":
        return _unknown_field(path, root)
    if kind in _TYPES:
        return _wrong_type(given, _TYPES[kind], path)
    if kind in ("enum", "literal_error"):
        return _choice(given, error["ctx"], field_names(root, path))
    describe = _DESCRIBED.get(kind)
    return describe(given, error.get("ctx", {})) if describe else f"{shown(given)} given. {error['msg']}."


def shown(given: Any) -> str:
    """A given value for a message: short, on one line; of a mapping or list only that it is one."""
    if isinstance(given, Mapping):
        return "a mapping"
    if isinstance(given, (list, tuple)):
        return "a list"
    if given is None:
        return "nothing"
    if isinstance(given, bool):
        return str(given).lower()
    text = repr(given) if isinstance(given, str) else str(given)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _has(place: Any, part: str | int) -> bool:
    if isinstance(place, dict):
        return part in place
    return isinstance(place, list) and isinstance(part, int) and part < len(place)


def _missing(path: Path, root: type[BaseModel]) -> str:
    names = field_names(root, path)
    inside = f" It is a mapping with {', '.join(names)}." if names else ""
    return f"missing, and has no default.{inside}"


def _unknown_field(path: Path, root: type[BaseModel]) -> str:
    names = field_names(root, path[:-1])
    hint = did_you_mean(str(path[-1]), names) or f" Known here: {', '.join(names)}."
    return f"not a field of the spec.{hint}"


def _wrong_type(given: Any, wanted: str, path: Path) -> str:
    hint = ""
    if wanted == "a text" and isinstance(given, (int, float)):
        hint = " Put it in quotes; a number loses its leading zeros and may be rounded."
    if wanted == "true or false" and str(given).lower() in ("yes", "no", "on", "off", "oui", "non", "y", "n"):
        hint = f" Write {'true' if str(given).lower() in ('yes', 'on', 'oui', 'y') else 'false'}."
    if wanted == "a list" and isinstance(given, str):
        hint = f" Write [{printable(given)}]."
    return f"{shown(given)} given; allowed: {wanted}.{hint}"


def _choice(given: Any, context: Mapping[str, Any], table: tuple[str, ...]) -> str:
    """`table`: the fields of the mapping that may stand instead of the word."""
    allowed = re.findall(r"'([^']*)'", str(context["expected"]))
    choices = [*allowed, *([f"a mapping with {', '.join(table)}"] if table else [])]
    hint = did_you_mean(given, allowed) if isinstance(given, str) else ""
    return f"{shown(given)} given; allowed: {', '.join(choices)}.{hint}"


def _bound(words: str, key: str) -> Callable[[Any, Mapping[str, Any]], str]:
    return lambda given, context: f"{shown(given)} given; allowed: {words} {_number(context[key])}."


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)


def _pattern(given: Any, context: Mapping[str, Any]) -> str:
    return f"{shown(given)} given. {_PATTERNS[context['pattern']]}"


def _long_text(given: Any, context: Mapping[str, Any]) -> str:
    return f"{shown(given)} has {len(given)} characters; allowed: at most {context['max_length']}."


def _short_text(given: Any, context: Mapping[str, Any]) -> str:
    return f"{shown(given)} given; a text is needed."


def _short_collection(given: Any, context: Mapping[str, Any]) -> str:
    return f"{context['actual_length']} entries given; at least {context['min_length']} is needed."


def _long_collection(given: Any, context: Mapping[str, Any]) -> str:
    return f"{len(given)} entries given; allowed: at most {context['max_length']}."


def _no_prefix_length(given: Any, context: Mapping[str, Any]) -> str:
    return f"{shown(given)} given. A range is written with its prefix length: 10.1.0.0/16."


def _not_a_range(given: Any, context: Mapping[str, Any]) -> str:
    near = f" Its bits beyond the prefix must be zero: did you mean {context['near']}?" if context["near"] else ""
    return f"{shown(given)} is no IPv4 range such as 10.1.0.0/16.{near}"


def _one_line(given: Any, context: Mapping[str, Any]) -> str:
    return f"{shown(given)} given. It is one line of text, without control characters."


_DESCRIBED: Final[dict[str, Callable[[Any, Mapping[str, Any]], str]]] = {
    "greater_than": _bound("above", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("below", "lt"),
    "less_than_equal": _bound("at most", "le"),
    "string_pattern_mismatch": _pattern,
    "string_too_long": _long_text,
    "string_too_short": _short_text,
    "too_short": _short_collection,
    "too_long": _long_collection,
    "no_prefix_length": _no_prefix_length,
    "not_a_range": _not_a_range,
    "one_line": _one_line,
}
