"""On what basis a service may be thought to be in the scope of an HDS certificate.

No cloud publishes, per service, what its certificate covers. `confirmed` and `declared` services pass; a `proxy` is on
the nearest audited list that is public, which is a warning until somebody confirms it; `unlisted` services fail. A
hospital's own confirmation, in date, makes a row `declared`, never `confirmed`.
"""

from hds_landing.catalogue.services import Service, find_service
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Unconfirmed
from hds_landing.rules.rule import Subject
from hds_landing.waivers.confirmation import Confirmation

_NAMES_ONLY = frozenset({"aws:route53", "azure-native:dns", "azure-native:trafficmanager"})
"""Edge services that answer names: nothing that a patient's file holds passes through them."""


def judge_certificate_scope(subject: Subject) -> Judgement:
    """The judgement of a resource's service by its basis."""
    service = find_service(subject.type)
    if service is None:
        return f"{_module(subject)} is not in the catalogue of services"
    if subject.confirmation is not None and service.basis not in ("confirmed", "not-a-service"):
        return Passed(f"{service.name} is declared: {_declaration(subject.confirmation)}")
    match service.basis:
        case "confirmed" | "declared":
            return Passed(f"{service.name} is {service.basis}: {service.source}")
        case "not-a-service":
            return NOT_APPLICABLE
        case "proxy":
            return Unconfirmed(
                f"{service.name} is on the nearest audited list only{_checked(service)}: ask the provider to confirm it"
            )
        case "unlisted":
            return f"{service.name} is on no audited list{_checked(service)}"


def judge_edge(subject: Subject) -> Judgement:
    """An edge service that carries content fails: it serves, and keeps copies, all over the world."""
    service = find_service(subject.type)
    if service is None or service.kind != "edge":
        return NOT_APPLICABLE
    if _module(subject) in _NAMES_ONLY:
        return Passed(f"{service.name} answers names and carries no content")
    return f"{service.name} carries content through points of presence all over the world"


def _declaration(confirmation: Confirmation) -> str:
    return (
        f"confirmed by {confirmation.confirmed_by} on {confirmation.confirmed_on}, "
        f"reference {confirmation.reference}, until {confirmation.expires}"
    )


def _checked(service: Service) -> str:
    return f" (checked on {service.checked_on})" if service.checked_on else ""


def _module(subject: Subject) -> str:
    package, _, rest = subject.type.partition(":")
    return f"{package}:{rest.partition(':')[0].partition('/')[0]}"
