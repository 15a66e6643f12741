"""Flow logs: who spoke to whom, to the archive."""

from typing import Any, Optional

import pulumi
from pulumi_aws import ec2

_FIELDS = (
    *("version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets"),
    *("bytes", "start", "end", "action", "log-status", "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type"),
    *("pkt-srcaddr", "pkt-dstaddr", "region", "az-id", "pkt-src-aws-service", "pkt-dst-aws-service"),
    *("flow-direction", "traffic-path"),
)
"""The default format stops at `log-status`, and so tells neither who spoke behind a firewall's endpoint or a NAT
gateway (`pkt-*`) nor which way. Source: VPC user guide, Flow log records, versions 2 to 5; read 2026-11-22."""


def record_flows(
    name: str,
    *,
    log_store_id: pulumi.Input[str],
    tags: dict[str, str],
    parent: pulumi.Resource,
    vpc_id: Optional[pulumi.Input[str]] = None,
    transit_gateway_id: Optional[pulumi.Input[str]] = None,
) -> ec2.FlowLog:
    """Records every flow of a network, or of the transit gateway, a minute at a time, as Parquet.

    Args:
        name: of the resource.
        log_store_id: ARN of the archive's bucket for `network`, in this account or in another.
        tags: of the resource.
        parent: the component.
        vpc_id: the network; exactly one of it and `transit_gateway_id`.
        transit_gateway_id: the gateway, which takes no traffic type and has a format of its own: it records everything.
    """
    of: dict[str, Any] = (
        {"transit_gateway_id": transit_gateway_id}
        if vpc_id is None
        else {"vpc_id": vpc_id, "traffic_type": "ALL", "log_format": " ".join(f"${{{field}}}" for field in _FIELDS)}
    )
    return ec2.FlowLog(
        name,
        log_destination=log_store_id,
        log_destination_type="s3",
        max_aggregation_interval=60,
        destination_options={
            "file_format": "parquet",
            "hive_compatible_partitions": True,
            "per_hour_partition": True,
        },
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent),
        **of,
    )
