"""The examples, planned and rehearsed once per process, however many tests ask for them."""

from datetime import date
from functools import cache
from pathlib import Path

from hds_landing.plan.from_file import PlannedSpec, plan_file
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from hds_landing.rehearsal.program import Rehearsal

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if (path / "landing-zone.yaml").exists())
TODAY = date.today()


@cache
def planned(name: str) -> PlannedSpec:
    return plan_file(ROOT / "examples" / name / "landing-zone.yaml", TODAY)


@cache
def rehearsed(name: str) -> Rehearsal:
    return rehearse_landing_zone(planned(name).plan)
