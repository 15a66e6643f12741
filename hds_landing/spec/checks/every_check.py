"""Every check, in the order of the spec's sections."""

from collections.abc import Callable
from datetime import date

from hds_landing.errors import Problem
from hds_landing.spec.landing_zone import LandingZoneSpec

Check = Callable[[LandingZoneSpec, date], list[Problem]]


def check_spec(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """All cross-field problems of a spec."""
    return [problem for check in _CHECKS for problem in check(spec, today)]


_CHECKS: tuple[Check, ...] = ()
