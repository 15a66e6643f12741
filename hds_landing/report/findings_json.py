"""Findings as JSON, for machines."""

import json
import re
from dataclasses import asdict
from typing import Any

from hds_landing.report.checked import Checked, CheckedInput, shown
from hds_landing.rules.finding import Evaluation, Finding, Verdict


def findings_as_json(evaluation: Evaluation, *, show_passed: bool = False) -> str:
    """`{"summary": {...}, "notCovered": {...}, "findings": [...]}`; passes only on request."""
    return as_json(
        {
            "summary": asdict(evaluation.summary),
            "notCovered": dict(sorted(evaluation.not_covered.items())),
            "findings": [
                _finding(finding)
                for finding in evaluation.findings
                if show_passed or finding.verdict is not Verdict.PASS
            ],
        }
    )


def checked_as_json(checked: Checked, *, show_passed: bool = False) -> str:
    """The same for a check: with its inputs, the file of each finding, what fails it, and what a baseline knew."""
    return as_json(
        {
            "summary": asdict(checked.summary),
            "gate": {
                "failOn": checked.gate.fail_on.value,
                "unknown": "fail" if checked.gate.unknown_fails else "warn",
                "failing": checked.failing,
            },
            "baseline": _baseline(checked),
            "inventories": [_inventory(one) for one in checked.inputs],
            "notCovered": checked.not_covered,
            "findings": [
                _finding(placed.finding) | {"input": placed.file}
                for placed in shown(checked.findings, show_passed=show_passed)
            ],
        }
    )


def as_json(document: dict[str, Any]) -> str:
    """JSON text in UTF-8's reach: half a surrogate pair, which has no bytes, stays an escape."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def _inventory(one: CheckedInput) -> dict[str, Any]:
    return {
        "file": one.file,
        "origin": one.origin.value,
        "complete": one.complete,
        "resources": one.resources,
        "sha256": one.sha256,
    }


def _baseline(checked: Checked) -> dict[str, Any] | None:
    if checked.known is None:
        return None
    return {"file": checked.known.file, "known": dict(checked.known.counts), "gone": checked.known.gone}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "theme": finding.theme.value,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "proxy": finding.proxy,
        "urn": finding.urn,
        "type": finding.type,
        "name": finding.name,
        "observed": finding.observed,
        "fix": finding.fix,
        "requirements": list(finding.requirements),
        "source": finding.source,
        "waived": dict(finding.waived) if finding.waived else None,
    }
