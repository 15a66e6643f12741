from pathlib import Path

import pytest

from hds_landing.errors import InputError
from hds_landing.report.baseline import Baseline, read_baseline, without_known
from hds_landing.report.checked import Checked, label
from hds_landing.report.findings_json import checked_as_json, findings_as_json
from hds_landing.rules.finding import Finding, Verdict
from tests.report.checks import HOSTILE, WAIVER, check, checked_input, finding, hostile, mixed

FAIL = finding("r", Verdict.FAIL)
UNKNOWN = finding("r", Verdict.UNKNOWN, observed="not known yet")
PROXY = finding("r", Verdict.UNKNOWN, proxy=True, observed="on a proxy list")
WAIVED = finding("r", Verdict.FAIL, waived=WAIVER)
PASS = finding("r", Verdict.PASS)


def _baseline(tmp_path: Path, *findings: Finding) -> Baseline:
    path = tmp_path / "old.json"
    path.write_text(checked_as_json(check(*findings), show_passed=True), encoding="utf-8")
    return read_baseline(path)


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        (FAIL, FAIL, True),
        (FAIL, UNKNOWN, True),
        (FAIL, PROXY, True),
        (FAIL, WAIVED, True),
        (UNKNOWN, FAIL, False),
        (UNKNOWN, UNKNOWN, True),
        (UNKNOWN, finding("r", Verdict.UNKNOWN, observed="another doubt"), True),
        (UNKNOWN, PROXY, True),
        (PROXY, PROXY, True),
        (PROXY, UNKNOWN, False),
        (PROXY, FAIL, False),
        (WAIVED, WAIVED, True),
        (WAIVED, FAIL, False),
        (WAIVED, UNKNOWN, False),
        (PASS, FAIL, False),
        (PASS, UNKNOWN, False),
        (FAIL, finding("r", Verdict.FAIL, observed="a second port is open"), False),
        (FAIL, finding("r", Verdict.FAIL, "other"), False),
        (FAIL, finding("s", Verdict.FAIL), False),
        (FAIL, finding("r", Verdict.FAIL, source="moved.py:9", fix="reworded"), True),
    ],
)
def test_what_is_news(before: Finding, now: Finding, known: bool, tmp_path: Path) -> None:
    left = without_known(check(now), _baseline(tmp_path, before))
    assert [placed.finding for placed in left.findings] == ([] if known else [now])
    assert left.known
    assert sum(left.known.counts.values()) == int(known)
    assert left.failing == int(not known and label(now) == "fail")


def test_without_a_resource_the_observation_tells_findings_apart(tmp_path: Path) -> None:
    def about(waiver: str) -> Finding:
        return finding(
            "waiver-matches", Verdict.FAIL, urn=None, type=None, name=None, observed=f"{waiver} matches none"
        )

    left = without_known(check(about("one"), about("two")), _baseline(tmp_path, about("one")))
    assert [placed.finding.observed for placed in left.findings] == ["two matches none"]


def test_a_check_against_itself_leaves_what_passed_and_counts_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(checked_as_json(mixed()), encoding="utf-8")
    left = without_known(mixed(), read_baseline(path))
    assert [placed.finding.rule for placed in left.findings] == ["bucket-private"]
    assert left.known
    assert left.known.file == str(path)
    assert left.known.counts == {"fail": 5, "unknown": 1, "proxy": 1, "waived": 1}
    assert left.known.gone == 0
    summary = left.summary
    assert (summary.fail, summary.unknown, summary.proxy, summary.waived, summary.passed) == (0, 0, 0, 0, 1)
    assert summary.resources == mixed().summary.resources


def test_what_is_gone_is_counted(tmp_path: Path) -> None:
    gone = finding("r", Verdict.FAIL, "removed")
    left = without_known(check(FAIL), _baseline(tmp_path, FAIL, gone, PASS))
    assert left.known
    assert left.known.gone == 1


def test_a_baseline_serves_every_input(tmp_path: Path) -> None:
    two = Checked((checked_input(FAIL, file="one.json"), checked_input(FAIL, UNKNOWN, file="two.json")))
    left = without_known(two, _baseline(tmp_path, FAIL))
    assert left.known
    assert left.known.counts == {"fail": 2, "unknown": 1, "proxy": 0, "waived": 0}


def test_findings_of_a_rehearsal_are_a_baseline_too(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text(findings_as_json(mixed().inputs[0].evaluation), encoding="utf-8")
    assert without_known(mixed(), read_baseline(path)).failing == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_recognised_again(text: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(checked_as_json(hostile(text)).encode("utf-8"))
    left = without_known(hostile(text), read_baseline(path))
    assert {label(placed.finding) for placed in left.findings} == {"pass"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"{", "line 1, column 2: not JSON"),
        (bytes(range(256)), "not JSON"),
        (b"[]", "no list of findings"),
        (b"3", "no list of findings"),
        (b'{"findings": {}}', "no list of findings"),
        (b'{"runs": [], "version": "2.1.0"}', "no list of findings"),
        (b'{"findings": [3]}', "findings[0]: expected rule, urn and observed"),
        (b'{"findings": [{"rule": 1, "urn": null, "observed": "x", "verdict": "fail"}]}', "findings[0]: expected rule"),
        (b'{"findings": [{"rule": "r", "urn": 1, "observed": "x", "verdict": "fail"}]}', "findings[0]: expected rule"),
        (b'{"findings": [{"rule": "r", "urn": null, "observed": "x", "verdict": "bad"}]}', "findings[0].verdict"),
        (b'{"findings": [{"rule": "r", "urn": null, "observed": "x", "verdict": []}]}', "findings[0].verdict"),
        (b'{"findings": [], "baseline": {"file": "older.json"}}', "itself written with --baseline"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"findings": [' + b"1" * 5000 + b"]}", "not JSON text"),
    ],
)
def test_what_is_no_baseline_is_refused_by_name(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_baseline(path)
    assert str(path) in str(refused.value)
    assert said in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(InputError, match="cannot be read") as refused:
            read_baseline(path)
        assert str(path) in str(refused.value)
