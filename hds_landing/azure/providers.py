"""The explicit providers: each pinned to one subscription, one region and one tenant."""

from collections.abc import Iterable
from typing import Optional

import pulumi
from pulumi_azure_native import Provider

from hds_landing.plan.landing_zone import LandingZonePlan


def create_providers(
    plan: LandingZonePlan, owners: Iterable[str], parent: Optional[pulumi.Resource]
) -> dict[str, Provider]:
    """Draws the provider of each of `owners` with a subscription: `platform`, and spoke keys where dedicated."""
    return {
        key: Provider(
            f"{plan.name}-{key}",
            subscription_id=plan.providers[key].account_id,
            tenant_id=plan.providers[key].role,
            location=plan.providers[key].region,
            opts=pulumi.ResourceOptions(parent=parent),
        )
        for key in owners
        if key in plan.providers
    }
