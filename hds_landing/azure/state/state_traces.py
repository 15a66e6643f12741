"""Who opened the states, used or administered their keys, or changed their subscription: kept, and searchable."""

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import storage

from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.logs.blob_lifecycle import blob_lifecycle, blob_protection
from hds_landing.azure.logs.diagnostics import ACTIVITY_LOG_CATEGORIES, LogTargets, trace_categories, trace_everything
from hds_landing.azure.logs.storage_account import archive_account
from hds_landing.azure.logs.workspace import log_workspace
from hds_landing.plan.bootstrap import StateStorePlan


@dataclass(frozen=True)
class Traced:
    """What leaves traces: the account of the states, and the vault of their keys."""

    account: storage.StorageAccount
    lifecycle: storage.ManagementPolicy
    """Of that account, which the account's lock holds as well."""
    key_vault_id: pulumi.Input[str]


def state_traces(
    name: str,
    store: StateStorePlan,
    traced: Traced,
    *,
    key_id: pulumi.Input[str],
    key_identity_id: pulumi.Input[str],
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> None:
    """An account that nobody can change for the traces' days, a workspace to search, and what both take."""
    archive = archive_account(
        f"{name}-traces",
        log_class=store.traces,
        locked=store.locked,
        region=store.region,
        key_id=key_id,
        key_identity_id=key_identity_id,
        group=group,
        tags=store.tags,
        protect=True,
        parent=parent,
    )
    blobs = blob_protection(f"{name}-traces", archive, group, parent)
    lifecycle = blob_lifecycle(f"{name}-traces", store.traces, archive, blobs, group, parent)
    workspace = log_workspace(
        name,
        workspace_name=store.workspace_name,
        hot_days=store.traces.hot_days,
        region=store.region,
        group=group,
        tags=store.tags,
        protect=True,
        parent=parent,
    )
    # Retained as what they trace is, which the locks would hold them by anyway.
    opts = pulumi.ResourceOptions(parent=parent, retain_on_delete=True)
    targets = LogTargets(workspace_id=workspace.id, store_id=archive.id)
    subscription = f"/subscriptions/{store.account_id}"
    trace_categories(f"{name}-activity", subscription, ACTIVITY_LOG_CATEGORIES, targets, opts)
    trace_everything(f"{name}-keys", traced.key_vault_id, targets, opts)
    own = trace_everything(f"{name}-workspace", workspace.id, targets, opts)
    states = trace_everything(name, _blobs(traced.account), targets, opts)
    # Writes to the archive are its own doing, and endless.
    read = trace_categories(
        f"{name}-traces", _blobs(archive), ("StorageRead", "StorageDelete"), LogTargets(workspace.id), opts
    )
    deletion_lock(f"{name}-workspace", workspace.id, "Who opened the states", after=[own], parent=parent)
    archived = "Archive of who opened the states"
    deletion_lock(f"{name}-traces", archive.id, archived, after=[read, lifecycle], parent=parent)
    deletion_lock(
        name, traced.account.id, "States of the landing zone", after=[states, traced.lifecycle], parent=parent
    )


def _blobs(account: storage.StorageAccount) -> pulumi.Output[str]:
    return pulumi.Output.concat(account.id, "/blobServices/default")
