"""What AWS security groups open to the internet, wherever their rules are written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.open_ranges import is_open
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import fails, none_of, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS: Final = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS: Final = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"

_LAST_PORT: Final = 65535
WEB: Final = frozenset({80, 443})
ADMINISTRATION: Final = frozenset({22, 23, 2375, 2376, 3389, 5900, 5901, 5985, 5986, 10250})
"""SSH, Telnet, Docker, Remote Desktop, VNC, WinRM, kubelet."""
DATA: Final = frozenset(
    {111, 135, 139, 445, 1433, 1434, 1521, 1972, 2049, 3306, 5432, 5439, 6379, 9042, 9092, 9094, 9096, 9098, 9200, 9300}
    | {11211, 27017, 27018, 27019, 50000}
)
"""SMB, NFS and RPC; SQL Server, Oracle, IRIS, MySQL, PostgreSQL, Redshift, Redis, Cassandra, Kafka, OpenSearch,
Memcached, MongoDB, Db2."""
HEALTH: Final = frozenset({104, 2575, 2761, 2762, 4242, 8042, 11112})
"""DICOM (104, 11112, with TLS 2762, ISCL 2761, Orthanc 4242 and 8042) and HL7 over MLLP (2575)."""
_NAMES: Final = frozenset({53})
"""DNS, in which anything can be hidden."""
_ALL_PROTOCOLS: Final = ("-1", "all")
_WITHOUT_PORTS: Final = ("icmp", "icmpv6", "1", "58")


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of a security group that the internet may use, or may turn out to."""

    path: str
    protocol: str
    low: int
    high: int
    certain: bool
    """False where its sources, its protocol or its ports are not known yet."""

    def __str__(self) -> str:
        ports = f"port {self.low}" if self.low == self.high else f"ports {self.low} to {self.high}"
        return f"{self.path} is open to the internet on {'every port' if self.is_everything else ports}"

    @property
    def is_everything(self) -> bool:
        """Whether it is every protocol or every port."""
        return self.protocol in _ALL_PROTOCOLS or (self.low <= 0 and self.high >= _LAST_PORT)

    def has_any(self, ports: frozenset[int]) -> bool:
        """Whether one of the ports is among its own."""
        return any(self.low <= port <= self.high for port in ports)

    def is_one_of(self, ports: frozenset[int]) -> bool:
        """Whether it is one port alone, and one of those."""
        return self.low == self.high and self.low in ports


def openings(subject: Subject, direction: str) -> Iterator[Opening] | None:
    """The entries of that direction that the internet may use; none where the resource has no such entry."""
    entries = _entries(subject, direction)
    return None if entries is None else (opening for entry in entries if (opening := _opening(*entry)) is not None)


def _entries(subject: Subject, direction: str) -> list[tuple[str, tuple[str, ...], Any]] | None:
    """Path, source paths relative to it, and the entry itself."""
    if subject.type in (GROUP, DEFAULT_GROUP):
        return [
            (found.path, ("cidrBlocks[*]", "ipv6CidrBlocks[*]"), found.value)
            for found in find(subject.properties, f"{direction}[*]")
        ]
    if subject.type == RULE:
        kind = find_one(subject.properties, "type").value
        if kind not in (direction, UNKNOWN):
            return None
        return [("the rule", ("cidrBlocks[*]", "ipv6CidrBlocks[*]"), subject.properties)]
    return [("the rule", ("cidrIpv4", "cidrIpv6"), subject.properties)]


def _opening(path: str, source_paths: tuple[str, ...], entry: Any) -> Opening | None:
    if not isinstance(entry, Mapping):
        return Opening(path, "-1", 0, _LAST_PORT, certain=False)
    given = [each for each in source_paths if _is_there(entry, each)]
    verdicts = [_source_is_open(found.value) for each in given for found in find(entry, each)]
    if True not in verdicts and None not in verdicts:
        return None
    protocol = _first(entry, "ipProtocol", "protocol")
    low, high = (_first(entry, name) for name in ("fromPort", "toPort"))
    certain = True in verdicts and UNKNOWN not in (protocol, low, high)
    kind = "-1" if protocol in (UNKNOWN, ABSENT) else str(protocol).lower()
    if kind in _WITHOUT_PORTS:
        return None
    if kind in _ALL_PROTOCOLS:
        return Opening(path, kind, 0, _LAST_PORT, certain)
    return Opening(path, kind, _port(low, 0), _port(high, _LAST_PORT), certain)


def _is_there(entry: Mapping[str, Any], path: str) -> bool:
    return entry.get(path.removesuffix("[*]")) is not None


def _source_is_open(source: Any) -> bool | None:
    return is_open(source) if isinstance(source, str) else None


def _first(entry: Mapping[str, Any], *names: str) -> Any:
    values = (find_one(entry, name).value for name in names)
    return next((value for value in values if value is not ABSENT), ABSENT)


def _port(value: Any, otherwise: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return otherwise
    try:
        port = int(float(value))
    except (ValueError, OverflowError):
        return otherwise
    return otherwise if port < 0 else port


def _judge(direction: str, is_fault: Callable[[Opening], bool]) -> Callable[[Subject], Judgement]:
    def judge(subject: Subject) -> Judgement:
        found = openings(subject, direction)
        if found is None:
            return NOT_APPLICABLE
        faults = [opening for opening in found if is_fault(opening)]
        return worst(str(each) if each.certain else _may_be(each) for each in faults) if faults else None

    return judge


def _may_be(opening: Opening) -> Undetermined:
    return Undetermined(f"who may use {opening.path}, or on which ports, is not known yet")


def _is_unnamed(opening: Opening) -> bool:
    """Neither the web, nor one port that another rule speaks of."""
    return not (opening.is_one_of(WEB) or opening.is_one_of(ADMINISTRATION | DATA | HEALTH))


def _group_rule(
    id: str,
    title: str,
    severity: Severity,
    is_fault: Callable[[Opening], bool],
    requirements: tuple[str, ...],
    *,
    fix: str,
    direction: str = "ingress",
) -> ResourceRule:
    sources = ("cidrBlocks", "ipv6CidrBlocks", "fromPort", "toPort", "protocol")
    split = INGRESS if direction == "ingress" else EGRESS
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source="docs.aws.amazon.com, Security group rules",
        types=(GROUP, DEFAULT_GROUP, RULE, split),
        paths=tuple(f"{direction}[*].{name}" for name in sources),
        paths_by_type={
            RULE: ("type", *sources),
            split: ("cidrIpv4", "cidrIpv6", "fromPort", "toPort", "ipProtocol"),
        },
        absence="a security group admits and sends nothing that it does not name",
        judge=_judge(direction, is_fault),
    )


_NETWORK: Final = ("HDS-EXI-05-C", "HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")

RULES: tuple[Rule, ...] = (
    _group_rule(
        "aws-security-group-health-protocols-closed",
        "A security group closes DICOM and HL7 to the internet",
        Severity.CRITICAL,
        lambda opening: opening.has_any(HEALTH),
        _NETWORK,
        fix="Name the sites' ranges in cidrBlocks and ipv6CidrBlocks, and bring the flow over the site's link.",
    ),
    _group_rule(
        "aws-security-group-data-ports-closed",
        "A security group closes databases and file shares to the internet",
        Severity.CRITICAL,
        lambda opening: opening.has_any(DATA),
        _NETWORK,
        fix="Name the application's security group as the source in place of cidrBlocks and ipv6CidrBlocks.",
    ),
    _group_rule(
        "aws-security-group-administration-closed",
        "A security group closes remote administration to the internet",
        Severity.HIGH,
        lambda opening: opening.has_any(ADMINISTRATION),
        (*_NETWORK, "SNC-9.6"),
        fix="Administer through Systems Manager or the hub, and remove open ranges from cidrBlocks and ipv6CidrBlocks.",
    ),
    _group_rule(
        "aws-security-group-other-ports-closed",
        "A security group opens nothing but the web to the internet",
        Severity.HIGH,
        _is_unnamed,
        _NETWORK,
        fix="Name the ranges in cidrBlocks and ipv6CidrBlocks, and the one port in fromPort and toPort.",
    ),
    _group_rule(
        "aws-security-group-egress-limited",
        "A security group sends to the internet on named ports only",
        Severity.MEDIUM,
        lambda opening: opening.is_everything,
        _NETWORK,
        fix="Name the destinations and the ports of each egress rule.",
        direction="egress",
    ),
    _group_rule(
        "aws-security-group-no-data-to-internet",
        "A security group sends no health protocol, database traffic or question for names to the internet",
        Severity.MEDIUM,
        lambda opening: not opening.is_everything and opening.has_any(DATA | HEALTH | _NAMES),
        _NETWORK,
        fix="Name the partner's ranges in cidrBlocks and ipv6CidrBlocks, or narrow fromPort and toPort.",
        direction="egress",
    ),
    property_rule(
        id="aws-security-group-rule-names-protocol",
        title="A security group rule that names ranges names a protocol as well",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=_NETWORK,
        fix="Set ipProtocol to tcp or udp, with fromPort and toPort.",
        source="docs.aws.amazon.com, Security group rules",
        types=(INGRESS, EGRESS),
        path="ipProtocol",
        expected=none_of("-1", "all"),
        absent=fails("the provider refuses a rule without a protocol"),
        unless=("referencedSecurityGroupId",),
    ),
)
