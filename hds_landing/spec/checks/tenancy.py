"""Accounts and subscriptions: the section of the chosen cloud, with one entry per tenant."""

from collections.abc import Iterator, Mapping
from datetime import date

from hds_landing.errors import Path, Problem
from hds_landing.spec.cloud import CloudProvider, Tenancy
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import did_you_mean

PLATFORM = "platform"
BOOTSTRAP = "bootstrap"
"""Owner of the state store; may have an account or subscription of its own under either tenancy."""


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """The cloud's own section, then its accounts or subscriptions."""
    provider = spec.cloud.provider
    sections = {CloudProvider.AWS: spec.aws, CloudProvider.AZURE: spec.azure}
    problems = [
        Problem(
            (other.value,), f"cloud.provider is {provider.value}, so the section '{other.value}' has no use. Remove it."
        )
        for other, section in sections.items()
        if section is not None and other is not provider
    ]
    if sections[provider] is None:
        problems.append(
            Problem((provider.value,), f"is missing, and cloud.provider is {provider.value}. Add the section.")
        )
    if provider is CloudProvider.AWS and spec.aws is not None:
        problems += _check_tenants(spec, ("aws", "accounts"), spec.aws.accounts, "account")
        problems += _check_two_paths(("aws", "recoveryRole"), spec.aws.ci_role, spec.aws.recovery_role)
    if provider is CloudProvider.AZURE and spec.azure is not None:
        azure = spec.azure
        problems += _check_tenants(spec, ("azure", "subscriptions"), azure.subscriptions, "subscription")
        problems += _check_two_paths(
            ("azure", "recoveryPrincipalId"), azure.ci_principal_id, azure.recovery_principal_id
        )
    return problems


def spoke_keys(spec: LandingZoneSpec) -> tuple[str, ...]:
    """The key of every spoke: establishments, and `shared-<key>` for shared workloads."""
    return (*spec.establishments, *(f"shared-{key}" for key in spec.shared_workloads))


def _check_tenants(spec: LandingZoneSpec, path: Path, tenants: Mapping[str, str], noun: str) -> Iterator[Problem]:
    dedicated = spec.cloud.tenancy is Tenancy.DEDICATED
    wanted = (PLATFORM, *(spoke_keys(spec) if dedicated else ()))
    for key in wanted:
        if key not in tenants:
            owner = "the platform" if key == PLATFORM else f"the spoke '{key}' (tenancy is dedicated)"
            yield Problem((*path, key), f"is missing: {owner} has no {noun}. Add its id.")
    seen: dict[str, str] = {}
    for key, tenant in tenants.items():
        if key not in (*wanted, BOOTSTRAP):
            yield Problem((*path, key), _unwanted(key, wanted, noun, dedicated, spec))
        elif tenant in seen:
            yield Problem((*path, key), f"'{tenant}' is the {noun} of '{seen[tenant]}' too. Each has its own.")
        seen.setdefault(tenant, key)


def _unwanted(key: str, wanted: tuple[str, ...], noun: str, dedicated: bool, spec: LandingZoneSpec) -> str:
    if not dedicated and key in spoke_keys(spec):
        return f"the tenancy is shared, so everything is in the {noun} of '{PLATFORM}'. Remove it, or choose dedicated."
    known = (*wanted, BOOTSTRAP)
    hint = did_you_mean(key, known) or f" Known here: {', '.join(known)}."
    return f"'{key}' is no spoke of this spec.{hint}"


def _check_two_paths(path: Path, for_ci: str, for_recovery: str) -> Iterator[Problem]:
    if for_ci == for_recovery:
        yield Problem(
            path,
            f"'{for_recovery}' is what CI uses too. Keys need two distinct administration paths, or losing one loses "
            "the data: give another.",
        )
