"""Which outputs the installed provider SDK promises for a resource type."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import get_annotations, signature, unwrap
from threading import RLock
from types import MappingProxyType
from typing import Any

from pulumi import Resource
from pulumi.runtime import rpc

_NO_PROMISE: Mapping[str, bool] = MappingProxyType({})
_ONE_IMPORT = RLock()
"""The SDKs load their modules when they are first used, and two threads that do so at a time see half of one."""


@cache
def promised_outputs(type_token: str) -> Mapping[str, bool]:
    """Output properties of a type by their Pulumi (camelCase) name; True where the value may be absent.

    Only an optional input can be absent. Empty where no SDK that knows the type is loaded in this process.
    """
    resource = sdk_class(type_token)
    if resource is None:
        return _NO_PROMISE
    inputs = set(signature(resource._internal_init).parameters) if hasattr(resource, "_internal_init") else set()
    return {
        name: python_name in inputs and _is_optional(resource, python_name)
        for python_name, name in _output_names(resource)
    }


def sdk_class(type_token: str) -> Any:
    """The SDK's class of a resource type, or none."""
    package, _, rest = type_token.partition(":")
    module = rpc.get_resource_module(package, rest.rpartition(":")[0], "")
    information = getattr(module, "mod_info", None)
    if information is None or type_token not in information["classes"]:
        return None
    with _ONE_IMPORT:
        return getattr(import_module(information["fqn"]), information["classes"][type_token])


def _output_names(resource: type[Resource]) -> list[tuple[str, str]]:
    return [
        (python_name, getattr(member.fget, "_pulumi_name", python_name))
        for owner in reversed(resource.__mro__)
        if owner.__module__.split(".")[0] != "pulumi"
        for python_name, member in vars(owner).items()
        if isinstance(member, property)
    ]


def _is_optional(resource: type[Resource], python_name: str) -> bool:
    member = getattr(resource, python_name)
    return "Optional" in str(get_annotations(unwrap(member.fget)).get("return"))
