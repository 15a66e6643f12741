"""The platform's log archive: immutable storage per log class, and a workspace to search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import operationalinsights, storage

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.logs.blob_lifecycle import blob_lifecycle, blob_protection
from hds_landing.azure.logs.diagnostics import ACTIVITY_LOG_CATEGORIES, LogTargets, trace_categories, trace_everything
from hds_landing.azure.logs.storage_account import archive_account
from hds_landing.azure.logs.workspace import join_cluster, log_cluster, log_workspace
from hds_landing.azure.network.flow_log_identity import flow_log_identity
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.log_archive import LogArchivePlan

ADMINISTRATION = "administration"
"""Log class that keeps who administered what: activity logs, audit events of vaults and workspaces."""
NETWORK = "network"
"""Log class that keeps flows."""
SECURITY = "security"
"""Log class that keeps what the firewall saw."""


@dataclass(frozen=True)
class LogArchiveArgs:
    """What `LogArchive` draws."""

    archive: LogArchivePlan
    """The platform's log archive."""
    resource_group_name: pulumi.Input[str]
    """Where it is drawn."""
    key_id: pulumi.Input[str]
    """Identifier of the platform's `log` key."""
    key_identity_id: pulumi.Input[str]
    """Identity that may use it."""
    key_vault_id: Optional[pulumi.Input[str]] = None
    """The platform's key vault, which stood before the archive: its audit events are kept here."""


class LogArchive(pulumi.ComponentResource):
    """Storage accounts that nobody can change for the class's days, a workspace, and the platform's activity log.

    An account or workspace that stands already is read; who read it is traced all the same.
    """

    store_ids: pulumi.Output[dict[str, str]]
    """Storage account by log class."""
    workspace_id: pulumi.Output[str]
    """Log Analytics workspace of the platform."""
    flow_log_identity_id: pulumi.Output[str]
    """Identity that writes flow logs; known once it may."""
    cluster_id: Optional[pulumi.Output[str]]
    """Dedicated cluster; None without one."""

    def __init__(
        self,
        name: str,
        args: LogArchiveArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the archive.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(LogArchiveArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", LogArchive), name, {}, opts)
        drawn = {key: _store(f"{name}-{key}", key, args, self) for key in args.archive.classes}
        stores = {key: account for key, (account, _) in drawn.items()}
        workspace, cluster = _workspace(name, args, self)
        flow_logs = flow_log_identity(name, args.archive, stores[NETWORK], args.resource_group_name, self)
        _trace_platform(name, args, stores, workspace, self)
        attached: dict[str, list[pulumi.Resource]] = {
            key: [lifecycle] for key, (_, lifecycle) in drawn.items() if lifecycle is not None
        }
        attached.setdefault(NETWORK, []).append(flow_logs.grant)
        _trace_and_lock_stores(name, args.archive, stores, workspace, attached, self)
        self.store_ids = keyed({key: store.id for key, store in stores.items()})
        self.workspace_id = workspace.id
        self.flow_log_identity_id = flow_logs.identity_id
        self.cluster_id = cluster.id if cluster else None
        self.register_outputs(
            {
                "storeIds": self.store_ids,
                "workspaceId": self.workspace_id,
                "flowLogIdentityId": self.flow_log_identity_id,
                "clusterId": self.cluster_id,
            }
        )


def _store(
    name: str, key: str, args: LogArchiveArgs, parent: pulumi.Resource
) -> tuple[storage.StorageAccount, storage.ManagementPolicy | None]:
    """An account and the policy under which its blobs age; without the latter where it stands already."""
    archive, log_class, group = args.archive, args.archive.classes[key], args.resource_group_name
    if log_class.existing_id is not None:
        child = pulumi.ResourceOptions(parent=parent)
        return storage.StorageAccount.get(name, log_class.existing_id, child), None
    account = archive_account(
        name,
        log_class=log_class,
        locked=archive.locked,
        region=archive.region,
        key_id=args.key_id,
        key_identity_id=args.key_identity_id,
        group=group,
        tags=archive.tags,
        protect=True,
        parent=parent,
    )
    blobs = blob_protection(name, account, group, parent)
    return account, blob_lifecycle(name, log_class, account, blobs, group, parent)


def _workspace(
    name: str, args: LogArchiveArgs, parent: pulumi.Resource
) -> tuple[operationalinsights.Workspace, operationalinsights.Cluster | None]:
    archive, group = args.archive, args.resource_group_name
    workspace = log_workspace(
        name,
        workspace_name=archive.workspace_name,
        hot_days=max(log_class.hot_days for log_class in archive.classes.values()),
        region=archive.region,
        group=group,
        tags=archive.tags,
        protect=True,
        parent=parent,
        existing_id=archive.existing_workspace_id,
    )
    if not archive.dedicated_cluster:
        return workspace, None
    cluster = log_cluster(
        name,
        cluster_name=f"{archive.name}-cluster",
        region=archive.region,
        key_id=args.key_id,
        key_identity_id=args.key_identity_id,
        group=group,
        tags=archive.tags,
        parent=parent,
    )
    if archive.existing_workspace_id is None:
        join_cluster(name, workspace, cluster.id, group, parent)
    return workspace, cluster


def _trace_platform(
    name: str,
    args: LogArchiveArgs,
    stores: Mapping[str, storage.StorageAccount],
    workspace: operationalinsights.Workspace,
    parent: pulumi.Resource,
) -> None:
    targets = LogTargets(workspace_id=workspace.id, store_id=stores[ADMINISTRATION].id)
    opts = pulumi.ResourceOptions(parent=parent)
    subscription = f"/subscriptions/{args.archive.account_id}"
    trace_categories(f"{name}-activity", subscription, ACTIVITY_LOG_CATEGORIES, targets, opts)
    if args.key_vault_id is not None:
        trace_everything(f"{name}-keys", args.key_vault_id, targets, opts)
    traces = trace_everything(f"{name}-workspace", workspace.id, targets, opts)
    if args.archive.existing_workspace_id is None:
        deletion_lock(name, workspace.id, "Searchable logs of the platform", after=[traces], parent=parent)


def _trace_and_lock_stores(
    name: str,
    archive: LogArchivePlan,
    stores: Mapping[str, storage.StorageAccount],
    workspace: operationalinsights.Workspace,
    attached: Mapping[str, Sequence[pulumi.Resource]],
    parent: pulumi.Resource,
) -> None:
    """Locks, and traces of who read or deleted an archived log. Writes are the archive's own doing, and endless.

    What stands already is traced, and not locked.
    """
    for key, store in stores.items():
        blobs = pulumi.Output.concat(store.id, "/blobServices/default")
        traces = trace_categories(
            f"{name}-{key}",
            blobs,
            ("StorageRead", "StorageDelete"),
            LogTargets(workspace_id=workspace.id),
            pulumi.ResourceOptions(parent=parent),
        )
        if archive.classes[key].existing_id is not None:
            continue
        after = [traces, *attached[key]]
        deletion_lock(f"{name}-{key}", store.id, f"Archive of {key} logs", after=after, parent=parent)
