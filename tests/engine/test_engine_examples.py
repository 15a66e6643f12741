"""Each example, from nothing to nothing but what is protected, by the real engine."""

import pytest

from tests.engine.compared_states import compared, is_provider, needed_by_protected
from tests.engine.workbench import Workbench
from tests.rehearsed_examples import EXAMPLES, planned

pytestmark = pytest.mark.engine


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_lives(workbench: Workbench, example: str) -> None:
    stack = workbench.landing_zone(example, planned(example).plan.name)

    stack.up("--policy-pack", str(workbench.policies))
    state = stack.resources()
    in_the_cloud = {urn for urn, each in state.items() if each["custom"] and not is_provider(each)}
    assert len(in_the_cloud) > 50
    assert workbench.standing == in_the_cloud

    assert compared(state) == compared(workbench.rehearsed_state(example))

    stack.up("--expect-no-changes", "--skip-preview")
    stack.refresh("--expect-no-changes")
    assert compared(stack.resources()) == compared(state)

    destroyed = stack.destroy("--exclude-protected")
    left = stack.resources()
    assert f"There are still {len(left)} protected resources" in destroyed.output
    assert left.keys() == needed_by_protected(state)
    retained = {urn for urn, each in state.items() if each.get("retainOnDelete")}
    assert workbench.standing == in_the_cloud & (left.keys() | retained)
