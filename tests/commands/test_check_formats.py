"""Every format of `check` on one small input: what it prints, what it exits with, what it never shows."""

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hds_landing.cli import main
from tests.commands.check_inputs import SECRET, encrypted, plain, volume, write_preview, write_state

pytestmark = pytest.mark.usefixtures("few_rules")

FORMATS = ("text", "json", "sarif", "junit", "html", "github")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_exit_code_is_the_same_in_every_format(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write_state(tmp_path / "bad.json", plain("a"))
    good = write_state(tmp_path / "good.json", encrypted("a"))
    assert main(["check", bad, "--format", format_]) == 1
    assert "aws-ebs-volume-encrypted" in capsys.readouterr().out
    assert main(["check", good, "--format", format_]) == 0
    assert main(["check", str(tmp_path / "absent.json"), "--format", format_]) == 2
    assert main(["check", good, "--format", format_, "--output", str(tmp_path)]) == 3


@pytest.mark.parametrize("format_", FORMATS)
def test_unknown_warns_or_fails_in_every_format(format_: str, tmp_path: Path) -> None:
    computed = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
    state = write_state(tmp_path / "state.json", volume("a", {"availabilityZone": "eu-west-3a", "encrypted": computed}))
    assert main(["check", state, "--format", format_]) == 0
    assert main(["check", state, "--format", format_, "--unknown", "fail"]) == 1
    assert main(["check", state, "--format", format_, "--unknown", "fail", "--fail-on", "critical"]) == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_written_is_what_is_printed(format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", plain("a"), encrypted("b"))
    target = tmp_path / "new" / "report"
    assert main(["check", state, "--format", format_, "--output", str(target)]) == 1
    assert capsys.readouterr().out == ""
    assert main(["check", state, "--format", format_]) == 1
    assert capsys.readouterr().out == target.read_text(encoding="utf-8")


def test_what_is_read_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    state = write_state(tmp_path / "state.json", plain("a"))
    before = Path(state).read_bytes()
    assert main(["check", state, "--output", "./new/../state.json"]) == 2
    assert "would overwrite it" in capsys.readouterr().err
    assert Path(state).read_bytes() == before
    assert main(["check", state, "--format", "json", "--output", "old.json"]) == 1
    assert main(["check", state, "--baseline", "old.json", "--output", "old.json"]) == 2


@pytest.mark.parametrize("format_", FORMATS)
def test_a_secret_is_never_shown(format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    envelope = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": f'"{SECRET}"'}
    state = write_state(
        tmp_path / "state.json",
        volume(
            "a", {"availabilityZone": envelope, "encrypted": envelope, "kmsKeyId": envelope, "tags": {"x": envelope}}
        ),
        region=envelope,
    )
    assert SECRET in Path(state).read_text(encoding="utf-8")
    main(["check", state, "--format", format_, "--show-passed"])
    said = capsys.readouterr()
    assert "aws-ebs-volume-encrypted" in said.out
    assert SECRET not in said.out + said.err


def test_sarif_points_at_the_line_that_declares_the_resource(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = write_state(tmp_path / "state.json", volume("a", {"encrypted": False}, line=41))
    assert main(["check", state, "--format", "sarif"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    failed = next(result for result in run["results"] if result["ruleId"] == "aws-ebs-volume-encrypted")
    physical = failed["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "infra/app.py"
    assert physical["region"] == {"startLine": 41}
    assert run["tool"]["driver"]["rules"][failed["ruleIndex"]]["id"] == "aws-ebs-volume-encrypted"


def test_junit_lists_what_passed_without_being_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", encrypted("a"))
    assert main(["check", state, "--format", "junit"]) == 0
    root = ElementTree.fromstring(capsys.readouterr().out.encode())  # noqa: S314 - our own
    passed = [case.get("classname") for case in root.iter("testcase") if len(case) == 0]
    assert "aws-ebs-volume-encrypted" in passed


def test_the_page_is_french_unless_asked_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    preview = write_preview(tmp_path / "preview.json", plain("a"))
    main(["check", preview, "--format", "html"])
    assert "SIMULATION : aperçu de Pulumi" in capsys.readouterr().out
    main(["check", preview, "--format", "html", "--lang", "en"])
    assert "SIMULATION: Pulumi preview" in capsys.readouterr().out


def test_the_inputs_are_told_with_origin_completeness_and_digest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = write_state(Path("state.json"), plain("a"))
    part = write_preview(Path("preview.json"), plain("a"), unchanged=5)
    assert main(["check", whole, part, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    told = [(one["file"], one["origin"], one["complete"], one["resources"]) for one in document["inventories"]]
    assert told == [(whole, "state-export", True, 2), (part, "preview", False, 2)]
    assert all(len(one["sha256"]) == 64 for one in document["inventories"])
    failed = [one["input"] for one in document["findings"] if one["verdict"] == "fail"]
    assert failed == [whole, part]
    assert main(["check", whole, part]) == 1
    text = " ".join(capsys.readouterr().out.split())
    assert f"{whole}: state-export, complete, 2 of 2 resources judged" in text
    assert f"{part}: preview (simulation), incomplete, 2 of 2 resources judged" in text


def test_a_waiver_for_one_of_several_inputs_is_in_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waivers = tmp_path / "waivers.yaml"

    def waive(resource: str) -> None:
        waivers.write_text(
            f"waivers:\n  - {{rule: aws-ebs-volume-encrypted, resource: {resource}, reason: migration, "
            f"owner: dsi, expires: {_in_a_month()}}}\n",
            encoding="utf-8",
        )

    one = write_state(tmp_path / "one.json", plain("a"))
    two = write_state(tmp_path / "two.json", encrypted("b"))
    waive("a")
    assert main(["check", two, one, "--waivers", str(waivers)]) == 0
    assert "0 fail, 0 unknown, 2 proxy, 1 waived" in capsys.readouterr().out
    waive("c")
    assert main(["check", one, two, "--waivers", str(waivers), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [one["rule"] for one in findings if one["rule"] == "waiver-matches"] == ["waiver-matches"]


def test_a_name_that_means_harm_reaches_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", volume("a", {"encrypted": "\x1b[2J\ud800<script>\n::error::forged"}))
    for format_ in FORMATS:
        main(["check", state, "--format", format_])
        out = capsys.readouterr().out
        assert "\x1b" not in out
        assert "\n::error::forged" not in out
        if format_ == "html":
            assert "<script" not in out


def _in_a_month() -> str:
    return (date.today() + timedelta(days=30)).isoformat()


def test_a_name_without_end_is_cut_short_in_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", plain("n" * 50_000))
    assert main(["check", state]) == 1
    printed = capsys.readouterr().out
    assert "nnn…" in printed
    assert len(printed) < 5_000
