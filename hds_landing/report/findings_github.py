"""Findings as GitHub Actions workflow commands, which GitHub shows beside the lines of a pull request.

What makes the check fail is an error; every other failure, and what is unknown or rests on a proxy list, a warning.
GitHub shows only the first ten of each per step, so one annotation speaks for all resources of one line of source.
What is waived, and what passed, is in the closing count only.
"""

from typing import Final

from hds_landing.report.checked import Checked, shown
from hds_landing.report.findings_text import counts
from hds_landing.report.gate import Gate
from hds_landing.report.grouped import FindingGroup, grouped
from hds_landing.report.source_place import place_of
from hds_landing.report.visible import visible

_NAMES_SHOWN: Final = 5
_MESSAGE_ESCAPES: Final = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY_ESCAPES: Final = (*_MESSAGE_ESCAPES, (":", "%3A"), (",", "%2C"))


def findings_as_github(checked: Checked) -> str:
    """One command per line, the worst first, and a notice with the counts last."""
    open_findings = [placed for placed in shown(checked.findings, show_passed=False) if not placed.finding.waived]
    groups = grouped(open_findings, by_source=True, join_rules=True)
    lines = [_annotation(group, checked.gate, several_inputs=len(checked.inputs) > 1) for group in groups]
    about = [counts(checked.summary)]
    if checked.known:
        about.append(f"{sum(checked.known.counts.values())} known from {checked.known.file}")
    if checked.simulated:
        about.append("simulation: nothing was deployed")
    lines.append(_command("notice", {"title": "hds-landing check"}, "; ".join(about)))
    return "\n".join(lines) + "\n"


def _annotation(group: FindingGroup, gate: Gate, *, several_inputs: bool) -> str:
    first = group.first
    properties: dict[str, str] = {}
    if place := place_of(first.source):
        properties = {"file": place.file, "line": str(place.line)}
    several_rules = len(group.rules) > 1
    properties["title"] = f"{group.title} ({group.label}, {first.severity.value})"
    lines = [first.observed, *_where(group, several_inputs)]
    lines.append(f"rules: {', '.join(group.rules)}" if several_rules else f"fix: {first.fix}")
    fails = any(gate.fails(placed.finding) for placed in group.members)
    return _command("error" if fails else "warning", properties, *lines)


def _where(group: FindingGroup, several_inputs: bool) -> list[str]:
    named = [
        f"{placed.finding.name} ({placed.finding.type})" + (f" in {placed.file}" if several_inputs else "")
        for placed in group.resources
        if placed.finding.urn
    ]
    more = [f"{len(named) - _NAMES_SHOWN} more"] if len(named) > _NAMES_SHOWN else []
    return [f"on {', '.join(named[:_NAMES_SHOWN] + more)}"] if named else []


def _command(name: str, properties: dict[str, str], *lines: str) -> str:
    given = ",".join(f"{key}={_escaped(visible(value), _PROPERTY_ESCAPES)}" for key, value in properties.items())
    message = _escaped("\n".join(visible(line) for line in lines), _MESSAGE_ESCAPES)
    return f"::{name} {given}::{message}"


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text
