"""Waivers: in force, for a year at most, and once each."""

from datetime import date

from hds_landing.errors import Problem
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.waivers import waivers_of
from hds_landing.waivers.waiver import expiry_refusals, refusals


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Every waiver by itself, and repetitions."""
    problems = []
    seen: dict[tuple[str, str], int] = {}
    for index, waiver in enumerate(waivers_of(spec)):
        messages = expiry_refusals(waiver, today) + refusals(waiver, today)
        problems += [Problem(("waivers", index), message) for message in messages]
        first = seen.setdefault((waiver.rule, waiver.resource), index)
        if first != index:
            message = f"waivers[{first}] already waives {waiver.rule} for '{waiver.resource}'. Remove one."
            problems.append(Problem(("waivers", index), message))
    return problems
