"""Writes that Azure answers with 409 because another one below the same parent may still be running."""

from collections.abc import Iterator
from functools import cache

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of, type_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.arm_types import all_arm_types
from hds_landing.rehearsal.embedded_azure.input_paths import at_path

_SUBNETS = "microsoft.network/virtualnetworks/subnets"


def written_ids(resource: ArmResource) -> list[str]:
    """Ids that take one write at a time and that writing this resource writes to; a subnet stands for its network."""
    parent = parent_of(resource.arm_id)
    written = [parent] if resource.arm_type.one_write and parent is not None else []
    for path in resource.arm_type.writes:
        for arm_id in (str(value) for _, value in at_path(resource.inputs, path)):
            network = parent_of(arm_id) if type_of(arm_id).lower() == _SUBNETS else arm_id
            written.append(network or arm_id)
    return list({arm_id.lower(): arm_id for arm_id in written}.values())


def takes_one_write(resource: ArmResource) -> bool:
    """Whether a resource is a parent below which one write runs at a time, those of the parent itself among them."""
    return resource.type.lower() in _parents()


def concurrency_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Other resources that write to the same id while nothing in the dependency graph orders the two."""
    for written in written_ids(resource):
        for urn in existing.order.unordered_writes(resource.urn, written):
            yield (
                f"{resource.name} and {urn.rpartition('::')[2]} write to {name_of(written)} at the same time "
                "(409 AnotherOperationInProgress); make one depend on the other"
            )


@cache
def _parents() -> frozenset[str]:
    return frozenset(type_of(str(parent_of(row.path))).lower() for row in all_arm_types().values() if row.one_write)
