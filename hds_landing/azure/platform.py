"""What every establishment leans on: the platform's keys, the log archive and the hub's network."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.azure.log_archive import NETWORK, SECURITY, LogArchive, LogArchiveArgs
from hds_landing.azure.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.azure.resource_group import create_resource_group
from hds_landing.plan.hub import HubPlan
from hds_landing.plan.keys import KeySetPlan, KeyUse
from hds_landing.plan.log_archive import LogArchivePlan


@dataclass(frozen=True)
class PlatformArgs:
    """What `Platform` draws."""

    keys: KeySetPlan
    """The platform's own keys; their name is the resource group's too, `rg-<ght>-platform`."""
    archive: LogArchivePlan
    """Where everyone's traces are kept."""
    hub: HubPlan
    """The shared network, with the firewall's rules of the whole spec."""
    tenant_id: str
    """Entra tenant whose identities the key vault trusts."""


class Platform(pulumi.ComponentResource):
    """The part of a landing zone that belongs to no establishment, in a resource group of the platform's subscription.

    Requirements: SNC-10.1, SNC-12.6, SNC-13.2.
    """

    resource_group_name: pulumi.Output[str]
    """The platform's resource group."""
    hub_id: pulumi.Output[str]
    """The hub's virtual network; known once everything that writes to it stands."""
    firewall_private_ip: pulumi.Output[str]
    """The firewall's address."""
    gateway_route_table_name: pulumi.Output[str]
    """Table of the gateway's subnet, in which every connection writes its own routes."""
    key_ids: pulumi.Output[dict[str, str]]
    """Key identifier of each of the platform's keys, by use."""
    log_store_ids: pulumi.Output[dict[str, str]]
    """The archive's storage account of each log class."""
    workspace_id: pulumi.Output[str]
    """Log Analytics workspace of the platform."""
    flow_log_identity_id: pulumi.Output[str]
    """Identity that writes flow logs; known once it may."""
    cluster_id: Optional[pulumi.Output[str]]
    """Dedicated cluster; None without one."""

    def __init__(
        self,
        name: str,
        args: PlatformArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the platform in its subscription.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(PlatformArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", Platform), name, {}, opts)
        group = create_resource_group(
            name,
            group_name=f"rg-{args.keys.name}",
            region=args.hub.region,
            tags=args.hub.tags,
            protect=True,
            parent=self,
            existing_id=args.keys.existing_group_id,
        )
        keys = _keys(args, group, self)
        archive = _log_archive(args, keys, group, self)
        hub = _hub(args, archive, group, self)
        self.resource_group_name = group
        self.hub_id = hub.hub_id
        self.firewall_private_ip = hub.firewall_private_ip
        self.gateway_route_table_name = hub.gateway_route_table_name
        self.key_ids = keys.key_ids
        self.log_store_ids = archive.store_ids
        self.workspace_id = archive.workspace_id
        self.flow_log_identity_id = archive.flow_log_identity_id
        self.cluster_id = archive.cluster_id
        self.register_outputs(
            {
                "resourceGroupName": self.resource_group_name,
                "hubId": self.hub_id,
                "firewallPrivateIp": self.firewall_private_ip,
                "gatewayRouteTableName": self.gateway_route_table_name,
                "keyIds": self.key_ids,
                "logStoreIds": self.log_store_ids,
                "workspaceId": self.workspace_id,
                "flowLogIdentityId": self.flow_log_identity_id,
                "clusterId": self.cluster_id,
            }
        )


def _keys(args: PlatformArgs, group: pulumi.Output[str], parent: pulumi.Resource) -> EncryptionKeys:
    return EncryptionKeys(
        f"{args.keys.name}-keys",
        EncryptionKeysArgs(key_set=args.keys, resource_group_name=group, tenant_id=args.tenant_id),
        pulumi.ResourceOptions(parent=parent),
    )


def _log_archive(
    args: PlatformArgs, keys: EncryptionKeys, group: pulumi.Output[str], parent: pulumi.Resource
) -> LogArchive:
    return LogArchive(
        args.archive.name,
        LogArchiveArgs(
            archive=args.archive,
            resource_group_name=group,
            key_id=keys.key_ids[KeyUse.LOG.value],
            key_identity_id=keys.identity_ids[KeyUse.LOG.value],
            key_vault_id=keys.vault_id,
        ),
        pulumi.ResourceOptions(parent=parent),
    )


def _hub(args: PlatformArgs, archive: LogArchive, group: pulumi.Output[str], parent: pulumi.Resource) -> NetworkHub:
    return NetworkHub(
        args.hub.name,
        NetworkHubArgs(
            hub=args.hub,
            resource_group_name=group,
            log_store_id=archive.store_ids[SECURITY],
            flow_store_id=archive.store_ids[NETWORK],
            flow_log_identity_id=archive.flow_log_identity_id,
            flow_log_days=args.archive.classes[NETWORK].archive_days,
            workspace_id=archive.workspace_id,
        ),
        pulumi.ResourceOptions(parent=parent),
    )
