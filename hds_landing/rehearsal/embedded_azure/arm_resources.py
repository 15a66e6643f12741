"""What exists in the embedded Azure."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Optional

from hds_landing.rehearsal.embedded_azure.arm_id import ancestors_of, group_of, name_of, parent_of, type_of
from hds_landing.rehearsal.embedded_azure.arm_types import ArmType, explicit_types, implicit_types
from hds_landing.rehearsal.embedded_azure.write_order import WriteOrder


@dataclass(frozen=True, slots=True)
class ArmResource:
    """One resource. `inputs` as registered; `location` folded (`francecentral`), none where it has none of its own."""

    urn: str
    name: str
    """Its Pulumi name."""
    arm_id: str
    arm_type: ArmType
    location: Optional[str]
    inputs: Mapping[str, Any]
    token: str
    """Its Pulumi type, `azure-native:network:Subnet`."""
    seed: str
    """What decides everything that Azure draws at random for it; it stays when its URN changes."""

    @property
    def type(self) -> str:
        """`Microsoft.Network/virtualNetworks`."""
        return self.arm_type.type

    def name_is(self, name: str) -> bool:
        """Whether its physical name is `name`; case does not count."""
        return name_of(self.arm_id).lower() == name.lower()


class ArmResources:
    """Resources by id; ids know no case."""

    def __init__(self) -> None:
        self.order = WriteOrder()
        """Which of them waits for which."""
        self.deleted: dict[str, ArmResource] = {}
        """By lower-case id: what was deleted, is kept for a while, and holds its name meanwhile."""
        self.put_outside: dict[str, str] = {}
        """By lower-case id of a resource group that is not of this stack: the name of what was first put into it."""
        self.before: frozenset[str] = frozenset()
        """Lower-case ids of what is known to exist though nothing created it here, and of what that is below."""
        self._by_id: dict[str, ArmResource] = {}
        self._by_type: dict[str, dict[str, ArmResource]] = {}
        self._children: dict[str, dict[str, ArmResource]] = {}
        self._seeds: set[str] = set()

    def __iter__(self) -> Iterator[ArmResource]:
        return iter(self._by_id.values())

    def new_seed(self, urn: str) -> str:
        """The seed of the next resource under a URN: the URN itself for the first, as in a rehearsal, then others."""
        others = (f"{urn}#{number}" for number in count(2))
        return next(seed for seed in chain([urn], others) if seed not in self._seeds)

    def add(self, resource: ArmResource) -> None:
        """Keep a resource that was just created, or what became of one that was changed."""
        key = resource.arm_id.lower()
        self._by_id[key] = resource
        self._by_type.setdefault(resource.type.lower(), {})[key] = resource
        self._seeds.add(resource.seed)
        parent = parent_of(resource.arm_id)
        if parent is not None:
            self._children.setdefault(parent.lower(), {})[key] = resource

    def remove(self, resource: ArmResource) -> None:
        """Forget a resource that was deleted."""
        key = resource.arm_id.lower()
        del self._by_id[key]
        del self._by_type[resource.type.lower()][key]
        parent = parent_of(resource.arm_id)
        if parent is not None:
            del self._children[parent.lower()][key]

    @contextmanager
    def without(self, resource: ArmResource) -> Iterator[None]:
        """Leaves a resource out for a while: what is to become of it is held against all the others."""
        self.remove(resource)
        try:
            yield
        finally:
            self.add(resource)

    def below(self, arm_id: str) -> list[ArmResource]:
        """Everything below an id, at any depth."""
        beginning = arm_id.rstrip("/").lower() + "/"
        return [each for key, each in self._by_id.items() if key.startswith(beginning)]

    def of_urn(self, urn: str) -> Optional[ArmResource]:
        """The latest resource that was created under a URN and stands."""
        found = [each for each in self._by_id.values() if each.urn == urn]
        return max(found, key=lambda each: (len(each.seed), each.seed), default=None)

    def find(self, arm_id: str) -> Optional[ArmResource]:
        """The resource with that id."""
        return self._by_id.get(arm_id.rstrip("/").lower())

    def children(self, arm_id: str, resource_type: str) -> list[ArmResource]:
        """Resources of one type right below an id."""
        below = self._children.get(arm_id.rstrip("/").lower(), {})
        return [child for child in below.values() if child.type.lower() == resource_type.lower()]

    def of_type(self, resource_type: str) -> Iterator[ArmResource]:
        """Every resource of a type, `Microsoft.KeyVault/vaults`."""
        return iter(self._by_type.get(resource_type.lower(), {}).values())

    def is_ours(self, arm_id: str) -> bool:
        """Whether an id is in a resource group of this stack: whatever is in it must have been created too."""
        group = group_of(arm_id)
        return group is not None and group.lower() in self._by_id

    def groups_named_like(self, group_id: str) -> list[str]:
        """Ids of this stack's resource groups of that name, in whichever subscription."""
        name = name_of(group_id).lower()
        return [each.arm_id for each in self.of_type("Microsoft.Resources/resourceGroups") if each.name_is(name)]

    def owner(self, arm_id: str) -> Optional[ArmResource]:
        """The created resource that an id stands for: itself, or what it is an unlisted or implicit part of.

        None where the id names something that had to be created and was not.
        """
        kind = type_of(arm_id).lower()
        found = None if kind in implicit_types() else self.find(arm_id)
        if found is None and (kind in implicit_types() or (kind not in explicit_types() and kind.count("/") > 1)):
            parent = parent_of(arm_id)
            return self.owner(parent) if parent else None
        return found

    def region_of(self, arm_id: str) -> Optional[str]:
        """Region of a resource, or of the nearest one above that has a region of its own; resource groups have none."""
        for each in (arm_id, *ancestors_of(arm_id)):
            found = self.find(each)
            if found is not None and found.location is not None and "/providers/" in found.arm_id:
                return found.location
        return None
