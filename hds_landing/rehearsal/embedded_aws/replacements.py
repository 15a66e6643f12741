"""Which properties of an AWS resource cannot be changed, as the provider declares them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from hds_landing.inventory.resource import Unknown
from hds_landing.rehearsal.embedded_aws.sameness import same

_DEFAULT_ORDER: Final = "DEFAULT_ACTION_ORDER"
Change = tuple[Any, Any]
"""What a property was, and what it becomes."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One resource type; the fields are those of `replacements.yaml`. `known` is False for a type without a row:
    any change is then taken to be in place."""

    replaces: frozenset[str] = frozenset()
    only: Mapping[str, Change] = field(default_factory=dict)
    excepted: Mapping[str, Change] = field(default_factory=dict)
    inside: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    physical_name: str | None = None
    unconfirmed: frozenset[str] = frozenset()
    known: bool = True

    def replacing(self, changed: Collection[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
        """Those of the changed properties that cannot be changed in this way, sorted."""
        return sorted(name for name in changed if self._replaces(name, old.get(name), new.get(name)))

    def _replaces(self, name: str, old: Any, new: Any) -> bool:
        if name in self.only:
            return _may_be(self.only[name], old, new)
        if name in self.excepted:
            return (old, new) != self.excepted[name]
        if name in self.inside:
            return not same(_found(old, self.inside[name]), _found(new, self.inside[name]))
        if name in self.kinds:
            return old is None or new is None
        return name in self.replaces

    def deletes_first(self, inputs: Mapping[str, Any]) -> bool:
        """True where old and new cannot stand side by side: they would have one name, given by the program."""
        return bool(self.physical_name and inputs.get(self.physical_name) is not None)


def _may_be(change: Change, old: Any, new: Any) -> bool:
    """Whether it is this change, or may turn out to be: what is not known yet may be anything."""
    return all(isinstance(value, Unknown) or value == end for value, end in zip((old, new), change, strict=True))


def _found(value: Any, path: str) -> Any:
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return _DEFAULT_ORDER if value is None else value
        value = value.get(name)
    return value or _DEFAULT_ORDER


def replacement_of(type_token: str) -> Replacement:
    """The row of a type."""
    return rows().get(type_token, Replacement(known=False))


@cache
def rows() -> Mapping[str, Replacement]:
    """Every row, by Pulumi type."""
    data = yaml.safe_load(files(__package__).joinpath("replacements.yaml").read_text(encoding="utf-8"))
    return {
        token: Replacement(
            frozenset((*data["everywhere"], *row.get("replaces", ()))),
            {name: tuple(change) for name, change in row.get("only", {}).items()},
            {name: tuple(change) for name, change in row.get("except", {}).items()},
            row.get("inside", {}),
            frozenset(row.get("kinds", ())),
            row.get("name"),
            frozenset(row.get("unconfirmed", ())),
        )
        for token, row in data["types"].items()
    }
