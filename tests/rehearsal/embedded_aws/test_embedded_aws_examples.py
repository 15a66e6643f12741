"""The examples for AWS, brought up whole."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.state_export import write_state
from hds_landing.plan.from_file import plan_file
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone

EXAMPLES = Path(__file__).parents[3] / "examples"
TODAY = date(2026, 11, 20)
RECORDED = {
    "aws:backup/selection:Selection",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    "aws:networkfirewall/ruleGroup:RuleGroup",
}


def rehearsed(example):
    return rehearse_landing_zone(plan_file(EXAMPLES / example / "landing-zone.yaml", TODAY).plan)


@pytest.mark.parametrize("example", ["minimal-aws", "eure-seine"])
def test_an_example_comes_up_without_a_refusal(example):
    rehearsal = rehearsed(example)
    assert [str(error) for error in rehearsal.errors] == []
    assert rehearsal.skipped == ()
    assert rehearsal.inventory.complete
    recorded = {token for token, how in rehearsal.exercised.items() if how == "recorded"}
    assert recorded <= RECORDED
    assert len(rehearsal.exercised) > 30


_PRINT = """
import sys
from hashlib import sha256
sys.path.insert(0, {folder!r})
from test_embedded_aws_examples import rehearsed
print(sha256(repr(rehearsed("minimal-aws").inventory.resources).encode()).hexdigest())
"""


@pytest.mark.slow
def test_another_process_with_other_hashes_draws_the_same():
    program = _PRINT.format(folder=str(Path(__file__).parent))
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1


def test_the_state_of_an_example_reads_back_as_it_was_drawn(tmp_path):
    inventory = rehearsed("minimal-aws").inventory
    written = write_state(inventory)
    (tmp_path / "state.json").write_text(written)
    back = read_inventory(tmp_path / "state.json")
    assert write_state(rehearsed("minimal-aws").inventory) == written
    assert [resource.urn for resource in back] == [resource.urn for resource in inventory]
    assert all(resource.provider for resource in inventory if resource.custom and "providers" not in resource.type)
