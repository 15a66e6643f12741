"""A whole landing zone on AWS: the platform, then everything of each establishment and shared workload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi
import pulumi_aws as aws

from hds_landing.arguments import component_type, validated
from hds_landing.aws.backup_copy_vault import BackupCopyVault, BackupCopyVaultArgs
from hds_landing.aws.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.aws.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.aws.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.aws.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.aws.log_archive import LogArchive, LogArchiveArgs
from hds_landing.aws.logs.trail import TRAIL_CLASS
from hds_landing.aws.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.aws.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.aws.providers import PLATFORM, create_providers
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.keys import KeyUse
from hds_landing.plan.landing_zone import LandingZonePlan

_FLOW_CLASS = "network"


@dataclass(frozen=True)
class LandingZoneArgs:
    """What LandingZone needs."""

    plan: LandingZonePlan
    """Every decision, as `plan_landing_zone` computes it."""


class LandingZone(pulumi.ComponentResource):
    """The components of a plan, each under the explicit provider of the account that holds it."""

    hub_id: pulumi.Output[str]
    """Id of the transit gateway."""
    network_ids: pulumi.Output[dict[str, str]]
    """Network of each spoke, by spoke key."""
    vault_ids: pulumi.Output[dict[str, str]]
    """ARN of the backup vault of each spoke that has one, by spoke key."""

    def __init__(self, name: str, args: LandingZoneArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the landing zone.

        Raises:
            ComponentArgsError: the plan does not fit, or something in it cannot be drawn on AWS.
        """
        plan = validated(LandingZoneArgs, args).plan
        super().__init__(component_type("hds-aws", LandingZone), name, None, opts)
        accounts = _Accounts(plan, create_providers(plan, self), self)
        platform = _draw_platform(accounts)
        networks = {key: _draw_network(key, accounts, platform) for key in plan.spokes}
        keys = {key: _draw_keys(key, accounts) for key in plan.keys}
        for key in plan.logs:
            _draw_logs(key, accounts, platform, keys[key])
        vaults = {key: _draw_backups(key, accounts, keys[key]) for key in plan.vaults}
        self.hub_id = platform.hub.hub_id
        self.network_ids = keyed({key: network.network_id for key, network in networks.items()})
        self.vault_ids = keyed({key: vault.vault_id for key, vault in vaults.items()})
        self.register_outputs({"hubId": self.hub_id, "networkIds": self.network_ids, "vaultIds": self.vault_ids})


@dataclass(frozen=True)
class _Accounts:
    """Where each part of the plan is drawn."""

    plan: LandingZonePlan
    providers: Mapping[str, aws.Provider]
    parent: LandingZone

    def under(self, owner: str) -> pulumi.ResourceOptions:
        """The options of a component of `owner`: its own account's provider, or the platform's."""
        provider = self.providers.get(owner, self.providers[PLATFORM])
        return pulumi.ResourceOptions(parent=self.parent, providers=[provider])

    def is_elsewhere(self, owner: str) -> bool:
        """True where the owner has an account other than the platform's."""
        accounts = self.plan.providers
        return owner in accounts and accounts[owner].account_id != accounts[PLATFORM].account_id

    @property
    def ids(self) -> list[str]:
        """Every account of the landing zone, sorted."""
        return sorted({provider.account_id for provider in self.plan.providers.values()})

    def is_sealed(self, owner: str) -> bool:
        """True where the owner has left."""
        return owner in self.plan.sealed


@dataclass(frozen=True)
class _Platform:
    """What every spoke leans on."""

    keys: EncryptionKeys
    archive: LogArchive
    hub: NetworkHub


def _draw_platform(accounts: _Accounts) -> _Platform:
    plan, opts = accounts.plan, accounts.under(PLATFORM)
    keys = EncryptionKeys(f"{plan.platform_keys.name}-keys", EncryptionKeysArgs(plan.platform_keys, accounts.ids), opts)
    archive = LogArchive(
        plan.log_archive.name, LogArchiveArgs(plan.log_archive, keys.key_id(KeyUse.LOG), accounts.ids), opts
    )
    hub = NetworkHub(
        plan.hub.name,
        NetworkHubArgs(
            hub=plan.hub,
            log_store_id=archive.store_id(_FLOW_CLASS),
            key_id=keys.key_id(KeyUse.STORAGE),
            spoke_account_ids={
                key: plan.providers[key].account_id for key in plan.spokes if accounts.is_elsewhere(key)
            },
        ),
        opts,
    )
    return _Platform(keys, archive, hub)


def _draw_network(key: str, accounts: _Accounts, platform: _Platform) -> NetworkSpoke:
    """The spoke in its own account, then the hub's half of its connection."""
    spoke, connection = accounts.plan.spokes[key], accounts.plan.connections[key]
    network = NetworkSpoke(
        f"{spoke.name}-network",
        NetworkSpokeArgs(
            spoke=spoke,
            hub_id=platform.hub.hub_id_for(key),
            log_store_id=platform.archive.store_id(_FLOW_CLASS),
            query_log_id=None if accounts.is_elsewhere(key) else platform.hub.query_log_id,
            sealed=accounts.is_sealed(key),
        ),
        accounts.under(key),
    )
    HubConnection(
        f"{connection.name}-connection",
        HubConnectionArgs(
            connection=connection,
            hub_id=platform.hub.hub_id,
            attachment_id=network.attachment_id,
            inspection_attachment_id=platform.hub.inspection_attachment_id,
            inspection_route_table_id=platform.hub.inspection_route_table_id,
            other_account=accounts.is_elsewhere(key),
        ),
        accounts.under(PLATFORM),
    )
    return network


def _draw_keys(key: str, accounts: _Accounts) -> EncryptionKeys:
    key_set = accounts.plan.keys[key]
    args = EncryptionKeysArgs(key_set, sealed=accounts.is_sealed(key))
    return EncryptionKeys(f"{key_set.name}-keys", args, accounts.under(key))


def _draw_logs(key: str, accounts: _Accounts, platform: _Platform, keys: EncryptionKeys) -> EstablishmentLogs:
    logs = accounts.plan.logs[key]
    own_trail = accounts.is_elsewhere(key)
    return EstablishmentLogs(
        f"{logs.name}-logs",
        EstablishmentLogsArgs(
            logs=logs,
            key_id=keys.key_id(KeyUse.LOG),
            log_store_id=platform.archive.store_id(TRAIL_CLASS) if own_trail else None,
            log_store_key_id=platform.keys.key_id(KeyUse.LOG) if own_trail else None,
            sealed=accounts.is_sealed(key),
        ),
        accounts.under(key),
    )


def _draw_backups(key: str, accounts: _Accounts, keys: EncryptionKeys) -> BackupVault:
    vault, sealed = accounts.plan.vaults[key], accounts.is_sealed(key)
    copy = None
    if vault.copy:
        copy = BackupCopyVault(
            f"{vault.copy.name}-backup",
            BackupCopyVaultArgs(vault.copy, keys.key_id(KeyUse.BACKUP_COPY), sealed),
            accounts.under(key),
        )
    return BackupVault(
        f"{vault.name}-backup",
        BackupVaultArgs(vault, keys.key_id(KeyUse.BACKUP), copy.vault_id if copy else None, sealed),
        accounts.under(key),
    )
