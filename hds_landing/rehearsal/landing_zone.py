"""A planned landing zone, brought up on the embedded cloud."""

from hds_landing.clouds import draw
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.program import Rehearsal, rehearse


def rehearse_landing_zone(plan: LandingZonePlan) -> Rehearsal:
    """Runs the same program as a real deployment would, in this process, without network or credentials."""

    def program() -> None:
        draw(plan)

    return rehearse(program, cloud=plan.cloud.value, project="hds-landing", stack=plan.name)
