"""What in a package's new schema breaks programs that were written against the old one."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """A line for each: something gone, an input newly required or plain, a type changed, an output no longer certain.

    Empty where an old program still compiles and sends what the components take; additions break nothing.
    """
    return [*_of_resources(old, new), *_of_types(old, new)]


def _of_resources(old: Schema, new: Schema) -> Iterator[str]:
    for token, before in old.get("resources", {}).items():
        after = new.get("resources", {}).get(token)
        if after is None:
            yield f"{token} is gone"
            continue
        yield from _of_properties(f"{token}, input", before["inputProperties"], after["inputProperties"])
        yield from _newly(f"{token}, input", "required", before["requiredInputs"], after["requiredInputs"])
        yield from _of_properties(f"{token}, output", before["properties"], after["properties"])
        yield from _newly(f"{token}, output", "not always there", after["required"], before["required"])


def _of_types(old: Schema, new: Schema) -> Iterator[str]:
    for token, before in old.get("types", {}).items():
        after = new.get("types", {}).get(token)
        if after is None:
            yield f"{token} is gone"
            continue
        yield from _of_properties(token, before.get("properties", {}), after.get("properties", {}))
        yield from _newly(token, "required", before.get("required", ()), after.get("required", ()))
        yield from _of_values(token, before.get("enum", ()), after.get("enum", ()))


def _of_properties(where: str, before: Schema, after: Schema) -> Iterator[str]:
    for name, property_before in before.items():
        if name not in after:
            yield f"{where} {name}: is gone"
        elif _shape(property_before) != _shape(after[name]):
            yield f"{where} {name}: was {_shape(property_before)}, is {_shape(after[name])}"


def _newly(where: str, what: str, before: Any, after: Any) -> Iterator[str]:
    for name in sorted(set(after) - set(before)):
        yield f"{where} {name}: is newly {what}"


def _of_values(where: str, before: Any, after: Any) -> Iterator[str]:
    gone = {member["value"] for member in before} - {member["value"] for member in after}
    for value in sorted(gone):
        yield f"{where}: the value '{value}' is gone"


def _shape(definition: Schema) -> str:
    """The type of a property as one line: `plain array of string`."""
    word = definition.get("$ref") or definition["type"]
    if "items" in definition:
        word = f"array of {_shape(definition['items'])}"
    if "additionalProperties" in definition:
        word = f"map of {_shape(definition['additionalProperties'])}"
    return f"plain {word}" if definition.get("plain") else str(word)
