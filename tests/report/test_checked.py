from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import Checked, label, with_findings
from hds_landing.rules.finding import Severity, Verdict
from tests.report.checks import WAIVER, check, checked_input, evaluation, finding


def test_failures_come_first_and_the_severe_before_the_mild() -> None:
    found = check(
        finding("a", Verdict.PASS, severity=Severity.CRITICAL),
        finding("b", Verdict.UNKNOWN, severity=Severity.CRITICAL),
        finding("c", Verdict.FAIL, severity=Severity.LOW),
        finding("d", Verdict.FAIL, severity=Severity.CRITICAL),
        finding("e", Verdict.UNKNOWN, severity=Severity.CRITICAL, proxy=True),
        finding("f", Verdict.FAIL, severity=Severity.CRITICAL, waived=WAIVER),
    )
    assert [placed.finding.rule for placed in found.findings] == ["d", "c", "b", "e", "f", "a"]


def test_several_inputs_are_counted_together_and_each_finding_keeps_its_file() -> None:
    found = Checked(
        (
            checked_input(finding("a", Verdict.FAIL), file="one.json"),
            checked_input(
                file="two.json",
                origin=Origin.PREVIEW,
                evaluation=evaluation(finding("a", Verdict.FAIL), not_covered={"random": 3}),
            ),
        )
    )
    assert found.summary.fail == 2
    assert found.summary.resources == 14
    assert found.summary.rules == 4
    assert found.not_covered == {"random": 3}
    assert [placed.file for placed in found.findings] == ["one.json", "two.json"]
    assert found.failing == 2
    assert found.simulated == (Origin.PREVIEW,)


def test_findings_are_counted_anew_each_once() -> None:
    judged = evaluation(finding("a", Verdict.PASS), finding("a", Verdict.FAIL))
    changed = with_findings(
        judged,
        [
            finding("a", Verdict.FAIL, waived=WAIVER),
            finding("a", Verdict.UNKNOWN, proxy=True),
            finding("a", Verdict.UNKNOWN),
        ],
    )
    summary = changed.summary
    assert (summary.fail, summary.unknown, summary.proxy, summary.waived, summary.passed) == (0, 1, 1, 1, 1)
    assert [label(one) for one in changed.findings] == ["waived", "proxy", "unknown"]
