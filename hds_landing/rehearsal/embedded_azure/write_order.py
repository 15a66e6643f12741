"""Which writes the dependency graph orders, and which could therefore run at the same time.

Azure Resource Manager takes one write at a time below some parents (the subnets of a network, the rules of a security
group) and answers another with 409 AnotherOperationInProgress. Timing decides whether a program meets it; the graph
decides whether it can.
"""

from collections.abc import Iterable


class WriteOrder:
    """The transitive order of everything registered so far."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._before: dict[str, int] = {}
        self._writes: dict[str, list[str]] = {}

    def register(self, urn: str, dependencies: Iterable[str]) -> None:
        """Note what a resource is created after."""
        self._bits[urn] = 1 << len(self._bits)
        before = 0
        for earlier in dependencies:
            before |= self._bits.get(earlier, 0) | self._before.get(earlier, 0)
        self._before[urn] = before

    def is_after(self, later: str, earlier: str) -> bool:
        """Whether the graph makes `later` wait for `earlier`."""
        return bool(self._before.get(later, 0) & self._bits.get(earlier, 0))

    def unordered_writes(self, urn: str, parent_id: str) -> list[str]:
        """URNs of earlier writes below `parent_id` that could run at the same time as that of `urn`."""
        return [other for other in self._writes.get(parent_id.lower(), ()) if not self.is_after(urn, other)]

    def write(self, urn: str, parent_id: str) -> None:
        """Note a write below a parent."""
        self._writes.setdefault(parent_id.lower(), []).append(urn)
