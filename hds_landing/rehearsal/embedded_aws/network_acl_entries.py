"""EC2: entries of a network access list, as the provider has them and as EC2 takes and keeps them."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request

_PROTOCOL_NUMBERS = {"all": "-1", "icmp": "1", "tcp": "6", "udp": "17"}
_RANGES = {"cidrBlock": "CidrBlock", "ipv6CidrBlock": "Ipv6CidrBlock"}
LAST_RULE = 32767
"""The entry that refuses what no other speaks of; EC2 writes it itself."""


def add_entry(request: Request, acl: str, rule: Mapping[str, Any], direction: str) -> None:
    """Puts an entry, in the names of one that is a resource of its own, into a list, for ingress or egress."""
    protocol = str(rule["protocol"])
    asked = {
        "NetworkAclId": acl,
        "Egress": direction == "egress",
        "Protocol": _PROTOCOL_NUMBERS.get(protocol.lower(), protocol),
        "RuleAction": rule["ruleAction"],
        "RuleNumber": rule["ruleNumber"],
        **picked(rule, _RANGES),
    }
    if rule.get("fromPort") is not None and asked["Protocol"] != _PROTOCOL_NUMBERS["all"]:
        asked["PortRange"] = {"From": rule["fromPort"], "To": rule["toPort"]}
    request.client("ec2").create_network_acl_entry(**asked)


def acl_kept(request: Request, identity: str) -> Mapping[str, Any]:
    """The list as EC2 keeps it."""
    kept: Mapping[str, Any] = request.client("ec2").describe_network_acls(NetworkAclIds=[identity])["NetworkAcls"][0]
    return kept


def as_inline(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry that EC2 keeps, in the names of one inside a list."""
    ports = entry.get("PortRange") or {}
    return {
        "action": entry["RuleAction"],
        "fromPort": ports.get("From", 0),
        "protocol": str(entry["Protocol"]),
        "ruleNo": entry["RuleNumber"],
        "toPort": ports.get("To", 0),
        **{ours: entry[theirs] for ours, theirs in _RANGES.items() if entry.get(theirs)},
    }


def as_single(rule: Mapping[str, Any]) -> dict[str, Any]:
    """An entry inside a list, in the names of one that is a resource of its own."""
    return {**rule, "ruleNumber": rule["ruleNo"], "ruleAction": rule["action"]}


def is_entry(given: Mapping[str, Any] | None, found: Mapping[str, Any]) -> bool:
    """Whether a given entry is what was found, however its protocol and ports are written."""
    if given is None:
        return False
    protocol = str(given["protocol"]).lower()
    ours = {**given, "protocol": _PROTOCOL_NUMBERS.get(protocol, protocol)}
    if ours["protocol"] == _PROTOCOL_NUMBERS["all"]:
        ours |= {"fromPort": 0, "toPort": 0}
    return all(ours.get(name) == value for name, value in found.items())
