"""The logs of one owner's applications, in a workspace that its own people read."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import operationalinsights

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.logs.diagnostics import ACTIVITY_LOG_CATEGORIES, LogTargets, trace_categories, trace_everything
from hds_landing.azure.logs.workspace import join_cluster, log_workspace
from hds_landing.plan.existing import WORKSPACE
from hds_landing.plan.log_archive import EstablishmentLogsPlan


@dataclass(frozen=True)
class EstablishmentLogsArgs:
    """What `EstablishmentLogs` draws."""

    logs: EstablishmentLogsPlan
    """The logs of one owner."""
    resource_group_name: pulumi.Input[str]
    """Where they are drawn."""
    log_store_id: pulumi.Input[str]
    """Storage account of the log archive that keeps administration traces."""
    subscription_id: Optional[str] = None
    """The owner's own subscription, whose activity log is then kept; absent where it shares the platform's."""
    cluster_id: Optional[pulumi.Input[str]] = None
    """Dedicated cluster of the platform, where there is one."""
    sealed: Optional[bool] = None
    """True lifts Pulumi's protection, so that an establishment can leave."""


class EstablishmentLogs(pulumi.ComponentResource):
    """A Log Analytics workspace, and the activity log of the owner's subscription.

    A workspace that stands already is read; who read it is traced all the same.
    """

    workspace_id: pulumi.Output[str]
    """Log Analytics workspace of the owner."""

    def __init__(
        self,
        name: str,
        args: EstablishmentLogsArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the workspace.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(EstablishmentLogsArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", EstablishmentLogs), name, {}, opts)
        existing_id = (args.logs.existing_workspace_ids or {}).get(WORKSPACE)
        workspace = log_workspace(
            name,
            workspace_name=args.logs.workspace_name,
            hot_days=max(args.logs.hot_days.values()),
            region=args.logs.region,
            group=args.resource_group_name,
            tags=args.logs.tags,
            protect=not args.sealed,
            parent=self,
            existing_id=existing_id,
        )
        attached = _traces(name, args, workspace, self)
        if existing_id is None:
            _keep(name, args, workspace, attached, self)
        self.workspace_id = workspace.id
        self.register_outputs({"workspaceId": self.workspace_id})


def _keep(
    name: str,
    args: EstablishmentLogsArgs,
    workspace: operationalinsights.Workspace,
    attached: list[pulumi.Resource],
    parent: pulumi.Resource,
) -> None:
    """Puts it on the platform's cluster, where there is one, and locks it against deletion."""
    if args.cluster_id is not None:
        joined = join_cluster(name, workspace, args.cluster_id, args.resource_group_name, parent)
        attached = [*attached, joined]
    deletion_lock(name, workspace.id, f"Searchable logs of {args.logs.owner}", after=attached, parent=parent)


def _traces(
    name: str, args: EstablishmentLogsArgs, workspace: operationalinsights.Workspace, parent: pulumi.Resource
) -> list[pulumi.Resource]:
    """Who read the workspace, and the activity log of the owner's own subscription: what is attached to the former."""
    targets = LogTargets(workspace_id=workspace.id, store_id=args.log_store_id)
    opts = pulumi.ResourceOptions(parent=parent)
    if args.subscription_id is not None:
        subscription = f"/subscriptions/{args.subscription_id}"
        trace_categories(f"{name}-activity", subscription, ACTIVITY_LOG_CATEGORIES, targets, opts)
    return [trace_everything(f"{name}-workspace", workspace.id, targets, opts)]
