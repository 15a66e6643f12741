"""The firewall's rules as Suricata text.

Every rule looks at the first packets of a session only (`flow:to_server`): what comes back belongs to a session that
was let through. Ways out by name are matched on the name that the client announces (TLS SNI, HTTP host) and only
towards addresses outside the hospitals' own ranges, so that a forged name opens no way between establishments.
Signature ids are the plan's: 1000000 to 9999999. A rule for TCP and UDP becomes two lines, the second with 10000000
added. Source: Suricata 7 rule format; AWS Network Firewall developer guide, stateful rule groups; read 2026-11-22.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, collapse_addresses
from typing import Optional

from hds_landing.errors import ComponentArgsError
from hds_landing.plan.firewall import EgressRule, FirewallRule
from hds_landing.plan.ports import PortRange, Transport

_UDP_SID_OFFSET = 10_000_000
_UNDECLARED_SID = 20_000_000
_PRIVATE_RANGES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
_FQDN = re.compile(r"(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")
_MESSAGE_LENGTH = 200


def flow_rules(rules: Iterable[FirewallRule]) -> list[str]:
    """One line per declared flow and transport, ordered by signature id."""
    lines = []
    for rule in sorted(rules, key=lambda rule: rule.sid):
        ends = (_addresses(rule.source_cidrs), _addresses(rule.destination_cidrs))
        lines += _pass_by_address(rule.key, rule.sid, rule.ports, rule.purpose, *ends)
    return lines


def egress_rules(rules: Iterable[EgressRule], pool: str) -> list[str]:
    """One line per declared way out and transport, ordered by signature id.

    Raises:
        ComponentArgsError: a name that is none, or a name for UDP, where the firewall sees no name.
    """
    lines = []
    for rule in sorted(rules, key=lambda rule: rule.sid):
        source = _addresses(rule.source_cidrs)
        if rule.fqdn is None:
            destination = _addresses(rule.destination_cidrs)
            lines += _pass_by_address(rule.key, rule.sid, rule.ports, rule.purpose, source, destination)
        else:
            lines.append(_pass_by_name(rule, rule.fqdn, source, _outside(pool)))
    return lines


def undeclared_rules(observe_until: Optional[str]) -> list[str]:
    """What is neither declared nor TCP. The policy's default action covers established TCP sessions only.

    Args:
        observe_until: ISO date until which it passes and is told, which its messages name; none: it is dropped.
    """
    action = "alert" if observe_until else "drop"
    word = f"observed until {observe_until}" if observe_until else "dropped"
    other = "ip_proto:!TCP; ip_proto:!UDP; ip_proto:!ICMP"
    sid = _UNDECLARED_SID
    return [
        # Without "fragmentation needed", large images hang on every link whose MTU is smaller than the cloud's.
        f'pass icmp any any -> any any (msg:"path MTU discovery"; itype:3; icode:4; sid:{sid}; rev:1;)',
        f'{action} udp any any -> any any (msg:"undeclared UDP {word}"; flow:to_server; sid:{sid + 1}; rev:1;)',
        f'{action} icmp any any -> any any (msg:"undeclared ICMP {word}"; sid:{sid + 2}; rev:1;)',
        f'{action} ip any any -> any any (msg:"undeclared protocol {word}"; {other}; sid:{sid + 3}; rev:1;)',
    ]


def _pass_by_address(
    key: str, sid: int, ports: Sequence[PortRange], purpose: str, source: str, destination: str
) -> list[str]:
    lines = []
    for transport, offset in ((Transport.TCP, 0), (Transport.UDP, _UDP_SID_OFFSET)):
        chosen = _ports(port for port in ports if port.transport is transport)
        if chosen:
            options = f'msg:"{_message(key, purpose)}"; flow:to_server; sid:{sid + offset}; rev:1;'
            lines.append(f"pass {transport.value} {source} any -> {destination} {chosen} ({options})")
    return lines


def _pass_by_name(rule: EgressRule, fqdn: str, source: str, destination: str) -> str:
    name = fqdn.lower()
    if not _FQDN.fullmatch(name):
        raise ComponentArgsError(
            f"Egress rule '{rule.key}': the name is {fqdn!r}, and takes a host name such as 'login.example.org', "
            "or '*.example.org' for every name below it."
        )
    if any(port.transport is Transport.UDP for port in rule.ports):
        raise ComponentArgsError(
            f"Egress rule '{rule.key}': '{fqdn}' is opened for UDP, where the firewall sees no name. "
            "Declare its ranges."
        )
    http = rule.protocol == "http"
    protocol, buffer = ("http", "http.host") if http else ("tls", "tls.sni")
    # The host buffer is lower case already, and refuses nocase.
    case = "" if http else "nocase; "
    content = f'content:"{name.removeprefix("*")}"; {case}{"" if name.startswith("*.") else "startswith; "}endswith; '
    options = f'{buffer}; {content}msg:"{_message(rule.key, rule.purpose)}"; flow:to_server; sid:{rule.sid}; rev:1;'
    return f"pass {protocol} {source} any -> {destination} {_ports(rule.ports)} ({options})"


def _addresses(cidrs: Sequence[str]) -> str:
    """`[10.1.0.0/16,10.2.0.0/16]`. An empty list would read as any address, and is refused."""
    if not cidrs:
        raise ComponentArgsError("A firewall rule has no addresses on one side. Name the ranges; nothing means nobody.")
    return f"[{_joined(cidrs)}]"


def _outside(pool: str) -> str:
    return f"![{_joined((*_PRIVATE_RANGES, pool))}]"


def _joined(cidrs: Iterable[str]) -> str:
    """Sorted and without overlaps, which Suricata refuses inside a negated list."""
    return ",".join(str(network) for network in collapse_addresses(IPv4Network(cidr) for cidr in cidrs))


def _ports(ports: Iterable[PortRange]) -> str:
    """`[443,8000:8100]`, empty where there is none."""
    texts = [f"{p.first}" if p.first == p.last else f"{p.first}:{p.last}" for p in sorted(ports, key=_port_order)]
    return f"[{','.join(texts)}]" if texts else ""


def _port_order(port: PortRange) -> tuple[int, int]:
    return port.first, port.last


def _message(key: str, purpose: str) -> str:
    """Plain ASCII words: a quote, a semicolon or a backslash would end the option and start another."""
    text = unicodedata.normalize("NFKD", f"{key} - {purpose}").encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^A-Za-z0-9.,_/()-]+", " ", text).split())[:_MESSAGE_LENGTH].strip()
