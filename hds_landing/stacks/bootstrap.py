"""The stack that comes first: state store, secrets provider and runner identity."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Optional

import pulumi

from hds_landing.clouds import room
from hds_landing.errors import HdsLandingError, InputError
from hds_landing.plan.bootstrap import FederationPlan, plan_bootstrap
from hds_landing.plan.from_file import plan_file
from hds_landing.spec.cloud import CloudProvider
from hds_landing.stacks.stack_settings import read_settings

_AUDIENCES = {CloudProvider.AWS: "sts.amazonaws.com", CloudProvider.AZURE: "api://AzureADTokenExchange"}
"""What each cloud's own clients ask an OIDC issuer for."""
_WITHOUT_OWN_ACCOUNT = (
    "The spec gives the bootstrap no account or subscription of its own: states and keys stand beside health data, "
    "and who administers the one administers the other. Add `bootstrap` to aws.accounts or azure.subscriptions."
)


@dataclass(frozen=True)
class BootstrapSettings:
    """Configuration of the stack, under `hds-landing-bootstrap:`."""

    spec: str
    """Path of the spec, from the folder of Pulumi.yaml."""
    issuer: Optional[str] = None
    """OIDC issuer of the workload that deploys, `https://token.actions.githubusercontent.com`. None: a machine."""
    subject: Optional[str] = None
    """The whole `sub` of its token, `repo:<organisation>/<repository>:environment:<environment>`."""
    audience: Optional[str] = None
    """The `aud` of its token. None: what the cloud's own clients ask for."""
    endpoint_subnet_id: Optional[str] = None
    """Azure: subnet that the runner reaches, for the private endpoints of states and secrets key."""
    dns_network_id: Optional[str] = None
    """Azure: virtual network in which the runner's names are resolved, the hub's. None: the subnet's own."""


def bootstrap_stack() -> None:
    """Draws the bootstrap of the spec that the stack's configuration names and exports its outputs.

    Raises:
        pulumi.RunError: the configuration or the spec is refused.
    """
    try:
        settings = read_settings(BootstrapSettings, _problems)
        spec = plan_file(Path(pulumi.get_root_directory() or ".") / settings.spec, date.today()).loaded.spec
        cloud = spec.cloud.provider
        _refuse_endpoints_on_aws(settings, cloud)
        plan = plan_bootstrap(spec, _federation(settings, cloud))
        places = {"endpoint_subnet_id": settings.endpoint_subnet_id, "dns_network_id": settings.dns_network_id}
        own = places if cloud is CloudProvider.AZURE else {}
        bootstrap = room(cloud, "bootstrap").draw_bootstrap(plan, **own)
    except HdsLandingError as refused:
        raise pulumi.RunError(str(refused)) from refused
    if plan.shares_platform_account:
        pulumi.log.warn(_WITHOUT_OWN_ACCOUNT)
    for name in ("backend_url", "secrets_provider_url", "runner_id", "client_id"):
        if hasattr(bootstrap, name):
            pulumi.export(name, getattr(bootstrap, name))


def _problems(settings: BootstrapSettings) -> Iterator[str]:
    if (settings.issuer is None) != (settings.subject is None):
        yield "issuer and subject go together: give both, or neither where a machine deploys."
    if settings.audience is not None and settings.issuer is None:
        yield "audience is that of an issuer's tokens: give issuer and subject, or remove it."
    if settings.dns_network_id is not None and settings.endpoint_subnet_id is None:
        yield "dnsNetworkId resolves the names of private endpoints: give endpointSubnetId too, or remove it."
    issuer = settings.issuer
    if issuer is not None and (not issuer.startswith("https://") or issuer.endswith("/")):
        yield f"issuer is {issuer!r}, and takes an address that starts with https:// and ends without a slash."
    for key, value in (("subject", settings.subject), ("audience", settings.audience)):
        if value is not None and any(wildcard in value for wildcard in "*?"):
            yield f"{key} is {value!r}, and takes the whole value: with a wildcard, other workloads would deploy too."


def _refuse_endpoints_on_aws(settings: BootstrapSettings, cloud: CloudProvider) -> None:
    if cloud is CloudProvider.AWS and settings.endpoint_subnet_id is not None:
        raise InputError(
            "hds-landing-bootstrap:endpointSubnetId is Azure's, and the spec asks for aws, where S3 and KMS take "
            "signed requests: remove it."
        )


def _federation(settings: BootstrapSettings, cloud: CloudProvider) -> Optional[FederationPlan]:
    if settings.issuer is None or settings.subject is None:
        return None
    return FederationPlan(
        issuer=settings.issuer, subject=settings.subject, audience=settings.audience or _AUDIENCES[cloud]
    )
