"""Role assignments."""

from collections.abc import Iterator

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.names import is_guid


def role_assignment_problems(assignment: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A principal that is no object id, or a role that the principal has at that scope already."""
    principal = assignment.inputs.get("principalId")
    if not is_guid(principal):
        yield f"principalId: given {principal!r}, allowed the object id of a principal, a GUID"
    for other in existing.children(str(parent_of(assignment.arm_id)), assignment.type):
        if _grant(other) == _grant(assignment):
            yield f"roleDefinitionId: {other.name} gives this role to this principal already (RoleAssignmentExists)"


def _grant(assignment: ArmResource) -> tuple[str, str]:
    role = str(assignment.inputs.get("roleDefinitionId"))
    return str(assignment.inputs.get("principalId")).lower(), name_of(role).lower()
