"""`check` on a project folder and on the preview of the same project agree on what the program says."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hds_landing.inventory.preview import read_preview
from hds_landing.rehearsal.project.known_differences import KNOWN_DIFFERENCES, as_markdown
from tests.engine.workbench import ROOT
from tests.inputs.compared_inventories import Found, differences
from tests.inputs.recorded_previews import FOLDER, recorded, recorded_text
from tests.inputs.sample_programs import SAMPLES, from_folder

pytestmark = pytest.mark.slow


@cache
def compared(name: str) -> tuple[Found, ...]:
    with TemporaryDirectory() as folder:
        return tuple(differences(SAMPLES[name], from_folder(SAMPLES[name], Path(folder)), read_preview(recorded(name))))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_folder_and_its_recorded_preview_agree(name: str) -> None:
    assert read_preview(recorded(name)).complete
    assert [each for each in compared(name) if each.row is None] == []
    assert {each.place for each in compared(name)} >= SAMPLES[name].differences.keys()


def test_every_row_of_the_table_occurs_and_no_other() -> None:
    assert {each.row for name in SAMPLES for each in compared(name)} == KNOWN_DIFFERENCES.keys()


def test_what_agrees_is_what_the_programs_say() -> None:
    plain = {resource.name: resource for resource in read_preview(recorded("plain"))}
    assert plain["room-network"].inputs["cidrBlock"] == "10.0.0.0/16"
    assert plain["room-network"].protect
    assert plain["room-network"].retain_on_delete


def test_a_difference_that_no_row_explains_is_found(tmp_path: Path) -> None:
    changed = recorded("plain")
    step = next(each for each in changed["steps"] if each["urn"].endswith("::room-network"))
    step["newState"]["inputs"]["cidrBlock"] = "10.9.0.0/16"
    step["newState"]["protect"] = False
    unexplained = [
        each
        for each in differences(SAMPLES["plain"], from_folder(SAMPLES["plain"], tmp_path), read_preview(changed))
        if not each.row
    ]
    assert {each.place.rpartition("::")[2] for each in unexplained} == {
        "room-network.cidrBlock",
        "room-network protect",
    }


def test_the_page_prints_the_table() -> None:
    assert as_markdown() in (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_recorded_preview_tells_nothing_of_the_machine(name: str) -> None:
    text = recorded_text(name)
    assert "site-packages" not in text
    assert "project:///.." not in text
    for secret in ("hunter2", "made here"):
        assert secret not in text


def test_nothing_else_is_recorded() -> None:
    assert {path.name for path in FOLDER.glob("*.json.xz")} == {f"{name}.json.xz" for name in SAMPLES}
