"""An index over an inventory: by URN, by type, by parent, and which resource completes which.

Providers split one thing over several resources: a bucket and its encryption, its versioning, its public access
block. They are joined by reference first (the engine recorded that the property comes from that resource), by the
literal name or id second.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hds_landing.inventory.resource import Inventory, Resource, Secret, Unknown


@dataclass(frozen=True, slots=True)
class Companions:
    """The resources that complete another one."""

    found: tuple[Resource, ...]
    undetermined: bool
    """True where some resource of that type completes nobody knows whom: then nothing is known to be missing."""


@dataclass(slots=True)
class _Join:
    by_target: dict[str, list[Resource]] = field(default_factory=lambda: defaultdict(list))
    undetermined: bool = False


class InventoryGraph:
    """Built once per inventory; joins are worked out when first asked for."""

    def __init__(self, inventory: Inventory, *, canonical: Callable[[str], str] = lambda token: token) -> None:
        """`canonical` turns a type token into the one that callers ask by."""
        self.inventory = inventory
        self._canonical = canonical
        self._by_urn: dict[str, Resource] = {resource.urn: resource for resource in inventory}
        self._by_type: dict[str, list[Resource]] = defaultdict(list)
        self._children: dict[str, list[Resource]] = defaultdict(list)
        self._joins: dict[tuple[str, str, str], _Join] = {}
        for resource in inventory:
            self._by_type[canonical(resource.type)].append(resource)
            if resource.parent:
                self._children[resource.parent].append(resource)

    def find(self, urn: str) -> Resource | None:
        """The resource of that URN."""
        return self._by_urn.get(urn)

    def of_type(self, token: str) -> Sequence[Resource]:
        """Every resource of a type."""
        return self._by_type.get(token, ())

    def children(self, urn: str) -> Sequence[Resource]:
        """The resources whose parent is `urn`."""
        return self._children.get(urn, ())

    def companions(self, target: Resource, target_type: str, companion_type: str, property_name: str) -> Companions:
        """The resources of `companion_type` whose `property_name` names `target`, one of `target_type`."""
        key = (target_type, companion_type, property_name)
        if key not in self._joins:
            self._joins[key] = self._join(*key)
        join = self._joins[key]
        return Companions(tuple(join.by_target.get(target.urn, ())), join.undetermined)

    def referred(self, resource: Resource, property_name: str, token: str, literal: Any) -> Resource | None:
        """The resource of type `token` that `literal`, found under `property_name`, stands for; none where unclear."""
        candidates = [
            candidate
            for urn in resource.property_dependencies.get(property_name, ())
            if (candidate := self._by_urn.get(urn)) is not None and self._canonical(candidate.type) == token
        ]
        if len(candidates) == 1:
            return candidates[0]
        named = [candidate for candidate in candidates or self.of_type(token) if literal in names_of(candidate)]
        return named[0] if len(named) == 1 else None

    def _join(self, target_type: str, companion_type: str, property_name: str) -> _Join:
        targets = self.of_type(target_type)
        urns = {target.urn for target in targets}
        by_name: dict[Any, list[str]] = defaultdict(list)
        for target in targets:
            for name in names_of(target):
                by_name[name].append(target.urn)
        join = _Join()
        for companion in self.of_type(companion_type):
            value = companion.inputs.get(property_name, companion.outputs.get(property_name))
            literal = value.value if isinstance(value, Secret) else value
            referred = _only(urn for urn in companion.property_dependencies.get(property_name, ()) if urn in urns)
            target_urn = referred or (_only(by_name.get(literal, ())) if isinstance(literal, str) else None)
            if target_urn:
                join.by_target[target_urn].append(companion)
            elif isinstance(literal, Unknown) or literal is None:
                join.undetermined = True
        return join


def names_of(resource: Resource) -> frozenset[str]:
    """What others may call it by: its id, its physical name, its ARN."""
    candidates = (
        resource.id,
        *(resource.inputs.get(name) for name in ("bucket", "name")),
        *(resource.outputs.get(name) for name in ("bucket", "name", "arn", "id")),
    )
    return frozenset(name for name in candidates if isinstance(name, str) and name)


def _only(urns: Iterable[str]) -> str | None:
    distinct = set(urns)
    return distinct.pop() if len(distinct) == 1 else None
