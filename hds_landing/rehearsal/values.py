"""Property values on the wire (protobuf) and in the inventory."""

from collections.abc import Iterator, Mapping
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from hds_landing.inventory.resource import UNKNOWN, Secret, Unknown

_SIGNATURE = rpc._special_sig_key
_SECRET = rpc._special_secret_sig
_RESOURCE = rpc._special_resource_sig


def from_struct(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Properties as an inventory holds them: plain, Secret or UNKNOWN; a property without value is left out."""
    return {
        name: _from_value(value) for name, value in struct.fields.items() if value.WhichOneof("kind") != "null_value"
    }


def _from_value(value: struct_pb2.Value) -> Any:
    match value.WhichOneof("kind"):
        case "string_value":
            return UNKNOWN if value.string_value == rpc.UNKNOWN else value.string_value
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [_from_value(item) for item in value.list_value.values]
        case "struct_value":
            return _from_signed(value.struct_value)
    return None


def _from_signed(struct: struct_pb2.Struct) -> Any:
    signature = struct.fields[_SIGNATURE].string_value if _SIGNATURE in struct.fields else None
    if signature == _SECRET:
        return Secret(_from_value(struct.fields["value"]))
    if signature == _RESOURCE:
        return _from_value(struct.fields["id" if "id" in struct.fields else "urn"])
    return from_struct(struct)


def to_struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """The reverse of from_struct. Raises TypeError for what no property can hold."""
    struct = struct_pb2.Struct()
    for name, value in properties.items():
        _fill(struct.fields[name], value)
    return struct


def _fill(wire: struct_pb2.Value, value: Any) -> None:
    match value:
        case None:
            wire.null_value = struct_pb2.NULL_VALUE
        case bool():
            wire.bool_value = value
        case str():
            wire.string_value = value
        case int() | float():
            wire.number_value = value
        case Secret():
            wire.struct_value.fields[_SIGNATURE].string_value = _SECRET
            _fill(wire.struct_value.fields["value"], value.value)
        case Unknown():
            wire.string_value = rpc.UNKNOWN
        case Mapping():
            wire.struct_value.SetInParent()
            for name, item in value.items():
                _fill(wire.struct_value.fields[name], item)
        case list() | tuple():
            wire.list_value.SetInParent()
            for item in value:
                _fill(wire.list_value.values.add(), item)
        case _:
            raise TypeError(f"{type(value).__name__} is not a property value")


def without_secrets(value: Any) -> Any:
    """The value with every Secret replaced by what it keeps."""
    match value:
        case Secret():
            return without_secrets(value.value)
        case dict():
            return {name: without_secrets(item) for name, item in value.items()}
        case list():
            return [without_secrets(item) for item in value]
    return value


def holds_unknown(value: Any) -> bool:
    """True where the value, or anything in it, is not known."""
    match value:
        case Unknown():
            return True
        case Secret():
            return holds_unknown(value.value)
        case dict():
            return any(holds_unknown(item) for item in value.values())
        case list():
            return any(holds_unknown(item) for item in value)
    return False


def holds_secret(value: Any) -> bool:
    """True where the value, or anything in it, is a Secret."""
    match value:
        case Secret():
            return True
        case dict():
            return any(holds_secret(item) for item in value.values())
        case list():
            return any(holds_secret(item) for item in value)
    return False


def secret_texts(value: Any, *, inside: bool = False) -> Iterator[str]:
    """Every text kept by a Secret in the value."""
    match value:
        case Secret():
            yield from secret_texts(value.value, inside=True)
        case str() if inside and value:
            yield value
        case dict():
            for item in value.values():
                yield from secret_texts(item, inside=inside)
        case list():
            for item in value:
                yield from secret_texts(item, inside=inside)
