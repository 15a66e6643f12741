"""Which properties of an AWS resource cannot be changed, as the provider declares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Replacement:
    """One resource type; the fields are those of `replacements.yaml`. `known` is False for a type without a row:
    any change is then taken to be in place."""

    replaces: frozenset[str] = frozenset()
    physical_name: str | None = None
    """Property with the physical name, which the provider makes up where the program gives none."""
    delete_first: bool = False
    known: bool = True

    def deletes_first(self, inputs: Mapping[str, Any]) -> bool:
        """True where old and new cannot stand side by side: they would have one name, given by the program."""
        return self.delete_first or bool(self.physical_name and inputs.get(self.physical_name) is not None)


def replacement_of(type_token: str) -> Replacement:
    """The row of a type."""
    return _rows().get(type_token, Replacement(known=False))


def rows() -> Mapping[str, Replacement]:
    """Every row."""
    return _rows()


@cache
def _rows() -> Mapping[str, Replacement]:
    text = files(__package__).joinpath("replacements.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return {
        token: Replacement(
            frozenset((*data["everywhere"], *(row.get("replaces") or ()))),
            row.get("name"),
            bool(row.get("deleteFirst")),
        )
        for token, row in data["types"].items()
    }
