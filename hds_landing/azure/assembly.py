"""How the parts of a plan are drawn and joined, whichever stacks hold them."""

from collections.abc import Mapping
from typing import Optional

import pulumi

from hds_landing.accounts import Accounts
from hds_landing.azure.establishment import Establishment, EstablishmentArgs
from hds_landing.azure.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.azure.joining import FromEstablishment, FromPlatform
from hds_landing.azure.log_archive import ADMINISTRATION, NETWORK
from hds_landing.azure.network.firewall import firewall_address
from hds_landing.azure.network.virtual_network import network_name
from hds_landing.azure.platform import Platform, PlatformArgs
from hds_landing.azure.providers import create_providers
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.owners import PLATFORM


def all_accounts(plan: LandingZonePlan, parent: Optional[pulumi.Resource] = None) -> Accounts:
    """The providers of a stack that holds everything."""
    return Accounts(plan, create_providers(plan, plan.providers, parent), parent)


def platform_accounts(plan: LandingZonePlan) -> Accounts:
    """The providers of a stack that holds the platform."""
    return Accounts(plan, create_providers(plan, [PLATFORM], None))


def establishment_accounts(plan: LandingZonePlan, key: str) -> Accounts:
    """The provider of a stack that holds one establishment: its own, or the platform's where they share one."""
    return Accounts(plan, create_providers(plan, [key if key in plan.providers else PLATFORM], None))


def draw_platform(accounts: Accounts) -> Platform:
    """Draws what every establishment leans on."""
    plan = accounts.plan
    return Platform(
        f"{plan.name}-{PLATFORM}",
        PlatformArgs(
            keys=plan.platform_keys,
            archive=plan.log_archive,
            hub=plan.hub,
            tenant_id=plan.providers[PLATFORM].role,
        ),
        accounts.under(PLATFORM),
    )


def told_by_platform(accounts: Accounts, platform: Platform) -> dict[str, FromPlatform]:
    """What the platform tells each establishment, by spoke key: the same to all."""
    told = FromPlatform(
        hub_id=platform.hub_id,
        network_store_id=platform.log_store_ids[NETWORK],
        administration_store_id=platform.log_store_ids[ADMINISTRATION],
        flow_log_identity_id=platform.flow_log_identity_id,
        workspace_id=platform.workspace_id,
        cluster_id=platform.cluster_id,
    )
    return dict.fromkeys(accounts.plan.spokes, told)


def draw_establishment(accounts: Accounts, key: str, told: FromPlatform) -> tuple[Establishment, FromEstablishment]:
    """Draws an establishment and its half of the peering."""
    plan = accounts.plan
    provider = plan.providers[key if key in plan.providers else PLATFORM]
    establishment = Establishment(
        f"{plan.name}-{key}",
        EstablishmentArgs(
            keys=plan.keys[key],
            spoke=plan.spokes[key],
            logs=plan.logs[key],
            vault=plan.vaults.get(key),
            tenant_id=provider.role,
            subscription_id=provider.account_id if key in plan.providers else None,
            hub_id=told.hub_id,
            firewall_private_ip=firewall_address(plan.hub),
            network_store_id=told.network_store_id,
            administration_store_id=told.administration_store_id,
            flow_log_identity_id=told.flow_log_identity_id,
            flow_log_days=plan.log_archive.classes[NETWORK].archive_days,
            workspace_id=told.workspace_id,
            cluster_id=told.cluster_id,
            sealed=accounts.is_sealed(key),
        ),
        accounts.under(key),
    )
    return establishment, FromEstablishment(establishment.network_id, establishment.attachment_id)


def draw_connection(
    accounts: Accounts, key: str, platform: Platform, told: FromEstablishment, hub_id: pulumi.Output[str]
) -> HubConnection:
    """Draws the hub's half of an establishment's connection; `hub_id` is known once the hub takes one more."""
    plan = accounts.plan
    return HubConnection(
        f"{plan.connections[key].name}-connection",
        HubConnectionArgs(
            connection=plan.connections[key],
            resource_group_name=platform.resource_group_name,
            hub_name=network_name(plan.hub.name, plan.hub.existing_id),
            hub_id=hub_id,
            network_id=told.network_id,
            attachment_id=told.attachment_id,
            gateway_route_table_name=platform.gateway_route_table_name,
            firewall_private_ip=firewall_address(plan.hub),
        ),
        accounts.under(PLATFORM),
    )


def draw_connections(
    accounts: Accounts, platform: Platform, told: Mapping[str, FromEstablishment]
) -> dict[str, HubConnection]:
    """Draws the hub's half of every connection, one after the other: the hub's network takes one write at a time."""
    connections: dict[str, HubConnection] = {}
    hub_id = platform.hub_id
    for key in sorted(told):
        connections[key] = draw_connection(accounts, key, platform, told[key], hub_id)
        hub_id = connections[key].hub_id
    return connections
