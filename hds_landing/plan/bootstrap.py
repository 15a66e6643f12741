"""What must stand before a landing zone: where Pulumi keeps its states, who may open them, and who runs it."""

from dataclasses import dataclass, replace
from typing import Optional

from hds_landing.plan.existing import existing_of
from hds_landing.plan.keys import KeySetPlan, bootstrap_key_set
from hds_landing.plan.log_archive import LockPlan, LogClassPlan, lock_plan, log_archive_plan
from hds_landing.plan.names import (
    AWS_LOG_GROUP,
    AWS_S3_BUCKET,
    AZURE_LOG_ANALYTICS_WORKSPACE,
    AZURE_STORAGE_ACCOUNT,
    physical_name,
)
from hds_landing.plan.owners import BOOTSTRAP, PLATFORM, spoke_owners
from hds_landing.plan.providers import ProviderPlan, account_id, bootstrap_provider, provider_plans
from hds_landing.plan.tags import platform_tags
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec

CONTAINER = "states"
"""Azure: the blob container that holds the states."""
OLD_VERSION_DAYS = 365
"""How long a state that was overwritten or deleted can be brought back."""
_TRACES = "administration"
"""The log class of who opened the store."""


@dataclass(frozen=True)
class FederationPlan:
    """The one workload that may become the runner, as its OIDC issuer names it."""

    issuer: str
    """`https://` and the issuer's host and path, without a slash at its end."""
    subject: str
    """The whole `sub` of the token; no wildcard."""
    audience: str
    """The `aud` of the token."""


@dataclass(frozen=True)
class StateStorePlan:
    """Where Pulumi's states lie."""

    name: str
    """`<ght>-bootstrap`."""
    region: str
    account_id: str
    """AWS account or Azure subscription that holds it."""
    store_name: str
    """Bucket (3 to 63 characters) or storage account (3 to 24), unique in the world."""
    container_name: str
    """Azure: the blob container. AWS: unused, same value."""
    workspace_name: str
    """Azure: Log Analytics workspace, 4 to 63 characters. AWS: prefix of the log group's name."""
    traces: LogClassPlan
    """Where and how long traces of who opened the store are kept."""
    locked: Optional[LockPlan]
    """The lock of the traces; None: `trial`, reversible."""
    old_version_days: int
    tags: dict[str, str]


@dataclass(frozen=True)
class RunnerPlan:
    """The identity under which landing zones are deployed."""

    name: str
    """`<ght>-bootstrap-runner`, 64 characters at most."""
    region: str
    account_id: str
    federation: Optional[FederationPlan]
    """None: a machine holds the identity (AWS: EC2 instance profile; Azure: assigned to the virtual machine)."""
    deployment_roles: list[str]
    """AWS: ARNs of the roles that it assumes, `ciRole` of every account. Azure: empty; its group has the rights."""
    recovery_principal: str
    """AWS: role ARN. Azure: object id. Opens the states as well, where the runner cannot."""
    tags: dict[str, str]
    existing_issuer_id: Optional[str] = None
    """AWS: ARN of the OIDC provider of the federation's issuer that stands already, and is read; None: it is drawn."""


@dataclass(frozen=True)
class BootstrapPlan:
    """Every decision of the bootstrap."""

    name: str
    """`<ght>-bootstrap`."""
    cloud: CloudProvider
    provider: ProviderPlan
    keys: KeySetPlan
    store: StateStorePlan
    runner: RunnerPlan
    shares_platform_account: bool
    """True where the spec gives the bootstrap no account or subscription of its own."""
    tags: dict[str, str]


def plan_bootstrap(spec: LandingZoneSpec, federation: Optional[FederationPlan] = None) -> BootstrapPlan:
    """Every decision for the bootstrap of a spec that has been planned; `federation` is the stack's own setting."""
    provider = bootstrap_provider(spec)
    keys = bootstrap_key_set(spec)
    tags = platform_tags(spec)
    return BootstrapPlan(
        name=keys.name,
        cloud=spec.cloud.provider,
        provider=provider,
        keys=keys,
        store=_store(spec, provider, tags),
        runner=RunnerPlan(
            name=f"{keys.name}-runner",
            region=provider.region,
            account_id=provider.account_id,
            federation=federation,
            deployment_roles=_deployment_roles(spec),
            recovery_principal=keys.administration.recovery_principal,
            tags=tags,
            existing_issuer_id=existing_of(spec, BOOTSTRAP).oidc_provider,
        ),
        shares_platform_account=provider.account_id == account_id(spec, PLATFORM),
        tags=tags,
    )


def _store(spec: LandingZoneSpec, provider: ProviderPlan, tags: dict[str, str]) -> StateStorePlan:
    aws, slug = spec.cloud.provider is CloudProvider.AWS, spec.ght.slug
    workspace = AWS_LOG_GROUP if aws else AZURE_LOG_ANALYTICS_WORKSPACE
    return StateStorePlan(
        name=f"{slug}-{BOOTSTRAP}",
        region=provider.region,
        account_id=provider.account_id,
        store_name=_store_name(spec, provider, "states"),
        container_name=CONTAINER,
        workspace_name=physical_name(workspace, slug=slug, owner=BOOTSTRAP),
        traces=replace(log_archive_plan(spec).classes[_TRACES], store_name=_store_name(spec, provider, _TRACES)),
        locked=lock_plan(spec.logging.immutability),
        old_version_days=OLD_VERSION_DAYS,
        tags=tags,
    )


def _store_name(spec: LandingZoneSpec, provider: ProviderPlan, use: str) -> str:
    service = AWS_S3_BUCKET if spec.cloud.provider is CloudProvider.AWS else AZURE_STORAGE_ACCOUNT
    return physical_name(service, slug=spec.ght.slug, owner=BOOTSTRAP, use=use, account_id=provider.account_id)


def _deployment_roles(spec: LandingZoneSpec) -> list[str]:
    """One per account, sorted, so that accounts in another order change nothing."""
    if spec.cloud.provider is not CloudProvider.AWS:
        return []
    return sorted({provider.role for provider in provider_plans(spec, spoke_owners(spec)).values()})
