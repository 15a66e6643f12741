"""Lengths of time as Azure writes them: ISO 8601, `P30D`, `P1Y`, `PT0S`."""

import re
from typing import Final

_DURATION: Final = re.compile(
    r"P(?!$)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_DAYS: Final = {
    "years": 365.0,
    "months": 30.0,
    "weeks": 7.0,
    "days": 1.0,
    "hours": 1 / 24,
    "minutes": 1 / 1440,
    "seconds": 1 / 86400,
}


def duration_days(value: object) -> float | None:
    """The days of a duration, a month being 30 and a year 365; none for what is not one."""
    match = _DURATION.fullmatch(value.upper()) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return sum(float(number) * _DAYS[unit] for unit, number in match.groupdict().items() if number)
    except OverflowError:
        return None
