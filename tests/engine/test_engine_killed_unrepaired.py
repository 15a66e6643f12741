"""What becomes of a killed `up` where nobody looks at what it left: the bound of what may be orphaned."""

from collections.abc import Mapping

import pytest

from tests.engine.engine_stack import Stack
from tests.engine.killed_engine import Interrupted, ids_in, kill_an_up, recorded_ids, repair
from tests.engine.workbench import Workbench

pytestmark = pytest.mark.engine


@pytest.fixture
def stack(workbench: Workbench) -> Stack:
    return workbench.stack(workbench.program("named-and-unnamed"), "trial")


def _killed_at(countdown: int, workbench: Workbench, stack: Stack) -> Interrupted:
    left = kill_an_up(stack, workbench.aws, countdown, done=True, more=0)
    assert left.unrecorded.keys() == left.pending.keys()
    stack.cancel()
    return left


def _by_name(of_urns: Mapping[str, object]) -> set[str]:
    return {urn.rpartition("::")[2] for urn in of_urns}


def test_what_has_a_name_is_refused_until_it_is_imported(workbench: Workbench, stack: Stack) -> None:
    left = _killed_at(1, workbench, stack)
    assert _by_name(left.pending) == {"role"}
    refused = stack.up("--skip-preview", expected=False)
    assert "backup.amazonaws.com" not in refused.output
    assert "EntityAlreadyExists: Role with name backups already exists" in refused.output
    repair(stack, left)
    stack.up("--skip-preview")
    assert recorded_ids(stack) == ids_in(workbench.aws)


def test_what_has_none_is_made_again_and_the_first_one_stays_on_the_list(workbench: Workbench, stack: Stack) -> None:
    left = _killed_at(2, workbench, stack)
    assert _by_name(left.pending) == {"network"}
    (urn,) = left.pending
    told = stack.up("--skip-preview")
    assert f"{urn}, interrupted while creating" in told.output
    orphans = ids_in(workbench.aws) - recorded_ids(stack)
    assert set(orphans) == {("aws:ec2/vpc:Vpc", left.unrecorded[urn])}
    still = [each["resource"]["urn"] for each in stack.export()["deployment"]["pending_operations"]]
    assert set(still) == {urn}
