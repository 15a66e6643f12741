"""The transit gateway, and who may attach to it."""

from collections.abc import Mapping

import pulumi
from pulumi_aws import ec2transitgateway, ram

from hds_landing.known_after import known_after
from hds_landing.plan.hub import HubPlan


def create_transit_gateway(name: str, hub: HubPlan, parent: pulumi.Resource) -> ec2transitgateway.TransitGateway:
    """Draws a gateway on which nothing reaches anything until a table says so, and nobody joins unasked.

    One that stands already is read instead; it is the platform's own, or no table could be drawn on it.
    """
    if hub.existing_id is not None:
        return ec2transitgateway.TransitGateway.get(
            f"{name}-transit-gateway", hub.existing_id, pulumi.ResourceOptions(parent=parent)
        )
    return ec2transitgateway.TransitGateway(
        f"{name}-transit-gateway",
        description=hub.name,
        default_route_table_association="disable",
        default_route_table_propagation="disable",
        auto_accept_shared_attachments="disable",
        dns_support="enable",
        vpn_ecmp_support="enable",
        multicast_support="disable",
        security_group_referencing_support="disable",
        tags=hub.tags | {"Name": hub.name},
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )


def share_transit_gateway(
    name: str,
    hub: HubPlan,
    gateway: ec2transitgateway.TransitGateway,
    account_ids: Mapping[str, str],
    parent: pulumi.Resource,
) -> dict[str, pulumi.Output[str]]:
    """Shares the gateway with the accounts of spokes, inside the organisation only.

    Sharing within the organisation must be on (`ram:EnableSharingWithAwsOrganization`); nobody then has to accept.

    Returns:
        The gateway's id by spoke key, known once that spoke's account may attach.
    """
    if not account_ids:
        return {}
    opts = pulumi.ResourceOptions(parent=parent)
    share = ram.ResourceShare(
        f"{name}-share",
        name=hub.name,
        allow_external_principals=False,
        tags=hub.tags | {"Name": hub.name},
        opts=opts,
    )
    shared = ram.ResourceAssociation(
        f"{name}-share-transit-gateway", resource_arn=gateway.arn, resource_share_arn=share.arn, opts=opts
    )
    members = {
        key: ram.PrincipalAssociation(
            f"{name}-share-{key}", principal=account_id, resource_share_arn=share.arn, opts=opts
        )
        for key, account_id in account_ids.items()
    }
    return {key: known_after(gateway.id, shared, member) for key, member in members.items()}
