"""A whole landing zone on Azure, from one plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.azure.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.azure.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.azure.log_archive import ADMINISTRATION, NETWORK, SECURITY, LogArchive, LogArchiveArgs
from hds_landing.azure.network.firewall import firewall_address
from hds_landing.azure.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.azure.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.azure.places import PLATFORM, Place, draw_places
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.landing_zone import LandingZonePlan


@dataclass(frozen=True)
class LandingZoneArgs:
    """What `LandingZone` draws."""

    plan: LandingZonePlan
    """Every decision, as `plan_landing_zone` computes it."""


class LandingZone(pulumi.ComponentResource):
    """The platform, the hub, and for every establishment and shared workload its keys, logs, network and vault.

    Each owner has a resource group `rg-<ght>-<owner>`, in its own subscription under dedicated tenancy, and every
    resource stands under an explicit provider.
    """

    hub_id: pulumi.Output[str]
    """The hub's virtual network."""
    network_ids: pulumi.Output[dict[str, str]]
    """Virtual network, by spoke key."""
    vault_ids: pulumi.Output[dict[str, str]]
    """Backup vault, by spoke key."""

    def __init__(
        self,
        name: str,
        args: LandingZoneArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the landing zone.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        plan = validated(LandingZoneArgs, args).plan
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-azure", LandingZone), name, {}, opts)
        places = draw_places(plan, self)
        platform_keys = _platform_keys(plan, places[PLATFORM])
        archive = _log_archive(plan, platform_keys, places[PLATFORM])
        hub = _hub(plan, archive, places[PLATFORM])
        _establishment_logs(plan, archive, places)
        keys = _keys(plan, archive, places)
        spokes = _spokes(plan, archive, hub, places)
        vaults = _vaults(plan, archive, keys, places)
        self.hub_id = hub.hub_id
        self.network_ids = keyed({key: spoke.network_id for key, spoke in spokes.items()})
        self.vault_ids = keyed({key: vault.vault_id for key, vault in vaults.items()})
        self.register_outputs(
            {
                "hubId": self.hub_id,
                "networkIds": self.network_ids,
                "vaultIds": self.vault_ids,
            }
        )


def _platform_keys(plan: LandingZonePlan, place: Place) -> EncryptionKeys:
    return EncryptionKeys(
        f"{plan.platform_keys.name}-keys",
        EncryptionKeysArgs(key_set=plan.platform_keys, resource_group_name=place.group, tenant_id=place.tenant_id),
        place.opts,
    )


def _log_archive(plan: LandingZonePlan, keys: EncryptionKeys, place: Place) -> LogArchive:
    return LogArchive(
        plan.log_archive.name,
        LogArchiveArgs(
            archive=plan.log_archive,
            resource_group_name=place.group,
            key_id=keys.key_ids["log"],
            key_identity_id=keys.identity_ids["log"],
            key_vault_id=keys.vault_id,
        ),
        place.opts,
    )


def _hub(plan: LandingZonePlan, archive: LogArchive, place: Place) -> NetworkHub:
    return NetworkHub(
        plan.hub.name,
        NetworkHubArgs(
            hub=plan.hub,
            resource_group_name=place.group,
            log_store_id=archive.store_ids[SECURITY],
            flow_store_id=archive.store_ids[NETWORK],
            flow_log_identity_id=archive.flow_log_identity_id,
            flow_log_days=plan.log_archive.classes[NETWORK].archive_days,
            workspace_id=archive.workspace_id,
        ),
        place.opts,
    )


def _establishment_logs(plan: LandingZonePlan, archive: LogArchive, places: Mapping[str, Place]) -> None:
    for key, logs in plan.logs.items():
        EstablishmentLogs(
            f"{logs.name}-logs",
            EstablishmentLogsArgs(
                logs=logs,
                resource_group_name=places[key].group,
                log_store_id=archive.store_ids[ADMINISTRATION],
                subscription_id=places[key].subscription_id if key in plan.providers else None,
                cluster_id=archive.cluster_id,
                sealed=places[key].sealed,
            ),
            places[key].opts,
        )


def _keys(plan: LandingZonePlan, archive: LogArchive, places: Mapping[str, Place]) -> Mapping[str, EncryptionKeys]:
    return {
        key: EncryptionKeys(
            f"{key_set.name}-keys",
            EncryptionKeysArgs(
                key_set=key_set,
                resource_group_name=places[key].group,
                tenant_id=places[key].tenant_id,
                log_store_id=archive.store_ids[ADMINISTRATION],
                workspace_id=archive.workspace_id,
                sealed=places[key].sealed,
            ),
            places[key].opts,
        )
        for key, key_set in plan.keys.items()
    }


def _spokes(
    plan: LandingZonePlan, archive: LogArchive, hub: NetworkHub, places: Mapping[str, Place]
) -> Mapping[str, NetworkSpoke]:
    """Every spoke with its connection. They are drawn together; only their peerings follow one another."""
    private_ip = firewall_address(plan.hub)
    spokes = {}
    hub_id = hub.hub_id
    for key, spoke in plan.spokes.items():
        spokes[key] = NetworkSpoke(
            f"{spoke.name}-network",
            NetworkSpokeArgs(
                spoke=spoke,
                resource_group_name=places[key].group,
                hub_id=hub_id,
                firewall_private_ip=private_ip,
                log_store_id=archive.store_ids[NETWORK],
                flow_log_identity_id=archive.flow_log_identity_id,
                flow_log_days=plan.log_archive.classes[NETWORK].archive_days,
                workspace_id=archive.workspace_id,
                sealed=places[key].sealed,
            ),
            places[key].opts,
        )
        connection = HubConnection(
            f"{spoke.name}-connection",
            HubConnectionArgs(
                connection=plan.connections[key],
                resource_group_name=places[PLATFORM].group,
                hub_id=hub_id,
                network_id=spokes[key].network_id,
                attachment_id=spokes[key].attachment_id,
                gateway_route_table_name=hub.gateway_route_table_name,
                firewall_private_ip=private_ip,
            ),
            places[PLATFORM].opts,
        )
        hub_id = connection.hub_id
    return spokes


def _vaults(
    plan: LandingZonePlan, archive: LogArchive, keys: Mapping[str, EncryptionKeys], places: Mapping[str, Place]
) -> Mapping[str, BackupVault]:
    return {
        key: BackupVault(
            f"{vault.name}-backup",
            BackupVaultArgs(
                vault=vault,
                resource_group_name=places[key].group,
                key_id=keys[key].key_ids["backup"],
                key_identity_id=keys[key].identity_ids["backup"],
                log_store_id=archive.store_ids[ADMINISTRATION],
                workspace_id=archive.workspace_id,
                sealed=places[key].sealed,
            ),
            places[key].opts,
        )
        for key, vault in plan.vaults.items()
    }
