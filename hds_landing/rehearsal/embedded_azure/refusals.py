"""Why Azure refuses to create, to change or to delete a resource."""

from collections.abc import Iterator, Mapping

from hds_landing.rehearsal.embedded_azure.arm_id import name_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.behaviour import behaviour_problems
from hds_landing.rehearsal.embedded_azure.changes import change_problems
from hds_landing.rehearsal.embedded_azure.concurrency import concurrency_problems
from hds_landing.rehearsal.embedded_azure.dependants import dependant_problems
from hds_landing.rehearsal.embedded_azure.locations import location_problems
from hds_landing.rehearsal.embedded_azure.management_locks import delete_lock_problems, write_lock_problems
from hds_landing.rehearsal.embedded_azure.names import name_problem, path_problems
from hds_landing.rehearsal.embedded_azure.references import parent_problems, reference_problems, region_problems
from hds_landing.rehearsal.embedded_azure.soft_deletion import deleted_name_problems


def creation_refusals(
    resource: ArmResource, words: Mapping[str, str], existing: ArmResources, *, checked: bool
) -> Iterator[str]:
    """Everything wrong with a new resource; one of a type that is not checked must only have an id of its own."""
    own = resource.arm_type.parameters[-1]
    yield from path_problems(resource.arm_type.parameters[:-1], words)
    problem = name_problem(resource.arm_type.name, own, words[own])
    if problem:
        yield problem
    twin = existing.find(resource.arm_id)
    if twin is not None:
        yield f"{own}: {resource.arm_id} exists already, as {twin.name}; import it, or delete it first"
    elif resource.arm_type.name.worldwide:
        for other in existing.of_type(resource.type):
            if other.name_is(words[own]):
                yield f"{own}: given {words[own]!r}, taken by {other.name}; the name is unique in all of Azure"
    yield from deleted_name_problems(resource, existing)
    if checked:
        yield from _write_refusals(resource, existing)


def change_refusals(before: ArmResource, after: ArmResource, existing: ArmResources, *, checked: bool) -> Iterator[str]:
    """Everything wrong with what a resource shall become; it is held against all the others."""
    if before.arm_id.lower() != after.arm_id.lower():
        yield f"id: given {after.arm_id}, allowed {before.arm_id}: an id cannot change in place"
    elif checked:
        with existing.without(before):
            yield from _write_refusals(after, existing)
            yield from change_problems(before, after, existing)


def deletion_refusals(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Locks, and what still uses the resource or stands in it."""
    yield from delete_lock_problems(resource, existing)
    yield from dependant_problems(resource, existing)


def _write_refusals(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    yield from location_problems(resource.arm_type, resource.location)
    yield from parent_problems(resource, existing)
    yield from reference_problems(resource, existing)
    yield from region_problems(resource, existing)
    yield from behaviour_problems(resource, existing)
    yield from write_lock_problems(resource, existing)
    outside = existing.put_outside.get(resource.arm_id.lower())
    if outside is not None and existing.below(resource.arm_id):
        yield (
            f"{name_of(resource.arm_id)}: {outside} was put into it before it existed (ResourceGroupNotFound); "
            "use its outputs or depends_on"
        )
    yield from concurrency_problems(resource, existing)
