"""Which writes the dependency graph orders, and which could therefore run at the same time.

Azure Resource Manager takes one write at a time below some parents (the subnets of a network, the rules of a security
group) and answers another with 409 AnotherOperationInProgress. Timing decides whether a program meets it; the graph
decides whether it can.
"""

from collections.abc import Iterable
from typing import Final

_EVERYTHING: Final = -1
"""A bit for every resource, those to come among them."""


class WriteOrder:
    """The transitive order of everything registered so far."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._before: dict[str, int] = {}
        self._writes: dict[str, list[str]] = {}

    def register(self, urn: str, dependencies: Iterable[str] | None) -> None:
        """Note what a resource is written after; none: after everything there is, as whoever asks keeps the order."""
        self._bits.setdefault(urn, 1 << len(self._bits))
        if dependencies is None:
            self._before[urn] = _EVERYTHING
            return
        before = 0
        for earlier in dependencies:
            before |= self._bits.get(earlier, 0) | self._before.get(earlier, 0)
        self._before[urn] = before

    def is_after(self, later: str, earlier: str) -> bool:
        """Whether the graph makes `later` wait for `earlier`."""
        return bool(self._before.get(later, 0) & self._bits.get(earlier, 0))

    def unordered_writes(self, urn: str, parent_id: str) -> list[str]:
        """URNs of earlier writes below `parent_id` that could run at the same time as that of `urn`."""
        return [
            other
            for other in self._writes.get(parent_id.lower(), ())
            if other != urn and not self.is_after(urn, other) and not self.is_after(other, urn)
        ]

    def write(self, urn: str, parent_id: str) -> None:
        """Note a write below a parent."""
        self._writes.setdefault(parent_id.lower(), []).append(urn)

    def forget_writes(self, urn: str) -> None:
        """Note that nothing below any parent is of a resource any more."""
        for writers in self._writes.values():
            if urn in writers:
                writers.remove(urn)
