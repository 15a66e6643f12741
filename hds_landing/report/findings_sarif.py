"""Findings as SARIF 2.1.0, for code scanning and viewers.

A failure has kind `fail` and a level by its severity; unknown has kind `open` (not enough is known to decide), or
`fail` where the reader says that unknown fails; what rests on a proxy list has kind `review` (a person decides). What
is waived is suppressed, with the waiver as justification.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from hds_landing import __version__
from hds_landing.report.checked import Checked, CheckedFinding, CheckedInput, label, shown
from hds_landing.report.findings_json import as_json
from hds_landing.report.gate import Gate
from hds_landing.report.sarif_rules import LEVELS, message_text, sarif_rule
from hds_landing.report.source_place import place_of, relative, uri_of
from hds_landing.report.visible import visible
from hds_landing.rules.finding import Finding
from hds_landing.rules.rule import Rule

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_KINDS: Final = {"fail": "fail", "unknown": "open", "proxy": "review", "pass": "pass"}


def findings_as_sarif(checked: Checked, rules: Sequence[Rule], *, show_passed: bool = False) -> str:
    """One run with all of `rules`, among which are those of the findings."""
    ordered = sorted(rules, key=lambda rule: rule.id)
    indexes = {rule.id: index for index, rule in enumerate(ordered)}
    run = {
        "tool": {
            "driver": {
                "name": "hds-landing",
                "version": __version__,
                "rules": [sarif_rule(rule) for rule in ordered],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which the check ran."}}},
        "artifacts": [_artifact(one) for one in checked.inputs],
        "results": [
            _result(placed, indexes[placed.finding.rule], checked.gate)
            for placed in shown(checked.findings, show_passed=show_passed)
        ],
        "properties": _run_properties(checked),
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def fingerprint(finding: Finding) -> str:
    """The same from run to run for one rule on one resource; without one, for one observation."""
    subject = finding.urn if finding.urn is not None else f"observed: {finding.observed}"
    return hashlib.sha256(f"{finding.rule}\n{subject}".encode("utf-8", "backslashreplace")).hexdigest()


def _result(placed: CheckedFinding, rule_index: int, gate: Gate) -> dict[str, Any]:
    finding = placed.finding
    kind = _kind(finding, gate)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "kind": kind,
        "level": LEVELS[finding.severity] if kind == "fail" else "none",
        "message": {"text": message_text(_message(finding))},
        "locations": [_location(placed)],
        "partialFingerprints": {"ruleAndResource/v1": fingerprint(finding)},
        "properties": {
            "severity": finding.severity.value,
            "verdict": label(finding),
            "input": visible(placed.file),
        },
    }
    if finding.waived:
        told = "; ".join(f"{key}: {value}" for key, value in finding.waived.items() if value)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": visible(told)}]
    return result


def _kind(finding: Finding, gate: Gate) -> str:
    if finding.proxy:
        return _KINDS["proxy"]
    if finding.verdict.value == "unknown" and gate.unknown_fails:
        return _KINDS["fail"]
    return _KINDS[finding.verdict.value]


def _message(finding: Finding) -> str:
    subject = f"{finding.name} ({finding.type})" if finding.urn else "The inventory"
    if label(finding) == "pass":
        return f"{subject}: passed. {finding.observed}".strip()
    return f"{subject}: {finding.observed}. Fix: {finding.fix}"


def _location(placed: CheckedFinding) -> dict[str, Any]:
    """The line of source where it is known, else the input."""
    finding = placed.finding
    place = place_of(finding.source)
    if place:
        physical = {"artifactLocation": _artifact_location(place.file), "region": {"startLine": place.line}}
    else:
        physical = {"artifactLocation": _artifact_location(relative(placed.file))}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.urn:
        location["logicalLocations"] = [
            {"name": finding.name or "", "fullyQualifiedName": finding.urn, "kind": "resource"}
        ]
    return location


def _artifact_location(file: str) -> dict[str, str]:
    location = {"uri": uri_of(file)}
    return location if file.startswith("/") else location | {"uriBaseId": _ROOT}


def _artifact(one: CheckedInput) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": _artifact_location(relative(one.file)), "roles": ["analysisTarget"]}
    if one.sha256:
        artifact["hashes"] = {"sha-256": one.sha256}
    artifact["properties"] = {"origin": one.origin.value, "complete": one.complete, "resources": one.resources}
    return artifact


def _run_properties(checked: Checked) -> dict[str, Any]:
    properties: dict[str, Any] = {"simulation": bool(checked.simulated), "failing": checked.failing}
    if checked.known:
        properties["baseline"] = {"file": visible(checked.known.file), "known": dict(checked.known.counts)}
    return properties
