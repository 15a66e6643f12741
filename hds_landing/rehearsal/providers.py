"""Providers as the engine gives them to resources: explicit, inherited (by the SDK), or a default one per package."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.values import without_secrets

PROVIDER_PREFIX = "pulumi:providers:"


def is_provider(type_token: str) -> bool:
    """True for the type of a provider resource."""
    return type_token.startswith(PROVIDER_PREFIX)


def provider_resource(urn: str, inputs: Mapping[str, Any], source: str | None = None, **options: Any) -> Resource:
    """A provider's record; its id derives from its URN."""
    return Resource(
        urn=urn,
        type=urn.split("::")[2].split("$")[-1],
        name=urn.split("::")[3],
        custom=True,
        id=str(uuid5(NAMESPACE_URL, urn)),
        inputs=inputs,
        outputs=dict(inputs),
        source=source,
        **options,
    )


def default_provider(stack: str, project: str, package: str, version: str, config: Mapping[str, str]) -> Resource:
    """The provider that the engine makes of `<package>:*` configuration for resources without a provider."""
    name = "default" + (f"_{version.replace('.', '_')}" if version else "")
    prefix = f"{package}:"
    inputs = {key.removeprefix(prefix): value for key, value in config.items() if key.startswith(prefix)}
    if version:
        inputs["version"] = version
    return provider_resource(f"urn:pulumi:{stack}::{project}::{PROVIDER_PREFIX}{package}::{name}", inputs)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a resource lands: region, and AWS account or Azure subscription."""

    region: str | None
    account_id: str | None


def placement(inputs: Mapping[str, Any], provider_inputs: Mapping[str, Any]) -> Placement:
    """A resource's own region before its provider's; the account only from the provider."""
    provider = without_secrets(dict(provider_inputs))
    region = _text(inputs.get("region")) or _text(inputs.get("location"))
    return Placement(
        region=region or _text(provider.get("region")) or _text(provider.get("location")),
        account_id=_text(provider.get("subscriptionId")) or _assumed_account(provider),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _assumed_account(provider: Mapping[str, Any]) -> str | None:
    for role in reversed(_decoded(provider.get("assumeRoles"))):
        return str(role.get("roleArn") or role["role_arn"]).split(":")[4]
    accounts = _decoded(provider.get("allowedAccountIds"))
    return str(accounts[0]) if len(accounts) == 1 else None


def _decoded(value: Any) -> list[Any]:
    """Provider inputs that are not text travel as JSON text."""
    decoded = json.loads(value) if isinstance(value, str) else value
    return decoded if isinstance(decoded, list) else []
