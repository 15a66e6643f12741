"""The two rules that waivers themselves must meet; the evaluation applies them."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.rule import Rule

WAIVER_IN_DATE: Final = Rule(
    id="waiver-in-date",
    title="A waiver has not expired",
    theme=Theme.OTHER,
    severity=Severity.MEDIUM,
    requirements=("HDS-EXI-05-E",),
    fix="Remove what it waives, or decide again and write a new date, at most a year ahead.",
    source="a waiver is a dated decision of a named owner",
    absence="a waiver without a date is refused when it is read",
)
WAIVER_MATCHES: Final = Rule(
    id="waiver-matches",
    title="A waiver matches a finding",
    theme=Theme.OTHER,
    severity=Severity.LOW,
    requirements=("HDS-EXI-05-E",),
    fix="Remove the waiver, or correct its rule or its resource pattern.",
    source="a waiver that waives nothing hides the next finding that it happens to match",
    absence="a waiver without a rule or a resource is refused when it is read",
)

RULES: tuple[Rule, ...] = (WAIVER_IN_DATE, WAIVER_MATCHES)
