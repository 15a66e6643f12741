"""The rules of a SARIF log, with the help that a reviewer reads beside a result."""

import re
from typing import Any, Final

from hds_landing.catalogue.requirements import find_requirement
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Severity
from hds_landing.rules.rule import Rule

LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_SECURITY_SEVERITIES: Final = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
"""Scores in the middle of the bands that GitHub code scanning names critical, high, medium and low."""


def sarif_rule(rule: Rule) -> dict[str, Any]:
    """A `reportingDescriptor`."""
    described = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": message_text(rule.title)},
        "fullDescription": {"text": message_text(_full_description(rule))},
        "help": {"text": message_text(_help_text(rule)), "markdown": _help_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["security", rule.theme.value, *rule.requirements],
            "security-severity": _SECURITY_SEVERITIES[rule.severity],
        },
    }
    if re.fullmatch(r"https://\S+", rule.source):
        described["helpUri"] = rule.source
    return described


def message_text(text: str) -> str:
    """Text for a message: braces stand for arguments there, and `[text](target)` for a link."""
    escaped = visible(text).replace("{", "{{").replace("}", "}}")
    return escaped.replace("](", "] (")


def _full_description(rule: Rule) -> str:
    return f"{rule.title}. Where it is not set: {rule.absence}." if rule.absence else f"{rule.title}."


def _help_text(rule: Rule) -> str:
    supports = "; ".join(_requirement(requirement) for requirement in rule.requirements)
    parts = (f"How to fix: {rule.fix}", f"Supports: {supports}." if supports else "", f"Source: {rule.source}")
    return " ".join(part for part in parts if part)


def _help_markdown(rule: Rule) -> str:
    lines = [f"**How to fix**: {_markdown(rule.fix)}"]
    if rule.absence:
        lines.append(f"**Where it is not set**: {_markdown(rule.absence)}")
    if rule.requirements:
        listed = "\n".join(f"- {_markdown(_requirement(requirement))}" for requirement in rule.requirements)
        lines.append(f"**Supports**\n\n{listed}")
    lines.append(f"**Source**: {_markdown(rule.source)}")
    lines.append(f"**To accept a finding**: a waiver of `{rule.id}` with an owner, a reason and a last day.")
    return "\n\n".join(lines)


def _requirement(requirement_id: str) -> str:
    requirement = find_requirement(requirement_id)
    return f"{requirement_id} ({requirement.title_en})" if requirement else requirement_id


def _markdown(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>])", r"\\\1", visible(text))
    return escaped.replace("{", "{{").replace("}", "}}")
