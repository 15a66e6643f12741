"""Provider functions in a preview: what an embedded cloud can answer, and what only the real one could."""

from collections.abc import Mapping
from contextlib import ExitStack
from importlib import import_module
from typing import Any, Final

from hds_landing.errors import UnmetNeedError
from hds_landing.inventory.resource import Resource
from hds_landing.rehearsal.embedded_cloud import EmbeddedCloud, Refused, Registration
from hds_landing.rehearsal.no_network import no_network
from hds_landing.rehearsal.providers import placement
from hds_landing.rehearsal.values import without_secrets

_ANSWERING: Final = {
    "aws": ("hds_landing.rehearsal.embedded_aws.embedded_aws", "EmbeddedAws"),
    "azure-native": ("hds_landing.rehearsal.embedded_azure.embedded_azure", "EmbeddedAzure"),
}
_WITHOUT_REGION: Final = {"aws:iam/getPolicyDocument:getPolicyDocument": "eu-west-3"}
"""Functions of their arguments alone, which the embedded cloud still wants a region for."""


class Functions:
    """Answers functions one at a time, and remembers how. An embedded cloud starts with the first question to it."""

    def __init__(self) -> None:
        self.simulated: set[str] = set()
        """Tokens that an embedded cloud answered."""
        self.unanswered: set[str] = set()
        """Tokens that only the real cloud can answer."""
        self._clouds: dict[str, EmbeddedCloud] = {}
        self._open = ExitStack()

    def answer(self, token: str, arguments: Mapping[str, Any], provider: Resource | None) -> Mapping[str, Any] | None:
        """The result of a function; none where it is not known here."""
        package = token.split(":")[0]
        if package not in _ANSWERING:
            self.unanswered.add(token)
            return None
        inputs = without_secrets(dict(provider.inputs)) if provider else {}
        try:
            where = placement(arguments, {name: value for name, value in inputs.items() if isinstance(value, str)})
            caller = Registration(
                urn="",
                type=token,
                name="",
                inputs=arguments,
                region=where.region or _WITHOUT_REGION.get(token),
                account_id=where.account_id,
                provider_inputs=inputs,
            )
            with no_network():
                answer = self._cloud(package).invoke(token, arguments, caller)
        except (Refused, ModuleNotFoundError, UnmetNeedError):
            self.unanswered.add(token)
            return None
        self.simulated.add(token)
        return answer

    def close(self) -> None:
        """Leaves the embedded clouds."""
        self._open.close()

    def _cloud(self, package: str) -> EmbeddedCloud:
        if package not in self._clouds:
            module, name = _ANSWERING[package]
            self._clouds[package] = self._open.enter_context(getattr(import_module(module), name)())
        return self._clouds[package]
