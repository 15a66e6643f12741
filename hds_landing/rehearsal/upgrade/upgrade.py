"""What a program does to a stack that stands, and what of that must not happen."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Optional

from hds_landing.inventory.urn import name_of
from hds_landing.rehearsal.failure import RehearsalFailure


class Action(str, Enum):
    """What becomes of one resource, in the engine's words."""

    SAME = "same"
    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Change:
    """One resource. `urn` is today's; that of the state where it is deleted."""

    urn: str
    type: str
    action: Action
    properties: Sequence[str] = ()
    """What changes: those that replace it where it is replaced. `provider` stands for another provider."""
    formerly: Optional[str] = None
    """The URN in the state where an alias led to it."""
    parent: Optional[str] = None
    custom: bool = True
    protect: bool = False
    """In the state, or, of a new resource, in the program; `retain_on_delete` likewise."""
    retain_on_delete: bool = False
    stateful: bool = False
    """True where losing it is costly: it holds data, keys, logs or backups, or others stand in it."""
    withheld: Sequence[str] = ()
    """Properties whose old value the state keeps secret: they were not compared."""
    source: Optional[str] = None
    """`file:line` of today's program, where known."""

    @property
    def is_kept(self) -> bool:
        """True for what may not go: protected, retained or stateful."""
        return self.protect or self.retain_on_delete or self.stateful

    def __str__(self) -> str:
        notes = [
            *(["protected"] if self.protect else []),
            *(["retained"] if self.retain_on_delete else []),
            *(["stateful"] if self.stateful else []),
            *([f"formerly {self.formerly}"] if self.formerly else []),
            *([f"not compared, secret in the state: {', '.join(self.withheld)}"] if self.withheld else []),
        ]
        properties = f": {', '.join(self.properties)}" if self.properties else ""
        return f"{self.action.value} {self.urn}{properties}" + (f" ({'; '.join(notes)})" if notes else "")


@dataclass(frozen=True)
class Upgrade:
    """Every resource of the state and of the program, in the order in which the program registers them, deletions
    last. Where there are `errors` the program did not come to its end, and what is deleted is not known."""

    changes: tuple[Change, ...]
    errors: tuple[RehearsalFailure, ...] = ()

    def of(self, *actions: Action) -> tuple[Change, ...]:
        """The changes of some actions."""
        return tuple(change for change in self.changes if change.action in actions)

    @property
    def counts(self) -> Mapping[Action, int]:
        """How many resources each action concerns."""
        return Counter(change.action for change in self.changes)

    def problems(self) -> Iterator[str]:
        """Why this upgrade is not one to be made: failures, losses with the alias that is missing, replacements.

        A resource that is deleted below another one that is deleted is named only where it may not go.
        """
        for error in self.errors:
            yield str(error)
        gone = {change.urn for change in self.of(Action.DELETE)}
        for change in self.of(Action.DELETE):
            if change.is_kept or change.urn in self._parents_of_kept:
                hint = "" if change.parent in gone else self.missing_alias(change)
                yield f"{change}{hint}"
        for change in self.of(Action.REPLACE):  # after what is missing, which may be why
            yield str(change)

    @cached_property
    def _parents_of_kept(self) -> frozenset[str]:
        deleted = {change.urn: change for change in self.of(Action.DELETE)}
        above: set[str] = set()
        for change in deleted.values():
            parent = change.parent if change.is_kept else None
            while parent in deleted:
                above.add(parent)
                parent = deleted[parent].parent
        return frozenset(above)

    def missing_alias(self, deleted: Change) -> str:
        """The alias that would have found what is deleted, as words after it."""
        created = self.of(Action.CREATE)
        name = name_of(deleted.urn)
        renamed = {change.formerly: change.urn for change in self.changes if change.formerly}
        parent = renamed.get(deleted.parent, deleted.parent) if deleted.parent else None
        same_type = [each for each in created if each.type == deleted.type]
        candidates = (
            [("parent", each) for each in same_type if name_of(each.urn) == name],
            [("name", each) for each in same_type if each.parent == parent],
            [("type_", each) for each in created if each.parent == parent and name_of(each.urn) == name],
            [("name", each) for each in same_type],
        )
        for each in candidates:
            if len(each) == 1:
                ((part, successor),) = each
                value = {"parent": deleted.parent, "name": name, "type_": deleted.type}[part]
                return f"; if it is {successor.urn} now, that one needs aliases=[pulumi.Alias({part}={value!r})]"
        return "; no new resource could be it: nothing in the program stands for it any more"
