"""Waivers on findings. An expired waiver waives nothing; one that matches nothing is itself a finding."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hds_landing.rules.finding import Finding, Verdict
from hds_landing.rules.rule import Rule
from hds_landing.rules.waiver_rules import WAIVER_IN_DATE, WAIVER_MATCHES
from hds_landing.waivers.waiver import Waiver


def apply_waivers(findings: Iterable[Finding], waivers: Sequence[Waiver], today: date) -> list[Finding]:
    """The findings, waived where a waiver covers them on that day, and those on the waivers themselves."""
    in_date = [waiver for waiver in waivers if not waiver.is_expired(today)]
    used: set[int] = set()
    waived = [_waived(finding, in_date, used) for finding in findings] if in_date else list(findings)
    expired = [
        _on_waiver(WAIVER_IN_DATE, waiver, f"expired on {waiver.expires}")
        for waiver in waivers
        if waiver.is_expired(today)
    ]
    unused = [
        _on_waiver(WAIVER_MATCHES, waiver, "matches no finding of this inventory")
        for number, waiver in enumerate(in_date)
        if number not in used
    ]
    return waived + expired + unused


def _waived(finding: Finding, waivers: Sequence[Waiver], used: set[int]) -> Finding:
    """Every waiver that covers the finding is in use; the first one is told."""
    if finding.verdict is Verdict.PASS or finding.urn is None or finding.name is None:
        return finding
    covering = [
        number for number, waiver in enumerate(waivers) if waiver.matches(finding.rule, finding.urn, finding.name)
    ]
    used.update(covering)
    return replace(finding, waived=_record(waivers[covering[0]])) if covering else finding


def _record(waiver: Waiver) -> Mapping[str, Any]:
    return {
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat(),
        "compensatedBy": waiver.compensated_by,
    }


def _on_waiver(rule: Rule, waiver: Waiver, observed: str) -> Finding:
    return Finding(
        rule=rule.id,
        theme=rule.theme,
        severity=rule.severity,
        verdict=Verdict.FAIL,
        urn=None,
        type=None,
        name=None,
        observed=f"the waiver of {waiver.rule} on {waiver.resource} (owner {waiver.owner}) {observed}",
        fix=rule.fix,
        requirements=rule.requirements,
    )
