"""The names under which flows and ways out speak of sites, establishments and workloads."""

from collections.abc import Iterator

from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.nearest import did_you_mean

FORMS = "site:<site>, site:<site>/<zone>, <establishment>, <establishment>/<workload> or shared:<workload>"


def endpoint_names(spec: LandingZoneSpec) -> tuple[str, ...]:
    """Everything that a flow can start from or lead to."""
    return (*spoke_names(spec), *_site_names(spec), *_workload_names(spec))


def spoke_names(spec: LandingZoneSpec) -> tuple[str, ...]:
    """Establishments and shared workloads."""
    return (*spec.establishments, *(f"shared:{key}" for key in spec.shared_workloads))


def unknown_endpoint(given: str, known: tuple[str, ...]) -> str:
    """What to say of a name that is none of `known`."""
    hint = did_you_mean(given, known) or f" Known here: {', '.join(known)}."
    return f"'{given}' is nobody in this spec.{hint}"


def _site_names(spec: LandingZoneSpec) -> Iterator[str]:
    for key, site in spec.sites.items():
        yield f"site:{key}"
        yield from (f"site:{key}/{zone}" for zone in site.zones)


def _workload_names(spec: LandingZoneSpec) -> Iterator[str]:
    for key, establishment in spec.establishments.items():
        yield from (f"{key}/{workload}" for workload in establishment.workloads)
