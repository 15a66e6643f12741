"""An `up` on a cloud that fails at each type of resource in turn."""

from itertools import cycle

from tests.engine.compared_states import is_provider
from tests.engine.killed_engine import ids_in, recorded_ids
from tests.engine.observed_cloud import Fault, ObservedCloud
from tests.engine.workbench import Workbench
from tests.rehearsed_examples import planned

FAULTS = (Fault.FAILS, Fault.THROTTLES, Fault.TIMES_OUT)


def recovers(workbench: Workbench, cloud: ObservedCloud, example: str) -> None:
    """The first creation of every type fails; each further `up` goes on, until nothing fails any more."""
    rehearsed = workbench.rehearsed_state(example).values()
    types = {each["type"] for each in rehearsed if each["custom"] and not is_provider(each)}
    for token, fault in zip(sorted(types), cycle(FAULTS), strict=False):
        cloud.plan_fault(fault, type_token=token, operations=("create",))
    stack = workbench.landing_zone(example, planned(example).plan.name)
    failed: set[str] = set()
    while failed != types:
        before = len(cloud.operations)
        up = stack.up("--skip-preview", "--continue-on-error", expected=False)
        now = [each for each in cloud.operations[before:] if each.refused]
        assert now, up.output[-4000:]
        for each in now:
            assert each.type not in failed, f"{each.urn} failed again: {each.refused}"
            failed.add(each.type)
            assert (
                f"({each.urn.rpartition('::')[2]}):\n    error: {(each.refused or '').partition(': ')[2]}" in up.output
            )
        # Pulumi's own Python host says where it was when the engine interrupts it; nothing else may show a trace.
        assert up.output.count("Traceback") <= up.output.count("KeyboardInterrupt"), up.output[-9000:]
        assert recorded_ids(stack) == ids_in(cloud)
    stack.up()
    assert recorded_ids(stack) == ids_in(cloud)
    stack.up("--expect-no-changes", "--skip-preview")
    assert stack.resources().keys() == workbench.rehearsed_state(example).keys()
