"""Do a resource's inputs fit what the Azure SDK declares?"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rehearsal.embedded_azure.resource_types import shape_of
from hds_landing.rehearsal.embedded_azure.value_types import (
    Anything,
    Choice,
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Primitive,
    Shape,
    ValueType,
    allowed,
    is_kind,
    kind_of,
)
from hds_landing.rehearsal.embedded_cloud import InputProblem


def input_problems(shape: Shape, inputs: Mapping[str, Any]) -> list[InputProblem]:
    """Every way in which `inputs` do not fit: unknown and missing properties, wrong types, values off their list.

    A value that is UNKNOWN fits everywhere.
    """
    return list(_object(shape, inputs, ""))


def _object(shape: Shape, value: Mapping[str, Any], path: str) -> Iterator[InputProblem]:
    prefix = f"{path}." if path else ""
    for key, member in value.items():
        if str(key).startswith("__") or member is None:
            continue
        if key in shape:
            yield from _value(shape[key].type, member, f"{prefix}{key}")
        else:
            yield InputProblem(f"{prefix}{key}", f"no such property; {_nearest(str(key), shape)}")
    for key, declared in shape.items():
        if declared.required and value.get(key) is None:
            yield InputProblem(f"{prefix}{key}", f"missing, must be {allowed(declared.type)}")
        elif declared.constant is not None and value.get(key) not in (None, UNKNOWN, declared.constant):
            yield InputProblem(f"{prefix}{key}", f"given {value[key]!r}, allowed {declared.constant!r}")


def _value(expected: ValueType, value: Any, path: str) -> Iterator[InputProblem]:
    if value is UNKNOWN:
        return
    fits = True
    match expected:
        case Anything():
            pass
        case Primitive(kind):
            fits = is_kind(kind, value)
        case Choice(values):
            # the given word is shown: it stands where a public word of a closed list must stand
            if value not in values:
                given = value if isinstance(value, str) else kind_of(value)
                yield InputProblem(path, f"given {given}, allowed {allowed(expected)}")
        case ListOf(item):
            if fits := isinstance(value, list | tuple):
                for position, member in enumerate(value):
                    yield from _value(item, member, f"{path}[{position}]")
        case MapOf(of):
            if fits := isinstance(value, Mapping):
                for key, member in value.items():
                    yield from _value(of, member, f"{path}[{key}]")
        case ObjectOf(cls):
            if fits := isinstance(value, Mapping):
                yield from _object(shape_of(cls), value, path)
        case OneOf(members):
            yield from _one_of(members, value, path)
    if not fits:
        yield InputProblem(path, f"given {kind_of(value)}, allowed {allowed(expected)}")


def _one_of(members: tuple[ValueType, ...], value: Any, path: str) -> Iterator[InputProblem]:
    """The problems against the member that the discriminator names, else against the nearest member."""
    tagged = {
        (key, declared.constant): member
        for member in members
        if isinstance(member, ObjectOf)
        for key, declared in shape_of(member.cls).items()
        if declared.constant is not None
    }
    if tagged and isinstance(value, Mapping):
        named = [member for (key, constant), member in tagged.items() if value.get(key) == constant]
        if named:
            yield from _value(named[0], value, path)
            return
        key = next(key for key, _ in tagged)
        if isinstance(given := value.get(key), str):
            words = ", ".join(str(word) for _, word in tagged)
            yield InputProblem(f"{path}.{key}", f"given {given!r}, allowed one of {words}")
            return
    attempts = [list(_value(member, value, path)) for member in members]
    yield from min(attempts, key=len)


def _nearest(key: str, names: Iterable[str]) -> str:
    known = sorted(names)
    by_lower_case = {name.lower(): name for name in known}
    near = difflib.get_close_matches(key.lower(), by_lower_case, 1)
    return f"did you mean {by_lower_case[near[0]]}?" if near else "allowed " + ", ".join(known)
