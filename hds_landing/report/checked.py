"""What `check` reports: each input with where it comes from, its findings, and what makes them fail."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from hds_landing.inventory.resource import Origin
from hds_landing.report.gate import Gate
from hds_landing.rules.finding import Evaluation, Finding, Severity, Summary, Verdict

LABELS: Final = ("fail", "unknown", "proxy", "waived", "pass")
"""The words under which findings are counted, in the order in which they are read."""

_WORDS: Final = {verdict: verdict.value for verdict in Verdict}
_LABEL_ORDER: Final = {word: order for order, word in enumerate(LABELS)}
_SEVERITY_ORDER: Final = {severity: order for order, severity in enumerate(Severity)}
_SIMULATED: Final = (Origin.REHEARSAL, Origin.PREVIEW)


@dataclass(frozen=True, slots=True)
class CheckedInput:
    """One input of a check."""

    file: str
    """As it was named on the command line."""
    origin: Origin
    complete: bool
    """False where it cannot show every resource."""
    resources: int
    """All that it holds, judged or not."""
    sha256: str | None
    """Of its bytes; none where it is not one file."""
    evaluation: Evaluation


class CheckedFinding(NamedTuple):
    """A finding and the file it is about."""

    finding: Finding
    file: str


@dataclass(frozen=True, slots=True)
class KnownFindings:
    """What a baseline took out of a check."""

    file: str
    """The baseline."""
    counts: Mapping[str, int]
    """Findings not shown, by label."""
    gone: int
    """Findings of the baseline that no input has any more."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check, ready to be reported."""

    inputs: tuple[CheckedInput, ...]
    gate: Gate = field(default_factory=Gate)
    known: KnownFindings | None = None

    @property
    def findings(self) -> list[CheckedFinding]:
        """Of all inputs, in reading order."""
        return in_reading_order(
            CheckedFinding(finding, checked.file) for checked in self.inputs for finding in checked.evaluation.findings
        )

    @property
    def summary(self) -> Summary:
        """The counts of all inputs together."""
        summaries = [checked.evaluation.summary for checked in self.inputs]
        return Summary(
            fail=sum(summary.fail for summary in summaries),
            unknown=sum(summary.unknown for summary in summaries),
            proxy=sum(summary.proxy for summary in summaries),
            waived=sum(summary.waived for summary in summaries),
            passed=sum(summary.passed for summary in summaries),
            rules=max(summary.rules for summary in summaries),
            resources=sum(summary.resources for summary in summaries),
        )

    @property
    def not_covered(self) -> dict[str, int]:
        """Resources of providers without rules, by package."""
        total: Counter[str] = Counter()
        for checked in self.inputs:
            total.update(checked.evaluation.not_covered)
        return dict(sorted(total.items()))

    @property
    def failing(self) -> int:
        """How many findings make the exit code 1."""
        return sum(self.gate.fails(finding) for checked in self.inputs for finding in checked.evaluation.findings)

    @property
    def fails(self) -> bool:
        """Whether any finding makes the exit code 1."""
        return any(self.gate.fails(finding) for checked in self.inputs for finding in checked.evaluation.findings)

    @property
    def simulated(self) -> tuple[Origin, ...]:
        """The origins among the inputs that show nothing deployed."""
        return tuple(origin for origin in _SIMULATED if any(checked.origin is origin for checked in self.inputs))


def label(finding: Finding) -> str:
    """The word under which a finding is counted."""
    if finding.waived:
        return "waived"
    return "proxy" if finding.proxy else _WORDS[finding.verdict]


def in_reading_order(findings: Iterable[CheckedFinding]) -> list[CheckedFinding]:
    """Failures first, then by severity, rule, what was observed and URN.

    Sorted within each rule, twice by one text: several times faster than all of them by five values.
    """
    by_rule: dict[tuple[int, int, str], list[CheckedFinding]] = defaultdict(list)
    for placed in findings:
        finding = placed.finding
        by_rule[_LABEL_ORDER[label(finding)], _SEVERITY_ORDER[finding.severity], finding.rule].append(placed)
    for of_rule in by_rule.values():
        of_rule.sort(key=lambda placed: placed.finding.urn or "")
        of_rule.sort(key=lambda placed: placed.finding.observed)
    return [placed for key in sorted(by_rule) for placed in by_rule[key]]


def with_findings(evaluation: Evaluation, findings: Iterable[Finding]) -> Evaluation:
    """The evaluation with these findings instead, counted anew; what passed stays counted as it was."""
    kept = tuple(findings)
    counted = Counter(label(finding) for finding in kept)
    summary = replace(
        evaluation.summary,
        fail=counted["fail"],
        unknown=counted["unknown"],
        proxy=counted["proxy"],
        waived=counted["waived"],
    )
    return replace(evaluation, findings=kept, summary=summary)


def shown(findings: Sequence[CheckedFinding], *, show_passed: bool) -> list[CheckedFinding]:
    """All but what passed, or all."""
    return [placed for placed in findings if show_passed or placed.finding.verdict is not Verdict.PASS]
