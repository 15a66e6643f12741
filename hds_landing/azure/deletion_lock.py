"""A lock against deletion through Azure Resource Manager."""

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization


def deletion_lock(
    name: str,
    scope: pulumi.Input[str],
    notes: str,
    *,
    after: Sequence[pulumi.Resource],
    parent: pulumi.Resource,
) -> authorization.ManagementLockByScope:
    """Refuses to delete `scope` and what is attached to it until the lock is lifted.

    Pulumi's `protect` stops this program; the lock stops everyone else. Lifting it takes
    `Microsoft.Authorization/locks/delete`, which the recovery administrators hold.

    `after` names what is attached to the scope (diagnostic settings, role assignments): the lock holds these as well,
    so it comes last and has to go first.
    """
    return authorization.ManagementLockByScope(
        name,
        lock_name=f"{name}-lock",
        scope=scope,
        level=authorization.LockLevel.CAN_NOT_DELETE,
        notes=notes,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=list(after)),
    )
