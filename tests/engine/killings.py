"""An `up` killed again and again, at random points that spread over its writes."""

import random

from tests.engine.compared_states import is_provider
from tests.engine.killed_engine import ids_in, kill_an_up, recorded_ids, repair
from tests.engine.observed_cloud import ObservedCloud
from tests.engine.workbench import Workbench
from tests.rehearsed_examples import planned

SEED = 20261122
KILLINGS = 10
"""On each cloud."""


def survives(workbench: Workbench, cloud: ObservedCloud, example: str) -> None:
    stack = workbench.landing_zone(example, planned(example).plan.name)
    rehearsed = workbench.rehearsed_state(example).values()
    writes = sum(each["custom"] and not is_provider(each) for each in rehearsed)
    chance = random.Random(SEED)  # noqa: S311
    lost = 0
    for point in sorted(chance.sample(range(1, writes - 10), KILLINGS)):
        countdown = max(1, point - len(cloud.standing_ids()))
        left = kill_an_up(stack, cloud, countdown, done=chance.random() < 0.7, more=chance.randrange(5))
        assert left.unrecorded.keys() <= left.pending.keys(), "something stands of which the engine knows nothing"
        lost += len(left.unrecorded)
        repair(stack, left)
        assert recorded_ids(stack) == ids_in(cloud)
    assert lost >= KILLINGS / 2, "hardly anything stood that was not recorded: nothing was put to the test"

    stack.up()
    assert recorded_ids(stack) == ids_in(cloud)
    assert len(recorded_ids(stack)) == writes
    assert "pending_operations" not in stack.export()["deployment"]
    stack.up("--expect-no-changes", "--skip-preview")
    stack.refresh("--expect-no-changes")
    assert max(ids_in(cloud).values()) == 1
    assert cloud.done("delete") == []
