"""Findings as JSON, for machines."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from hds_landing.report.checked import Checked, CheckedInput, shown
from hds_landing.rules.finding import Evaluation, Finding, Verdict


def findings_as_json(evaluation: Evaluation, *, show_passed: bool = False) -> str:
    """`{"summary": {...}, "notCovered": {...}, "findings": [...]}`; passes only on request."""
    return _with_findings(
        {"summary": asdict(evaluation.summary), "notCovered": dict(sorted(evaluation.not_covered.items()))},
        (
            _written(_finding(finding))
            for finding in evaluation.findings
            if show_passed or finding.verdict is not Verdict.PASS
        ),
    )


def checked_as_json(checked: Checked, *, show_passed: bool = False) -> str:
    """The same for a check: with its inputs, the file of each finding, what fails it, and what a baseline knew."""
    return _with_findings(
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
        },
        (
            _written(_finding(placed.finding) | {"input": placed.file})
            for placed in shown(checked.findings, show_passed=show_passed)
        ),
    )


def as_json(document: dict[str, Any]) -> str:
    """JSON text in UTF-8's reach: half a surrogate pair, which has no bytes, stays an escape."""
    return _encodable(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)
    return text


def _with_findings(head: dict[str, Any], findings: Iterable[str]) -> str:
    """What `as_json` would write of `head` and the findings after it.

    json.dumps has no fast encoder for indented text, and there may be tens of thousands of findings.
    """
    opened = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    listed = ",\n".join(findings)
    return _encodable(f'{opened},\n  "findings": [' + (f"\n{listed}\n  " if listed else "") + "]\n}\n")


def _written(finding: Mapping[str, Any]) -> str:
    members = ",\n".join([f'      "{name}": {_value(value)}' for name, value in finding.items()])
    return f"    {{\n{members}\n    }}"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return _constant(value) if value is None or isinstance(value, bool | tuple) else _indented(value)


@lru_cache(maxsize=4096)
def _constant(value: bool | tuple[str, ...] | None) -> str:
    return _indented(value)


def _indented(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n      ")


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
        "theme": finding.theme,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "proxy": finding.proxy,
        "urn": finding.urn,
        "type": finding.type,
        "name": finding.name,
        "observed": finding.observed,
        "fix": finding.fix,
        "requirements": tuple(finding.requirements),
        "source": finding.source,
        "waived": dict(finding.waived) if finding.waived else None,
    }
