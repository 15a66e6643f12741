"""A plan as JSON values, in the shape that every language gives to a component."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def as_json(value: Any) -> Any:
    """Fields in camelCase, enums by value, what is absent left out; keys of dictionaries stay as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {_camel_case(field.name): getattr(value, field.name) for field in fields(value)}
        return {name: as_json(item) for name, item in named.items() if item is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    return value


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
