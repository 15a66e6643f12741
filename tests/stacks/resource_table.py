"""Resources as a table in which ids that a cloud gave are named after what they belong to.

Two runs give the same resource other ids where its URN differs, as in another stack.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hds_landing.inventory.resource import Resource

_TOKEN = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_GIVEN = re.compile(r"(?:^|-)(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{8,}(?:-|$)")


class Row(NamedTuple):
    inputs: Any
    protect: bool
    retained: bool


def resource_table(resources: Iterable[Resource]) -> dict[tuple[str, str], Row]:
    """By type and logical name; components and providers are left out."""
    listed = [each for each in resources if each.custom and not each.type.startswith("pulumi:")]
    named = _named_ids(sorted(listed, key=lambda each: (each.type, each.name)))
    table = {
        (each.type, each.name): Row(_renamed(each.inputs, named), each.protect, each.retain_on_delete)
        for each in listed
    }
    assert len(table) == len(listed), "two resources of one type have one name"
    return table


def _named_ids(resources: Iterable[Resource]) -> dict[str, str]:
    resources = list(resources)
    named: dict[str, str] = {}
    for values in (lambda each: each.id, lambda each: each.outputs):
        for each in resources:
            for number, token in enumerate(_tokens(values(each))):
                named.setdefault(token, f"<{each.type} {each.name} {number}>")
    return named


def _tokens(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield from (token for token in _TOKEN.findall(value) if _GIVEN.search(token))
        case Mapping():
            for key in sorted(value):
                yield from _tokens(value[key])
        case list() | tuple():
            for item in value:
                yield from _tokens(item)


def _renamed(value: Any, named: Mapping[str, str]) -> Any:
    match value:
        case str():
            return _TOKEN.sub(lambda token: named.get(token[0], token[0]), value)
        case Mapping():
            return {key: _renamed(item, named) for key, item in value.items()}
        case list() | tuple():
            return [_renamed(item, named) for item in value]
    return value
