"""What a preview says to a newcomer that comes before those who have joined already, in the order of keys."""

from pathlib import Path

import pytest

from hds_landing.inventory.urn import name_of, type_of
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.ledger import write_ledger
from hds_landing.rehearsal.upgrade.preview import preview_upgrade
from hds_landing.rehearsal.upgrade.upgrade import Action, Upgrade
from hds_landing.stacks.hub import hub_stack
from hds_landing.stacks.landing_zone import landing_zone_stack
from tests.rehearsed_examples import TODAY
from tests.stacks.stack_runs import HUB, LANDING_ZONE, asynchronous, stacks_on
from tests.stacks.stack_specs import small_spec

LEARN = {
    "aws": {"RuleGroup exemple-hub-rules-egress"},
    "azure": {"FirewallPolicyRuleCollectionGroup exemple-hub-egress"},
}
"""Shared tables that are drawn from the whole spec."""
CLOUDS = pytest.mark.parametrize("cloud", LEARN)


def labels(upgrade: Upgrade, action: Action) -> set[str]:
    return {f"{type_of(each.urn).rpartition(':')[2]} {name_of(each.urn)}" for each in upgrade.of(action)}


def assert_only_adds(upgrade: Upgrade, newcomer: str, learn: set[str]) -> None:
    assert upgrade.errors == ()
    assert labels(upgrade, Action.REPLACE) == labels(upgrade, Action.DELETE) == set()
    assert labels(upgrade, Action.UPDATE) == learn
    created = labels(upgrade, Action.CREATE)
    assert created
    assert [label for label in created if newcomer not in label] == []


@CLOUDS
def test_joining_the_one_stack_changes_no_other_establishment(cloud: str, tmp_path: Path) -> None:
    with stacks_on(cloud) as stacks:
        stacks.landing_zone(small_spec(tmp_path, cloud, "shared"))
        state = stacks.drawn[f"organization/{LANDING_ZONE}/production"].inventory
    spec = small_spec(tmp_path, cloud, "shared", gaillon=True)
    spec.write_text(spec.read_text(encoding="utf-8").replace("gaillon", "andelys"), encoding="utf-8")
    planned = plan_file(spec, TODAY)
    write_ledger(planned.ledger_path, planned.ledger)
    assert list(planned.plan.spokes) == ["andelys", "centre"]
    upgrade = preview_upgrade(landing_zone_stack, state, cloud=cloud, config={f"{LANDING_ZONE}:spec": str(spec)})
    assert_only_adds(upgrade, "andelys", LEARN[cloud])


@CLOUDS
def test_joining_the_hub_changes_no_other_connection(cloud: str, tmp_path: Path) -> None:
    spec = small_spec(tmp_path, cloud, "shared", gaillon=True)
    with stacks_on(cloud) as stacks:
        stacks.hub(spec)
        for key in ("centre", "gaillon"):
            stacks.establishment(spec, key)
        stacks.hub(spec, "gaillon")
        state = stacks.drawn[f"organization/{HUB}/production"].inventory
    config = {f"{HUB}:spec": str(spec), f"{HUB}:connections": '["centre", "gaillon"]'}
    upgrade = preview_upgrade(
        asynchronous(hub_stack), state, cloud=cloud, config=config, stack_references=stacks.outputs
    )
    assert_only_adds(upgrade, "centre", set())
