"""Paths into properties, as the options `ignore_changes` and `replace_on_changes` name them: `tags.owner`, `rules[0]`.

A star stands for every key or item, alone for every property.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_STEP: Final = re.compile(r"\[\"(?P<quoted>[^\"]*)\"\]|\[(?P<index>\d+|\*)\]|(?P<name>[^.\[\]]+)")
_EVERY: Final = "*"
_ABSENT: Final = object()


def steps_of(path: str) -> tuple[str, ...]:
    """The steps of a path, from the outside."""
    return tuple(next(filter(None, found.groups()), "") for found in _STEP.finditer(path))


def begins_at(path: str, name: str) -> bool:
    """True where a path leads to the property `name` or into it."""
    return steps_of(path)[:1] in ((name,), (_EVERY,))


def with_ignored(new: Mapping[str, Any], old: Mapping[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    """New properties with the old values wherever a path leads, as the engine gives them to the provider."""
    kept: Any = dict(new)
    for path in paths:
        kept = _reset(kept, old, steps_of(path))
    return dict(kept)


def _reset(new: Any, old: Any, steps: tuple[str, ...]) -> Any:
    if not steps:
        return old
    first, rest = steps[0], steps[1:]
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        names = [*new, *(name for name in old if name not in new)] if first == _EVERY else [first]
        changed = dict(new)
        for name in names:
            value = old[name] if not rest and name in old else _below(new.get(name, _ABSENT), old, name, rest)
            changed.pop(name, None)
            if value is not _ABSENT:
                changed[name] = value
        return {name: changed[name] for name in [*new, *changed] if name in changed}
    if isinstance(new, list) and isinstance(old, list):
        wanted = range(min(len(new), len(old))) if first == _EVERY else [int(first)] if first.isdigit() else []
        return [
            _reset(item, old[index], rest) if index in wanted and index < len(old) else item
            for index, item in enumerate(new)
        ]
    return new


def _below(new: Any, old: Mapping[str, Any], name: str, rest: tuple[str, ...]) -> Any:
    """What stays of one property: nothing where the whole of it is ignored and was not there."""
    if not rest:
        return _ABSENT
    return new if new is _ABSENT or name not in old else _reset(new, old[name], rest)
