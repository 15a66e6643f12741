"""Findings as JSON, for machines."""

import json
from dataclasses import asdict
from typing import Any

from hds_landing.rules.finding import Evaluation, Finding, Verdict


def findings_as_json(evaluation: Evaluation, *, show_passed: bool = False) -> str:
    """`{"summary": {...}, "notCovered": {...}, "findings": [...]}`; passes only on request."""
    document = {
        "summary": asdict(evaluation.summary),
        "notCovered": dict(sorted(evaluation.not_covered.items())),
        "findings": [
            _finding(finding) for finding in evaluation.findings if show_passed or finding.verdict is not Verdict.PASS
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


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
