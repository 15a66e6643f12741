"""Whether a resource's inputs fit the input types of the installed provider SDK."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from inspect import signature
from typing import Any, get_args, get_origin

from pulumi import _types

from hds_landing.inventory.resource import Unknown
from hds_landing.rehearsal.sdk_outputs import sdk_class

_KINDS: Mapping[type, tuple[str, type | tuple[type, ...]]] = {
    str: ("a string", str),
    bool: ("a boolean", bool),
    int: ("a whole number", int),
    float: ("a number", (int, float)),
}


def input_problems(type_token: str, inputs: Mapping[str, Any]) -> list[str]:
    """Every way in which inputs do not fit: unknown or missing properties, and values of another kind.

    A value that is not known yet fits.
    """
    arguments = _arguments(type_token)
    if arguments is None:
        return [f"the installed SDK has no resource {type_token}"]
    return list(_object_problems(arguments, inputs, ""))


def input_names(type_token: str) -> frozenset[str]:
    """Names of all properties that a type takes; empty where the installed SDK has no such type."""
    arguments = _arguments(type_token)
    return frozenset(_properties(arguments)) if arguments else frozenset()


def _arguments(type_token: str) -> type | None:
    resource = sdk_class(type_token)
    if resource is None:
        return None
    module = vars(sys.modules[resource.__module__])
    arguments: type = module.get(f"{resource.__name__}InitArgs") or module[f"{resource.__name__}Args"]
    return arguments


@cache
def _properties(arguments: type) -> Mapping[str, tuple[Any, bool]]:
    """Type and necessity of each property of an input type, by Pulumi name."""
    names = _types.input_type_py_to_pulumi_names(arguments)
    parameters = list(signature(vars(arguments)["__init__"]).parameters.values())[1:]
    required = {names.get(each.name, each.name) for each in parameters if each.default is each.empty}
    return {name: (kind, name in required) for name, kind in _types.input_type_types(arguments).items()}


def _object_problems(arguments: type, value: Mapping[str, Any], path: str) -> Iterator[str]:
    properties = _properties(arguments)
    for name, item in value.items():
        if name in properties:
            yield from _value_problems(properties[name][0], item, f"{path}{name}")
        else:
            near = get_close_matches(name, properties, n=1)
            yield f"{path}{name}: no such property" + (f"; did you mean {near[0]}?" if near else "")
    for name, (_, required) in properties.items():
        if required and value.get(name) is None:
            yield f"{path}{name}: missing"


def _value_problems(kind: Any, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, Unknown):
        return
    kind = _types.unwrap_type(kind)
    if isinstance(kind, type) and _types.is_input_type(kind):
        if isinstance(value, Mapping):
            yield from _object_problems(kind, value, f"{path}.")
        else:
            yield f"{path}: given {type(value).__name__}, allowed an object"
    elif get_origin(kind) in (list, Sequence):
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from _value_problems(get_args(kind)[0], item, f"{path}[{index}]")
        else:
            yield f"{path}: given {type(value).__name__}, allowed a list"
    elif kind in _KINDS:
        words, accepted = _KINDS[kind]
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            yield f"{path}: given {type(value).__name__}, allowed {words}"
