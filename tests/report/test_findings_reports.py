import json

from hds_landing.report.findings_json import findings_as_json
from hds_landing.report.findings_text import counts, findings_as_text
from hds_landing.rules.finding import Evaluation, Finding, Severity, Summary, Theme, Verdict


def _finding(rule: str, verdict: Verdict, name: str = "store", **more: object) -> Finding:
    values: dict[str, object] = {
        "rule": rule,
        "theme": Theme.ENCRYPTION_AT_REST,
        "severity": Severity.HIGH,
        "verdict": verdict,
        "urn": f"urn:pulumi:s::p::t::{name}",
        "type": "aws:s3/bucket:Bucket",
        "name": name,
        "observed": "no encryption configuration",
        "fix": "Encrypt it with the establishment's key.",
        "requirements": ("HDS-EXI-05-B",),
        **more,
    }
    return Finding(**values)  # type: ignore[arg-type]


EVALUATION = Evaluation(
    findings=(
        *(_finding("bucket-encrypted", Verdict.FAIL, name=f"store-{index}") for index in range(5)),
        _finding("bucket-private", Verdict.PASS),
        _finding("service-in-scope", Verdict.UNKNOWN, proxy=True, observed="s3 rests on a proxy list"),
        _finding("bucket-region", Verdict.FAIL, waived={"reason": "migration", "owner": "dsi"}),
        _finding("whole", Verdict.UNKNOWN, urn=None, type=None, name=None, observed="the inventory is incomplete"),
    ),
    summary=Summary(fail=5, unknown=1, proxy=1, waived=1, passed=1, rules=4, resources=7),
    not_covered={"random": 2},
)


def test_the_text_groups_what_is_the_same_and_keeps_within_80_columns() -> None:
    text = findings_as_text(EVALUATION)
    assert text.count("bucket-encrypted") == 1
    assert "on store-0 (aws:s3/bucket:Bucket)" in text
    assert "and on 2 more" in text
    assert "not covered: 2 resources of random" in text
    assert text.splitlines()[-1] == "5 fail, 1 unknown, 1 proxy, 1 waived of 4 rules on 7 resources"
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text


def test_what_passed_is_listed_on_request_only() -> None:
    assert "bucket-private" not in findings_as_text(EVALUATION)
    assert "bucket-private" in findings_as_text(EVALUATION, show_passed=True)
    assert len(json.loads(findings_as_json(EVALUATION))["findings"]) == 8
    assert len(json.loads(findings_as_json(EVALUATION, show_passed=True))["findings"]) == 9


def test_the_worst_comes_first() -> None:
    text = findings_as_text(EVALUATION)
    order = [text.index(rule) for rule in ("bucket-encrypted", "whole", "service-in-scope", "bucket-region")]
    assert order == sorted(order)


def test_the_json_has_the_documented_fields() -> None:
    document = json.loads(findings_as_json(EVALUATION))
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
    assert set(document["findings"][0]) == {
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
    assert document["findings"][0]["verdict"] == "fail"
    assert document["findings"][7]["urn"] is None


def test_counts_never_say_more_than_was_judged() -> None:
    assert "compliant" not in counts(EVALUATION.summary)
