"""What network security groups let in and out, in rules of their own and in rules within a group."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.address_ranges import is_everybody, is_private, network_of
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one, shown
from hds_landing.rules.rule import ResourceRule, Rule, Subject

GROUP: Final = "azure-native:network:NetworkSecurityGroup"
RULE: Final = "azure-native:network:SecurityRule"

_ADMINISTRATION: Final = MappingProxyType(
    {
        22: "SSH",
        23: "telnet",
        135: "RPC",
        445: "SMB",
        2375: "Docker",
        3389: "RDP",
        5900: "VNC",
        5985: "WinRM",
        5986: "WinRM",
        6443: "Kubernetes",
        10250: "kubelet",
    }
)
_DATA: Final = MappingProxyType(
    {
        104: "DICOM",
        389: "LDAP",
        636: "LDAP",
        1433: "SQL Server",
        1521: "Oracle",
        2049: "NFS",
        2575: "HL7",
        2762: "DICOM",
        3306: "MySQL",
        5432: "PostgreSQL",
        6379: "Redis",
        8042: "DICOM",
        9042: "Cassandra",
        9200: "Elasticsearch",
        11112: "DICOM",
        11211: "memcached",
        27017: "MongoDB",
    }
)
_WEB: Final = frozenset({80, 443})
_ALL_PORTS: Final = range(1, 65536)
_WITHOUT_PORTS: Final = ("icmp", "esp", "ah")
_FLAT: Final = 12
"""Prefix length of a private range that holds more than one site."""

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")
_PATHS: Final = (
    "access",
    "direction",
    "protocol",
    "sourceAddressPrefix",
    "sourceAddressPrefixes",
    "destinationPortRange",
    "destinationPortRanges",
)
_EACH: Final = "securityRules[*]"
WEB_PATHS: Final = _PATHS
"""What says whom a rule lets in, and to which ports."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a rule must not allow."""

    direction: str
    address: str
    """`source` or `destination`."""
    is_open: Callable[[Any], bool]
    what: Callable[[range], str | None]
    """What a range of ports opens that it must not; none where that is nothing."""


def _named(services: Mapping[int, str]) -> Callable[[range], str | None]:
    def what(ports: range) -> str | None:
        opened = sorted({f"{name} ({port})" for port, name in services.items() if port in ports})
        return ", ".join(opened[:4]) + (" and more" if len(opened) > 4 else "") if opened else None

    return what


def _beside_the_web(ports: range) -> str | None:
    return None if set(ports[:3]) <= _WEB else "ports other than 80 and 443"


def _all_ports(ports: range) -> str | None:
    return "every port" if len(ports) >= len(_ALL_PORTS) - 1 else None


def _the_web(ports: range) -> str | None:
    return "the web" if _beside_the_web(ports) is None else None


def _data_out(ports: range) -> str | None:
    return None if _all_ports(ports) else _named({**_DATA, 53: "DNS"})(ports)


def _is_flat(prefix: Any) -> bool:
    if is_everybody(prefix) or (isinstance(prefix, str) and prefix.strip().lower() == "virtualnetwork"):
        return True
    network = network_of(prefix) if isinstance(prefix, str) else None
    return network is not None and is_private(network) and network.prefixlen <= _FLAT and network.version == 4


_ADMINISTRATION_FROM_INTERNET: Final = _Opening("inbound", "source", is_everybody, _named(_ADMINISTRATION))
_DATA_FROM_INTERNET: Final = _Opening("inbound", "source", is_everybody, _named(_DATA))
_MORE_THAN_WEB_FROM_INTERNET: Final = _Opening("inbound", "source", is_everybody, _beside_the_web)
_EVERYTHING_FROM_NEIGHBOURS: Final = _Opening("inbound", "source", _is_flat, _all_ports)
_EVERYTHING_TO_INTERNET: Final = _Opening("outbound", "destination", is_everybody, _all_ports)
_WEB_FROM_INTERNET: Final = _Opening("inbound", "source", is_everybody, _the_web)
_DATA_TO_INTERNET: Final = _Opening("outbound", "destination", is_everybody, _data_out)


def judge_web_from_internet(subject: Subject) -> Judgement:
    """A failure where a rule lets everybody in to the web and to nothing else."""
    return _judge(subject, _WEB_FROM_INTERNET)


def rules_within(subject: Subject) -> Iterable[tuple[str, Any]]:
    """Where each rule stands, and the rule: the resource itself, or those within a group."""
    if subject.type == RULE:
        return (("", subject.properties),)
    return ((found.path, found.value) for found in find(subject.properties, _EACH))


def _judge(subject: Subject, opening: _Opening) -> Judgement:
    judgements = [_judge_rule(path, rule, opening) for path, rule in rules_within(subject)]
    return worst(judgements) if judgements else Passed("a group without rules opens nothing of its own")


def _judge_rule(path: str, rule: Any, opening: _Opening) -> Judgement:
    if not isinstance(rule, Mapping):
        return Undetermined(f"{path or 'the rule'} is not known yet")
    access, direction, protocol = (find_one(rule, name).value for name in ("access", "direction", "protocol"))
    if _is_other(access, "allow") or _is_other(direction, opening.direction):
        return None
    if isinstance(protocol, str) and protocol.lower() in _WITHOUT_PORTS:
        return None
    addresses = _values(rule, f"{opening.address}AddressPrefix")
    opened = [address for address in addresses if address is not UNKNOWN and opening.is_open(address)]
    ports = [_ports(text) for text in _values(rule, "destinationPortRange")]
    told = [what for known in ports if known is not None and (what := opening.what(known))]
    label = path or "the rule"
    if opened and told and access is not UNKNOWN and direction is not UNKNOWN:
        return f"{label} allows {'; '.join(dict.fromkeys(told))} {_WAY[opening.direction]} {shown(opened[0])}"
    if (opened or UNKNOWN in addresses) and (told or None in ports):
        return Undetermined(f"{label} has addresses, ports or an action that are not known yet")
    return None


_WAY: Final = MappingProxyType({"inbound": "from", "outbound": "to"})


def _is_other(value: Any, expected: str) -> bool:
    """Whether a value is known and something else; Azure refuses a rule without one."""
    return value is not UNKNOWN and not (isinstance(value, str) and value.lower() == expected)


def _values(rule: Mapping[str, Any], name: str) -> list[Any]:
    """Of a property that is written as one (`…Prefix`, `…Range`) or as several (`…Prefixes`, `…Ranges`)."""
    several = name + ("es" if name.endswith("x") else "s")
    found = (*find(rule, name), *find(rule, f"{several}[*]"))
    return [each.value for each in found if each.value is not ABSENT]


def _ports(text: Any) -> range | None:
    """The ports of `*`, `443` or `1024-2048`; none where that is unclear."""
    if text == "*":
        return _ALL_PORTS
    first, _, last = str(text).partition("-")
    if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
        return None
    return range(int(first), int(last or first) + 1)


def _rule(id: str, title: str, severity: Severity, opening: _Opening, fix: str) -> ResourceRule:
    paths = tuple(path.replace("source", opening.address) for path in _PATHS)
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=((*_REQUIREMENTS, "SNC-9.6") if opening is _ADMINISTRATION_FROM_INTERNET else _REQUIREMENTS),
        fix=fix,
        source="learn.microsoft.com, Network security groups",
        types=(GROUP, RULE),
        paths=paths,
        paths_by_type={GROUP: tuple(f"{_EACH}.{path}" for path in paths)},
        absence="Azure's own rules let nothing in from the internet",
        judge=lambda subject: _judge(subject, opening),
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "azure-security-group-no-administration-from-internet",
        "A network security group lets no administration in from the internet",
        Severity.CRITICAL,
        _ADMINISTRATION_FROM_INTERNET,
        "Narrow sourceAddressPrefix to the administration network, or administer through Bastion.",
    ),
    _rule(
        "azure-security-group-no-data-from-internet",
        "A network security group opens no database and no health protocol to the internet",
        Severity.CRITICAL,
        _DATA_FROM_INTERNET,
        "Narrow sourceAddressPrefix to the networks that the flow matrix names.",
    ),
    _rule(
        "azure-security-group-web-only-from-internet",
        "A network security group lets the internet in to web ports at most",
        Severity.HIGH,
        _MORE_THAN_WEB_FROM_INTERNET,
        "Narrow sourceAddressPrefix, or destinationPortRange to 443.",
    ),
    _rule(
        "azure-security-group-no-flat-network",
        "A network security group does not open every port to every neighbour",
        Severity.MEDIUM,
        _EVERYTHING_FROM_NEIGHBOURS,
        "Narrow sourceAddressPrefix and destinationPortRange to a declared flow, and deny the rest.",
    ),
    _rule(
        "azure-security-group-no-way-out-on-every-port",
        "A network security group does not allow every port towards the internet",
        Severity.HIGH,
        _EVERYTHING_TO_INTERNET,
        "Narrow destinationAddressPrefix and destinationPortRange to a declared flow.",
    ),
    _rule(
        "azure-security-group-no-data-to-internet",
        "A network security group sends no health protocol, database traffic or question for names to the internet",
        Severity.MEDIUM,
        _DATA_TO_INTERNET,
        "Narrow destinationAddressPrefix to the partner's ranges, or destinationPortRange.",
    ),
)
