import json

import pytest

from hds_landing.report.checked import Checked, KnownFindings
from hds_landing.report.findings_json import checked_as_json, findings_as_json
from hds_landing.report.gate import Gate
from hds_landing.rules.finding import Severity, Verdict
from tests.report.checks import HOSTILE, WAIVER, check, checked_input, finding, hostile, mixed

FIELDS = {
    "rule",
    "theme",
    "severity",
    "verdict",
    "proxy",
    "urn",
    "type",
    "name",
    "observed",
    "fix",
    "requirements",
    "source",
    "waived",
}


def test_an_evaluation_has_the_documented_fields() -> None:
    document = json.loads(findings_as_json(mixed().inputs[0].evaluation))
    assert document["summary"] == {
        "fail": 5,
        "unknown": 1,
        "proxy": 1,
        "waived": 1,
        "passed": 1,
        "rules": 4,
        "resources": 7,
    }
    assert document["notCovered"] == {"random": 2}
    assert len(document["findings"]) == 8
    assert set(document["findings"][0]) == FIELDS
    assert document["findings"][0]["verdict"] == "fail"
    assert document["findings"][7]["urn"] is None


def test_a_check_says_what_was_read_and_what_fails() -> None:
    one = checked_input(finding("a", Verdict.FAIL, severity=Severity.LOW), finding("b", Verdict.UNKNOWN, waived=WAIVER))
    document = json.loads(checked_as_json(Checked((one,), Gate(Severity.MEDIUM, unknown_fails=True))))
    assert document["inventories"] == [
        {"file": "state.json", "origin": "state-export", "complete": True, "resources": 9, "sha256": "ab" * 32}
    ]
    assert document["gate"] == {"failOn": "medium", "unknown": "fail", "failing": 0}
    assert document["baseline"] is None
    assert set(document["findings"][0]) == FIELDS | {"input"}
    assert [one["input"] for one in document["findings"]] == ["state.json", "state.json"]
    assert document["findings"][1]["waived"] == WAIVER


def test_what_a_baseline_took_out_is_counted() -> None:
    known = KnownFindings("old.json", {"fail": 2, "unknown": 0, "proxy": 98, "waived": 1}, gone=3)
    document = json.loads(checked_as_json(Checked((checked_input(),), known=known)))
    assert document["baseline"] == {
        "file": "old.json",
        "known": {"fail": 2, "unknown": 0, "proxy": 98, "waived": 1},
        "gone": 3,
    }


def test_what_passed_is_listed_on_request_only() -> None:
    assert len(json.loads(checked_as_json(mixed()))["findings"]) == 8
    assert len(json.loads(checked_as_json(mixed(), show_passed=True))["findings"]) == 9
    assert len(json.loads(findings_as_json(mixed().inputs[0].evaluation, show_passed=True))["findings"]) == 9


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    written = checked_as_json(hostile(text)).encode("utf-8")
    document = json.loads(written)
    assert document["inventories"][0]["file"] == text
    for one in document["findings"]:
        assert one["observed"] == one["fix"] == one["requirements"][0] == text
        assert one["source"] == f"{text}:7"
        assert one["name"] in (text, None)


def test_the_same_check_gives_the_same_bytes() -> None:
    assert checked_as_json(mixed()) == checked_as_json(mixed())
    assert checked_as_json(check()) != checked_as_json(mixed())
