"""Waivers on findings. An expired waiver waives nothing; one that matches nothing is itself a finding."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hds_landing.rules.declaration_finding import declaration_finding
from hds_landing.rules.finding import Finding, Verdict
from hds_landing.rules.rule import Rule
from hds_landing.rules.waiver_rules import WAIVER_IN_DATE, WAIVER_MATCHES
from hds_landing.waivers.waiver import Waiver


def waived(findings: Iterable[Finding], waivers: Sequence[Waiver], today: date) -> list[Finding]:
    """The findings, waived where a waiver covers them on that day; of several waivers the first is told."""
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        if not waiver.is_expired(today):
            by_rule.setdefault(waiver.rule, []).append(waiver)
    return [_waived(finding, by_rule[finding.rule]) if finding.rule in by_rule else finding for finding in findings]


def judge_waivers(
    waivers: Sequence[Waiver], findings: Iterable[Finding], today: date, *, complete: bool
) -> list[Finding]:
    """What is wrong with waivers, given every finding that they may cover; without `complete` there may be more."""
    rules = {waiver.rule for waiver in waivers}
    open_to_waivers = [finding for finding in findings if finding.rule in rules and _can_be_waived(finding)]
    judged = []
    for waiver in waivers:
        if waiver.is_expired(today):
            judged.append(_on_waiver(WAIVER_IN_DATE, waiver, f"expired on {waiver.expires}"))
        elif not any(_covers(waiver, finding) for finding in open_to_waivers):
            judged.append(_on_waiver(WAIVER_MATCHES, waiver, "matches no finding", complete=complete))
    return judged


def _waived(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    if not _can_be_waived(finding):
        return finding
    covering = next((waiver for waiver in waivers if _covers(waiver, finding)), None)
    return finding._replace(waived=_record(covering)) if covering else finding


def _can_be_waived(finding: Finding) -> bool:
    return finding.verdict is not Verdict.PASS and finding.urn is not None


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return waiver.matches(finding.rule, finding.urn or "", finding.name or "")


def _record(waiver: Waiver) -> Mapping[str, Any]:
    return {
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat(),
        "compensatedBy": waiver.compensated_by,
    }


def _on_waiver(rule: Rule, waiver: Waiver, observed: str, *, complete: bool = True) -> Finding:
    about = f"the waiver of {waiver.rule} on {waiver.resource} (owner {waiver.owner})"
    return declaration_finding(rule, f"{about} {observed}", complete=complete)
