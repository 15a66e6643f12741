"""The identity through which flow logs are written: the archive's account takes no shared key."""

from typing import NamedTuple

import pulumi
from pulumi_azure_native import authorization, managedidentity, storage

from hds_landing.azure.role_assignment import STORAGE_BLOB_DATA_CONTRIBUTOR, assign_role, built_in_role, stable_guid
from hds_landing.known_after import known_after
from hds_landing.plan.log_archive import LogArchivePlan


class FlowLogIdentity(NamedTuple):
    """Its id, known once it may write, and the grant."""

    identity_id: pulumi.Output[str]
    grant: authorization.RoleAssignment


def flow_log_identity(
    name: str,
    archive: LogArchivePlan,
    store: storage.StorageAccount,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> FlowLogIdentity:
    """A user-assigned identity that may write blobs to `store`."""
    identity = managedidentity.UserAssignedIdentity(
        f"{name}-flow-logs",
        resource_name_=f"{archive.name}-flow-logs",
        resource_group_name=group,
        location=archive.region,
        tags=archive.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    role = STORAGE_BLOB_DATA_CONTRIBUTOR
    grant = assign_role(
        f"{name}-flow-logs",
        guid=stable_guid(archive.account_id, archive.name, "flow-logs", role),
        scope=store.id,
        role_definition_id=built_in_role(archive.account_id, role),
        principal_id=identity.principal_id,
        description="Writes flow logs to the archive",
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return FlowLogIdentity(known_after(identity.id, grant), grant)
