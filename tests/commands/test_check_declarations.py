"""`check --waivers` and `--confirmations`: what they change, and what is said of them themselves."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hds_landing.cli import main
from tests.commands.check_inputs import encrypted, plain, write_preview, write_state

pytestmark = pytest.mark.usefixtures("few_rules")

SOON = (date.today() + timedelta(days=30)).isoformat()
PAST = (date.today() - timedelta(days=1)).isoformat()
SCOPE = "aws-service-in-certificate-scope"


def waivers(tmp_path: Path, *resources: str, expires: str = SOON) -> str:
    rows = [
        f"- {{rule: aws-ebs-volume-encrypted, resource: {one}, reason: migration, owner: dsi, expires: {expires}}}"
        for one in resources
    ]
    path = tmp_path / "waivers.yaml"
    path.write_text("\n".join(["waivers:", *rows, ""]), encoding="utf-8")
    return str(path)


def confirmations(tmp_path: Path, *services: str, expires: str = SOON) -> str:
    rows = [
        f"- {{service: '{one}', confirmedBy: AWS, confirmedOn: 2025-09-01, reference: L-1, expires: {expires}}}"
        for one in services
    ]
    path = tmp_path / "confirmations.yaml"
    path.write_text("\n".join(["confirmations:", *rows, ""]), encoding="utf-8")
    return str(path)


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["check", *words, "--format", "json"]) in (0, 1)
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def about(document: dict[str, Any]) -> list[tuple[str, str]]:
    """What is said of declarations, and with which input."""
    return [
        (one["rule"], one["input"])
        for one in document["findings"]
        if one["rule"].startswith(("waiver-", "confirmation-"))
    ]


def test_an_expired_waiver_of_a_file_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", plain("a"))
    document = checked(capsys, state, "--waivers", waivers(tmp_path, "a", expires=PAST))
    assert about(document) == [("waiver-in-date", state)]
    assert document["summary"]["waived"] == 0


def test_a_malformed_waiver_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", plain("a"))
    given = waivers(tmp_path, "a", "'*'", expires="tomorrow")
    assert main(["check", state, "--waivers", given]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told] == [f"{given}:2:89", f"{given}:3:91"]


def test_a_waiver_is_in_use_where_any_input_needs_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write_state(tmp_path / "one.json", plain("a"), encrypted("c"))
    two = write_state(tmp_path / "two.json", plain("b"))
    both = waivers(tmp_path, "a", "b")
    for inputs in ((one, two), (two, one)):
        document = checked(capsys, *inputs, "--waivers", both)
        assert about(document) == []
        assert document["summary"]["waived"] == 2
    document = checked(capsys, one, "--waivers", both)
    assert about(document) == [("waiver-matches", one)]
    document = checked(capsys, two, one, "--waivers", waivers(tmp_path, "a", "b", "gone"))
    assert about(document) == [("waiver-matches", two)]


def test_a_waiver_that_an_incomplete_input_may_need_is_a_doubt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = write_preview(tmp_path / "preview.json", encrypted("a"), unchanged=5)
    document = checked(capsys, part, "--waivers", waivers(tmp_path, "gone"))
    (finding,) = (one for one in document["findings"] if one["rule"] == "waiver-matches")
    assert finding["verdict"] == "unknown"


def test_a_confirmed_service_is_declared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", encrypted("a"))
    letters = confirmations(tmp_path, "aws:ebs")
    document = checked(capsys, state, "--confirmations", letters, "--show-passed")
    (scope,) = (one for one in document["findings"] if one["rule"] == SCOPE)
    assert (scope["verdict"], document["summary"]["proxy"]) == ("pass", 0)
    assert f"is declared: confirmed by AWS on 2025-09-01, reference L-1, until {SOON}" in scope["observed"]
    document = checked(capsys, state)
    assert document["summary"]["proxy"] == 1


def test_what_is_wrong_with_confirmations_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write_state(tmp_path / "one.json", encrypted("a"))
    two = write_state(tmp_path / "two.json", encrypted("b"))
    letters = confirmations(tmp_path, "aws:ebs", "aws:rds", "aws:nosuch")
    document = checked(capsys, one, two, "--confirmations", letters)
    assert sorted(about(document)) == [("confirmation-matches", one), ("confirmation-service-known", one)]
    document = checked(capsys, one, "--confirmations", confirmations(tmp_path, "aws:ebs", expires=PAST))
    assert about(document) == [("confirmation-in-date", one)]
    assert document["summary"]["proxy"] == 1


def test_a_malformed_confirmation_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = write_state(tmp_path / "state.json", encrypted("a"))
    letters = confirmations(tmp_path, "aws", expires="soon")
    assert main(["check", state, "--confirmations", letters]) == 2
    assert capsys.readouterr().err.startswith(f"{letters}:2:")
    assert main(["check", state, "--confirmations", letters, "--output", letters]) == 2
    assert "would overwrite it" in capsys.readouterr().err
