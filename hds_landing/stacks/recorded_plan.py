"""The plan that a stack draws: of a spec whose address ranges are all recorded."""

from datetime import date
from pathlib import Path

import pulumi

from hds_landing.errors import InputError
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.landing_zone import LandingZonePlan


def recorded_plan(spec: str) -> LandingZonePlan:
    """The plan of the spec at a path from the project's root.

    Raises:
        SpecError: the spec is refused.
        InputError: it allocates ranges that its address ledger does not hold yet: a real deployment takes recorded
            ranges only, so that no later run can move them.
    """
    planned = plan_file(Path(pulumi.get_root_directory() or ".") / spec, date.today())
    if planned.unrecorded:
        raise InputError(
            f"{planned.ledger_path}: the spec needs address ranges that are not recorded yet. "
            f"Run `hds-landing plan {planned.loaded.path} --record` and commit the file."
        )
    return planned.plan
