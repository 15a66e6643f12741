"""What exists in the embedded Azure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
        self._by_id: dict[str, ArmResource] = {}
        self._by_type: dict[str, list[ArmResource]] = {}
        self._children: dict[str, list[ArmResource]] = {}

    def add(self, resource: ArmResource) -> None:
        """Keep a resource that was just created."""
        self._by_id[resource.arm_id.lower()] = resource
        self._by_type.setdefault(resource.type.lower(), []).append(resource)
        parent = parent_of(resource.arm_id)
        if parent is not None:
            self._children.setdefault(parent.lower(), []).append(resource)

    def find(self, arm_id: str) -> Optional[ArmResource]:
        """The resource with that id."""
        return self._by_id.get(arm_id.rstrip("/").lower())

    def children(self, arm_id: str, resource_type: str) -> list[ArmResource]:
        """Resources of one type right below an id."""
        below = self._children.get(arm_id.rstrip("/").lower(), [])
        return [child for child in below if child.type.lower() == resource_type.lower()]

    def of_type(self, resource_type: str) -> Iterator[ArmResource]:
        """Every resource of a type, `Microsoft.KeyVault/vaults`."""
        return iter(self._by_type.get(resource_type.lower(), ()))

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
