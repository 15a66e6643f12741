"""EC2: rules inside a security group, as the provider nests them and as EC2 takes and keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.property_names import picked

PORTS = {"fromPort": "FromPort", "toPort": "ToPort"}
EVERY_PROTOCOL = "-1"
_PEER_LISTS = ("cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups")


def inline_permission(rule: Mapping[str, Any], own_group: str) -> dict[str, Any]:
    """A rule inside a group as EC2 takes it."""
    described = picked(rule, {"description": "Description"})
    groups = [*(rule.get("securityGroups") or []), *([own_group] if rule.get("self") else [])]
    permission = {
        "IpProtocol": str(rule["protocol"]),
        "IpRanges": [{"CidrIp": cidr, **described} for cidr in rule.get("cidrBlocks") or []],
        "Ipv6Ranges": [{"CidrIpv6": cidr, **described} for cidr in rule.get("ipv6CidrBlocks") or []],
        "PrefixListIds": [{"PrefixListId": each, **described} for each in rule.get("prefixListIds") or []],
        "UserIdGroupPairs": [{"GroupId": group, **described} for group in groups],
    }
    return {**picked(rule, PORTS), **{name: value for name, value in permission.items() if value}}


def as_inline(rule: Mapping[str, Any], own_group: str) -> dict[str, Any]:
    """A rule that EC2 keeps, as it would stand inside its group."""
    every = str(rule["IpProtocol"]) == EVERY_PROTOCOL
    peer = rule.get("ReferencedGroupInfo", {}).get("GroupId")
    written = {
        "protocol": str(rule["IpProtocol"]),
        "fromPort": 0 if every else rule["FromPort"],
        "toPort": 0 if every else rule["ToPort"],
        "cidrBlocks": [rule["CidrIpv4"]] if rule.get("CidrIpv4") else [],
        "ipv6CidrBlocks": [rule["CidrIpv6"]] if rule.get("CidrIpv6") else [],
        "prefixListIds": [rule["PrefixListId"]] if rule.get("PrefixListId") else [],
        "securityGroups": [peer] if peer and peer != own_group else [],
        "self": peer == own_group,
        "description": rule.get("Description") or "",
    }
    return {name: value for name, value in written.items() if value or name.endswith("Port")}


def spread(rules: Sequence[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
    """Rules as EC2 keeps them, one for each peer."""
    spread = set()
    for rule in rules:
        every = str(rule["protocol"]) in (EVERY_PROTOCOL, "all")
        ports = (0, 0) if every else (rule.get("fromPort"), rule.get("toPort"))
        peers = [(kind, peer) for kind in _PEER_LISTS for peer in rule.get(kind) or []]
        for peer in [*peers, *([("self", True)] if rule.get("self") else [])]:
            protocol = EVERY_PROTOCOL if every else str(rule["protocol"])
            spread.add((protocol, *ports, *peer, rule.get("description") or ""))
    return spread
