"""`rules` and `catalogue`: what a reader looks up."""

import json

import pytest

from hds_landing.cli import main
from hds_landing.rules.rulebook import rulebook


def test_every_rule_is_listed_within_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert lines[-1] == f"{len(rulebook())} rules"
    assert "aws-ebs-volume-encrypted (critical)" in lines


def test_one_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "aws-ebs-volume-encrypted"]) == 0
    said = capsys.readouterr().out
    for word in ("An EBS volume is encrypted", "supports:", "HDS-EXI-05-B", "fix:", "source:"):
        assert word in said


def test_rules_as_json_hold_what_a_tool_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert [rule["id"] for rule in rules] == [rule.id for rule in rulebook()]
    assert all(rule["title"] and rule["fix"] and rule["severity"] for rule in rules)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("regions", "eu-west-3"), "eu-west-3 (aws): Europe (Paris), country FR, EEA yes, physical, HDS stale"),
        (("regions", "switzerlandnorth"), "EEA no"),
        (("services", "keyvault"), "proxy"),
        (("requirements", "HDS-EXI-28"), "HDS-EXI-28"),
    ],
)
def test_facts_come_with_their_source(
    words: tuple[str, str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", *words]) == 0
    said = capsys.readouterr().out
    assert expected in said
    assert "source:" in said
    assert max(len(line) for line in said.splitlines()) <= 80


def test_facts_as_json_keep_their_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "regions", "eu-west-3", "--format", "json"]) == 0
    (region,) = (row for row in json.loads(capsys.readouterr().out) if row["cloud"] == "aws")
    assert region["checked_on"] == "2026-11-22"
    assert region["eea"] is True
