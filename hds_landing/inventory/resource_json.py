"""One resource as the Pulumi engine writes it, in a state's `resources` and in a preview's `newState`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn

from hds_landing.errors import InputError
from hds_landing.inventory.property_values import TooDeepError, read_provider_inputs, read_value, write_value
from hds_landing.inventory.recording import PROVIDER_PREFIX
from hds_landing.inventory.resource import Resource
from hds_landing.inventory.urn import is_urn, name_of, urn_of_provider

_PROJECT_SCHEME: Final = "project:///"


def read_resources(records: Iterable[tuple[object, str]]) -> Iterator[Resource]:
    """The resource in each record; raises InputError naming where it stands in the file.

    Each has the inputs of its provider, which engines write before what it provides.
    """
    provider_inputs: dict[str, dict[str, Any]] = {}
    for record, where in records:
        resource = _read_resource(record, where, provider_inputs)
        if resource.type.startswith(PROVIDER_PREFIX):
            provider_inputs[resource.urn] = read_provider_inputs(resource.inputs)
        yield resource


def _read_resource(record: object, where: str, provider_inputs: Mapping[str, Mapping[str, Any]]) -> Resource:
    fields = record if isinstance(record, dict) else _refused(record, where)
    urn, token = fields.get("urn"), fields.get("type")
    if not isinstance(urn, str) or not is_urn(urn):
        raise InputError(f"{where}.urn: expected urn:pulumi:<stack>::<project>::<type>::<name>, found {_shown(urn)}.")
    if not isinstance(token, str) or not token.isprintable() or not token:
        raise InputError(f"{where}.type: expected a type token such as aws:s3/bucket:Bucket, found {_shown(token)}.")
    provider = fields.get("provider")
    provider_urn = urn_of_provider(provider) if isinstance(provider, str) and provider else None
    return Resource(
        urn=urn,
        type=token,
        name=name_of(urn),
        custom=fields.get("custom") is True,
        id=_text(fields.get("id")),
        parent=_text(fields.get("parent")),
        inputs=_properties(fields, "inputs", where),
        outputs=_properties(fields, "outputs", where),
        dependencies=_urns(fields.get("dependencies")),
        property_dependencies={
            name: _urns(urns) for name, urns in _mapping(fields, "propertyDependencies", where).items()
        },
        protect=fields.get("protect") is True,
        retain_on_delete=fields.get("retainOnDelete") is True,
        provider=provider_urn,
        provider_inputs=provider_inputs.get(provider_urn) if provider_urn else None,
        source=_source(fields.get("sourcePosition")),
        external=fields.get("external") is True,
    )


def write_resource(resource: Resource, provider_id: str) -> dict[str, Any]:
    """`resource` with the engine's field names, in the engine's order; what is empty or false is left out."""
    fields: dict[str, Any] = {"urn": resource.urn, "custom": resource.custom}
    optional = {
        "id": resource.id,
        "type": resource.type,
        "inputs": write_value(resource.inputs),
        "outputs": write_value(resource.outputs),
        "parent": resource.parent,
        "protect": resource.protect,
        "external": resource.external,
        "dependencies": list(resource.dependencies),
        "provider": f"{resource.provider}::{provider_id}" if resource.provider else None,
        "propertyDependencies": {name: list(urns) for name, urns in sorted(resource.property_dependencies.items())},
        "retainOnDelete": resource.retain_on_delete,
        "sourcePosition": _position(resource.source),
    }
    return fields | {name: value for name, value in optional.items() if value}


def _properties(fields: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    try:
        properties: dict[str, Any] = read_value(_mapping(fields, name, where))
    except TooDeepError:
        raise InputError(f"{where}.{name}: nested more deeply than any provider's schema. It is not a state.") from None
    if not isinstance(properties, dict):
        raise InputError(f"{where}.{name}: expected properties, found a single marked value.")
    return properties


def _mapping(fields: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    value = fields.get(name) or {}
    return value if isinstance(value, dict) else _refused(value, f"{where}.{name}")


def _refused(value: object, where: str) -> NoReturn:
    raise InputError(f"{where}: expected an object, found {_shown(value)}.")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _urns(value: object) -> Sequence[str]:
    return tuple(urn for urn in value if isinstance(urn, str)) if isinstance(value, list) else ()


def _source(position: object) -> str | None:
    """`project:///__main__.py#12,5` is line 12 of a file of the project; a library outside it is none of its places."""
    if not isinstance(position, str) or not position.startswith(_PROJECT_SCHEME) or not position.isprintable():
        return None
    file, _, place = position.removeprefix(_PROJECT_SCHEME).partition("#")
    line = place.partition(",")[0]
    if file.startswith("../") or "site-packages" in file:
        return None
    return f"{file}:{line}" if line.isdigit() else file


def _position(source: str | None) -> str | None:
    if source is None:
        return None
    file, separator, line = source.rpartition(":")
    return f"{_PROJECT_SCHEME}{file}#{line}" if separator and line.isdigit() else f"{_PROJECT_SCHEME}{source}"


def _shown(value: object) -> str:
    """What was found, short, and never the content of an object: it may hold secrets."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return ascii(value if len(value) <= 60 else value[:60] + "...")
    return {dict: "an object", list: "a list", bool: "true or false"}.get(type(value), "a number")
