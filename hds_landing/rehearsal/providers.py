"""Providers as the engine gives them to resources: explicit, inherited (by the SDK), or a default one per package."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.embedded_cloud import Refused
from hds_landing.rehearsal.recording import Recording

PROVIDER_PREFIX = "pulumi:providers:"


def is_provider(type_token: str) -> bool:
    """True for the type of a provider resource."""
    return type_token.startswith(PROVIDER_PREFIX)


def provider_id(urn: str) -> str:
    """The id of a provider, which derives from its URN."""
    return str(uuid5(NAMESPACE_URL, urn))


class Providers:
    """Finds the provider of a resource or function, and makes default ones as they are needed."""

    def __init__(
        self,
        recording: Recording,
        packages: frozenset[str] | None,
        project: str,
        stack: str,
        config: Mapping[str, Any],
    ) -> None:
        """Serves `packages`; any package where it is none."""
        self._recording = recording
        self._packages = packages
        self._urn_prefix = f"urn:pulumi:{stack}::{project}::{PROVIDER_PREFIX}"
        self._config = config

    def of(self, token: str, reference: str, version: str) -> Resource:
        """The provider of a type or function token.

        `reference` is what the SDK sends, `urn::id`, empty where the program gave none; `version` the SDK's.
        Raises Refused where no embedded cloud answers for the package.
        """
        package = token.split(":")[0]
        if self._packages is not None and package not in self._packages:
            answered = ", ".join(sorted(self._packages))
            raise Refused(
                f"nothing here answers for the package `{package}`; the embedded cloud answers for {answered}"
            )
        if reference:
            return self._recording.resources[reference.rpartition("::")[0]]
        default = self._default(package, version)
        return self._recording.resources.setdefault(default.urn, default)

    def _default(self, package: str, version: str) -> Resource:
        name = "default" + (f"_{version.replace('.', '_')}" if version else "")
        prefix = f"{package}:"
        inputs = {key.removeprefix(prefix): value for key, value in self._config.items() if key.startswith(prefix)}
        inputs |= {"version": version} if version else {}
        urn = f"{self._urn_prefix}{package}::{name}"
        return Resource(
            urn=urn,
            type=f"{PROVIDER_PREFIX}{package}",
            name=name,
            custom=True,
            id=provider_id(urn),
            inputs=inputs,
            outputs=dict(inputs),
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a resource lands: region, and AWS account or Azure subscription."""

    region: str | None
    account_id: str | None


def placement(inputs: Mapping[str, Any], provider_inputs: Mapping[str, Any]) -> Placement:
    """A resource's own region before its provider's; the account only from the provider."""
    regions = (inputs.get("region"), inputs.get("location"), *_of_provider(provider_inputs))
    return Placement(
        region=next((region for region in regions if isinstance(region, str) and region), None),
        account_id=provider_inputs.get("subscriptionId") or _assumed_account(provider_inputs),
    )


def _of_provider(provider_inputs: Mapping[str, Any]) -> tuple[Any, Any]:
    return provider_inputs.get("region"), provider_inputs.get("location")


def _assumed_account(provider_inputs: Mapping[str, Any]) -> str | None:
    """The account of the last role assumed, `arn:aws:iam::<account>:role/...`, else the only account allowed."""
    for role in reversed(_decoded(provider_inputs.get("assumeRoles"))):
        arn = str(role.get("roleArn") or role.get("role_arn") or "").split(":")
        if len(arn) > 4:
            return arn[4]
    accounts = _decoded(provider_inputs.get("allowedAccountIds"))
    return str(accounts[0]) if len(accounts) == 1 else None


def _decoded(value: Any) -> list[Any]:
    """Provider inputs that are not text travel as JSON text, in whichever names the program used."""
    decoded = json.loads(value) if isinstance(value, str) else value
    return decoded if isinstance(decoded, list) else []
