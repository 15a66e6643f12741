"""The examples for AWS, brought up whole."""

import pytest

from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.state_export import write_state
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from tests.rehearsed_examples import planned, rehearsed

RECORDED = {
    "aws:backup/selection:Selection",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    "aws:networkfirewall/ruleGroup:RuleGroup",
}


@pytest.mark.parametrize("example", ["minimal-aws", "eure-seine"])
def test_an_example_comes_up_without_a_refusal(example):
    rehearsal = rehearsed(example)
    assert [str(error) for error in rehearsal.errors] == []
    assert rehearsal.skipped == ()
    assert rehearsal.inventory.complete
    recorded = {token for token, how in rehearsal.exercised.items() if how == "recorded"}
    assert recorded <= RECORDED
    assert len(rehearsal.exercised) > 30


def test_the_state_of_an_example_reads_back_as_it_was_drawn(tmp_path):
    inventory = rehearsed("minimal-aws").inventory
    written = write_state(inventory)
    (tmp_path / "state.json").write_text(written)
    back = read_inventory(tmp_path / "state.json")
    assert write_state(rehearse_landing_zone(planned("minimal-aws").plan).inventory) == written
    assert [resource.urn for resource in back] == [resource.urn for resource in inventory]
    assert all(resource.provider for resource in inventory if resource.custom and "providers" not in resource.type)
