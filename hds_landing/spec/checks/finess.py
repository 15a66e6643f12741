"""FINESS numbers: nine characters, the department first, a Luhn key last."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hds_landing.errors import Path, Problem
from hds_landing.spec.landing_zone import LandingZoneSpec

_CORSICA: Final = str.maketrans("AB", "12")
"""In the key of Corsica's numbers, 2A counts as 21 and 2B as 22."""


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Every number by itself, and no site of two establishments. One legal entity may have several establishments."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    entities = {establishment.finess.ej for establishment in spec.establishments.values()}
    for key, establishment in spec.establishments.items():
        path: Path = ("establishments", key, "finess")
        problems += _check_number(establishment.finess.ej, (*path, "ej"))
        for index, number in enumerate(establishment.finess.et):
            problems += _check_number(number, (*path, "et", index))
            if number in seen:
                message = f"'{number}' is given already, for {seen[number]}. A site has one establishment."
                problems.append(Problem((*path, "et", index), message))
            seen[number] = key
            if number in entities:
                message = f"'{number}' is the number of a legal entity (ej). A site has a number of its own."
                problems.append(Problem((*path, "et", index), message))
    return problems


def luhn_key(first_eight: str) -> str:
    """The ninth character of a FINESS number whose first eight are given."""
    digits = first_eight.translate(_CORSICA)
    doubled = (int(digit) * (2 if position % 2 == 0 else 1) for position, digit in enumerate(reversed(digits)))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def _check_number(number: str, path: Path) -> Iterator[Problem]:
    if number[8] != luhn_key(number[:8]):
        yield Problem(
            path,
            f"'{number}' has a wrong key: its last digit would be {luhn_key(number[:8])}. Check for a typing mistake.",
        )
