"""Where each owner's resources stand: providers and resource groups."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import Provider, resources

from hds_landing.plan.landing_zone import LandingZonePlan

PLATFORM = "platform"
"""Owner of what all share."""


@dataclass(frozen=True)
class Place:
    """Where an owner's resources stand: its provider, its resource group, and its subscription."""

    opts: pulumi.ResourceOptions
    group: pulumi.Output[str]
    subscription_id: str
    tenant_id: str
    sealed: bool


def draw_places(plan: LandingZonePlan, parent: pulumi.Resource) -> Mapping[str, Place]:
    """A provider per subscription, a resource group per owner. A spoke without a provider shares the platform's."""
    providers = {
        key: Provider(
            f"{plan.name}-{key}",
            subscription_id=provider.account_id,
            tenant_id=provider.role,
            location=provider.region,
            opts=pulumi.ResourceOptions(parent=parent),
        )
        for key, provider in plan.providers.items()
    }
    places = {}
    for owner in (PLATFORM, *plan.spokes):
        subscription = owner if owner in providers else PLATFORM
        tags = plan.tags if owner == PLATFORM else plan.spokes[owner].tags
        group = _resource_group(plan, owner, tags, providers[subscription], parent)
        places[owner] = Place(
            opts=pulumi.ResourceOptions(parent=parent, providers=[providers[subscription]]),
            group=group.name,
            subscription_id=plan.providers[subscription].account_id,
            tenant_id=plan.providers[subscription].role,
            sealed=owner in plan.sealed,
        )
    return places


def _resource_group(
    plan: LandingZonePlan, owner: str, tags: dict[str, str], provider: Provider, parent: pulumi.Resource
) -> resources.ResourceGroup:
    """Retained: deleting a group deletes what is in it, retained vaults and keys among them."""
    return resources.ResourceGroup(
        f"{plan.name}-{owner}",
        resource_group_name=f"rg-{plan.name}-{owner}",
        location=plan.region,
        tags=tags,
        opts=pulumi.ResourceOptions(
            parent=parent, provider=provider, protect=owner not in plan.sealed, retain_on_delete=True
        ),
    )
