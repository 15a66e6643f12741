"""The kinds of values that the Azure SDK declares, and what each says is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional


@dataclass(frozen=True, slots=True)
class Anything:
    """A value that the SDK does not describe."""


@dataclass(frozen=True, slots=True)
class Primitive:
    """`string`, `boolean`, `integer` or `number`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: "ValueType"


@dataclass(frozen=True, slots=True)
class MapOf:
    """Free keys, one type of value."""

    value: "ValueType"


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """A nested input type of the SDK."""

    cls: type


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of several types."""

    members: tuple["ValueType", ...]


ValueType = Anything | Primitive | Choice | ListOf | MapOf | ObjectOf | OneOf


@dataclass(frozen=True, slots=True)
class Property:
    """One input property. `constant` is the only value that it accepts: what tells members of a union apart."""

    required: bool
    type: ValueType
    constant: Optional[str] = None


Shape = Mapping[str, Property]
"""Properties by their camelCase name."""


def is_kind(kind: str, value: Any) -> bool:
    """Whether a JSON-like value is of a primitive kind; 30.0 is an integer, True is not a number."""
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and (kind == "number" or float(value).is_integer())


def kind_of(value: Any) -> str:
    """What a value is, in words; never the value itself, which may be secret."""
    for types, word in ((bool, "a boolean"), ((int, float), "a number"), (str, "a string"), (Mapping, "an object")):
        if isinstance(value, types):
            return word
    return "a list" if isinstance(value, list | tuple) else f"a {type(value).__name__}"


def allowed(expected: ValueType) -> str:
    """What is allowed, in words."""
    match expected:
        case Primitive(kind):
            return {"integer": "a whole number"}.get(kind, f"a {kind}")
        case Choice(values):
            return "one of " + ", ".join(str(value) for value in values)
        case ListOf():
            return "a list"
        case MapOf() | ObjectOf():
            return "an object"
        case OneOf(members):
            return " or ".join(dict.fromkeys(allowed(member) for member in members))
        case _:
            return "anything"
