"""What stands at a path of a resource's properties, secrets opened and never shown.

A path has the provider's own keys: `encryption.keySource`, `replicas[*].regionName`. `[*]` stands for every element of
a list; a list that is absent or empty has none.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from hds_landing.inventory.resource import UNKNOWN, Secret

EACH: Final = "[*]"
"""In a path, after the key of a list."""
_LONGEST: Final = 80


class Absent:
    """Nothing is set: what the provider does then is for the rule to say."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "not set"


ABSENT: Final = Absent()


class Found(NamedTuple):
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
    names, start, steps = _parsed(path)
    value = _follow(properties, names)
    if value is None:
        return () if steps else (_absent(path),)
    values: list[Found] = []
    if steps and type(value) is list:
        _walk_each(value, steps, 1, start, False, values)
    elif steps or value is _HIDDEN:
        _walk(properties, _steps(path), 0, "", False, values)
    else:
        return (Found(path, value),)
    return tuple(values)


def find_one(properties: Any, path: str) -> Found:
    """The value at a path without `[*]`."""
    value = _follow(properties, _parsed(path)[0])
    if value is None:
        return _absent(path)
    return find(properties, path)[0] if value is _HIDDEN else Found(path, value)


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


_HIDDEN: Final = object()


def _follow(value: Any, names: tuple[str, ...]) -> Any:
    """The value where dictionaries alone lead to it, as nearly everywhere, or None; _HIDDEN where only a walk tells."""
    for name in names:
        if type(value) is not dict:
            return None if value is None else _HIDDEN
        value = value.get(name)
    return _HIDDEN if type(value) is Secret else value


@lru_cache(maxsize=8192)
def _parsed(path: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The keys before the first `[*]`, the same as text, and the steps from it on: none in a path without it."""
    start, each, _ = path.partition(EACH)
    names = tuple(start.split("."))
    return names, start, _steps(path)[len(names) :] if each else ()


@lru_cache(maxsize=8192)
def _absent(path: str) -> Found:
    return Found(path, ABSENT)


@lru_cache(maxsize=8192)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(step for part in path.split(".") for step in _with_each(part))


def _with_each(part: str) -> Iterator[str]:
    name, each, _ = part.partition(EACH)
    yield name
    if each:
        yield EACH


def _walk(value: Any, steps: tuple[str, ...], position: int, path: str, secret: bool, into: list[Found]) -> None:
    while isinstance(value, Secret):
        value, secret = value.value, True
    if value is UNKNOWN:
        into.append(Found(_whole(path, steps[position:]), UNKNOWN, secret))
    elif position == len(steps):
        into.append(Found(path, ABSENT if value is None else value, secret))
    elif steps[position] == EACH:
        _walk_each(value, steps, position + 1, path, secret, into)
    elif value is None:
        if EACH not in steps[position:]:
            into.append(Found(_whole(path, steps[position:]), ABSENT, secret))
    elif isinstance(value, dict | Mapping):
        name = steps[position]
        _walk(value.get(name), steps, position + 1, f"{path}.{name}" if path else name, secret, into)
    else:
        into.append(Found(_whole(path, steps[position:]), UNKNOWN, secret))


def _walk_each(value: Any, steps: tuple[str, ...], position: int, path: str, secret: bool, into: list[Found]) -> None:
    if value is None:
        return
    if isinstance(value, list | tuple):
        for number, element in enumerate(value):
            _walk(element, steps, position, f"{path}[{number}]", secret, into)
    elif isinstance(value, dict | Mapping):
        _walk(value, steps, position, path, secret, into)
    else:
        into.append(Found(_whole(path, steps[position:]), UNKNOWN, secret))


def _whole(path: str, rest: tuple[str, ...]) -> str:
    named = ".".join(step for step in rest if step != EACH)
    return f"{path}.{named}" if path and named else path or named
