"""Network Firewall: the firewall itself, its endpoints, and where it writes."""

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi_aws import networkfirewall

from hds_landing.aws.logs.archive_bucket import bucket_name
from hds_landing.aws.network.firewall_policy import FirewallGround, create_firewall_policy, encryption
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.hub import HubPlan


def create_firewall(
    name: str, hub: HubPlan, ground: FirewallGround, parent: pulumi.Resource
) -> dict[str, pulumi.Output[str]]:
    """Draws the firewall of the hub.

    Returns:
        The id of its endpoint by zone letter, the next hop of the hub's routes.
    """
    policy = create_firewall_policy(name, hub, ground, parent)
    firewall = _create_firewall(name, hub, policy, ground, parent)
    _write_logs(name, firewall, ground, parent)
    return {zone: _endpoint_in(firewall, f"{hub.region}{zone}") for zone in ground.subnets}


def _create_firewall(
    name: str,
    hub: HubPlan,
    policy: networkfirewall.FirewallPolicy,
    ground: FirewallGround,
    parent: pulumi.Resource,
) -> networkfirewall.Firewall:
    return networkfirewall.Firewall(
        f"{name}-firewall",
        name=hub.firewall.name,
        vpc_id=ground.vpc_id,
        firewall_policy_arn=policy.arn,
        subnet_mappings=[{"subnet_id": subnet.id} for _, subnet in sorted(ground.subnets.items())],
        delete_protection=True,
        # A zone is added to a live hub in two steps: lift this one in the account, then bring the zone up.
        subnet_change_protection=True,
        firewall_policy_change_protection=True,
        encryption_configuration=encryption(ground),
        tags=hub.tags | {"Name": hub.firewall.name},
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )


def _write_logs(name: str, firewall: networkfirewall.Firewall, ground: FirewallGround, parent: pulumi.Resource) -> None:
    bucket = bucket_name(ground.log_store_id)
    networkfirewall.LoggingConfiguration(
        f"{name}-firewall-logging",
        firewall_arn=firewall.arn,
        logging_configuration={
            "log_destination_configs": [
                {"log_type": kind, "log_destination_type": "S3", "log_destination": {"bucketName": bucket}}
                for kind in ("ALERT", "FLOW")
            ],
        },
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _endpoint_in(firewall: networkfirewall.Firewall, availability_zone: str) -> pulumi.Output[str]:
    statuses: pulumi.Output[Sequence[Any]] = firewall.firewall_statuses
    return statuses.apply(lambda known: endpoint_id(known, availability_zone))


def endpoint_id(statuses: Sequence[Any], availability_zone: str) -> str:
    """The firewall's endpoint in one availability zone, out of its `firewall_statuses`.

    Raises:
        ComponentArgsError: the firewall says nothing of that zone; routes without a next hop would bypass it.
    """
    states = [state for status in statuses or [] for state in status.sync_states or []]
    for state in states:
        if state.availability_zone == availability_zone:
            return str(state.attachments[0].endpoint_id)
    known = ", ".join(sorted(state.availability_zone for state in states)) or "none"
    raise ComponentArgsError(f"The firewall has no endpoint in {availability_zone}; it has one in: {known}.")
