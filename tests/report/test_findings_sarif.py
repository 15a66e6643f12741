"""The structure that SARIF 2.1.0 requires, by hand: the properties that it names and their closed values."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import Checked, KnownFindings
from hds_landing.report.findings_sarif import findings_as_sarif, fingerprint
from hds_landing.report.gate import Gate
from hds_landing.report.sarif_rules import message_text
from hds_landing.rules.finding import Severity, Verdict
from tests.report.checks import HOSTILE, WAIVER, check, checked_input, finding, hostile, mixed, rules_of

KINDS = {"pass", "open", "informational", "notApplicable", "review", "fail"}
LEVELS = {"none", "note", "warning", "error"}
RUN = {"tool", "columnKind", "originalUriBaseIds", "artifacts", "results", "properties"}
RESULT = {
    "ruleId",
    "ruleIndex",
    "kind",
    "level",
    "message",
    "locations",
    "partialFingerprints",
    "properties",
    "suppressions",
}
URI_REFERENCE = re.compile(r"(?:file:///)?[A-Za-z0-9\-._~!$&'()*+,;=@/%]*")


def _run(checked: Checked, *, show_passed: bool = False) -> dict[str, Any]:
    text = findings_as_sarif(checked, rules_of(checked), show_passed=show_passed)
    document = json.loads(text.encode("utf-8"))
    assert set(document) == {"$schema", "version", "runs"}
    assert document["version"] == "2.1.0"
    assert len(document["runs"]) == 1
    run: dict[str, Any] = document["runs"][0]
    return run


def _assert_structure(run: dict[str, Any]) -> None:
    assert set(run) == RUN
    driver = run["tool"]["driver"]
    assert driver["name"] == "hds-landing"
    assert driver["version"]
    ids = [one["id"] for one in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for one in driver["rules"]:
        assert {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"} <= one.keys()
        assert one["defaultConfiguration"]["level"] in LEVELS
        assert isinstance(one["properties"]["security-severity"], str)
        assert len(set(one["properties"]["tags"])) == len(one["properties"]["tags"])
    for artifact in run["artifacts"]:
        assert URI_REFERENCE.fullmatch(artifact["location"]["uri"])
        assert artifact["roles"] == ["analysisTarget"]
    for result in run["results"]:
        _assert_result(result, ids)


def _assert_result(result: dict[str, Any], ids: list[str]) -> None:
    assert result.keys() <= RESULT
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["kind"] in KINDS
    assert result["level"] in LEVELS
    assert (result["level"] == "none") == (result["kind"] != "fail")
    assert result["message"]["text"]
    assert not re.search(r"(?<!\{)\{\d+\}(?!\})", result["message"]["text"])
    assert "](" not in result["message"]["text"]
    assert len(result["locations"]) == 1
    location = result["locations"][0]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert URI_REFERENCE.fullmatch(artifact["uri"])
    assert ("uriBaseId" in artifact) == (not artifact["uri"].startswith("file:"))
    if "region" in location["physicalLocation"]:
        assert location["physicalLocation"]["region"]["startLine"] >= 1
    for logical in location.get("logicalLocations", ()):
        assert logical["kind"] == "resource"
        assert logical["fullyQualifiedName"].startswith("urn:pulumi:")
    assert re.fullmatch("[0-9a-f]{64}", result["partialFingerprints"]["ruleAndResource/v1"])
    for suppression in result.get("suppressions", ()):
        assert suppression["kind"] == "external"
        assert suppression["status"] == "accepted"
        assert suppression["justification"]


def test_the_structure_is_what_the_format_requires() -> None:
    run = _run(mixed(), show_passed=True)
    _assert_structure(run)
    assert len(run["results"]) == 9
    assert len(_run(mixed())["results"]) == 8


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_no_structure(text: str) -> None:
    run = _run(hostile(text), show_passed=True)
    _assert_structure(run)
    assert len(run["results"]) == 6
    named = [one for one in run["results"] if "logicalLocations" in one["locations"][0]]
    assert len(named) == 5
    assert all(one["locations"][0]["logicalLocations"][0]["name"] == text for one in named)


@pytest.mark.parametrize(
    ("one", "gate", "kind", "level"),
    [
        (finding("r", Verdict.FAIL, severity=Severity.CRITICAL), Gate(), "fail", "error"),
        (finding("r", Verdict.FAIL, severity=Severity.MEDIUM), Gate(), "fail", "warning"),
        (finding("r", Verdict.FAIL, severity=Severity.LOW), Gate(Severity.HIGH), "fail", "note"),
        (finding("r", Verdict.UNKNOWN), Gate(), "open", "none"),
        (finding("r", Verdict.UNKNOWN), Gate(unknown_fails=True), "fail", "error"),
        (finding("r", Verdict.UNKNOWN, proxy=True), Gate(unknown_fails=True), "review", "none"),
        (finding("r", Verdict.PASS), Gate(), "pass", "none"),
    ],
)
def test_the_kind_says_what_is_known(one: object, gate: Gate, kind: str, level: str) -> None:
    results = _run(check(one, gate=gate), show_passed=True)["results"]  # type: ignore[arg-type]
    assert [(result["kind"], result["level"]) for result in results] == [(kind, level)]


def test_a_finding_stands_at_its_line_and_without_one_in_its_input() -> None:
    run = _run(check(finding("r", Verdict.FAIL, source="infra/app.py:12"), finding("s", Verdict.FAIL)))
    at_line, in_input = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert at_line == {
        "artifactLocation": {"uri": "infra/app.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12},
    }
    assert in_input == {"artifactLocation": {"uri": "state.json", "uriBaseId": "%SRCROOT%"}}


def test_what_is_waived_is_suppressed_with_its_reason() -> None:
    results = _run(check(finding("r", Verdict.FAIL, waived=WAIVER), finding("s", Verdict.FAIL)))["results"]
    assert [result.get("suppressions") for result in results] == [
        None,
        [
            {
                "kind": "external",
                "status": "accepted",
                "justification": "reason: migration; owner: dsi; expires: 2027-03-31",
            }
        ],
    ]


def test_the_inputs_are_the_artifacts() -> None:
    one = checked_input(origin=Origin.PREVIEW, complete=False)
    two = checked_input(file="/elsewhere/a b.json", sha256=None)
    known = KnownFindings("old.json", {"fail": 1, "unknown": 0, "proxy": 0, "waived": 0}, gone=0)
    run = _run(Checked((one, two), known=known))
    assert run["artifacts"] == [
        {
            "location": {"uri": "state.json", "uriBaseId": "%SRCROOT%"},
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": "ab" * 32},
            "properties": {"origin": "preview", "complete": False, "resources": 9},
        },
        {
            "location": {"uri": "file:///elsewhere/a%20b.json"},
            "roles": ["analysisTarget"],
            "properties": {"origin": "state-export", "complete": True, "resources": 9},
        },
    ]
    assert run["properties"] == {
        "simulation": True,
        "failing": 0,
        "baseline": {"file": "old.json", "known": known.counts},
    }


def test_the_fingerprint_follows_rule_and_resource_and_nothing_else() -> None:
    one = finding("r", Verdict.FAIL)
    same = finding("r", Verdict.UNKNOWN, observed="else", source="moved.py:3", severity=Severity.LOW)
    assert fingerprint(one) == fingerprint(same)
    assert fingerprint(one) == "958dbe9232022ab44a4fd3bbcfcde0e5395f3166777f33a27c83a49f52a11dfa"
    others = [
        finding("s", Verdict.FAIL),
        finding("r", Verdict.FAIL, "other"),
        finding("r", Verdict.FAIL, urn=None),
        finding("r", Verdict.FAIL, urn=None, observed="another waiver"),
    ]
    assert len({fingerprint(one), *(fingerprint(other) for other in others)}) == 5


def test_a_message_names_the_resource_what_was_seen_and_the_fix() -> None:
    run = _run(check(finding("r", Verdict.FAIL, observed="{0} is [open](x)")))
    assert run["results"][0]["message"]["text"] == (
        "store (aws:s3/bucket:Bucket): {{0}} is [open] (x). Fix: Encrypt it with the establishment's key."
    )
    assert message_text("[a](b)") == "[a] (b)"


def test_paths_inside_the_working_folder_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one = checked_input(finding("r", Verdict.FAIL), file=str(tmp_path / "out" / "state.json"))
    location = _run(Checked((one,)))["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "out/state.json"
