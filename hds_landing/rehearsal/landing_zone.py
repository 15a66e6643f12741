"""A planned landing zone, brought up on the embedded cloud."""

from hds_landing.clouds import draw
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.existing import existing_in
from hds_landing.rehearsal.program import Rehearsal, embedded_cloud, rehearse


def rehearse_landing_zone(plan: LandingZonePlan) -> Rehearsal:
    """Runs the same program as a real deployment would, in this process, without network or credentials.

    What the plan says stands already is there to be read; nothing about it is exercised.
    """

    def program() -> None:
        draw(plan)

    cloud = embedded_cloud(plan.cloud.value, existing_in(plan))
    return rehearse(program, cloud=cloud, project="hds-landing", stack=plan.name)
