"""Diagnostic settings: what a resource traces, sent to the workspace and to the immutable archive."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import monitor

ACTIVITY_LOG_CATEGORIES = (
    "Administrative",
    "Security",
    "ServiceHealth",
    "Alert",
    "Recommendation",
    "Policy",
    "Autoscale",
    "ResourceHealth",
)
"""All that a subscription's activity log has; category groups do not exist there."""


@dataclass(frozen=True)
class LogTargets:
    """Where traces go: a Log Analytics workspace to search, a storage account of the log archive to keep."""

    workspace_id: pulumi.Input[str] | None = None
    store_id: pulumi.Input[str] | None = None


def trace_everything(
    name: str, resource_id: pulumi.Input[str], targets: LogTargets, opts: pulumi.ResourceOptions
) -> monitor.DiagnosticSetting:
    """Every log category that the resource has, those that Azure adds later included, in tables of its own.

    Metrics are left out: Azure keeps them anyway, and they name nobody.
    """
    logs = [monitor.DiagnosticsLogSettingsArgs(category_group="allLogs", enabled=True)]
    return _setting(name, resource_id, targets, logs, opts, destination_type="Dedicated")


def trace_categories(
    name: str,
    resource_id: pulumi.Input[str],
    categories: Sequence[str],
    targets: LogTargets,
    opts: pulumi.ResourceOptions,
) -> monitor.DiagnosticSetting:
    """The named log categories only."""
    logs = [monitor.DiagnosticsLogSettingsArgs(category=category, enabled=True) for category in categories]
    return _setting(name, resource_id, targets, logs, opts)


def _setting(
    name: str,
    resource_id: pulumi.Input[str],
    targets: LogTargets,
    logs: Sequence[monitor.DiagnosticsLogSettingsArgs],
    opts: pulumi.ResourceOptions,
    destination_type: str | None = None,
) -> monitor.DiagnosticSetting:
    return monitor.DiagnosticSetting(
        name,
        name=name,
        resource_uri=resource_id,
        workspace_id=targets.workspace_id,
        storage_account_id=targets.store_id,
        log_analytics_destination_type=destination_type if targets.workspace_id is not None else None,
        logs=logs,
        opts=opts,
    )
