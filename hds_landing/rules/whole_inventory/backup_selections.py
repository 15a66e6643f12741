"""Which stores the selections of AWS Backup take: what they list, minus what they leave out, by tag or condition."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import chain
from typing import Any, Final
from weakref import WeakKeyDictionary

from hds_landing.inventory.graph import InventoryGraph, names_of
from hds_landing.inventory.resource import UNKNOWN, Resource, Secret
from hds_landing.rules.aws.tags import tag_of
from hds_landing.rules.properties import ABSENT
from hds_landing.rules.subject import subject_of

SELECTION: Final = "aws:backup/selection:Selection"
STORES: Final = (
    "aws:docdb/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:ebs/volume:Volume",
    "aws:efs/fileSystem:FileSystem",
    "aws:fsx/ontapFileSystem:OntapFileSystem",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    "aws:fsx/windowsFileSystem:WindowsFileSystem",
    "aws:neptune/cluster:Cluster",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
)
_SERVICES: Final = {
    "docdb": "rds",
    "dynamodb": "dynamodb",
    "ebs": "ec2",
    "efs": "elasticfilesystem",
    "fsx": "fsx",
    "neptune": "rds",
    "rds": "rds",
}
_WILDCARDS: Final = frozenset("*?[")
_RESOURCE_TAG: Final = "aws:ResourceTag/"
_OPERATORS: Final = {"stringEquals": True, "stringLikes": True, "stringNotEquals": False, "stringNotLikes": False}


@dataclass(frozen=True, slots=True)
class _Condition:
    key: Any
    pattern: Any
    holds: bool
    """False where the tag must be another."""

    @property
    def tag(self) -> str:
        return str(self.key).removeprefix(_RESOURCE_TAG)


@dataclass(frozen=True, slots=True)
class _Selection:
    urns: frozenset[str]
    """What it refers to."""
    resources: tuple[Any, ...]
    left_out: tuple[Any, ...]
    any_tag: tuple[_Condition, ...]
    all_tags: tuple[_Condition, ...]
    is_known: bool


@dataclass(slots=True)
class _Selections:
    """Selections by what a store must have for them to take it, so that no store asks all of them."""

    urns: set[str] = field(default_factory=set)
    by_name: dict[Any, list[_Selection]] = field(default_factory=lambda: defaultdict(list))
    by_tag: dict[str, dict[str, list[_Selection]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    others: dict[_Selection, None] = field(default_factory=dict)

    def add(self, selection: _Selection) -> None:
        needed = [next(filter(_is_plain, selection.all_tags), None)]
        if needed == [None]:
            needed = [] if selection.resources else list(selection.any_tag)
        if not selection.is_known:
            self.others[selection] = None
        elif needed and all(condition is not None and _is_plain(condition) for condition in needed):
            for condition in needed:
                if condition is not None:
                    self.by_tag[condition.tag][condition.pattern].append(selection)
        elif not selection.any_tag and all(_is_literal(each) for each in selection.resources):
            for each in selection.resources:
                self.by_name[each].append(selection)
        else:
            self.others[selection] = None
        self.urns |= selection.urns if selection.is_known else frozenset()

    def candidates(self, store: Resource, graph: InventoryGraph) -> Iterator[_Selection]:
        yield from self.others
        for name in names_of(store):
            yield from self.by_name.get(name, ())
        for tag, selections in self.by_tag.items():
            value = tag_of(subject_of(store, graph.inventory.config), tag)
            if value is UNKNOWN:
                yield from chain.from_iterable(selections.values())
            elif isinstance(value, str):
                yield from selections.get(value, ())


_READ: WeakKeyDictionary[InventoryGraph, _Selections] = WeakKeyDictionary()
"""Selections are read once per inventory: every store asks for them."""


def is_selected(store: Resource, graph: InventoryGraph) -> bool | None:
    """Whether some selection takes a store; none where it may, by what is not known yet."""
    if graph not in _READ:
        _READ[graph] = _Selections()
        for selection in graph.of_type(SELECTION):
            _READ[graph].add(_read(selection))
    selections = _READ[graph]
    if store.urn in selections.urns:
        return True
    answers = {_takes(selection, store, graph) for selection in selections.candidates(store, graph)}
    return True if True in answers else None if None in answers else False


def _is_plain(condition: _Condition) -> bool:
    return condition.holds and isinstance(condition.key, str) and _is_literal(condition.pattern)


def _is_literal(value: Any) -> bool:
    return isinstance(value, str) and not _WILDCARDS & set(value)


def _takes(selection: _Selection, store: Resource, graph: InventoryGraph) -> bool | None:
    if not selection.is_known:
        return None
    names = names_of(store)
    if any(_matches_arn(pattern, store, names) for pattern in selection.left_out):
        return False
    listed = any(_matches_arn(pattern, store, names) for pattern in selection.resources)
    by_tag = [_holds(condition, store, graph) for condition in selection.any_tag]
    if selection.any_tag and not any(by_tag):
        by_any: bool | None = None if None in by_tag else False
    else:
        by_any = bool(selection.any_tag)
    if not (listed or by_any):
        return False if by_any is False else None
    required = [_holds(condition, store, graph) for condition in selection.all_tags]
    return False if False in required else None if None in required else True


def _holds(condition: _Condition, store: Resource, graph: InventoryGraph) -> bool | None:
    if UNKNOWN in (condition.key, condition.pattern):
        return None
    value = tag_of(subject_of(store, graph.inventory.config), condition.tag)
    if value is UNKNOWN:
        return None
    matched = value is not ABSENT and fnmatchcase(str(value), str(condition.pattern))
    return matched is condition.holds


def _matches_arn(pattern: Any, store: Resource, names: frozenset[str]) -> bool:
    if pattern == "*" or pattern in names:
        return True
    if not isinstance(pattern, str) or "*" not in pattern:
        return False
    if any(fnmatchcase(name, pattern) for name in names):
        return True
    fields = pattern.split(":", 5)
    service = _SERVICES.get(store.type.split(":")[1].partition("/")[0])
    return len(fields) == 6 and fields[2] in (service, "*") and fields[5] in ("*", _KINDS.get(store.type, "*"))


_KINDS: Final = {
    "aws:dynamodb/table:Table": "table/*",
    "aws:ebs/volume:Volume": "volume/*",
    "aws:efs/fileSystem:FileSystem": "file-system/*",
    "aws:fsx/ontapFileSystem:OntapFileSystem": "file-system/*",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": "file-system/*",
    "aws:fsx/windowsFileSystem:WindowsFileSystem": "file-system/*",
    "aws:docdb/cluster:Cluster": "cluster:*",
    "aws:neptune/cluster:Cluster": "cluster:*",
    "aws:rds/cluster:Cluster": "cluster:*",
    "aws:rds/instance:Instance": "db:*",
}
"""The end of an ARN that stands for every store of a kind."""


def _read(selection: Resource) -> _Selection:
    parts = {name: _opened(selection.inputs.get(name)) for name in ("selectionTags", "conditions")}
    lists = {name: _listed(selection.inputs.get(name)) for name in ("resources", "notResources")}
    conditions = parts["conditions"]
    conditions = [conditions] if isinstance(conditions, Mapping) else conditions
    return _Selection(
        urns=frozenset(selection.property_dependencies.get("resources", ())),
        resources=lists["resources"],
        left_out=lists["notResources"],
        any_tag=tuple(_condition(tag, True) for tag in _mappings(parts["selectionTags"])),
        all_tags=tuple(
            _condition(entry, holds)
            for each in _mappings(conditions)
            for operator, holds in _OPERATORS.items()
            for entry in _mappings(_opened(each.get(operator)))
        ),
        is_known=UNKNOWN not in parts.values() and all(_is_known(name, selection) for name in lists),
    )


def _is_known(name: str, selection: Resource) -> bool:
    """Unknown entries that a reference stands for are known well enough."""
    values = _listed(selection.inputs.get(name))
    return UNKNOWN not in values or (name == "resources" and bool(selection.property_dependencies.get(name)))


def _condition(entry: Mapping[str, Any], holds: bool) -> _Condition:
    return _Condition(_opened(entry.get("key")), _opened(entry.get("value")), holds)


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    listed = value if isinstance(value, list | tuple) else []
    return [opened for each in listed if isinstance(opened := _opened(each), Mapping)]


def _listed(value: Any) -> tuple[Any, ...]:
    opened = _opened(value)
    if opened is UNKNOWN:
        return (UNKNOWN,)
    return tuple(_opened(each) for each in opened) if isinstance(opened, list | tuple) else ()


def _opened(value: Any) -> Any:
    while isinstance(value, Secret):
        value = value.value
    return value
