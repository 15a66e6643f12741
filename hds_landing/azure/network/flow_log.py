"""Flow logs of a virtual network."""

import pulumi
from pulumi_azure_native import network

_LONGEST_RETENTION_DAYS = 365
"""What a flow log's own retention can hold."""


def flow_log(
    name: str,
    *,
    flow_log_name: str,
    network_id: pulumi.Input[str],
    region: str,
    store_id: pulumi.Input[str],
    workspace_id: pulumi.Input[str],
    identity_id: pulumi.Input[str],
    retention_days: int,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> network.FlowLog:
    """Every flow of a network, to the archive's `network` account and, aggregated every ten minutes, the workspace.

    It stands under `NetworkWatcher_<region>` in `NetworkWatcherRG`, which Azure creates by itself with a subscription's
    first virtual network of the region: the network must stand first, and automatic creation must not have been
    switched off. The archive's own immutability and lifecycle hold for what is kept longer than a year.
    """
    bounded = retention_days <= _LONGEST_RETENTION_DAYS
    return network.FlowLog(
        name,
        flow_log_name=flow_log_name,
        network_watcher_name=f"NetworkWatcher_{region}",
        resource_group_name="NetworkWatcherRG",
        location=region,
        target_resource_id=network_id,
        storage_id=store_id,
        enabled=True,
        format=network.FlowLogFormatParametersArgs(type=network.FlowLogFormatType.JSON, version=2),
        retention_policy=network.RetentionPolicyParametersArgs(enabled=bounded, days=retention_days if bounded else 0),
        flow_analytics_configuration=network.TrafficAnalyticsPropertiesArgs(
            network_watcher_flow_analytics_configuration=network.TrafficAnalyticsConfigurationPropertiesArgs(
                enabled=True,
                traffic_analytics_interval=10,
                workspace_region=region,
                workspace_resource_id=workspace_id,
            )
        ),
        identity=network.ManagedServiceIdentityArgs(
            type=network.ResourceIdentityType.USER_ASSIGNED, user_assigned_identities=[identity_id]
        ),
        tags=tags,
        opts=opts,
    )
