"""Two inventories of one program, resource by resource and property by property."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Optional

from hds_landing.inventory.resource import Inventory, Resource, Secret, Unknown
from hds_landing.rehearsal.stack_reference import STACK_REFERENCE
from tests.inputs.sample_programs import Sample

ABSENT = "nothing"
_KNOWN = {"simulated-function": (True, True), "provider-default": (True, True), "existing-id": (True, False)}
"""Whether the folder's value and the preview's are known, where it is not only the preview's."""
COMPARED = ("type", "custom", "parent", "protect", "retain_on_delete", "provider", "external")


@dataclass(frozen=True)
class Found:
    """One difference. `row` is the row of the table that it falls under; none where there is none."""

    place: str
    folder: str
    preview: str
    row: Optional[str]


def differences(sample: Sample, folder: Inventory, preview: Inventory) -> Iterator[Found]:
    """Every difference between what a project folder and its preview give."""
    ours, theirs = ({resource.urn: resource for resource in each} for each in (folder, preview))
    for urn in sorted(ours.keys() - theirs.keys()):
        is_default = ours[urn].type.startswith("pulumi:providers:") and ours[urn].name.startswith("default")
        yield Found(urn, "a resource", ABSENT, "default-provider" if is_default else None)
    for urn in sorted(theirs.keys() - ours.keys()):
        later = theirs[urn].name in sample.created_later
        yield Found(urn, ABSENT, "a resource", "created-later" if later else None)
    for urn in sorted(ours.keys() & theirs.keys()):
        yield from _of_resource(sample, ours[urn], theirs[urn])


def _of_resource(sample: Sample, ours: Resource, theirs: Resource) -> Iterator[Found]:
    for name in COMPARED:
        if getattr(ours, name) != getattr(theirs, name):
            row = "reference-provider" if name == "provider" and ours.type == STACK_REFERENCE else None
            yield Found(f"{ours.urn} {name}", repr(getattr(ours, name)), repr(getattr(theirs, name)), row)
    if sorted(ours.dependencies) != sorted(theirs.dependencies):
        yield Found(f"{ours.urn} dependencies", repr(ours.dependencies), repr(theirs.dependencies), None)
    if _read_from(ours) != _read_from(theirs):
        yield Found(f"{ours.urn} property_dependencies", repr(_read_from(ours)), repr(_read_from(theirs)), None)
    if ours.source != theirs.source and not (ours.source or "").endswith(f"/{theirs.source}"):
        yield Found(f"{ours.urn} source", str(ours.source), str(theirs.source), None if theirs.source else "source")
    for path, one, other in _of_values("", dict(ours.inputs), dict(theirs.inputs)):
        yield Found(f"{ours.name}{path}", _kind(one), _kind(other), _row(sample, ours, path, one, other))


def _row(sample: Sample, resource: Resource, path: str, ours: Any, theirs: Any) -> Optional[str]:
    if ours is ABSENT and resource.type.startswith("pulumi:providers:") and path in (".version", ".__internal"):
        return "engine-input"
    if isinstance(ours, Secret) and isinstance(theirs, Secret) and isinstance(theirs.value, Unknown):
        return "secret"
    row = sample.differences.get(f"{resource.name}{path}", "")
    is_known, is_previewed = not isinstance(ours, Unknown), not isinstance(theirs, Unknown)
    return row if (is_known, is_previewed) == _KNOWN.get(row, (False, True)) else None


def _of_values(path: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            yield from _of_values(f"{path}.{name}", one.get(name, ABSENT), other.get(name, ABSENT))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, items in enumerate(zip(one, other, strict=True)):
            yield from _of_values(f"{path}[{index}]", *items)
    elif _kind(one) != _kind(other):
        yield path, one, other


def _kind(value: Any) -> str:
    return f"secret {_kind(value.value)}" if isinstance(value, Secret) else repr(value)


def _read_from(resource: Resource) -> dict[str, list[str]]:
    return {name: sorted(urns) for name, urns in resource.property_dependencies.items() if urns}
