"""Network ACLs as a whole: entries in the order in which EC2 tries them, in both directions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import Any, Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import current_token

ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
DEFAULT_ACL: Final = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
ENTRY: Final = "aws:ec2/networkAclRule:NetworkAclRule"

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")
_SOURCE: Final = "docs.aws.amazon.com, Network ACL rules: tried from the lowest number, the first that matches decides"
_INLINE: Final = ("ruleNo", "action", "protocol", "cidrBlock", "ipv6CidrBlock", "fromPort", "toPort")
_SPLIT: Final = ("networkAclId", "egress", "ruleNumber", "ruleAction", *_INLINE[2:])
_PATHS: Final = tuple(f"{direction}[*].{name}" for direction in ("ingress", "egress") for name in _INLINE)
_ALL_PROTOCOLS: Final = ("-1", "all")
_ALL_PORTS: Final = (0, 65535)


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    egress: bool
    is_refusal: bool
    range: IPv4Network | IPv6Network
    protocol: str
    ports: tuple[int, int]

    @property
    def is_whole(self) -> bool:
        """Whether it speaks of every protocol."""
        return self.protocol in _ALL_PROTOCOLS

    def covers(self, other: "_Entry") -> bool:
        """Whether it decides on everything that `other` speaks of."""
        return (
            self.egress is other.egress
            and _holds(self.range, other.range)
            and self.protocol in (*_ALL_PROTOCOLS, other.protocol)
            and (
                self.protocol in _ALL_PROTOCOLS or (self.ports[0] <= other.ports[0] and other.ports[1] <= self.ports[1])
            )
        )

    def __str__(self) -> str:
        return f"{'outbound' if self.egress else 'inbound'} entry {self.number}"


def _holds(outer: IPv4Network | IPv6Network, inner: IPv4Network | IPv6Network) -> bool:
    return outer.version == inner.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def _entries(acl: Resource, graph: InventoryGraph) -> tuple[list[_Entry], bool]:
    """The entries of an ACL that are known, and whether there may be others."""
    companions = graph.companions(acl, current_token(acl.type), ENTRY, "networkAclId")
    read = [*_inline(acl), *(_split(companion.inputs) for companion in companions.found)]
    return [each for each in read if each is not None], companions.undetermined or None in read


def _inline(acl: Resource) -> Iterator[_Entry | None]:
    for direction in ("ingress", "egress"):
        for found in find(acl.inputs, f"{direction}[*]"):
            if isinstance(found.value, Mapping):
                yield _entry(found.value, direction == "egress", "ruleNo", "action")
            else:
                yield None


def _split(inputs: Mapping[str, Any]) -> _Entry | None:
    egress = find_one(inputs, "egress").value
    if egress is UNKNOWN:
        return None
    return _entry(inputs, egress is True or str(egress).lower() == "true", "ruleNumber", "ruleAction")


def _entry(given: Mapping[str, Any], egress: bool, number: str, action: str) -> _Entry | None:
    values = {name: find_one(given, name).value for name in (number, action, *_INLINE[2:])}
    ranges = [values[name] for name in ("cidrBlock", "ipv6CidrBlock") if values[name] not in (ABSENT, "")]
    try:
        return _Entry(
            number=int(values[number]),
            egress=egress,
            is_refusal={"deny": True, "allow": False}[str(values[action]).lower()],
            range=ip_network(ranges[0], strict=False),
            protocol=str(values["protocol"]).lower() if values["protocol"] is not UNKNOWN else "",
            ports=tuple(
                _ALL_PORTS[end] if values[name] in (ABSENT, UNKNOWN) else int(values[name])  # type: ignore[arg-type]
                for end, name in enumerate(("fromPort", "toPort"))
            ),
        )
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def judge_refusals_hold(acl: Resource, graph: InventoryGraph) -> Judgement:
    """Whether an entry that refuses a range comes before every entry that would let all of it through."""
    entries, maybe_more = _entries(acl, graph)
    refusals = [each for each in entries if each.is_refusal and each.range.prefixlen]
    for refusal in refusals:
        for other in entries:
            if not other.is_refusal and other.number < refusal.number and other.covers(refusal):
                return f"{refusal} refuses what {other} has let through before"
    return _open_question(refusals, maybe_more)


def judge_refusals_both_ways(acl: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a private range that is refused in one direction is refused in the other as well."""
    entries, maybe_more = _entries(acl, graph)
    refusals = [each for each in entries if each.is_refusal and each.range.is_private and each.range.prefixlen]
    for refusal in refusals:
        if not refusal.is_whole:
            continue
        if not any(_holds(back, refusal.range) for back in _refused(entries, not refusal.egress)):
            if maybe_more:
                return Undetermined("it has entries that are not known yet")
            return f"{refusal} refuses a private range that may still be {'heard' if refusal.egress else 'spoken to'}"
    return _open_question(refusals, maybe_more)


def _refused(entries: list[_Entry], egress: bool) -> list[IPv4Network | IPv6Network]:
    """The ranges that are wholly refused in a direction; two halves are as much as the whole."""
    ranges = [each.range for each in entries if each.is_refusal and each.egress is egress and each.is_whole]
    return [
        *collapse_addresses(each for each in ranges if isinstance(each, IPv4Network)),
        *collapse_addresses(each for each in ranges if isinstance(each, IPv6Network)),
    ]


def _open_question(refusals: list[_Entry], maybe_more: bool) -> Judgement:
    if maybe_more:
        return Undetermined("it has entries that are not known yet")
    return None if refusals else NOT_APPLICABLE


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-network-acl-refusal-holds",
        title="No entry of a network ACL lets through what a later one refuses",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Narrow the range of the entry that allows, or give the one that refuses a lower number.",
        source=_SOURCE,
        types=(ACL, DEFAULT_ACL),
        joins={ENTRY: _SPLIT},
        paths=_PATHS,
        absence="an ACL that refuses nothing by itself is for the rules on its entries",
        judge=judge_refusals_hold,
    ),
    WholeInventoryRule(
        id="aws-network-acl-refuses-both-ways",
        title="A network ACL refuses a private range in both directions",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Add an entry with the same range and action deny in the other direction.",
        source=_SOURCE,
        types=(ACL, DEFAULT_ACL),
        joins={ENTRY: _SPLIT},
        paths=_PATHS,
        absence="an ACL that refuses nothing by itself is for the rules on its entries",
        judge=judge_refusals_both_ways,
    ),
)
