"""The hospital's confirmations of services: which one covers a resource, and what is wrong with them themselves."""

from collections.abc import Collection, Sequence
from datetime import date

from hds_landing.catalogue.services import all_services
from hds_landing.rules.confirmation_rules import CONFIRMATION_IN_DATE, CONFIRMATION_MATCHES, CONFIRMATION_SERVICE_KNOWN
from hds_landing.rules.declaration_finding import declaration_finding
from hds_landing.rules.finding import Finding
from hds_landing.rules.rule import Rule
from hds_landing.rules.type_tokens import current_token
from hds_landing.waivers.confirmation import Confirmation


def covering(confirmations: Sequence[Confirmation], current: str) -> Confirmation | None:
    """The confirmation of a current type token: the narrowest, and of several the one that lasts longest."""
    fitting = [confirmation for confirmation in confirmations if confirmation.covers(current)]
    return max(fitting, key=lambda confirmation: (len(confirmation.service), confirmation.expires), default=None)


def in_date(confirmations: Sequence[Confirmation], today: date) -> tuple[Confirmation, ...]:
    """Those that count on that day."""
    return tuple(confirmation for confirmation in confirmations if not confirmation.is_expired(today))


def judge_confirmations(
    confirmations: Sequence[Confirmation], types: Collection[str], today: date, *, complete: bool
) -> list[Finding]:
    """What is wrong with confirmations, given the types of every resource judged; without `complete` more may exist."""
    current = {current_token(token) for token in types}
    findings = []
    for confirmation in confirmations:
        if not _is_known(confirmation):
            findings.append(_on(CONFIRMATION_SERVICE_KNOWN, confirmation, "names no service of the catalogue"))
        elif confirmation.is_expired(today):
            findings.append(_on(CONFIRMATION_IN_DATE, confirmation, f"expired on {confirmation.expires}"))
        elif not any(confirmation.covers(token) for token in current):
            findings.append(_on(CONFIRMATION_MATCHES, confirmation, "covers no resource", complete=complete))
    return findings


def _is_known(confirmation: Confirmation) -> bool:
    """Whether the catalogue has a service of which the confirmation covers the whole or a part."""
    return any(
        confirmation.covers(prefix) or confirmation.service.startswith(prefix)
        for service in all_services()
        for prefix in service.prefixes
    )


def _on(rule: Rule, confirmation: Confirmation, observed: str, *, complete: bool = True) -> Finding:
    about = f"the confirmation of {confirmation.service} (reference {confirmation.reference})"
    return declaration_finding(rule, f"{about} {observed}", complete=complete)
