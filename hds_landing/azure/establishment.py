"""Everything that belongs to one establishment or shared workload: its network, keys, logs and backups."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.azure.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.azure.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.azure.resource_group import create_resource_group
from hds_landing.plan.backup import VaultPlan
from hds_landing.plan.keys import KeySetPlan, KeyUse
from hds_landing.plan.log_archive import EstablishmentLogsPlan
from hds_landing.plan.spoke import SpokePlan


@dataclass(frozen=True)
class EstablishmentArgs:
    """What `Establishment` draws."""

    keys: KeySetPlan
    """Its keys; their name is the resource group's too, `rg-<ght>-<key>`."""
    spoke: SpokePlan
    """Its network."""
    logs: EstablishmentLogsPlan
    """Its logs."""
    tenant_id: str
    """Entra tenant whose identities the key vault trusts."""
    hub_id: pulumi.Input[str]
    """The hub's virtual network; only the peering waits for it."""
    firewall_private_ip: str
    """Where everything that leaves the network goes, and where its names are asked."""
    network_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps flows."""
    administration_store_id: pulumi.Input[str]
    """Storage account of the archive that keeps administration traces."""
    flow_log_identity_id: pulumi.Input[str]
    """Identity that writes flow logs."""
    flow_log_days: int
    """How long flows are kept."""
    workspace_id: pulumi.Input[str]
    """The platform's workspace, which shows traces."""
    vault: Optional[VaultPlan] = None
    """Its backups; none: nothing is backed up."""
    subscription_id: Optional[str] = None
    """Its own subscription, whose activity log is then kept; absent where it shares the platform's."""
    cluster_id: Optional[pulumi.Input[str]] = None
    """Dedicated cluster of the platform, where there is one."""
    sealed: Optional[bool] = None
    """True lifts Pulumi's protection, so that an establishment can leave."""


class Establishment(pulumi.ComponentResource):
    """One owner's part of a landing zone, all in a resource group of the owner's subscription.

    Its network is peered with the hub and reaches nothing yet: the hub's `HubConnection` follows.
    Requirements: SNC-9.7, SNC-10.1, SNC-12.6.
    """

    resource_group_name: pulumi.Output[str]
    """The owner's resource group."""
    network_id: pulumi.Output[str]
    """The virtual network."""
    subnet_ids: pulumi.Output[dict[str, str]]
    """By tier."""
    attachment_id: pulumi.Output[str]
    """The peering to the hub; known once the whole network stands."""
    key_ids: pulumi.Output[dict[str, str]]
    """Key identifier of each key, by use."""
    identity_ids: pulumi.Output[dict[str, str]]
    """Identity that may use each key, by use."""
    disk_encryption_set_id: Optional[pulumi.Output[str]]
    """None where the keys have none for disks."""
    workspace_id: pulumi.Output[str]
    """Log Analytics workspace of the owner."""
    vault_id: Optional[pulumi.Output[str]]
    """Backup vault; None without one."""

    def __init__(
        self,
        name: str,
        args: EstablishmentArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the establishment in its subscription.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(EstablishmentArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", Establishment), name, {}, opts)
        group = create_resource_group(
            name,
            group_name=f"rg-{args.keys.name}",
            region=args.spoke.region,
            tags=args.spoke.tags,
            protect=not args.sealed,
            parent=self,
            existing_id=args.keys.existing_group_id,
        )
        logs = _logs(args, group, self)
        keys = _keys(args, group, self)
        network = _network(args, group, self)
        vault = _vault(args, args.vault, keys, group, self) if args.vault else None
        self.resource_group_name = group
        self.network_id = network.network_id
        self.subnet_ids = network.subnet_ids
        self.attachment_id = network.attachment_id
        self.key_ids = keys.key_ids
        self.identity_ids = keys.identity_ids
        self.disk_encryption_set_id = keys.disk_encryption_set_id
        self.workspace_id = logs.workspace_id
        self.vault_id = vault.vault_id if vault else None
        self.register_outputs(
            {
                "resourceGroupName": self.resource_group_name,
                "networkId": self.network_id,
                "subnetIds": self.subnet_ids,
                "attachmentId": self.attachment_id,
                "keyIds": self.key_ids,
                "identityIds": self.identity_ids,
                "diskEncryptionSetId": self.disk_encryption_set_id,
                "workspaceId": self.workspace_id,
                "vaultId": self.vault_id,
            }
        )


def _logs(args: EstablishmentArgs, group: pulumi.Output[str], parent: pulumi.Resource) -> EstablishmentLogs:
    return EstablishmentLogs(
        f"{args.logs.name}-logs",
        EstablishmentLogsArgs(
            logs=args.logs,
            resource_group_name=group,
            log_store_id=args.administration_store_id,
            subscription_id=args.subscription_id,
            cluster_id=args.cluster_id,
            sealed=args.sealed,
        ),
        pulumi.ResourceOptions(parent=parent),
    )


def _keys(args: EstablishmentArgs, group: pulumi.Output[str], parent: pulumi.Resource) -> EncryptionKeys:
    return EncryptionKeys(
        f"{args.keys.name}-keys",
        EncryptionKeysArgs(
            key_set=args.keys,
            resource_group_name=group,
            tenant_id=args.tenant_id,
            log_store_id=args.administration_store_id,
            workspace_id=args.workspace_id,
            sealed=args.sealed,
        ),
        pulumi.ResourceOptions(parent=parent),
    )


def _network(args: EstablishmentArgs, group: pulumi.Output[str], parent: pulumi.Resource) -> NetworkSpoke:
    return NetworkSpoke(
        f"{args.spoke.name}-network",
        NetworkSpokeArgs(
            spoke=args.spoke,
            resource_group_name=group,
            hub_id=args.hub_id,
            firewall_private_ip=args.firewall_private_ip,
            log_store_id=args.network_store_id,
            flow_log_identity_id=args.flow_log_identity_id,
            flow_log_days=args.flow_log_days,
            workspace_id=args.workspace_id,
            sealed=args.sealed,
        ),
        pulumi.ResourceOptions(parent=parent),
    )


def _vault(
    args: EstablishmentArgs, vault: VaultPlan, keys: EncryptionKeys, group: pulumi.Output[str], parent: pulumi.Resource
) -> BackupVault:
    return BackupVault(
        f"{vault.name}-backup",
        BackupVaultArgs(
            vault=vault,
            resource_group_name=group,
            key_id=keys.key_ids[KeyUse.BACKUP.value],
            key_identity_id=keys.identity_ids[KeyUse.BACKUP.value],
            log_store_id=args.administration_store_id,
            workspace_id=args.workspace_id,
            sealed=args.sealed,
        ),
        pulumi.ResourceOptions(parent=parent),
    )
