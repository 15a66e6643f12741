"""An index over an inventory: by URN, by type, by parent, and which resource completes which.

Providers split one thing over several resources: a bucket and its encryption, its versioning, its public access
block. They are joined by reference first (the engine recorded that the property comes from that resource), by the
literal name or id second.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

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
    ambiguous: set[str] = field(default_factory=set)
    """Resources that share the name by which some other is completed."""
    undetermined: bool = False


class InventoryGraph:
    """Built once per inventory; joins are worked out when first asked for."""

    def __init__(self, inventory: Inventory, *, canonical: Callable[[str], str] = lambda token: token) -> None:
        """`canonical` turns a type token into the one that callers ask by."""
        self.inventory = inventory
        self.only_read: dict[str, None] = {}
        """Names of resources that joins led to or from and that the program only reads; who asks empties it first."""
        self._canonical = canonical
        self._by_urn: dict[str, Resource] = {resource.urn: resource for resource in inventory}
        self._by_type: dict[str, list[Resource]] = defaultdict(list)
        self._children: dict[str, list[Resource]] = defaultdict(list)
        self._joins: dict[tuple[str, str, str, tuple[str, ...]], _Join] = {}
        self._mentions: dict[tuple[str, str, str], _Join] = {}
        self._named: dict[str, dict[str, list[Resource]]] = {}
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

    def companions(
        self,
        target: Resource,
        target_type: str,
        companion_type: str,
        property_name: str,
        *,
        or_else: tuple[str, ...] = (),
    ) -> Companions:
        """The resources of `companion_type` whose `property_name` names `target`, one of `target_type`.

        `property_name` may lead into an object: `properties.sourceResourceId`. A companion with one of the inputs
        `or_else` in its place belongs to something else, and leaves no doubt.
        """
        key = (target_type, companion_type, property_name, or_else)
        if key not in self._joins:
            self._joins[key] = self._join(*key)
        return self._companions(target, self._joins[key])

    def referred(self, resource: Resource, property_name: str, token: str, literal: Any) -> Resource | None:
        """The resource of type `token` that `literal`, found under `property_name`, stands for; none where unclear."""
        found = self._referred(resource, property_name, token, literal)
        if found is not None and found.external:
            self.only_read[found.name] = None
        return found

    def _referred(self, resource: Resource, property_name: str, token: str, literal: Any) -> Resource | None:
        candidates = [
            candidate
            for urn in resource.property_dependencies.get(property_name, ())
            if (candidate := self._by_urn.get(urn)) is not None and self._canonical(candidate.type) == token
        ]
        if len(candidates) == 1:
            return candidates[0]
        if not isinstance(literal, str):
            return None
        by_name = self._by_name(token).get(_folded(literal), [])
        named = [candidate for candidate in by_name if candidate in candidates] if candidates else by_name
        return named[0] if len(named) == 1 else None

    def mentions(self, target: Resource, target_type: str, companion_type: str, property_name: str) -> Companions:
        """Like `companions`, for a property that names several or has the name somewhere inside: a list, an object."""
        key = (target_type, companion_type, property_name)
        if key not in self._mentions:
            self._mentions[key] = self._join_mentions(*key)
        return self._companions(target, self._mentions[key])

    def _companions(self, target: Resource, join: _Join) -> Companions:
        found = tuple(join.by_target.get(target.urn, ()))
        self.only_read.update((each.name, None) for each in (target, *found) if each.external)
        return Companions(found, join.undetermined or target.urn in join.ambiguous)

    def _by_name(self, token: str) -> dict[str, list[Resource]]:
        if token not in self._named:
            named: dict[str, list[Resource]] = defaultdict(list)
            for resource in self.of_type(token):
                for name in {_folded(name) for name in names_of(resource)}:
                    named[name].append(resource)
            self._named[token] = named
        return self._named[token]

    def _join_mentions(self, target_type: str, companion_type: str, property_name: str) -> _Join:
        urns = {target.urn for target in self.of_type(target_type)}
        by_name = self._by_name(target_type)
        join = _Join()
        for companion in self.of_type(companion_type):
            value = companion.inputs.get(property_name, companion.outputs.get(property_name))
            referred = {urn for urn in companion.property_dependencies.get(property_name, ()) if urn in urns}
            literals = tuple(_leaves(value))
            named = {
                target.urn
                for literal in literals
                if isinstance(literal, str) and len(by_name.get(_folded(literal), ())) == 1
                for target in by_name[_folded(literal)]
            }
            for target_urn in sorted(referred | named):
                join.by_target[target_urn].append(companion)
            if not referred and any(isinstance(literal, Unknown) for literal in literals):
                join.undetermined = True
        return join

    def _join(self, target_type: str, companion_type: str, property_name: str, or_else: tuple[str, ...]) -> _Join:
        urns = {target.urn for target in self.of_type(target_type)}
        by_name = self._by_name(target_type)
        head, *steps = property_name.split(".")
        join = _Join()
        for companion in self.of_type(companion_type):
            literal = _literal(companion.inputs.get(head, companion.outputs.get(head)), steps)
            referred = _only(urn for urn in companion.property_dependencies.get(head, ()) if urn in urns)
            named = [each.urn for each in by_name.get(_folded(literal), ())] if isinstance(literal, str) else []
            target_urn = referred or _only(named)
            if target_urn:
                join.by_target[target_urn].append(companion)
            elif named:
                join.ambiguous |= set(named)
            elif literal is None and any(companion.inputs.get(name) is not None for name in or_else):
                continue
            elif isinstance(literal, Unknown) or literal is None:
                join.undetermined |= not self._comes_from_elsewhere(companion, head, urns)
        return join

    def _comes_from_elsewhere(self, companion: Resource, property_name: str, targets: set[str]) -> bool:
        """Whether an unknown value names a resource of another type; a group is only a part of others' ids."""
        sources = companion.property_dependencies.get(property_name, ())
        types = {self._canonical(self._by_urn[urn].type) for urn in sources if urn in self._by_urn}
        return targets.isdisjoint(sources) and bool(types - {"azure-native:resources:ResourceGroup"})


_AZURE_NAMES: Final = MappingProxyType(
    {
        "azure-native:keyvault:Vault": ("vaultName",),
        "azure-native:network:NetworkSecurityGroup": ("networkSecurityGroupName",),
        "azure-native:network:RouteTable": ("routeTableName",),
        "azure-native:network:VirtualNetwork": ("virtualNetworkName",),
        "azure-native:recoveryservices:Vault": ("vaultName",),
        "azure-native:resources:ResourceGroup": ("resourceGroupName",),
        "azure-native:sql:Database": ("databaseName",),
        "azure-native:sql:ManagedInstance": ("managedInstanceName",),
        "azure-native:sql:Server": ("serverName",),
        "azure-native:storage:StorageAccount": ("accountName",),
    }
)
"""Inputs with the physical name, which previews show before there are outputs."""


def names_of(resource: Resource) -> frozenset[str]:
    """What others may call it by: its id, its physical name, its ARN."""
    candidates = (
        resource.id,
        *(resource.inputs.get(name) for name in ("bucket", "name", *_AZURE_NAMES.get(resource.type, ()))),
        *(resource.outputs.get(name) for name in ("bucket", "name", "arn", "id")),
    )
    return frozenset(name for name in candidates if isinstance(name, str) and name)


def _only(urns: Iterable[str]) -> str | None:
    distinct = set(urns)
    return distinct.pop() if len(distinct) == 1 else None


def _literal(value: Any, steps: Iterable[str]) -> Any:
    """What stands behind `steps` in a value; None where nothing does."""
    for step in steps:
        opened = value.value if isinstance(value, Secret) else value
        if not isinstance(opened, Mapping):
            return opened if isinstance(opened, Unknown) else None
        value = opened.get(step)
    return value.value if isinstance(value, Secret) else value


def _folded(name: str) -> str:
    """Azure compares resource ids without regard to case."""
    return name.lower() if name.startswith("/") else name


def _leaves(value: Any) -> Iterator[Any]:
    """Every plain value inside a value."""
    opened = value.value if isinstance(value, Secret) else value
    if isinstance(opened, Mapping):
        for inner in opened.values():
            yield from _leaves(inner)
    elif isinstance(opened, list | tuple):
        for inner in opened:
            yield from _leaves(inner)
    else:
        yield opened
