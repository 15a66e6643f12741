"""Findings as JSON, for machines."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring
from typing import Any, Final

from hds_landing.report.checked import Checked, CheckedInput, shown
from hds_landing.rules.finding import Evaluation, Finding, Severity, Theme, Verdict

_PIECE: Final = 1_000
"""Findings in one piece of a text that may be hundreds of megabytes long."""


def findings_as_json(evaluation: Evaluation, *, show_passed: bool = False) -> str:
    """`{"summary": {...}, "notCovered": {...}, "findings": [...]}`; passes only on request."""
    return "".join(
        _with_findings(
            {"summary": asdict(evaluation.summary), "notCovered": dict(sorted(evaluation.not_covered.items()))},
            (
                _written(finding)
                for finding in evaluation.findings
                if show_passed or finding.verdict is not Verdict.PASS
            ),
        )
    )


def checked_as_json(checked: Checked, *, show_passed: bool = False) -> str:
    """The same for a check: with its inputs, the file of each finding, what fails it, and what a baseline knew."""
    return "".join(checked_in_pieces(checked, show_passed=show_passed))


def checked_in_pieces(checked: Checked, *, show_passed: bool = False) -> Iterator[str]:
    """The text of `checked_as_json`, piece by piece, for who writes it and need not hold the whole."""
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
            _written(placed.finding, f',\n      "input": {_repeated(placed.file)}')
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


def _with_findings(head: dict[str, Any], findings: Iterator[str]) -> Iterator[str]:
    """What `as_json` would write of `head` and the findings after it."""
    yield _encodable(json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}") + ',\n  "findings": [')
    before, after = "\n", ""
    while piece := ",\n".join(islice(findings, _PIECE)):
        yield before + _encodable(piece)
        before, after = ",\n", "\n  "
    yield f"{after}]\n}}\n"


def _written(finding: Finding, more: str = "") -> str:
    """One finding and its last members, if more.

    By hand, as json.dumps has no fast encoder for indented text; what a rule says of every resource is written once.
    """
    return (
        f"    {{\n{_verdict(finding.rule, finding.theme, finding.severity, finding.verdict, finding.proxy)},\n"
        f'      "urn": {_text(finding.urn)},\n'
        f'      "type": {_repeated(finding.type)},\n'
        f'      "name": {_text(finding.name)},\n'
        f'      "observed": {encode_basestring(finding.observed)},\n'
        f"{_advice(finding.fix, tuple(finding.requirements))},\n"
        f'      "source": {_repeated(finding.source)},\n'
        f'      "waived": {_indented(dict(finding.waived)) if finding.waived else "null"}{more}\n'
        "    }"
    )


@lru_cache(maxsize=4096)
def _verdict(rule: str, theme: Theme, severity: Severity, verdict: Verdict, proxy: bool) -> str:
    return _members({"rule": rule, "theme": theme, "severity": severity, "verdict": verdict, "proxy": proxy})


@lru_cache(maxsize=4096)
def _advice(fix: str, requirements: tuple[str, ...]) -> str:
    return _members({"fix": fix, "requirements": requirements})


def _members(values: dict[str, Any]) -> str:
    return ",\n".join(f'      "{name}": {_indented(value)}' for name, value in values.items())


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


_repeated = lru_cache(maxsize=4096)(_text)
"""For a text that many findings share."""


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
