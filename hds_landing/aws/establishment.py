"""Everything that belongs to one establishment or shared workload: its network, keys, logs and backups."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.backup_copy_vault import BackupCopyVault, BackupCopyVaultArgs
from hds_landing.aws.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.aws.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.aws.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.plan.backup import VaultPlan
from hds_landing.plan.keys import KeySetPlan, KeyUse
from hds_landing.plan.log_archive import EstablishmentLogsPlan
from hds_landing.plan.spoke import SpokePlan


@dataclass(frozen=True)
class EstablishmentArgs:
    """What Establishment needs."""

    keys: KeySetPlan
    """Its keys."""
    spoke: SpokePlan
    """Its network."""
    logs: EstablishmentLogsPlan
    """Its logs."""
    hub_id: pulumi.Input[str]
    """Id of the transit gateway; under dedicated tenancy known once it is shared with this account."""
    network_store_id: pulumi.Input[str]
    """ARN of the archive's bucket for `network`."""
    vault: Optional[VaultPlan] = None
    """Its backups, with the vault of their copies; none: nothing is backed up."""
    administration_store_id: Optional[pulumi.Input[str]] = None
    """ARN of the archive's bucket for `administration`: given, the trail of this account goes there. None: the
    account is the platform's, and has its trail."""
    log_key_id: Optional[pulumi.Input[str]] = None
    """ARN of the archive's log key; needed with `administration_store_id`."""
    query_log_id: Optional[pulumi.Input[str]] = None
    """The DNS query log of this account, where it has one already. None: the network makes its own."""
    hub_elsewhere: Optional[bool] = None
    """True: the transit gateway is another account's. Default: false."""
    sealed: Optional[bool] = None
    """True: the owner has left, nothing of it is protected any more. Default: false."""


class Establishment(pulumi.ComponentResource):
    """One owner's part of a landing zone, all in the owner's account.

    Its network is attached to the hub and reaches nothing yet: `AttachmentAcceptance`, where the hub stands in another
    account, then `SpokeRoutes` and the hub's `HubConnection` follow. Requirements: SNC-9.7, SNC-10.1, SNC-12.6.
    """

    network_id: pulumi.Output[str]
    """The VPC."""
    subnet_ids: pulumi.Output[dict[str, str]]
    """By `<tier>-<zone>`."""
    security_group_ids: pulumi.Output[dict[str, str]]
    """By tier."""
    route_table_id: pulumi.Output[str]
    """Table of the workloads' subnets."""
    attachment_id: pulumi.Output[str]
    """The attachment to the transit gateway."""
    key_ids: pulumi.Output[dict[str, str]]
    """ARN of each key, by use."""
    workspace_ids: pulumi.Output[dict[str, str]]
    """ARN of the log group of each log class."""
    vault_id: Optional[pulumi.Output[str]]
    """ARN of the backup vault; None without one."""

    def __init__(self, name: str, args: EstablishmentArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the establishment in its account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(EstablishmentArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", Establishment), name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        network = _draw_network(args, child)
        keys = EncryptionKeys(f"{args.keys.name}-keys", EncryptionKeysArgs(args.keys, sealed=args.sealed), child)
        logs = _draw_logs(args, keys, child)
        vault = _draw_backups(args, args.vault, keys, child) if args.vault else None
        self.network_id = network.network_id
        self.subnet_ids = network.subnet_ids
        self.security_group_ids = network.security_group_ids
        self.route_table_id = network.route_table_id
        self.attachment_id = network.attachment_id
        self.key_ids = keys.key_ids
        self.workspace_ids = logs.workspace_ids
        self.vault_id = vault.vault_id if vault else None
        self.register_outputs(
            {
                "networkId": self.network_id,
                "subnetIds": self.subnet_ids,
                "securityGroupIds": self.security_group_ids,
                "routeTableId": self.route_table_id,
                "attachmentId": self.attachment_id,
                "keyIds": self.key_ids,
                "workspaceIds": self.workspace_ids,
                "vaultId": self.vault_id,
            }
        )


def _draw_network(args: EstablishmentArgs, opts: pulumi.ResourceOptions) -> NetworkSpoke:
    return NetworkSpoke(
        f"{args.spoke.name}-network",
        NetworkSpokeArgs(
            spoke=args.spoke,
            hub_id=args.hub_id,
            log_store_id=args.network_store_id,
            sealed=args.sealed,
            query_log_id=args.query_log_id,
            hub_elsewhere=args.hub_elsewhere,
        ),
        opts,
    )


def _draw_logs(args: EstablishmentArgs, keys: EncryptionKeys, opts: pulumi.ResourceOptions) -> EstablishmentLogs:
    return EstablishmentLogs(
        f"{args.logs.name}-logs",
        EstablishmentLogsArgs(
            logs=args.logs,
            key_id=keys.key_id(KeyUse.LOG),
            log_store_id=args.administration_store_id,
            log_store_key_id=args.log_key_id,
            sealed=args.sealed,
        ),
        opts,
    )


def _draw_backups(
    args: EstablishmentArgs, vault: VaultPlan, keys: EncryptionKeys, opts: pulumi.ResourceOptions
) -> BackupVault:
    copy = None
    if vault.copy:
        copy = BackupCopyVault(
            f"{vault.copy.name}-backup",
            BackupCopyVaultArgs(vault.copy, keys.key_id(KeyUse.BACKUP_COPY), args.sealed),
            opts,
        )
    return BackupVault(
        f"{vault.name}-backup",
        BackupVaultArgs(vault, keys.key_id(KeyUse.BACKUP), copy.vault_id if copy else None, args.sealed),
        opts,
    )
