"""What is read by its id and later managed, or the reverse: the same URN each time, and what the engine makes of it."""

import pytest

from tests.engine.engine_stack import Stack
from tests.engine.workbench import Workbench

pytestmark = pytest.mark.engine


def by_name(stack: Stack) -> dict[str, dict]:
    return {urn.rpartition("::")[2]: resource for urn, resource in stack.resources().items()}


@pytest.fixture
def others(workbench: Workbench) -> str:
    """Id of a network that another stack made."""
    stack = workbench.stack(workbench.program("network-of-another"), "other", {"range": "10.0.0.0/24"})
    stack.up("--skip-preview")
    return str(by_name(stack)["network"]["id"])


@pytest.fixture
def reader(workbench: Workbench, others: str) -> Stack:
    config = {"read": others, "range": "10.0.128.0/24"}
    stack = workbench.stack(workbench.program("network-of-another"), "reader", config)
    stack.up("--skip-preview")
    return stack


def test_it_is_read_and_what_is_drawn_in_it_refers_to_it(reader: Stack, others: str) -> None:
    drawn = by_name(reader)
    assert (drawn["network"]["id"], drawn["network"]["external"]) == (others, True)
    assert drawn["subnet"]["inputs"]["vpcId"] == others
    reader.up("--expect-no-changes", "--skip-preview")


def test_import_takes_it_over_in_place(workbench: Workbench, reader: Stack, others: str) -> None:
    before, standing = by_name(reader), len(workbench.aws.standing())
    reader.run("config", "rm", "read")
    reader.run("config", "set", "taken", others)
    reader.up("--skip-preview")
    after = by_name(reader)
    assert (after["network"]["urn"], after["network"]["id"]) == (before["network"]["urn"], others)
    assert not after["network"].get("external")
    assert after["subnet"]["id"] == before["subnet"]["id"]
    assert len(workbench.aws.standing()) == standing
    reader.run("config", "rm", "taken")
    reader.up("--expect-no-changes", "--skip-preview")


def test_without_import_another_one_is_made_beside_it(reader: Stack, others: str) -> None:
    before = by_name(reader)
    reader.run("config", "rm", "read")
    reader.up("--skip-preview")
    after = by_name(reader)
    assert after["network"]["urn"] == before["network"]["urn"]
    assert after["network"]["id"] != others
    assert after["subnet"]["id"] != before["subnet"]["id"]


def test_what_is_managed_and_then_read_is_let_go_of(workbench: Workbench) -> None:
    stack = workbench.stack(workbench.program("network-of-another"), "maker", {"range": "10.0.128.0/24"})
    stack.up("--skip-preview")
    made = by_name(stack)
    stack.run("config", "set", "read", made["network"]["id"])
    stack.up("--skip-preview")
    read = by_name(stack)
    assert (read["network"]["urn"], read["network"]["id"]) == (made["network"]["urn"], made["network"]["id"])
    assert read["network"]["external"] is True
    assert read["subnet"]["id"] == made["subnet"]["id"]
    stack.destroy()
    assert made["network"]["id"] in {each.id for each in workbench.aws.standing_ids()}
