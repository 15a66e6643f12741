"""What an embedded cloud is asked, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Optional, Protocol, Self


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The cloud does not accept what it was asked; the message is written for the user."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A custom resource that a program wants. `inputs` has the provider's camelCase keys and no secret wrappers."""

    urn: str
    type: str
    name: str
    inputs: Mapping[str, Any]
    parent: Optional[str] = None
    region: Optional[str] = None
    """From the resource's own `region` or `location`, else from its provider."""
    account_id: Optional[str] = None
    """AWS account or Azure subscription of its provider; none where the provider does not say."""
    provider_inputs: Mapping[str, Any] = field(default_factory=dict)
    dependencies: Sequence[str] = ()
    """URNs that this one is created after; two writes to one parent that neither orders run at the same time."""


@dataclass(frozen=True, slots=True)
class Created:
    """What the cloud made of it.

    `outputs` holds every property that a dependant may read, the inputs among them. `exercised` is True where an
    emulated service took the request and kept the properties that matter, False where it was validated and recorded.
    """

    id: str
    outputs: Mapping[str, Any]
    exercised: bool


class EmbeddedCloud(Protocol):
    """One cloud in memory. Entered before the program runs, left afterwards; it keeps nothing between two rehearsals.

    Calls come one at a time. Ids derive from the URN, so that adding one resource changes no other's.
    """

    packages: frozenset[str]
    """Pulumi packages that it answers for, as `aws`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def create(self, registration: Registration) -> Created:
        """Create a resource; raises Refused."""
        ...

    def read(self, registration: Registration, identity: str) -> Created:
        """Read a resource that exists already (`Vpc.get`); raises Refused where there is none."""
        ...

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        """Answer a provider function (`aws:index/getCallerIdentity:getCallerIdentity`); raises Refused.

        `registration` carries the region, the account and the provider's inputs of the caller; its URN is empty.
        """
        ...
