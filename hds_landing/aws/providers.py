"""The explicit providers: each pinned to one account, one region and one role."""

from collections.abc import Iterable, Mapping
from typing import Optional

import pulumi
import pulumi_aws as aws

from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.plan.providers import ProviderPlan

_SESSION = "hds-landing"


def create_providers(
    plan: LandingZonePlan, owners: Iterable[str], parent: Optional[pulumi.Resource]
) -> dict[str, aws.Provider]:
    """Draws the provider of each of `owners` that has an account: `platform`, and spoke keys under dedicated tenancy.

    A provider refuses every account but its own, so that a wrong credential draws nothing anywhere.
    """
    return {
        key: _create_provider(f"{plan.name}-{key}", plan.providers[key], _tags(plan, key), parent)
        for key in owners
        if key in plan.providers
    }


def _tags(plan: LandingZonePlan, key: str) -> Mapping[str, str]:
    return plan.spokes[key].tags if key in plan.spokes else plan.tags


def _create_provider(
    name: str, provider: ProviderPlan, tags: Mapping[str, str], parent: Optional[pulumi.Resource]
) -> aws.Provider:
    return aws.Provider(
        name,
        region=provider.region,
        allowed_account_ids=[provider.account_id],
        # Provider inputs travel as JSON text, in which only the SDK's own types have their keys translated.
        assume_roles=[aws.ProviderAssumeRoleArgs(role_arn=provider.role, session_name=_SESSION)],
        default_tags=aws.ProviderDefaultTagsArgs(tags=dict(tags)),
        opts=pulumi.ResourceOptions(parent=parent),
    )
