"""A lock against deletion through Azure Resource Manager."""

import pulumi
from pulumi_azure_native import authorization


def deletion_lock(
    name: str, scope: pulumi.Input[str], notes: str, opts: pulumi.ResourceOptions
) -> authorization.ManagementLockByScope:
    """Refuses to delete `scope` and what it holds until the lock is lifted.

    Pulumi's `protect` stops this program; the lock stops everyone else. Lifting it takes
    `Microsoft.Authorization/locks/delete`, which the recovery administrators hold.
    """
    return authorization.ManagementLockByScope(
        name,
        lock_name=f"{name}-lock",
        scope=scope,
        level=authorization.LockLevel.CAN_NOT_DELETE,
        notes=notes,
        opts=opts,
    )
