"""Management locks: what nobody may delete, or change, until the lock itself is deleted.

Everything below a lock's scope is under it, role assignments and other extensions among it. Source:
https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources, read 2026-11-22.
"""

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
    if resource.arm_type.implicit:
        # it stays with its parent: the provider sets it back to what it was, by a PUT
        yield from write_lock_problems(resource, existing)
        return
    for lock in _locks(resource, existing):
        yield _refusal("delete", resource, lock)
    for below in existing.below(resource.arm_id):
        if below.type == _LOCKS and str(parent_of(below.arm_id)).lower() != resource.arm_id.lower():
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
