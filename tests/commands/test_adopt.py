"""`hds-landing adopt`, from the command line."""

import json
from pathlib import Path

import pytest

from hds_landing.cli import main
from hds_landing.inventory.state_export import write_state
from tests.rehearsed_examples import ROOT, rehearsed

SPEC = ROOT / "examples" / "minimal-azure" / "landing-zone.yaml"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    path = tmp_path / "state.json"
    path.write_text(write_state(rehearsed("minimal-azure").inventory), encoding="utf-8")
    return path


def test_the_text_names_what_is_imported_and_by_what(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt", str(state), "--spec", str(SPEC)]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].endswith("resources of the plan can be imported.")
    place = lines.index("  exemple-centre (azure-native:resources:ResourceGroup)")
    assert lines[place + 1].strip().endswith("/resourceGroups/rg-exemple-centre")
    assert "its ids stand for nothing that exists" in said.err


def test_an_establishments_list_has_its_own_resources_without_the_landing_zone_above(
    state: Path, tmp_path: Path
) -> None:
    out = tmp_path / "retained.json"
    words = ["adopt", str(state), "--spec", str(SPEC), "--stack", "establishment:centre", "--retained"]
    assert main([*words, "--format", "json", "--output", str(out)]) == 0
    listed = json.loads(out.read_text(encoding="utf-8"))
    types = {each["type"] for each in listed["resources"]}
    assert {"hds-azure:index:Establishment", "azure-native:keyvault:Key", "pulumi:providers:azure-native"} <= types
    assert not types & {
        "hds-azure:index:LandingZone",
        "hds-azure:index:Platform",
        "azure-native:network:VirtualNetwork",
    }
    assert all("exemple-centre" in each["id"] for each in listed["resources"] if "id" in each)


def test_the_hubs_list_has_no_establishment(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt", str(state), "--spec", str(SPEC), "--stack", "hub", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    types = {each["type"] for each in listed["resources"]}
    assert {"hds-azure:index:Platform", "hds-azure:index:HubConnection"} <= types
    assert "hds-azure:index:Establishment" not in types
    assert {each["name"] for each in listed["leftOut"]["unplanned"]} >= {"exemple-centre-keys-log"}


@pytest.mark.parametrize(
    ("stack", "said"),
    [
        ("hubs", "takes landing-zone, hub or establishment:KEY"),
        ("establishment", "takes landing-zone, hub or establishment:KEY"),
        ("establishment:center", "did you mean 'centre'?"),
        ("establishment:nowhere", "it has centre"),
    ],
)
def test_a_stack_that_the_plan_has_not_is_refused(
    stack: str, said: str, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["adopt", str(state), "--spec", str(SPEC), "--stack", stack]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("{", "not JSON"),
        ("[]", "not an inventory"),
        ('{"resources": []}', "nothing to adopt"),
        ('{"resources": [{"type": "a:b:C"}]}', "resources[0].name: missing"),
        ('{"version": 3, "deployment": {"resources": []}}', "there is no resource in it"),
    ],
)
def test_an_input_that_shows_nothing_is_refused(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "input.json"
    path.write_text(content, encoding="utf-8")
    assert main(["adopt", str(path), "--spec", str(SPEC)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert all(line.startswith(f"{path}: ") for line in error.splitlines())
    assert "Traceback" not in error


def test_what_is_read_is_not_written_over(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state.read_bytes()
    assert main(["adopt", str(state), "--spec", str(SPEC), "--output", str(state)]) == 2
    assert "would overwrite it" in capsys.readouterr().err
    assert state.read_bytes() == before
