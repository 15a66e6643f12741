"""The schema of a served package: what its provider takes, for languages that ask the plugin instead of an SDK.

Pulumi YAML checks an explicit provider against it. Resources and functions are left out: programs that name them have
the SDK, or run under the official provider.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final, get_args, get_origin

from pulumi import _types

from hds_landing.rehearsal.plugins.packages import ServedPackage

_WORDS: Final = {str: "string", bool: "boolean", int: "integer", float: "number"}
_ANY: Final = {"$ref": "pulumi.json#/Any"}


def provider_schema(package: ServedPackage) -> dict[str, Any]:
    """Name, version and the provider's inputs, as the installed SDK declares them; nested objects are left open."""
    args = import_module(f"{package.sdk}.provider").ProviderArgs
    inputs = {name: _type_of(declared) for name, declared in _types.input_type_types(args).items()}
    return {"name": package.name, "version": package.version, "provider": {"inputProperties": inputs}}


def _type_of(declared: Any) -> dict[str, Any]:
    """Of `Optional[Input[...]]`, whatever is inside."""
    kind = _types.unwrap_type(declared)
    if kind in _WORDS:
        return {"type": _WORDS[kind]}
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (list, Sequence):
        return {"type": "array", "items": _type_of(inner[0])}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _type_of(inner[1])}
    return dict(_ANY)
