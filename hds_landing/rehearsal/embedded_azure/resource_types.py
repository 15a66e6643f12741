"""What the Azure SDK says of a resource type: its inputs with their types, and its outputs.

Read from the classes of `pulumi_azure_native` themselves, one class at a time, when a resource of it first comes.
"""

import difflib
import enum
import importlib
import re
import sys
import types
import typing
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Optional

from hds_landing.rehearsal.embedded_azure.value_types import (
    Anything,
    Choice,
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Primitive,
    Property,
    Shape,
    ValueType,
)
from hds_landing.rehearsal.embedded_cloud import Refused

_TOKEN: Final = re.compile(
    r"azure-native(?:_(?P<package>[a-z0-9]+)_(?P<packaged>v\d\w*))?"
    r":(?P<module>[a-z0-9]+)(?:/(?P<version>v\d\w*))?(?:/\w+)?:(?P<name>\w+)"
)
_API_VERSION: Final = re.compile(r"Uses Azure REST API version (\d{4}-\d{2}-\d{2}(?:-\w+)?)")
_CONSTANT: Final = re.compile(r"Expected value is '([^']*)'")
_PRIMITIVES: Final = {str: "string", bool: "boolean", int: "integer", float: "number"}


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One resource type. `token` carries no API version; `default_version` is False where the program asked for
    another API version than the one whose types the SDK holds."""

    token: str
    api_version: str
    default_version: bool
    inputs: Shape
    outputs: frozenset[str]
    """Names of the properties that a dependant can read."""


@cache
def find_resource_type(token: str) -> ResourceType:
    """The type behind a token, `azure-native:network:Subnet`, `azure-native:network/v20240501:Subnet`.

    Raises Refused where the SDK has no such resource.
    """
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        raise Refused(f"type: given {token}, allowed azure-native:<module>:<Resource>")
    module, name = parts["module"], parts["name"]
    cls = _resource_class(token, module, name)
    stated = _API_VERSION.search(" ".join(form.__doc__ or "" for form in typing.get_overloads(vars(cls)["__init__"])))
    api_version = stated[1] if stated else ""
    asked = parts["packaged"] or parts["version"]
    return ResourceType(
        token=f"azure-native:{module}:{name}",
        api_version=_dashed(asked) if asked else api_version,
        default_version=asked is None or asked == "v" + api_version.replace("-", ""),
        inputs=shape_of(_args_class(cls)),
        outputs=frozenset(_sdk_names(cls)),
    )


@cache
def shape_of(cls: type) -> Shape:
    """The properties of an input class of the SDK."""
    names = vars(sys.modules[cls.__module__])
    return {name: _property(getter, names) for name, getter in _sdk_names(cls).items()}


def _property(getter: Any, names: dict[str, Any]) -> Property:
    from pulumi import Output

    # pulumi.Input holds the forward reference "Output[T]", which the SDK's modules cannot resolve. Local names of their
    # own also keep typing from answering with the class of that name in the module that asked first: it shares
    # forward references between modules
    hint = typing.get_type_hints(getter, names, {"Output": Output, "T": Any})["return"]
    constant = _CONSTANT.search(getter.__doc__ or "")
    return Property(
        required=types.NoneType not in typing.get_args(hint),
        type=_value_type(hint),
        constant=constant[1] if constant else None,
    )


def _value_type(hint: Any) -> ValueType:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union or origin is types.UnionType:
        return _union([member for member in arguments if not _is_wrapper(member)])
    if origin is Sequence:
        return ListOf(_value_type(arguments[0]))
    if origin is Mapping:
        return MapOf(_value_type(arguments[1]))
    if hint in _PRIMITIVES:
        return Primitive(_PRIMITIVES[hint])
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return Choice(tuple(member.value for member in hint))
    if isinstance(hint, type) and hint.__module__.startswith("pulumi_azure_native.") and _sdk_names(hint):
        return ObjectOf(hint)
    return Anything()


def _union(members: list[Any]) -> ValueType:
    found = list(dict.fromkeys(_value_type(member) for member in members))
    # Union[str, SomeEnum] is how the SDK writes an enum: the list, not any string
    if any(isinstance(member, Choice) for member in found):
        found = [member for member in found if not isinstance(member, Primitive)]
    if any(isinstance(member, Anything) for member in found):
        return Anything()
    return found[0] if len(found) == 1 else OneOf(tuple(found))


def _is_wrapper(member: Any) -> bool:
    from pulumi import Output

    return member is types.NoneType or typing.get_origin(member) in (Awaitable, Output) or member is Output


def _sdk_names(cls: type) -> dict[str, Any]:
    """Getters by camelCase name; `pulumi.getter` leaves the name on the function."""
    getters = (member.fget for member in vars(cls).values() if isinstance(member, property))
    return {name: getter for getter in getters if (name := getattr(getter, "_pulumi_name", None)) is not None}


def _resource_class(token: str, module: str, name: str) -> type:
    try:
        room = importlib.import_module(f"pulumi_azure_native.{module}")
    except ModuleNotFoundError:
        raise Refused(f"type: {token} is in no module of the Azure SDK") from None
    from pulumi import CustomResource

    def is_resource(cls: Any) -> bool:
        return isinstance(cls, type) and issubclass(cls, CustomResource)

    cls = getattr(room, name, None)
    if is_resource(cls):
        return typing.cast(type, cls)
    known = [key for key in dir(room) if is_resource(getattr(room, key))]
    near: Optional[str] = next(iter(difflib.get_close_matches(name, known, 1)), None)
    hint = f"; did you mean azure-native:{module}:{near}?" if near else ""
    raise Refused(f"type: the Azure SDK has no resource {token}{hint}")


def _args_class(cls: type) -> type:
    home = vars(sys.modules[cls.__module__])
    found = home.get(f"{cls.__name__}InitArgs") or home[f"{cls.__name__}Args"]
    return typing.cast(type, found)


def _dashed(version: str) -> str:
    return re.sub(r"v(\d{4})(\d{2})(\d{2})(\w*)", lambda m: "-".join(filter(None, m.groups())), version)
