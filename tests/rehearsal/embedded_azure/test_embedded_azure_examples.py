import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hds_landing.inventory.state_export import write_state
from hds_landing.plan.landing_zone import plan_landing_zone
from hds_landing.plan.ledger import extend_ledger, read_ledger
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from hds_landing.rehearsal.program import Rehearsal
from hds_landing.spec.load import load_spec

ROOT = Path(__file__).parents[3]
ARM_CHECK = ROOT.parent / "shared" / "arm" / "arm_check.py"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module", params=["minimal-azure", "grand-paris-nord-est"])
def rehearsal(request: pytest.FixtureRequest) -> Rehearsal:
    path = ROOT / "examples" / request.param / "landing-zone.yaml"
    spec = load_spec(path, TODAY).spec
    ledger = extend_ledger(read_ledger(path.with_name("landing-zone.addresses.yaml")), spec)
    return rehearse_landing_zone(plan_landing_zone(spec, ledger, TODAY))


def test_an_example_comes_up_whole(rehearsal: Rehearsal) -> None:
    assert [str(error) for error in rehearsal.errors] == []
    assert rehearsal.skipped == ()
    assert rehearsal.inventory.complete


def test_only_what_lives_in_a_group_of_azures_own_is_not_exercised(rehearsal: Rehearsal) -> None:
    recorded = {token for token, how in rehearsal.exercised.items() if how != "exercised"}
    assert recorded == {"azure-native:network:FlowLog"}
    assert {"azure-native:network:Subnet", "azure-native:keyvault:Key"} <= set(rehearsal.exercised)


def test_every_resource_of_azure_has_its_id_and_outputs(rehearsal: Rehearsal) -> None:
    custom = [each for each in rehearsal.inventory if each.type.startswith("azure-native:")]
    assert len(custom) > 50
    for resource in custom:
        assert str(resource.id).startswith("/subscriptions/")
        assert resource.outputs["azureApiVersion"]
    assert len({str(resource.id).lower() for resource in custom}) == len(custom)


@pytest.mark.skipif(not ARM_CHECK.exists(), reason="the check against Microsoft's published ARM types is not here")
def test_the_state_fits_the_published_arm_types(rehearsal: Rehearsal, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text(write_state(rehearsal.inventory), encoding="utf-8")
    checked = subprocess.run([sys.executable, str(ARM_CHECK), str(state)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert ", 0 errors, " in checked.stdout
