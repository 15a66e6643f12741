"""One spec, one landing zone, in one stack."""

from hds_landing.stack import landing_zone_stack

landing_zone_stack()
