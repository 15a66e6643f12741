"""A spec's waivers as the records that rules and reports read."""

from hds_landing.spec.governance import WaiverEntry
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.waivers.waiver import Waiver


def waivers_of(spec: LandingZoneSpec) -> tuple[Waiver, ...]:
    """The waivers of a spec, in its order."""
    return tuple(waiver_of(entry) for entry in spec.waivers)


def waiver_of(entry: WaiverEntry) -> Waiver:
    """One waiver of a spec."""
    return Waiver(entry.rule, entry.resource, entry.reason, entry.owner, entry.expires, entry.compensated_by)
