"""How the parts of a plan are drawn and joined, whichever stacks hold them."""

from collections.abc import Mapping
from typing import Optional

import pulumi

from hds_landing.accounts import Accounts
from hds_landing.aws.attachment_acceptance import AttachmentAcceptance, AttachmentAcceptanceArgs
from hds_landing.aws.establishment import Establishment, EstablishmentArgs
from hds_landing.aws.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.aws.joining import FromEstablishment, FromPlatform
from hds_landing.aws.logs.trail import TRAIL_CLASS
from hds_landing.aws.platform import FLOW_CLASS, Platform, PlatformArgs
from hds_landing.aws.providers import create_providers
from hds_landing.aws.spoke_routes import SpokeRoutes, SpokeRoutesArgs
from hds_landing.plan.keys import KeyUse
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.owners import PLATFORM


def all_accounts(plan: LandingZonePlan, parent: Optional[pulumi.Resource] = None) -> Accounts:
    """The providers of a stack that holds everything."""
    return Accounts(plan, create_providers(plan, plan.providers, parent), parent)


def platform_accounts(plan: LandingZonePlan) -> Accounts:
    """The providers of a stack that holds the platform."""
    return Accounts(plan, create_providers(plan, [PLATFORM], None))


def establishment_accounts(plan: LandingZonePlan, key: str) -> Accounts:
    """The providers of a stack that holds one establishment: its own, and the hub's, which accepts its attachment."""
    return Accounts(plan, create_providers(plan, [PLATFORM, key], None))


def draw_platform(accounts: Accounts) -> Platform:
    """Draws what every establishment leans on."""
    plan = accounts.plan
    return Platform(
        f"{plan.name}-{PLATFORM}",
        PlatformArgs(
            keys=plan.platform_keys,
            archive=plan.log_archive,
            hub=plan.hub,
            log_source_account_ids=sorted({provider.account_id for provider in plan.providers.values()}),
            spoke_account_ids={
                key: plan.providers[key].account_id for key in plan.spokes if accounts.is_elsewhere(key)
            },
        ),
        accounts.under(PLATFORM),
    )


def told_by_platform(accounts: Accounts, platform: Platform) -> dict[str, FromPlatform]:
    """What the platform tells each establishment, by spoke key."""
    return {key: _told(accounts, key, platform) for key in accounts.plan.spokes}


def _told(accounts: Accounts, key: str, platform: Platform) -> FromPlatform:
    elsewhere = accounts.is_elsewhere(key)
    return FromPlatform(
        hub_id=platform.hub.hub_id_for(key),
        network_store_id=platform.archive.store_id(FLOW_CLASS),
        administration_store_id=platform.archive.store_id(TRAIL_CLASS) if elsewhere else None,
        log_key_id=platform.keys.key_id(KeyUse.LOG) if elsewhere else None,
        query_log_id=None if elsewhere else platform.hub.query_log_id,
    )


def draw_establishment(accounts: Accounts, key: str, told: FromPlatform) -> tuple[Establishment, FromEstablishment]:
    """Draws an establishment, has its attachment accepted where it crosses accounts, then routes it to the hub."""
    plan = accounts.plan
    establishment = Establishment(
        f"{plan.name}-{key}",
        EstablishmentArgs(
            keys=plan.keys[key],
            spoke=plan.spokes[key],
            logs=plan.logs[key],
            vault=plan.vaults.get(key),
            hub_id=told.hub_id,
            network_store_id=told.network_store_id,
            administration_store_id=told.administration_store_id,
            log_key_id=told.log_key_id,
            query_log_id=told.query_log_id,
            hub_elsewhere=accounts.is_elsewhere(key),
            sealed=accounts.is_sealed(key),
        ),
        accounts.under(key),
    )
    attachment_id = _accepted(accounts, key, establishment)
    SpokeRoutes(
        f"{plan.spokes[key].name}-routes",
        SpokeRoutesArgs(establishment.route_table_id, told.hub_id, attachment_id),
        accounts.under(key),
    )
    return establishment, FromEstablishment(attachment_id)


def _accepted(accounts: Accounts, key: str, establishment: Establishment) -> pulumi.Output[str]:
    if not accounts.is_elsewhere(key):
        return establishment.attachment_id
    connection = accounts.plan.connections[key]
    return AttachmentAcceptance(
        f"{connection.name}-acceptance",
        AttachmentAcceptanceArgs(connection, establishment.attachment_id),
        accounts.under(PLATFORM),
    ).attachment_id


def draw_connection(accounts: Accounts, key: str, platform: Platform, told: FromEstablishment) -> HubConnection:
    """Draws the hub's half of an establishment's connection."""
    connection = accounts.plan.connections[key]
    return HubConnection(
        f"{connection.name}-connection",
        HubConnectionArgs(
            connection=connection,
            hub_id=platform.hub_id,
            attachment_id=told.attachment_id,
            inspection_attachment_id=platform.inspection_attachment_id,
            inspection_route_table_id=platform.inspection_route_table_id,
        ),
        accounts.under(PLATFORM),
    )


def draw_connections(
    accounts: Accounts, platform: Platform, told: Mapping[str, FromEstablishment]
) -> dict[str, HubConnection]:
    """Draws the hub's half of every connection."""
    return {key: draw_connection(accounts, key, platform, told[key]) for key in sorted(told)}
