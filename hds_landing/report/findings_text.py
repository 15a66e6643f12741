"""Findings for people: one block per rule and observation, worst first, then the inputs and a line of counts."""

from collections.abc import Sequence
from textwrap import fill

from rich.console import Console
from rich.text import Text

from hds_landing.report.checked import Checked, CheckedFinding, shown
from hds_landing.report.console import COLUMNS, plain, terminal
from hds_landing.report.grouped import FindingGroup, grouped
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Summary

_STYLES = {"fail": "bold red", "unknown": "yellow", "proxy": "cyan", "waived": "magenta", "pass": "green"}
_SHOWN = 3
_NAME_SHOWN = 200
"""Characters of a name; a cloud's are shorter, and what is longer is somebody's mischief."""


def findings_as_text(checked: Checked, *, show_passed: bool = False, colours: bool = False) -> str:
    """What was found, grouped, then the counts; coloured where `colours` is true and the output is a terminal."""
    console = terminal() if colours else plain()
    with console.capture() as captured:
        for group in grouped(shown(checked.findings, show_passed=show_passed), join_rules=True):
            _print_group(console, group, several_inputs=len(checked.inputs) > 1)
        for line in _about(checked):
            _print_line(console, line)
        console.print(counts(checked.summary), style="bold")
    return captured.get()


def counts(summary: Summary) -> str:
    """`0 fail, 3 unknown, 12 proxy, 1 waived of 20 rules; 640 passed on 912 resources`."""
    return (
        f"{summary.fail} fail, {summary.unknown} unknown, {summary.proxy} proxy, {summary.waived} waived "
        f"of {summary.rules} rules; {summary.passed} passed on {summary.resources} resources"
    )


def _print_group(console: Console, group: FindingGroup, *, several_inputs: bool) -> None:
    first = group.first
    console.print(
        Text.assemble((group.label, _STYLES[group.label]), f" {first.severity.value} ", (visible(group.title), "bold"))
    )
    if first.observed:
        _print_line(console, first.observed, indent="  ")
    for line in (*_joined_rules(group), *_where(group.resources, several_inputs=several_inputs)):
        _print_line(console, line, indent="  ")
    if first.waived:
        _print_line(console, "waived by {owner} until {expires}: {reason}".format_map(_Told(first.waived)), indent="  ")
    elif group.label != "pass" and len(group.rules) == 1:
        _print_line(console, f"fix: {first.fix}", indent="  ")


def _joined_rules(group: FindingGroup) -> list[str]:
    return _first(list(group.rules), "and {} more") if len(group.rules) > 1 else []


class _Told(dict[str, object]):
    """A waiver's record; what it does not say is told as such."""

    def __missing__(self, key: str) -> str:
        return "not given"


def _where(members: Sequence[CheckedFinding], *, several_inputs: bool) -> list[str]:
    named = [_named(placed, several_inputs) for placed in members if placed.finding.urn]
    if not named:
        return list(dict.fromkeys(f"in {placed.file}" for placed in members)) if several_inputs else []
    sources = list(dict.fromkeys(placed.finding.source for placed in members if placed.finding.source))
    return [*_first(named, "and on {} more"), *_first([f"at {source}" for source in sources], "and at {} more")]


def _named(placed: CheckedFinding, several_inputs: bool) -> str:
    finding = placed.finding
    name = finding.name or ""
    short = name if len(name) <= _NAME_SHOWN else f"{name[:_NAME_SHOWN]}…"
    return f"on {short} ({finding.type})" + (f" in {placed.file}" if several_inputs else "")


def _first(lines: list[str], rest: str) -> list[str]:
    more = len(lines) - _SHOWN
    return lines[:_SHOWN] + ([rest.format(more)] if more > 0 else [])


def _about(checked: Checked) -> list[str]:
    lines = [
        f"not covered: {count} resources of {package}: no rule reads them."
        for package, count in checked.not_covered.items()
    ]
    for one in checked.inputs:
        origin = f"{one.origin.value} (simulation)" if one.origin in checked.simulated else one.origin.value
        whole = "complete" if one.complete else "incomplete"
        judged = one.evaluation.summary.resources
        lines.append(f"{one.file}: {origin}, {whole}, {judged} of {one.resources} resources judged")
    if checked.known:
        known = ", ".join(f"{count} {word}" for word, count in checked.known.counts.items())
        lines.append(f"known from {checked.known.file} and not shown: {known}")
        if checked.known.gone:
            lines.append(f"{checked.known.gone} of its findings are gone: write the baseline anew")
    return lines


def _print_line(console: Console, line: str, indent: str = "") -> None:
    console.print(
        fill(
            visible(line),
            COLUMNS,
            initial_indent=indent,
            subsequent_indent=f"{indent}  ",
            break_on_hyphens=False,
        )
    )
