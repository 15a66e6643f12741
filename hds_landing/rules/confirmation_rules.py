"""The rules that confirmations of services must meet themselves; the evaluation applies them."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.rule import Rule

_REQUIREMENTS: Final = ("HDS-EXI-12", "ISO27001-A.5.23")

CONFIRMATION_IN_DATE: Final = Rule(
    id="confirmation-in-date",
    title="A confirmation of a service has not expired",
    theme=Theme.SERVICE_ELIGIBILITY,
    severity=Severity.MEDIUM,
    requirements=_REQUIREMENTS,
    fix="Ask the provider again, and write the new letter's reference and dates.",
    source="a certificate and a letter on its scope hold for a time",
    absence="a confirmation without a date is refused when it is read",
)
CONFIRMATION_SERVICE_KNOWN: Final = Rule(
    id="confirmation-service-known",
    title="A confirmation names a service of the catalogue",
    theme=Theme.SERVICE_ELIGIBILITY,
    severity=Severity.MEDIUM,
    requirements=_REQUIREMENTS,
    fix="Correct its service; `hds-landing catalogue services WORD` finds the module.",
    source="a confirmation of a service that nobody can find covers nothing",
    absence="a confirmation without a service is refused when it is read",
)
CONFIRMATION_MATCHES: Final = Rule(
    id="confirmation-matches",
    title="A confirmation covers a resource",
    theme=Theme.SERVICE_ELIGIBILITY,
    severity=Severity.LOW,
    requirements=_REQUIREMENTS,
    fix="Remove the confirmation, or correct its service.",
    source="a confirmation that covers nothing decides of the next resource of that service unseen",
    absence="a confirmation without a service is refused when it is read",
)

RULES: tuple[Rule, ...] = (CONFIRMATION_IN_DATE, CONFIRMATION_SERVICE_KNOWN, CONFIRMATION_MATCHES)
