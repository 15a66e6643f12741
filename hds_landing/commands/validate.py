"""`hds-landing validate`: reads and plans a spec."""

from argparse import Namespace
from datetime import date

from hds_landing.plan.from_file import plan_file


def run(arguments: Namespace) -> int:
    """Prints what was read, and what weakens it."""
    planned = plan_file(arguments.spec, date.today())
    plan = planned.plan
    print(
        f"{arguments.spec}: a landing zone on {plan.cloud.value} in {plan.region}, "
        f"{len(plan.spokes)} spokes, {len(plan.flows)} flows, {len(planned.loaded.spec.waivers)} waivers."
    )
    for notice in plan.notices:
        print(f"  note: {notice}")
    return 0
