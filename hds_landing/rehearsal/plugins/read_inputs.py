"""The inputs of a resource that was read: as the program asked, but where the cloud now holds something else."""

from collections.abc import Collection, Mapping
from typing import Any


def inputs_now(
    asked: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any], input_names: Collection[str]
) -> dict[str, Any]:
    """The inputs that would give a resource as it stands now.

    What is the same before and now stays as it was asked, so that what the cloud only adds, as the id of a nested
    object, is no change. What changed is an input of its own where `input_names` has it, asked for or not.

    Args:
        asked: the inputs that the resource was last given, without secret wrappers; none where nobody knows.
        before: its outputs then.
        now: its outputs now.
        input_names: properties that the resource takes as inputs.
    """
    merged = _merged(dict(asked), dict(before), dict(now))
    return {name: value for name, value in merged.items() if name in asked or name in input_names}


def _merged(asked: Any, before: Any, now: Any) -> Any:
    match asked, before, now:
        case _ if before == now:
            return asked
        case dict(), dict(), dict():
            stays = {
                key: _merged(value, before.get(key), now[key]) if key in now else value
                for key, value in asked.items()
                if key in now or key not in before
            }
            appeared = {key: now[key] for key in now if key not in asked and before.get(key) != now[key]}
            return {**stays, **appeared}
        case list(), list(), list() if len(asked) == len(before) == len(now):
            return [_merged(*items) for items in zip(asked, before, now, strict=True)]
    return now
