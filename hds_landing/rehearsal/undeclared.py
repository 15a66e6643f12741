"""Outputs that the SDK promises and the embedded cloud did not declare.

They are sent back as unknown values that depend on a marker: a URN naming resource and property. Whoever reads one,
through whatever chain of `apply`, sends the marker along with its own dependencies, and is refused by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from hds_landing.rehearsal.sdk_outputs import promised_outputs

_SEPARATOR = "::undeclared::"


@dataclass(frozen=True, slots=True)
class Undeclared:
    """One output that nobody declared."""

    urn: str
    output: str

    @property
    def marker(self) -> str:
        """What travels as a dependency."""
        return f"{self.urn}{_SEPARATOR}{self.output}"

    @classmethod
    def from_marker(cls, dependency: str) -> Self | None:
        """The output that a dependency marks; none where it is a real one."""
        urn, found, name = dependency.rpartition(_SEPARATOR)
        return cls(urn, name) if found else None

    def __str__(self) -> str:
        return f"`{self.output}` of {self.urn}"


def undeclared_outputs(urn: str, type_token: str, declared: Mapping[str, Any]) -> list[Undeclared]:
    """What the SDK promises for a type beyond what was declared."""
    return [
        Undeclared(urn, name)
        for name, may_be_absent in promised_outputs(type_token).items()
        if not may_be_absent and name not in declared and name not in ("id", "urn")
    ]
