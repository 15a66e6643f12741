"""An establishment whose size is raised keeps what it has, and its new range works on both clouds."""

from pathlib import Path

import pytest

from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.state_export import write_state
from hds_landing.plan.from_file import PlannedSpec, plan_file
from hds_landing.plan.ledger import write_ledger
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from hds_landing.rules.evaluation import evaluate
from tests.rehearsed_examples import ROOT, TODAY

SUBNETS = {
    "minimal-aws": ("aws:ec2/subnet:Subnet", "cidrBlock"),
    "minimal-azure": ("azure-native:network:Subnet", "addressPrefix"),
}


def planned_as(size: str, folder: Path, name: str) -> PlannedSpec:
    """The example with another size, its ledger recorded in `folder` as a hospital would."""
    text = (ROOT / "examples" / name / "landing-zone.yaml").read_text(encoding="utf-8")
    spec = folder / "landing-zone.yaml"
    spec.write_text(text.replace("size: small", f"size: {size}"), encoding="utf-8")
    planned = plan_file(spec, TODAY)
    write_ledger(planned.ledger_path, planned.ledger)
    return plan_file(spec, TODAY)


def ranges(inventory: Inventory, name: str) -> dict[str, str]:
    kind, field = SUBNETS[name]
    return {one.name: one.inputs[field] for one in inventory if one.type == kind}


@pytest.mark.parametrize("name", SUBNETS)
def test_an_establishment_grows_and_keeps_what_it_has(name: str, tmp_path: Path) -> None:
    held: dict[str, str] = {}
    for size, count in (("small", 1), ("medium", 2), ("large", 3)):
        planned = planned_as(size, tmp_path, name)
        assert len(planned.plan.spokes["centre"].cidrs) == count
        rehearsal = rehearse_landing_zone(planned.plan)
        assert [str(error) for error in rehearsal.errors] == []
        assert evaluate(rehearsal.inventory, today=TODAY).summary.fail == 0
        now = ranges(rehearsal.inventory, name)
        assert held.items() < now.items()
        held = now
    assert write_state(rehearse_landing_zone(planned.plan).inventory) == write_state(rehearsal.inventory)
