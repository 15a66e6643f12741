"""The narrow waist: what was drawn, whatever drew it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Final


class Unknown:
    """A value that only the real deployment will know. Never equal to anything, never a pass."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must not be shown. `value` is UNKNOWN where it is ciphertext or was withheld."""

    value: Any = field(repr=False, default=UNKNOWN)

    def __repr__(self) -> str:
        return "[secret]"


class Origin(str, Enum):
    """Where an inventory comes from."""

    REHEARSAL = "rehearsal"
    PREVIEW = "preview"
    STATE_EXPORT = "state-export"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource. `inputs` and `outputs` have the provider's camelCase keys; values are plain, UNKNOWN or Secret."""

    urn: str
    type: str
    name: str
    custom: bool
    id: str | None = None
    parent: str | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    dependencies: Sequence[str] = ()
    property_dependencies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    protect: bool = False
    retain_on_delete: bool = False
    provider: str | None = None
    """URN of its provider; none for components and where only the environment knew."""
    provider_inputs: Mapping[str, Any] | None = None
    """Inputs of that provider; none where the provider is not in the inventory."""
    source: str | None = None
    """`file:line` of the first frame inside the user's project, where known."""
    external: bool = False
    """True where the program only reads it (`Bucket.get`): others may refer to it, nobody here decides its values."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All resources of one stack, in the order in which they were drawn."""

    origin: Origin
    resources: tuple[Resource, ...]
    complete: bool
    """False where the input cannot show every resource; whole-inventory rules are then unknown."""
    date: datetime | None = None
    engine: str | None = None
    """Version of what drew it."""
    catalogue_version: str | None = None
    input_sha256: str | None = None
    config: Mapping[str, str] = field(default_factory=dict)
    """Stack configuration that decides values a resource does not show (`aws:region`)."""

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)
