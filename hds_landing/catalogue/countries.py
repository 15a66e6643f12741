"""The thirty states of the European Economic Area. Adequacy decisions do not make a country one of them."""

from typing import Final

from hds_landing.catalogue.facts import read_rows

_EEA: Final = {row["code"]: row for row in read_rows("countries")}

EEA_COUNTRIES: Final[frozenset[str]] = frozenset(_EEA)
"""ISO 3166 codes of the EEA states: the Union, Iceland, Liechtenstein and Norway."""

EU_COUNTRIES: Final[frozenset[str]] = frozenset(code for code, row in _EEA.items() if row["eu"])
"""ISO 3166 codes of the members of the Union. SecNumCloud 19.2 asks for the Union, HDS EXI 28 for the EEA."""


def is_eea(country: str | None) -> bool | None:
    """Whether a country is in the EEA; none for an unknown country."""
    return None if country is None else country in EEA_COUNTRIES
