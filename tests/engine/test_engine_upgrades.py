"""The engine says the same of an upgrade as the preview of it in process."""

import json
from collections import Counter
from pathlib import Path

import pytest

from hds_landing import __version__
from hds_landing.inventory.state_export import read_state
from hds_landing.rehearsal.upgrade.upgrade import Upgrade
from tests.engine.engine_stack import Stack
from tests.engine.workbench import Workbench
from tests.rehearsed_examples import planned
from tests.upgrades.releases import STORED, example_of, stored_state, stored_text
from tests.upgrades.upgraded import upgraded

pytestmark = pytest.mark.engine
MINIMAL = [stored for stored in STORED if example_of(stored).startswith("minimal-")]


def imported(workbench: Workbench, example: str, text: str, folder: Path) -> Stack:
    """The landing zone's stack, with a stored state in it."""
    stack = workbench.landing_zone(example, planned(example).plan.name)
    path = folder / "state.json"
    path.write_text(text, encoding="utf-8")
    stack.run("stack", "import", "--file", str(path))
    return stack


def previewed(stack: Stack) -> Counter[str]:
    """How many resources each step of a preview concerns."""
    steps = json.loads(stack.preview("--json", "--show-sames").output)["steps"]
    return Counter(step["op"] for step in steps)


@pytest.mark.parametrize("stored", MINIMAL)
def test_a_stored_release_is_upgraded_in_place(workbench: Workbench, stored: str, tmp_path: Path) -> None:
    example = example_of(stored)
    steps = previewed(imported(workbench, example, stored_text(stored), tmp_path))
    assert steps.keys() <= {"same", "update"}
    assert steps["same"] + steps["update"] == len(stored_state(stored).resources)


@pytest.fixture
def changed() -> str:
    """A stored state in which a range is another one, and a component has another name."""
    text = stored_text(f"{__version__}/minimal-aws.json.xz")
    text = text.replace('"cidrBlock": "10.64.16.0/', '"cidrBlock": "10.65.16.0/')
    return text.replace("::exemple-centre-connection", "::exemple-centre-link")


@pytest.fixture
def in_process(changed: str) -> Upgrade:
    """What the preview in process says of it; asked for before the workbench, whose AWS must be the only one."""
    return upgraded("minimal-aws", read_state(json.loads(changed)))


def test_the_engine_finds_the_same_replacements_and_losses(
    in_process: Upgrade, workbench: Workbench, changed: str, tmp_path: Path
) -> None:
    stack = imported(workbench, "minimal-aws", changed, tmp_path)
    steps = json.loads(stack.preview("--json", "--show-sames", expected=None).output)["steps"]
    actions = ("create", "replace", "delete")
    by_engine = {action: {step["urn"] for step in steps if step["op"] == action} for action in actions}
    by_us = {action: {each.urn for each in in_process.changes if each.action == action} for action in actions}
    assert all(by_us.values())
    assert by_engine == by_us
