"""The explicit providers: one per account or subscription that the landing zone touches."""

from collections.abc import Iterable
from dataclasses import dataclass

from hds_landing.catalogue.regions import find_region
from hds_landing.errors import Problem
from hds_landing.plan.owners import BOOTSTRAP, PLATFORM
from hds_landing.spec.cloud import CloudProvider, Tenancy
from hds_landing.spec.landing_zone import LandingZoneSpec


@dataclass(frozen=True)
class ProviderPlan:
    """One account (AWS) or subscription (Azure). Keyed `platform`, or by spoke key under dedicated tenancy."""

    account_id: str
    """AWS: 12 digits. Azure: subscription id."""
    region: str
    """Programmatic region name."""
    role: str
    """AWS: ARN of the role to assume. Azure: tenant id."""


def provider_plans(spec: LandingZoneSpec, spokes: Iterable[str]) -> dict[str, ProviderPlan]:
    """The platform's provider, and every spoke's under dedicated tenancy."""
    owners = [PLATFORM, *spokes] if spec.cloud.tenancy is Tenancy.DEDICATED else [PLATFORM]
    return {
        owner: ProviderPlan(
            account_id=account_id(spec, owner), region=spec.cloud.region, role=_role(spec, account_id(spec, owner))
        )
        for owner in owners
    }


def account_id(spec: LandingZoneSpec, owner: str) -> str:
    """The account or subscription of an owner: its own under dedicated tenancy, else the platform's."""
    return _accounts(spec)[owner if spec.cloud.tenancy is Tenancy.DEDICATED else PLATFORM]


def bootstrap_provider(spec: LandingZoneSpec) -> ProviderPlan:
    """The provider of the state store: in an account or subscription of its own where the spec has one."""
    accounts = _accounts(spec)
    account = accounts.get(BOOTSTRAP, accounts[PLATFORM])
    return ProviderPlan(account_id=account, region=spec.cloud.region, role=_role(spec, account))


def role_arn(spec: LandingZoneSpec, account: str, role: str) -> str:
    """ARN of a role in an AWS account, in the region's partition."""
    region = find_region(CloudProvider.AWS.value, spec.cloud.region)
    partition = (region.partition if region else None) or "aws"
    return f"arn:{partition}:iam::{account}:role/{role}"


def account_problems(spec: LandingZoneSpec, spokes: Iterable[str]) -> list[Problem]:
    """Owners without an account or subscription of their own where they need one."""
    aws = spec.cloud.provider is CloudProvider.AWS
    section = "aws" if aws else "azure"
    if (spec.aws if aws else spec.azure) is None:
        return [Problem(("cloud", "provider"), f"cloud.provider {section} needs the section {section}")]
    needed = [PLATFORM, *spokes] if spec.cloud.tenancy is Tenancy.DEDICATED else [PLATFORM]
    field, noun = ("accounts", "account") if aws else ("subscriptions", "subscription")
    missing = [owner for owner in needed if owner not in _accounts(spec)]
    return [Problem((section, field), f"no {noun} for {owner}: add {owner}: <its {noun} id>") for owner in missing]


def _accounts(spec: LandingZoneSpec) -> dict[str, str]:
    if spec.cloud.provider is CloudProvider.AWS:
        return dict(spec.aws.accounts) if spec.aws else {}
    return dict(spec.azure.subscriptions) if spec.azure else {}


def _role(spec: LandingZoneSpec, account: str) -> str:
    if spec.cloud.provider is CloudProvider.AWS:
        assert spec.aws is not None  # noqa: S101 - account_problems refuses it before
        return role_arn(spec, account, spec.aws.ci_role)
    assert spec.azure is not None  # noqa: S101
    return spec.azure.tenant_id
