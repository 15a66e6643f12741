"""Ways out to the internet, and the days on which undeclared ones pass."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from hds_landing.errors import Path, Problem
from hds_landing.spec.checks.addresses import PRIVATE
from hds_landing.spec.checks.endpoints import spoke_names, unknown_endpoint
from hds_landing.spec.checks.ports import check_ports
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import EgressAllow, Network, Observe, Protocol

LONGEST_OBSERVATION: Final = timedelta(days=30)
WIDEST_EGRESS_PREFIX: Final = 12
_HTTP: Final = (Protocol.HTTP, Protocol.HTTPS)
_HOST_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.I
)


def check(spec: LandingZoneSpec, today: date) -> list[Problem]:
    """Each way out by itself, repetitions, and the observe mode's date."""
    known = spoke_names(spec)
    problems: list[Problem] = []
    for index, way in enumerate(spec.network.egress_allow):
        path: Path = ("network", "egressAllow", index)
        problems += _check_destination(way, path)
        problems += check_ports(way.ports, (*path, "ports"))
        problems += _check_sources(way, path, known)
    return [*problems, *_check_duplicates(spec.network.egress_allow), *_check_observation(spec.network, today)]


def _check_destination(way: EgressAllow, path: Path) -> Iterator[Problem]:
    if way.fqdn is None and not way.cidrs:
        yield Problem(path, "the way out leads nowhere. Give fqdn or cidrs.")
    elif way.fqdn is not None and way.cidrs:
        yield Problem(path, "fqdn and cidrs are both given, and one way out has one of them. Write two ways out.")
    if way.fqdn is not None:
        yield from _check_name(way.fqdn, way, path)
    yield from _check_ranges(way, path)


def _check_name(fqdn: str, way: EgressAllow, path: Path) -> Iterator[Problem]:
    if not _HOST_NAME.fullmatch(fqdn):
        yield Problem(
            (*path, "fqdn"),
            f"'{fqdn}' is not a host name. Write www.example.org, or *.example.org for every name below it; "
            "no scheme, path, port or address.",
        )
    elif fqdn.startswith("*.") and way.protocol not in _HTTP:
        yield Problem(
            (*path, "fqdn"),
            f"'{fqdn}' is a wildcard, which a firewall can only match in http and https; the protocol is "
            f"'{way.protocol.value}'. Give each name, or the published ranges in cidrs.",
        )
    if way.protocol in _HTTP and any(port.endswith("/udp") for port in way.ports):
        yield Problem(
            (*path, "ports"), f"the name of '{way.protocol.value}' is read from tcp only. Remove the udp ports."
        )


def _check_ranges(way: EgressAllow, path: Path) -> Iterator[Problem]:
    for index, cidr in enumerate(way.cidrs):
        if cidr.prefixlen < WIDEST_EGRESS_PREFIX:
            yield Problem(
                (*path, "cidrs", index),
                f"{cidr} opens {cidr.num_addresses} addresses. Give the published ranges, none wider than a "
                f"/{WIDEST_EGRESS_PREFIX}.",
            )
        elif any(cidr.overlaps(private) for private in PRIVATE):
            yield Problem(
                (*path, "cidrs", index),
                f"{cidr} is private, not on the internet. What leads to a site or a spoke is declared under flows.",
            )


def _check_sources(way: EgressAllow, path: Path, known: tuple[str, ...]) -> Iterator[Problem]:
    for index, source in enumerate(way.sources):
        if source not in known:
            yield Problem((*path, "sources", index), unknown_endpoint(source, known))
        elif source in way.sources[:index]:
            yield Problem((*path, "sources", index), f"'{source}' is already in the list. Remove one.")


def _check_duplicates(ways: tuple[EgressAllow, ...]) -> Iterator[Problem]:
    for (first, one), (second, other) in combinations(enumerate(ways), 2):
        if _sameness(one) == _sameness(other):
            yield Problem(
                ("network", "egressAllow", second),
                f"network.egressAllow[{first}] says the same. Remove one.",
            )


def _sameness(way: EgressAllow) -> tuple[object, ...]:
    fqdn = way.fqdn.lower() if way.fqdn else None
    return fqdn, frozenset(way.cidrs), frozenset(way.ports), way.protocol, frozenset(way.sources)


def _check_observation(network: Network, today: date) -> Iterator[Problem]:
    if not isinstance(network.enforcement, Observe):
        return
    until = network.enforcement.observe
    path = ("network", "enforcement", "observe")
    if until < today:
        yield Problem(path, f"the observation ended on {until}. Write 'enforcement: enforce', or give a new date.")
    elif until > today + LONGEST_OBSERVATION:
        yield Problem(
            path,
            f"undeclared flows would pass until {until}. The latest day is {today + LONGEST_OBSERVATION}, "
            f"{LONGEST_OBSERVATION.days} days from today.",
        )
