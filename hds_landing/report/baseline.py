"""A former `check --format json`, read back, so that a check tells only what is new.

A finding is known where the baseline has the same rule on the same resource (by URN; without one, with the same
observation) with the same or a worse verdict: fail, then unknown, then proxy, then waived. A failure is known only
where the same was observed: a second open port behind an accepted one is news. So a failure that can no longer be
determined stays known; an unknown that became a failure, and a failure whose waiver ended, are new.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from hds_landing.errors import InputError
from hds_landing.report.checked import Checked, KnownFindings, label, with_findings
from hds_landing.rules.finding import Finding, Verdict

MAX_BYTES: Final = 200 * 1024 * 1024
_RANKS: Final = {"fail": 3, "unknown": 2, "proxy": 1, "waived": 0}
_HOW_TO: Final = "Write one: hds-landing check INPUT --format json --output findings.json"

_Identity = tuple[str, str]
"""Rule, and URN or observation."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of a former check."""

    file: str
    ranks: Mapping[_Identity, int]
    """The worst verdict of a rule on a resource."""
    observed: frozenset[tuple[_Identity, str]]
    """What was observed in each failure."""

    def knows(self, finding: Finding) -> bool:
        """Whether the finding is no news."""
        identity = _identity(finding.rule, finding.urn, finding.observed)
        rank = _RANKS[label(finding)]
        if rank > self.ranks.get(identity, -1):
            return False
        return label(finding) != "fail" or (identity, finding.observed) in self.observed


def without_known(checked: Checked, baseline: Baseline) -> Checked:
    """The check without what the baseline knows, which is counted instead; what passed stays."""
    counts = dict.fromkeys(_RANKS, 0)
    met: set[_Identity] = set()
    inputs = []
    for one in checked.inputs:
        new = []
        for finding in one.evaluation.findings:
            if finding.verdict is not Verdict.PASS:
                met.add(_identity(finding.rule, finding.urn, finding.observed))
                if baseline.knows(finding):
                    counts[label(finding)] += 1
                    continue
            new.append(finding)
        inputs.append(replace(one, evaluation=with_findings(one.evaluation, new)))
    known = KnownFindings(baseline.file, counts, gone=len(baseline.ranks.keys() - met))
    return replace(checked, inputs=tuple(inputs), known=known)


def read_baseline(path: Path) -> Baseline:
    """The findings in a file that `check --format json` wrote.

    Raises:
        InputError: the file cannot be read, or is something else; names the file.
    """
    try:
        findings = _listed(_parsed(path))
        rows = [_row(finding, f"findings[{number}]") for number, finding in enumerate(findings)]
    except InputError as error:
        raise InputError(f"{path}: not a baseline: {error}") from None
    ranks: dict[_Identity, int] = {}
    observed: set[tuple[_Identity, str]] = set()
    for identity, word, text in rows:
        if word in _RANKS:
            ranks[identity] = max(ranks.get(identity, 0), _RANKS[word])
        if word == "fail":
            observed.add((identity, text))
    return Baseline(str(path), ranks, frozenset(observed))


def _identity(rule: str, urn: str | None, observed: str) -> _Identity:
    return rule, urn if urn is not None else f"observed: {observed}"


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES // 1024 // 1024} MB. {_HOW_TO}")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"it cannot be read ({getattr(error, 'strerror', None) or error}). {_HOW_TO}") from None
    try:
        return json.loads(content)
    except RecursionError:
        raise InputError(f"the JSON in it is nested too deeply. {_HOW_TO}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}. {_HOW_TO}") from None
    except ValueError:  # bytes of no text encoding, whole numbers of thousands of digits
        raise InputError(f"it is not JSON text. {_HOW_TO}") from None


def _listed(document: Any) -> list[Any]:
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise InputError(f"it has no list of findings. {_HOW_TO}")
    if document.get("baseline") is not None:
        raise InputError(
            "it was itself written with --baseline and lists only what was new then. "
            "Write a whole one, without --baseline."
        )
    findings: list[Any] = document["findings"]
    return findings


def _row(finding: Any, where: str) -> tuple[_Identity, str, str]:
    """(identity, label, observed)."""
    fields = finding if isinstance(finding, dict) else {}
    rule, urn, observed = fields.get("rule"), fields.get("urn"), fields.get("observed")
    verdict = fields.get("verdict")
    if not isinstance(rule, str) or not isinstance(observed, str) or not (urn is None or isinstance(urn, str)):
        raise InputError(f"{where}: expected rule, urn and observed, as texts. {_HOW_TO}")
    if not isinstance(verdict, str) or verdict not in {known.value for known in Verdict}:
        raise InputError(f"{where}.verdict: expected fail, unknown or pass. {_HOW_TO}")
    word = "waived" if fields.get("waived") else "proxy" if fields.get("proxy") is True else verdict
    return _identity(rule, urn, observed), word, observed
