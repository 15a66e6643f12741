"""The way from the runner's network to the states and to the key of their secrets: private endpoints, and names."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import network, privatedns

from hds_landing.errors import ComponentArgsError

_ZONES: Mapping[str, str] = {
    "blob": "privatelink.blob.core.windows.net",
    "vault": "privatelink.vaultcore.azure.net",
}
"""Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns, read 2026-11-22."""


@dataclass(frozen=True)
class PrivateAccess:
    """Where the endpoints stand and what they lead to."""

    subnet_id: str
    dns_network_id: str
    """The virtual network in which names are resolved: the hub's, where its firewall answers them."""
    store_name: str
    region: str
    tags: dict[str, str]


def network_of(subnet_id: str) -> str:
    """The id of the virtual network that a subnet is part of.

    Raises:
        ComponentArgsError: it is not the id of a subnet.
    """
    network_id, separator, subnet = subnet_id.partition("/subnets/")
    if "/providers/Microsoft.Network/virtualNetworks/" not in network_id or not separator or "/" in subnet:
        raise ComponentArgsError(
            f"endpoint_subnet_id is {subnet_id!r}, and takes the id of a subnet, "
            "/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/…"
        )
    return network_id


def private_access(
    name: str,
    access: PrivateAccess,
    targets: Mapping[str, pulumi.Input[str]],
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> None:
    """An endpoint, a private zone and its link for each target, `blob` (storage account) and `vault` (key vault)."""
    for target, resource_id in targets.items():
        zone = _zone(f"{name}-{target}", _ZONES[target], access, group, parent)
        endpoint = network.PrivateEndpoint(
            f"{name}-{target}",
            private_endpoint_name=f"{access.store_name}-{target}",
            resource_group_name=group,
            location=access.region,
            subnet=network.SubnetArgs(id=access.subnet_id),
            private_link_service_connections=[
                network.PrivateLinkServiceConnectionArgs(
                    name=target, private_link_service_id=resource_id, group_ids=[target]
                )
            ],
            tags=access.tags,
            opts=pulumi.ResourceOptions(parent=parent),
        )
        network.PrivateDnsZoneGroup(
            f"{name}-{target}",
            private_dns_zone_group_name="default",
            private_endpoint_name=endpoint.name,
            resource_group_name=group,
            private_dns_zone_configs=[network.PrivateDnsZoneConfigArgs(name=target, private_dns_zone_id=zone.id)],
            opts=pulumi.ResourceOptions(parent=parent),
        )


def _zone(
    name: str, zone_name: str, access: PrivateAccess, group: pulumi.Input[str], parent: pulumi.Resource
) -> privatedns.PrivateZone:
    opts = pulumi.ResourceOptions(parent=parent)
    zone = privatedns.PrivateZone(
        name,
        private_zone_name=zone_name,
        resource_group_name=group,
        location="global",
        tags=access.tags,
        opts=opts,
    )
    privatedns.VirtualNetworkLink(
        name,
        virtual_network_link_name="runner",
        private_zone_name=zone.name,
        resource_group_name=group,
        location="global",
        registration_enabled=False,
        virtual_network=privatedns.SubResourceArgs(id=access.dns_network_id),
        tags=access.tags,
        opts=opts,
    )
    return zone
