"""`check --baseline`: only what is new is shown, and only that fails."""

import json
from pathlib import Path

import pytest

from hds_landing.cli import main
from tests.commands.check_inputs import encrypted, plain, write_state

pytestmark = pytest.mark.usefixtures("few_rules")


@pytest.fixture
def baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Of a stack with one volume that is not encrypted."""
    state = write_state(tmp_path / "before.json", plain("old"))
    path = tmp_path / "findings.json"
    assert main(["check", state, "--format", "json", "--output", str(path)]) == 1
    return str(path)


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "html", "github"])
def test_what_is_known_neither_shows_nor_fails(
    format_: str, baseline: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = write_state(tmp_path / "now.json", plain("old"))
    assert main(["check", state, "--baseline", baseline, "--format", format_]) == 0
    out = capsys.readouterr().out
    assert "encrypted is false" not in out
    assert Path(baseline).name in "".join(out.split())


def test_what_is_new_shows_and_fails(baseline: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "now.json", plain("old"), plain("new"))
    assert main(["check", state, "--baseline", baseline, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in document["findings"]} == {"new"}
    assert document["summary"]["fail"] == 1
    assert document["baseline"] == {
        "file": baseline,
        "known": {"fail": 1, "unknown": 0, "proxy": 1, "waived": 0},
        "gone": 0,
    }


def test_what_was_corrected_is_said_to_be_gone(
    baseline: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = write_state(tmp_path / "now.json", encrypted("old"))
    assert main(["check", state, "--baseline", baseline]) == 0
    assert "1 of its findings are gone: write the baseline anew" in " ".join(capsys.readouterr().out.split())


def test_a_baseline_of_what_was_new_only_is_refused(
    baseline: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = write_state(tmp_path / "now.json", plain("old"))
    partial = tmp_path / "partial.json"
    assert main(["check", state, "--baseline", baseline, "--format", "json", "--output", str(partial)]) == 0
    assert main(["check", state, "--baseline", str(partial)]) == 2
    assert "itself written with --baseline" in capsys.readouterr().err


def test_a_baseline_that_cannot_be_read_is_named_before_anything_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text("{", encoding="utf-8")
    assert main(["check", str(tmp_path / "absent.json"), "--baseline", str(odd)]) == 2
    said = capsys.readouterr()
    assert str(odd) in said.err
    assert said.out == ""
