"""Types and property paths as the installed SDKs have them, imported module by module."""

import importlib
import inspect
import re
import sys
import typing
from functools import lru_cache
from types import ModuleType
from typing import Any

import pulumi
from pulumi._types import input_type_py_to_pulumi_names

PACKAGES = {"aws": "pulumi_aws", "azure-native": "pulumi_azure_native"}


@lru_cache(maxsize=256)
def args_class(token: str) -> type | None:
    """The class of the arguments of a type; none where the SDK has no such type."""
    package, module, name = token.split(":")
    if package == "pulumi":
        return importlib.import_module(PACKAGES[name]).ProviderArgs  # type: ignore[no-any-return]
    room = _module(PACKAGES[package], module.partition("/")[0])
    kind = getattr(room, name, None)
    if kind is None or _token_of(kind) != token:
        return None
    defined = sys.modules[kind.__module__]
    # Where a nested type has the plain name, the SDK calls the arguments of the resource InitArgs.
    return getattr(defined, f"{name}InitArgs", None) or getattr(defined, f"{name}Args", None)


def has_path(token: str, path: str) -> bool:
    """Whether a path of camelCase keys leads somewhere in the arguments of a type."""
    current = args_class(token)
    for step in path.replace("[*]", "").split("."):
        if current is None:
            return False
        if python_name(current, step) is None:
            return False
        current = nested_class(current, step)
    return True


def requires(token: str, path: str) -> bool:
    """Whether the SDK requires the last step of a path wherever the steps before it are given."""
    *owners, last = path.replace("[*]", "").split(".")
    current = args_class(token)
    for step in owners:
        current = nested_class(current, step)
    if current is None or not (name := python_name(current, last)):
        return False
    parameter = inspect.signature(current.__init__).parameters.get(name)
    return parameter is not None and parameter.default is inspect.Parameter.empty


def python_name(owner: type | None, camel: str) -> str | None:
    """The argument that a provider's key is in a class of arguments; none where there is none."""
    return _python_names(owner).get(camel) if owner else None


def nested_class(owner: type | None, camel: str) -> type | None:
    """The class of the arguments under a provider's key; none for a plain value."""
    name = python_name(owner, camel)
    return _nested(owner, name) if owner and name else None


@lru_cache(maxsize=1024)
def _python_names(owner: type) -> dict[str, str]:
    return {camel: snake for snake, camel in input_type_py_to_pulumi_names(owner).items()}


def _module(package: str, module: str) -> ModuleType:
    for name in (module, f"{module}_"):
        try:
            return importlib.import_module(f"{package}.{name}")
        except ModuleNotFoundError:
            continue
    raise AssertionError(f"{package} has no module {module}")


def _token_of(kind: type) -> str | None:
    with open(sys.modules[kind.__module__].__file__ or "", encoding="utf-8") as source:
        found = re.search(r"super\(\w+, __self__\)\.__init__\(\s*'([^']+)'", source.read())
    return found[1] if found else None


@lru_cache(maxsize=4096)
def _nested(owner: type, attribute: str) -> type | None:
    getter = getattr(owner, attribute).fget
    # The SDK's own alias for inputs leaves these two names to be resolved.
    scope = {**vars(sys.modules[owner.__module__]), "Output": pulumi.Output, "T": Any}
    # Own locals: typing shares forward references of one name between modules, and would answer with the first's class.
    hints = typing.get_type_hints(getter, scope, {})
    return next((kind for kind in _classes(hints["return"]) if kind.__name__.endswith("Args")), None)


def _classes(hint: Any) -> typing.Iterator[type]:
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from _classes(inner)
