"""Project folders, and what the engine on this machine previews of them."""

from pathlib import Path

import pytest

from hds_landing.inventory.preview import read_preview
from tests.inputs.compared_inventories import differences
from tests.inputs.engine_previews import preview
from tests.inputs.recorded_previews import recorded
from tests.inputs.sample_programs import LANDING_ZONES, SAMPLES, from_folder

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("name", ["small-network-deployed", "plain", "secrets", "reads", "provider-defaults", "azure"])
def test_a_folder_and_its_fresh_preview_agree(name: str, tmp_path: Path) -> None:
    sample, previewed = SAMPLES[name], read_preview(preview(SAMPLES[name], tmp_path / "engine"))
    assert {each.urn for each in previewed} == {each.urn for each in read_preview(recorded(name))}
    found = list(differences(sample, from_folder(sample, tmp_path / "folder"), previewed))
    assert [each for each in found if each.row is None] == []


@pytest.mark.parametrize("name", LANDING_ZONES)
def test_the_folder_of_a_landing_zone_and_its_preview_agree(name: str, tmp_path: Path) -> None:
    sample = LANDING_ZONES[name]
    previewed = read_preview(preview(sample, tmp_path / "engine"))
    assert len(previewed.resources) > 100
    found = list(differences(sample, from_folder(sample, tmp_path / "folder"), previewed))
    assert [each for each in found if each.row is None] == []
    assert {each.row for each in found} == {"engine-input", "source"}
