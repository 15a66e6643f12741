"""Log Analytics workspaces, and the dedicated cluster that encrypts them with the customer's key."""

import pulumi
from pulumi_azure_native import operationalinsights

from hds_landing.azure.keys.key_identifier import read_key_identifier

_CLUSTER_GB_PER_DAY = 100
"""The smallest commitment that Azure sells."""


def log_workspace(
    name: str,
    *,
    workspace_name: str,
    hot_days: int,
    region: str,
    group: pulumi.Input[str],
    tags: dict[str, str],
    protect: bool,
    parent: pulumi.Resource,
    existing_id: str | None = None,
) -> operationalinsights.Workspace:
    """A workspace that only Entra identities read, each what it may read of the resource that wrote.

    Ingestion from public networks is off: diagnostic settings and traffic analytics come over Azure's own channel,
    and agents wait for a private link scope. Queries from public networks stay on until there is one, since without
    it nobody, on-call teams included, could read a trace; they take an Entra identity and leave an audit trace.
    With `existing_id` it is the workspace that stands already, which is read.
    """
    if existing_id is not None:
        return operationalinsights.Workspace.get(name, existing_id, pulumi.ResourceOptions(parent=parent))
    access = operationalinsights.PublicNetworkAccessType
    return operationalinsights.Workspace(
        name,
        workspace_name=workspace_name,
        resource_group_name=group,
        location=region,
        sku=operationalinsights.WorkspaceSkuArgs(name=operationalinsights.WorkspaceSkuNameEnum.PER_GB2018),
        retention_in_days=hot_days,
        features=operationalinsights.WorkspaceFeaturesArgs(
            disable_local_auth=True,
            enable_log_access_using_only_resource_permissions=True,
            immediate_purge_data_on30_days=False,
        ),
        public_network_access_for_ingestion=access.DISABLED,
        public_network_access_for_query=access.ENABLED,
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=protect, retain_on_delete=True),
    )


def log_cluster(
    name: str,
    *,
    cluster_name: str,
    region: str,
    key_id: pulumi.Input[str],
    key_identity_id: pulumi.Input[str],
    group: pulumi.Input[str],
    tags: dict[str, str],
    parent: pulumi.Resource,
) -> operationalinsights.Cluster:
    """A dedicated cluster: the only way to keep searchable logs under the customer's key. Takes hours to appear."""
    identifier = pulumi.Output.from_input(key_id).apply(read_key_identifier)
    return operationalinsights.Cluster(
        name,
        cluster_name=cluster_name,
        resource_group_name=group,
        location=region,
        sku=operationalinsights.ClusterSkuArgs(
            name=operationalinsights.ClusterSkuNameEnum.CAPACITY_RESERVATION, capacity=_CLUSTER_GB_PER_DAY
        ),
        billing_type=operationalinsights.BillingType.CLUSTER,
        is_availability_zones_enabled=True,
        is_double_encryption_enabled=True,
        identity=operationalinsights.ManagedServiceIdentityArgs(
            type=operationalinsights.ManagedServiceIdentityType.USER_ASSIGNED,
            user_assigned_identities=[key_identity_id],
        ),
        key_vault_properties=operationalinsights.KeyVaultPropertiesArgs(
            key_vault_uri=identifier.apply(lambda read: read.vault_uri),
            key_name=identifier.apply(lambda read: read.key_name),
            # Empty: the cluster follows the key's rotation.
            key_version="",
        ),
        tags=tags,
        opts=pulumi.ResourceOptions(
            parent=parent, protect=True, custom_timeouts=pulumi.CustomTimeouts(create="8h", update="4h", delete="4h")
        ),
    )


def join_cluster(
    name: str,
    workspace: operationalinsights.Workspace,
    cluster_id: pulumi.Input[str],
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> operationalinsights.LinkedService:
    """Puts a workspace on a dedicated cluster; what it ingests from then on is under the cluster's key."""
    return operationalinsights.LinkedService(
        name,
        linked_service_name="Cluster",
        workspace_name=workspace.name,
        resource_group_name=group,
        write_access_resource_id=cluster_id,
        opts=pulumi.ResourceOptions(parent=parent),
    )
