"""A confirmation: a provider's written word, kept by the hospital, that a service is in a certificate's scope."""

from dataclasses import dataclass
from datetime import date
from typing import Final

_PACKAGES: Final = {"azure": "azure-native"}
"""Clouds whose type tokens begin with another word than their name."""
_BOUNDARIES: Final = (":", "/")


@dataclass(frozen=True)
class Confirmation:
    """What one letter or certificate says of one service. It makes the service `declared`, never `confirmed`."""

    service: str
    """The beginning of the type tokens that it covers: `aws:s3`, `azure-native:storage`, `aws:rds/cluster:Cluster`."""
    confirmed_by: str
    """Who at the provider, or who holds the letter."""
    confirmed_on: date
    reference: str
    """Number of the letter or certificate."""
    expires: date
    """Its last day."""

    def covers(self, token: str) -> bool:
        """Whether a current, unversioned type token belongs to the service; never half a word of one."""
        rest = token.removeprefix(self.service)
        return token.startswith(self.service) and (
            not rest or rest[0] in _BOUNDARIES or self.service[-1] in _BOUNDARIES
        )

    def is_expired(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.expires < today


def service_token(service: str) -> str:
    """A service as type tokens begin: `azure:storage`, a cloud and a module, is `azure-native:storage`."""
    cloud, colon, rest = service.partition(":")
    return f"{_PACKAGES.get(cloud, cloud)}{colon}{rest}"


def refusals(confirmation: Confirmation, today: date) -> list[str]:
    """Why a confirmation is not accepted, one message per reason; empty for a good one and for one that has expired."""
    messages = []
    cloud, _, module = confirmation.service.partition(":")
    if not cloud or not module.strip("/:"):
        messages.append(
            f"service is '{confirmation.service}', which names no service. "
            "Give a cloud and a module, or the beginning of a type token: aws:s3, azure:storage."
        )
    if confirmation.confirmed_on > today:
        messages.append(f"confirmedOn is {confirmation.confirmed_on}, which is still to come. Give the letter's date.")
    if confirmation.expires < confirmation.confirmed_on:
        messages.append(
            f"expires is {confirmation.expires}, before confirmedOn, {confirmation.confirmed_on}. Correct one of them."
        )
    return messages
