"""Every check, in the order of the spec's sections."""

from datetime import date

from hds_landing.errors import Problem
from hds_landing.spec.checks import (
    addresses,
    finess,
    flows,
    governance,
    keys,
    regions,
    retention,
    sites,
    tenancy,
    waivers,
    ways_out,
    workloads,
)
from hds_landing.spec.landing_zone import LandingZoneSpec

_CHECKS = (
    governance,
    regions,
    tenancy,
    ways_out,
    addresses,
    sites,
    keys,
    finess,
    workloads,
    flows,
    retention,
    waivers,
)


def check_spec(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """All cross-field problems of a spec."""
    return [problem for module in _CHECKS for problem in module.check(spec, today)]
