import pytest

from hds_landing.report.gate import Gate
from hds_landing.rules.finding import Severity, Verdict
from tests.report.checks import WAIVER, finding

FAIL = finding("rule", Verdict.FAIL)
UNKNOWN = finding("rule", Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("gate", "one", "fails"),
    [
        (Gate(), FAIL, True),
        (Gate(Severity.HIGH), FAIL, True),
        (Gate(Severity.CRITICAL), FAIL, False),
        (Gate(), finding("rule", Verdict.FAIL, severity=Severity.LOW), True),
        (Gate(Severity.MEDIUM), finding("rule", Verdict.FAIL, severity=Severity.LOW), False),
        (Gate(), UNKNOWN, False),
        (Gate(unknown_fails=True), UNKNOWN, True),
        (Gate(Severity.CRITICAL, unknown_fails=True), UNKNOWN, False),
        (Gate(unknown_fails=True), finding("rule", Verdict.UNKNOWN, proxy=True), False),
        (Gate(unknown_fails=True), finding("rule", Verdict.FAIL, waived=WAIVER), False),
        (Gate(unknown_fails=True), finding("rule", Verdict.PASS), False),
    ],
)
def test_what_makes_a_check_fail(gate: Gate, one: object, fails: bool) -> None:
    assert gate.fails(one) is fails  # type: ignore[arg-type]
