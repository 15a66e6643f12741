from xml.etree import ElementTree

import pytest

from hds_landing.report.checked import Checked
from hds_landing.report.findings_junit import findings_as_junit
from hds_landing.report.gate import Gate
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Severity, Theme, Verdict
from tests.report.checks import HOSTILE, WAIVER, check, checked_input, finding, hostile, mixed

GOLDEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="hds-landing check" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="encryption-at-rest" tests="1" failures="1" errors="0" skipped="0">
    <properties>
      <property name="input state.json" value="state-export, complete, 9 resources" />
    </properties>
    <testcase classname="bucket-encrypted" name="urn:pulumi:s::p::aws:s3/bucket:Bucket::store" file="app.py" line="3">
      <failure type="high" message="no encryption configuration">fix: Encrypt it with the establishment's key. \
Supports: HDS-EXI-05-B</failure>
    </testcase>
  </testsuite>
  <testsuite name="tags" tests="1" failures="0" errors="0" skipped="0">
    <properties>
      <property name="input state.json" value="state-export, complete, 9 resources" />
    </properties>
    <testcase classname="bucket-tags" name="urn:pulumi:s::p::aws:s3/bucket:Bucket::store" />
  </testsuite>
</testsuites>
"""


def _parsed(checked: Checked) -> ElementTree.Element:
    return ElementTree.fromstring(findings_as_junit(checked).encode("utf-8"))  # noqa: S314 - our own


def test_a_small_check_reads_like_this() -> None:
    found = check(
        finding("bucket-encrypted", Verdict.FAIL, source="app.py:3"),
        finding("bucket-tags", Verdict.PASS, theme=Theme.TAGS),
    )
    assert findings_as_junit(found) == GOLDEN


def test_the_counts_are_those_of_the_cases_and_what_passed_is_among_them() -> None:
    root = _parsed(mixed())
    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("9", "5", "0", "3")
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(sum(case.find("failure") is not None for case in cases))
        assert suite.get("skipped") == str(sum(case.find("skipped") is not None for case in cases))


@pytest.mark.parametrize(
    ("one", "gate", "tag", "message"),
    [
        (finding("r", Verdict.FAIL), Gate(), "failure", "no encryption configuration"),
        (
            finding("r", Verdict.FAIL, severity=Severity.LOW),
            Gate(Severity.HIGH),
            "skipped",
            "fail, of a severity (low) below --fail-on: no encryption configuration",
        ),
        (finding("r", Verdict.UNKNOWN), Gate(), "skipped", "unknown: no encryption configuration"),
        (finding("r", Verdict.UNKNOWN), Gate(unknown_fails=True), "failure", "no encryption configuration"),
        (
            finding("r", Verdict.UNKNOWN, proxy=True),
            Gate(unknown_fails=True),
            "skipped",
            "proxy: no encryption configuration",
        ),
        (
            finding("r", Verdict.FAIL, waived=WAIVER),
            Gate(),
            "skipped",
            "waived (reason: migration, owner: dsi, expires: 2027-03-31): no encryption configuration",
        ),
    ],
)
def test_a_failure_is_what_fails_the_check_and_the_rest_is_skipped_with_its_reason(
    one: object, gate: Gate, tag: str, message: str
) -> None:
    cases = list(_parsed(check(one, gate=gate)).iter("testcase"))  # type: ignore[arg-type]
    assert len(cases) == 1
    assert [(child.tag, child.get("message")) for child in cases[0]] == [(tag, message)]


def test_cases_of_several_inputs_have_names_of_their_own() -> None:
    two = Checked(tuple(checked_input(finding("a", Verdict.FAIL), file=file) for file in ("one.json", "two.json")))
    names = [case.get("name") for case in _parsed(two).iter("testcase")]
    assert len(set(names)) == 2
    assert [str(name).rpartition(" in ")[2] for name in names] == ["one.json", "two.json"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    root = _parsed(hostile(text))
    assert [suite.tag for suite in root] == ["testsuite"]
    cases = list(root.iter("testcase"))
    assert len(cases) == 6
    failures = [failure.get("message") for failure in root.iter("failure")]
    assert failures == [visible(text)] * 2
    assert {case.get("name", "").rstrip("1234") for case in cases} == {
        f"urn:pulumi:s::p::t::{visible(text)}",
        f"the inventory: {visible(text)}",
    }


def test_a_check_without_findings_is_a_document_all_the_same() -> None:
    assert _parsed(check()).get("tests") == "0"
