"""Names of properties: Pulumi's camelCase, AWS's PascalCase."""

from collections.abc import Mapping
from typing import Any


def as_aws(value: Any, renamed: Mapping[str, str] | None = None) -> Any:
    """A Pulumi value in AWS's names, nested ones too; `renamed` holds those that differ by more than the first letter.

    Properties without a value are left out, as the provider leaves them out.
    """
    names = renamed or {}
    match value:
        case Mapping():
            return {
                names.get(name, name[:1].upper() + name[1:]): as_aws(item, names)
                for name, item in value.items()
                if item is not None
            }
        case list():
            return [as_aws(item, names) for item in value]
    return value


def picked(inputs: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The inputs that are given, of those named, under AWS's names."""
    return {theirs: inputs[ours] for ours, theirs in names.items() if inputs.get(ours) is not None}


def as_pulumi(value: Any, renamed: Mapping[str, str] | None = None) -> Any:
    """The reverse of as_aws, with the same `renamed`: an answer of AWS in Pulumi's names."""
    names = {theirs: ours for ours, theirs in (renamed or {}).items()}
    match value:
        case Mapping():
            return {
                names.get(name, name[:1].lower() + name[1:]): as_pulumi(item, renamed)
                for name, item in value.items()
                if item is not None
            }
        case list():
            return [as_pulumi(item, renamed) for item in value]
    return value
