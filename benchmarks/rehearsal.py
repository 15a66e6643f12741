"""Rehearsal of the two big examples against registering the same resources bare, in the same run."""

from datetime import date
from pathlib import Path

from benchmarks.replay import ReplayedCloud, flat_program
from benchmarks.timing import line, timed
from hds_landing.clouds import draw
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.program import Rehearsal, rehearse

_EXAMPLES = Path(__file__).parent.parent / "examples"
_RUNS = 5


def measure() -> None:
    """Three figures an example; the last two as a multiple of the first."""
    for name in ("eure-seine", "grand-paris-nord-est"):
        _measure(name, plan_file(_EXAMPLES / name / "landing-zone.yaml", date.today()).plan)


def _measure(name: str, plan: LandingZonePlan) -> None:
    def whole() -> Rehearsal:
        return _sound(rehearse(drawn, cloud=plan.cloud.value, project="p", stack="s"))

    def components() -> Rehearsal:
        return _sound(rehearse(drawn, cloud=replayed, project="p", stack="s"))

    def bare() -> Rehearsal:
        config = {"aws:region": plan.region, "azure-native:location": plan.region}
        return _sound(rehearse(flat, cloud=replayed, project="p", stack="s", config=config))

    def drawn() -> None:
        draw(plan)

    def flat() -> None:
        flat_program(inventory)

    inventory = whole().inventory
    replayed = ReplayedCloud(inventory)
    print(f"\nRehearsal of {name}: {len(inventory.resources)} resources")
    seconds = timed(bare, _RUNS)
    print(line("the same resources bare", seconds))
    print(line("the components alone", timed(components, _RUNS), seconds))
    print(line("the components on the embedded cloud", timed(whole, _RUNS), seconds))


def _sound(rehearsal: Rehearsal) -> Rehearsal:
    if rehearsal.errors:
        raise SystemExit(f"the measurement itself failed: {rehearsal.errors[0]}")
    return rehearsal
