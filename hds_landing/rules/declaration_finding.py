"""Findings on what a hospital declares, which are about no resource."""

from hds_landing.rules.finding import Finding, Verdict
from hds_landing.rules.rule import Rule

_NOT_SHOWN = " that this inventory shows, which is not every resource"


def declaration_finding(rule: Rule, observed: str, *, complete: bool = True) -> Finding:
    """A failure; a doubt where it rests on what an inventory that is not `complete` does not show."""
    return Finding(
        rule=rule.id,
        theme=rule.theme,
        severity=rule.severity,
        verdict=Verdict.FAIL if complete else Verdict.UNKNOWN,
        urn=None,
        type=None,
        name=None,
        observed=observed if complete else f"{observed}{_NOT_SHOWN}",
        fix=rule.fix,
        requirements=rule.requirements,
    )
