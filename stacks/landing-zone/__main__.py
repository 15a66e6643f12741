"""One spec, one landing zone, in one stack."""

from hds_landing.stacks.landing_zone import landing_zone_stack

landing_zone_stack()
