"""Ways out to the internet, and the days on which undeclared ones pass."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from ipaddress import IPv4Network
from itertools import combinations
from typing import Final

from hds_landing.errors import Path, Problem
from hds_landing.spec.checks.addresses import PRIVATE
from hds_landing.spec.checks.endpoints import spoke_names, unknown_endpoint
from hds_landing.spec.checks.ports import check_ports, parsed
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.network import EgressAllow, Network, Observe, Protocol

LONGEST_OBSERVATION: Final = timedelta(days=30)
WIDEST_EGRESS_PREFIX: Final = 12
MOST_WEB_PORTS: Final = 20
"""Azure Firewall writes each port of a web rule out; a name that needs more is no web site."""
LAST_WEB_PORT: Final = 64000
"""Source: Microsoft.Network, FirewallPolicyRuleApplicationProtocol, port."""
NEVER_INTERNET: Final = tuple(
    IPv4Network(cidr)
    for cidr in ("0.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "224.0.0.0/3")
)
"""This host, carriers' own, loopback, Azure's host service, link-local (metadata services), multicast and reserved."""
_HTTP: Final = (Protocol.HTTP, Protocol.HTTPS)
_NAMELESS: Final = {
    Protocol.DNS, Protocol.NTP, Protocol.RDP, Protocol.SMB, Protocol.SQL, Protocol.SSH, Protocol.STUN,
}  # fmt: skip
"""Protocols that announce no host name, or none before their own first words."""
_STARTS_IN_CLEAR: Final = {Protocol.SMTP: {25, 587}, Protocol.IMAP: {143}, Protocol.LDAP: {389}, Protocol.SYSLOG: {514}}
"""Ports on which TLS starts, where it does, after words in clear: a firewall that reads TLS sees no name."""
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
        problems += _check_sites(way, path, spec)
        problems += check_ports(way.ports, (*path, "ports"))
        if spec.cloud.provider is CloudProvider.AWS:
            problems += _check_announced(way, path)
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
    elif way.protocol in _HTTP:
        yield from _check_web_ports(way, path)


def _check_web_ports(way: EgressAllow, path: Path) -> Iterator[Problem]:
    ranges = [parsed(port) for port in way.ports]
    count = sum(last - first + 1 for _, first, last in ranges)
    if count > MOST_WEB_PORTS:
        yield Problem(
            (*path, "ports"), f"{count} ports are open to one name. Give those in use, {MOST_WEB_PORTS} at most."
        )
    elif any(last > LAST_WEB_PORT for _, _, last in ranges):
        yield Problem((*path, "ports"), f"a port of '{way.protocol.value}' is {LAST_WEB_PORT} at most.")


def _check_announced(way: EgressAllow, path: Path) -> Iterator[Problem]:
    """AWS Network Firewall resolves no name: it reads the one that a client announces in HTTP or in TLS."""
    if way.fqdn is None or way.protocol in _HTTP:
        return
    ports = [parsed(port) for port in way.ports]
    in_clear = sorted(
        number
        for number in _STARTS_IN_CLEAR.get(way.protocol, ())
        if any(first <= number <= last for _, first, last in ports)
    )
    if way.protocol in _NAMELESS or any(transport == "udp" for transport, _, _ in ports):
        reason = f"'{way.protocol.value}' announces none" if way.protocol in _NAMELESS else "udp announces none"
    elif in_clear:
        reason = f"'{way.protocol.value}' on port {in_clear[0]} starts in clear"
    else:
        return
    yield Problem(
        (*path, "fqdn"),
        f"'{way.fqdn}' would never match: the firewall of aws knows a name only where http or TLS announces it, and "
        f"{reason}. Give the published ranges in cidrs.",
    )


def _check_ranges(way: EgressAllow, path: Path) -> Iterator[Problem]:
    for index, cidr in enumerate(way.cidrs):
        if cidr.prefixlen < WIDEST_EGRESS_PREFIX:
            yield Problem(
                (*path, "cidrs", index),
                f"{cidr} opens {cidr.num_addresses} addresses. Give the published ranges, none wider than a "
                f"/{WIDEST_EGRESS_PREFIX}.",
            )
        elif _is_private(cidr):
            yield Problem(
                (*path, "cidrs", index),
                f"{cidr} is private, not on the internet. What leads to a site or a spoke is declared under flows.",
            )
        elif any(cidr.overlaps(never) for never in NEVER_INTERNET):
            yield Problem((*path, "cidrs", index), f"{cidr} is not on the internet. Give the published ranges.")


def _check_sites(way: EgressAllow, path: Path, spec: LandingZoneSpec) -> Iterator[Problem]:
    """A site may have public addresses: they are behind its line all the same."""
    for index, cidr in enumerate(way.cidrs):
        for key, site in spec.sites.items():
            if not _is_private(cidr) and any(cidr.overlaps(routed) for routed in site.routed_cidrs):
                message = f"{cidr} overlaps the site {key}. What leads to a site is declared under flows."
                yield Problem((*path, "cidrs", index), message)


def _is_private(cidr: IPv4Network) -> bool:
    return any(cidr.overlaps(private) for private in PRIVATE)


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
