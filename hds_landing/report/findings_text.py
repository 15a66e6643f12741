"""Findings for people: one block per rule and observation, worst first, and a line of counts."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import fill

from rich.console import Console
from rich.text import Text

from hds_landing.report.console import COLUMNS, plain, terminal
from hds_landing.rules.finding import Evaluation, Finding, Summary, Verdict

_STYLES = {"fail": "bold red", "unknown": "yellow", "proxy": "cyan", "waived": "magenta", "pass": "green"}
_NAMES_SHOWN = 3


def findings_as_text(evaluation: Evaluation, *, show_passed: bool = False, colours: bool = False) -> str:
    """What was found, grouped, then the counts; coloured where `colours` is true and the output is a terminal."""
    console = terminal() if colours else plain()
    with console.capture() as captured:
        _print_findings(console, evaluation, show_passed)
    return captured.get()


def _print_findings(console: Console, evaluation: Evaluation, show_passed: bool) -> None:
    shown = [finding for finding in evaluation.findings if show_passed or finding.verdict is not Verdict.PASS]
    for group in _groups(shown):
        _print_group(console, group)
    for package, count in sorted(evaluation.not_covered.items()):
        console.print(f"not covered: {count} resources of {package}: no rule reads them.")
    console.print(counts(evaluation.summary), style="bold")


def counts(summary: Summary) -> str:
    """`0 fail, 3 unknown, 12 proxy, 1 waived of 20 rules on 912 resources`."""
    return (
        f"{summary.fail} fail, {summary.unknown} unknown, {summary.proxy} proxy, {summary.waived} waived "
        f"of {summary.rules} rules on {summary.resources} resources"
    )


def label(finding: Finding) -> str:
    """The word under which a finding is counted."""
    if finding.waived:
        return "waived"
    return "proxy" if finding.proxy else finding.verdict.value


def _groups(findings: Iterable[Finding]) -> Iterable[Sequence[Finding]]:
    def same(finding: Finding) -> tuple[str, str, str]:
        return (label(finding), finding.rule, finding.observed)

    order = {word: position for position, word in enumerate(_STYLES)}
    ranked = sorted(findings, key=lambda finding: (order[label(finding)], *same(finding)[1:]))
    return (list(group) for _, group in groupby(ranked, key=same))


def _print_group(console: Console, group: Sequence[Finding]) -> None:
    first = group[0]
    word = label(first)
    console.print(Text.assemble((word, _STYLES[word]), f" {first.severity.value} ", (first.rule, "bold")))
    for line in (first.observed, *_where(group)):
        console.print(fill(line, COLUMNS, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))
    if word in ("fail", "unknown", "proxy"):
        console.print(
            fill(f"fix: {first.fix}", COLUMNS, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
        )


def _where(group: Sequence[Finding]) -> list[str]:
    named = [f"on {finding.name} ({finding.type})" for finding in group if finding.urn]
    more = len(named) - _NAMES_SHOWN
    return named[:_NAMES_SHOWN] + ([f"and on {more} more"] if more > 0 else [])
