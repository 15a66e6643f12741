"""Management locks: what nobody may delete, or change, until the lock itself is deleted."""

from collections.abc import Iterator
from typing import Final

from hds_landing.rehearsal.embedded_azure.arm_id import ancestors_of, name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources

_LOCKS: Final = "Microsoft.Authorization/locks"


def write_lock_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Locks that let nobody create or change a resource."""
    for lock in _locks(resource, existing):
        if lock.inputs.get("level") == "ReadOnly" and existing.order.is_after(resource.urn, lock.urn):
            yield _refusal("write", resource, lock)


def delete_lock_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Locks that let nobody delete a resource: its own, those above it, and those of what would go with it."""
    for lock in _locks(resource, existing):
        yield _refusal("delete", resource, lock)
    for below in existing.below(resource.arm_id):
        if below.type == _LOCKS and parent_of(below.arm_id) != resource.arm_id:
            yield _refusal("delete", resource, below)


def _locks(resource: ArmResource, existing: ArmResources) -> Iterator[ArmResource]:
    """Locks on a resource and on what it is in; a lock itself is under none, so that it can be deleted."""
    if resource.type != _LOCKS:
        for scope in (resource.arm_id, *ancestors_of(resource.arm_id)):
            yield from existing.children(scope, _LOCKS)


def _refusal(operation: str, resource: ArmResource, lock: ArmResource) -> str:
    scope = parent_of(lock.arm_id)
    return (
        f"{name_of(resource.arm_id)}: cannot perform the {operation} operation while {scope} is locked by "
        f"{name_of(lock.arm_id)} (409 ScopeLocked); delete that lock first"
    )
