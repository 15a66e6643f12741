"""What stands at a path of a resource's properties, secrets opened and never shown.

A path has the provider's own keys: `encryption.keySource`, `replicas[*].regionName`. `[*]` stands for every element of
a list; a list that is absent or empty has none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN, Secret

_EACH: Final = "[*]"
_LONGEST: Final = 80


class Absent:
    """Nothing is set: what the provider does then is for the rule to say."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "not set"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Found:
    """A value at a path: plain, UNKNOWN or ABSENT."""

    path: str
    """With positions: `replicas[0].regionName`."""
    value: Any
    secret: bool = False

    def __str__(self) -> str:
        """`path is value`; a secret's value is not shown, a collection's neither."""
        if self.value is ABSENT:
            return f"{self.path} is not set"
        return f"{self.path} is {'[secret]' if self.secret else shown(self.value)}"


def find(properties: Any, path: str) -> tuple[Found, ...]:
    """Every value at `path`. What is not of the shape that the path expects is UNKNOWN."""
    return tuple(_walk(properties, _steps(path), 0, "", False))


def find_one(properties: Any, path: str) -> Found:
    """The value at a path without `[*]`."""
    return find(properties, path)[0]


def shown(value: Any) -> str:
    """A plain value for a message: short, printable, and nothing of what is inside a collection."""
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST else value[:_LONGEST] + "..."
        return f'"{text}"' if text.isprintable() else ascii(text)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return repr(value)


@lru_cache(maxsize=2048)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(step for part in path.split(".") for step in _with_each(part))


def _with_each(part: str) -> Iterator[str]:
    name, each, _ = part.partition(_EACH)
    yield name
    if each:
        yield _EACH


def _walk(value: Any, steps: tuple[str, ...], position: int, path: str, secret: bool) -> Iterator[Found]:
    while isinstance(value, Secret):
        value, secret = value.value, True
    if value is UNKNOWN:
        yield Found(_whole(path, steps[position:]), UNKNOWN, secret)
    elif position == len(steps):
        yield Found(path, ABSENT if value is None else value, secret)
    elif steps[position] == _EACH:
        yield from _walk_each(value, steps, position + 1, path, secret)
    elif value is None:
        if _EACH not in steps[position:]:
            yield Found(_whole(path, steps[position:]), ABSENT, secret)
    elif isinstance(value, Mapping):
        name = steps[position]
        yield from _walk(value.get(name), steps, position + 1, f"{path}.{name}" if path else name, secret)
    else:
        yield Found(_whole(path, steps[position:]), UNKNOWN, secret)


def _walk_each(value: Any, steps: tuple[str, ...], position: int, path: str, secret: bool) -> Iterator[Found]:
    if value is None:
        return
    if isinstance(value, list | tuple):
        for number, element in enumerate(value):
            yield from _walk(element, steps, position, f"{path}[{number}]", secret)
    elif isinstance(value, Mapping):
        yield from _walk(value, steps, position, path, secret)
    else:
        yield Found(_whole(path, steps[position:]), UNKNOWN, secret)


def _whole(path: str, rest: tuple[str, ...]) -> str:
    named = ".".join(step for step in rest if step != _EACH)
    return f"{path}.{named}" if path and named else path or named
