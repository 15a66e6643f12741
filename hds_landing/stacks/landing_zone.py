"""The stack that holds everything: one spec, one landing zone."""

from dataclasses import dataclass

import pulumi

from hds_landing.clouds import draw
from hds_landing.errors import HdsLandingError
from hds_landing.stacks.recorded_plan import recorded_plan
from hds_landing.stacks.stack_settings import read_settings


@dataclass(frozen=True)
class LandingZoneSettings:
    """Configuration of the stack, under `hds-landing:`."""

    spec: str
    """Path of the spec, from the folder of Pulumi.yaml."""


def landing_zone_stack() -> None:
    """Draws the landing zone of the spec that the stack's configuration names and exports its outputs.

    Raises:
        pulumi.RunError: the configuration or the spec is refused.
    """
    try:
        landing_zone = draw(recorded_plan(read_settings(LandingZoneSettings).spec))
    except HdsLandingError as refused:
        raise pulumi.RunError(str(refused)) from refused
    for name in ("hub_id", "network_ids", "vault_ids"):
        pulumi.export(name, getattr(landing_zone, name))
