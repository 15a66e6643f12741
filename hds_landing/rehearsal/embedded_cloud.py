"""What an embedded cloud is asked, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Optional, Protocol, Self


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The cloud does not accept what it was asked; the message is written for the user."""


class Gone(Refused):
    """What was asked for does not exist, or no longer does."""


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
    dependencies: Optional[Sequence[str]] = ()
    """URNs that this one is created after; two writes to one parent that neither orders run at the same time. None:
    whoever asks keeps the order, as the engine does, and only what really runs at the same time is refused."""


@dataclass(frozen=True, slots=True)
class Created:
    """What the cloud made of it.

    `outputs` holds every property that a dependant may read, the inputs among them. `exercised` is True where an
    emulated service took the request and kept the properties that matter, False where it was validated and recorded.
    """

    id: str
    outputs: Mapping[str, Any]
    exercised: bool


@dataclass(frozen=True, slots=True)
class ExistingResource:
    """What stands before a program runs, as far as it is known: it can be read, and nothing about it is exercised."""

    type: str
    id: str
    inputs: Mapping[str, Any]
    """What is known of it, with the provider's camelCase keys; what its id says already may be left out."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """An input that the provider refuses before anything is asked of the cloud."""

    property: str
    """Path in camelCase; empty where no single property is at fault."""
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change of inputs does to a resource that exists."""

    changed: Sequence[str] = ()
    """Properties that differ, in camelCase, sorted; none: nothing is done."""
    replaces: Sequence[str] = ()
    """Those among them that the cloud cannot change: the resource is made anew."""
    delete_before_replace: bool = False
    """True where the new one cannot stand beside the old one, as under one physical name."""


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
        """Read a resource that exists already (`Vpc.get`); raises Gone where there is none."""
        ...

    def invoke(self, token: str, args: Mapping[str, Any], registration: Registration) -> Mapping[str, Any]:
        """Answer a provider function (`aws:index/getCallerIdentity:getCallerIdentity`); raises Refused.

        `registration` carries the region, the account and the provider's inputs of the caller; its URN is empty.
        """
        ...


class LivingCloud(EmbeddedCloud, Protocol):
    """An embedded cloud whose resources live on after a run: what a provider plugin asks.

    `inputs` of a registration may hold UNKNOWN in `check` and `diff` only. `identity` is the id that `create` gave.
    """

    def check(self, registration: Registration) -> Sequence[InputProblem]:
        """What the provider finds wrong with inputs, before it asks the cloud."""
        ...

    def diff(
        self,
        registration: Registration,
        old_inputs: Mapping[str, Any],
        old_outputs: Optional[Mapping[str, Any]] = None,
    ) -> Difference:
        """What going from old inputs to those of the registration means, as the real provider would say.

        `old_outputs` are the last ones known of a resource that was not made here.
        """
        ...

    def written_ids(self, registration: Registration) -> Sequence[str]:
        """Ids that take one write at a time and that creating, updating or deleting this resource writes to."""
        ...

    def refresh(self, registration: Registration, identity: str) -> Created:
        """A resource as it stands now, changed behind the program's back or not; raises Gone.

        `inputs` of the registration are the last ones known; what the cloud holds otherwise wins in `outputs`.
        """
        ...

    def update(self, registration: Registration, identity: str, old_inputs: Mapping[str, Any]) -> Created:
        """Change a resource in place; its id stays. Raises Refused, or Gone."""
        ...

    def delete(self, registration: Registration, identity: str) -> None:
        """Delete a resource. Raises Refused where the cloud would (a lock, something that still stands in it)."""
        ...
