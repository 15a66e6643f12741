"""EC2: network access lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import EC2_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_PROTOCOL_NUMBERS = {"all": "-1", "icmp": "1", "tcp": "6", "udp": "17"}
_RANGES = {"cidrBlock": "CidrBlock", "ipv6CidrBlock": "Ipv6CidrBlock"}
_LAST_RULE = 32767
"""The entry that refuses what no other speaks of; EC2 writes it itself."""


def _network_acl(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    acl = ec2.create_network_acl(VpcId=inputs["vpcId"], TagSpecifications=tagged(request, "network-acl"))
    identity = acl["NetworkAcl"]["NetworkAclId"]
    for direction in ("ingress", "egress"):
        for rule in inputs.get(direction) or []:
            _add_entry(request, identity, _as_single(rule), direction)
    _associate(request, identity, inputs.get("subnetIds") or [], {"Name": "vpc-id", "Values": [inputs["vpcId"]]})
    return request.exercised(
        identity,
        {
            "arn": request.arn("ec2", f"network-acl/{identity}"),
            "egress": inputs.get("egress") or [],
            "ingress": inputs.get("ingress") or [],
            "ownerId": request.account_id,
            "subnetIds": inputs.get("subnetIds") or [],
        },
    )


def _network_acl_rule(request: Request) -> Created:
    inputs = request.inputs
    direction = "egress" if inputs.get("egress") else "ingress"
    _add_entry(request, inputs["networkAclId"], inputs, direction)
    return request.exercised(f"nacl-{int(request.digest(8), 16)}", {"egress": direction == "egress"})


def _add_entry(request: Request, acl: str, rule: Mapping[str, Any], direction: str) -> None:
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


def _network_acl_association(request: Request) -> Created:
    acl, subnet = request.inputs["networkAclId"], request.inputs["subnetId"]
    where = {"Name": "association.subnet-id", "Values": [subnet]}
    return request.exercised(_associate(request, acl, [subnet], where)[0], {})


def _associate(request: Request, acl: str, subnets: Sequence[str], where: Mapping[str, Any]) -> list[str]:
    """Moves subnets from the list that they follow, among those found by a filter, to another."""
    if not subnets:
        return []
    ec2 = request.client("ec2")
    current = {
        association["SubnetId"]: association["NetworkAclAssociationId"]
        for found in ec2.describe_network_acls(Filters=[where])["NetworkAcls"]
        for association in found["Associations"]
    }
    for subnet in subnets:
        if subnet not in current:
            raise Refused(f"subnet {subnet} does not exist in the network of {acl}")
    return [
        ec2.replace_network_acl_association(AssociationId=current[subnet], NetworkAclId=acl)["NewAssociationId"]
        for subnet in subnets
    ]


def _observe_acl(request: Request, identity: str) -> Mapping[str, Any]:
    """Its entries, without those that are resources of their own, and the subnets that follow it."""
    acl = _found(request, identity)
    own = {
        (each.outputs["ruleNumber"], bool(each.outputs.get("egress")))
        for each in request.standing
        if each.place.type == _RULE and each.outputs.get("networkAclId") == identity
    }
    entries = [
        entry
        for entry in acl["Entries"]
        if entry["RuleNumber"] < _LAST_RULE and (entry["RuleNumber"], entry["Egress"]) not in own
    ]
    known, seen = request.known, {}
    for way in ("ingress", "egress"):
        present = [_as_inline(entry) for entry in entries if entry["Egress"] == (way == "egress")]
        given = {rule["ruleNo"]: rule for rule in known.get(way) or []}
        if len(given) != len(present) or not all(_is_entry(given.get(rule["ruleNo"]), rule) for rule in present):
            seen[way] = present
    moved = {
        each.outputs["subnetId"]
        for each in request.standing
        if each.place.type == _ASSOCIATION and each.outputs.get("networkAclId") == identity
    }
    subnets = sorted(each["SubnetId"] for each in acl["Associations"] if each["SubnetId"] not in moved)
    return {**seen, **({"subnetIds": subnets} if subnets != sorted(known.get("subnetIds") or []) else {})}


def _found(request: Request, identity: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = request.client("ec2").describe_network_acls(NetworkAclIds=[identity])["NetworkAcls"][0]
    return found


def _as_inline(entry: Mapping[str, Any]) -> dict[str, Any]:
    ports = entry.get("PortRange") or {}
    return {
        "action": entry["RuleAction"],
        "fromPort": ports.get("From", 0),
        "protocol": str(entry["Protocol"]),
        "ruleNo": entry["RuleNumber"],
        "toPort": ports.get("To", 0),
        **{ours: entry[theirs] for ours, theirs in _RANGES.items() if entry.get(theirs)},
    }


def _is_entry(given: Mapping[str, Any] | None, found: Mapping[str, Any]) -> bool:
    if given is None:
        return False
    protocol = str(given["protocol"]).lower()
    ours = {**given, "protocol": _PROTOCOL_NUMBERS.get(protocol, protocol)}
    if ours["protocol"] == _PROTOCOL_NUMBERS["all"]:
        ours |= {"fromPort": 0, "toPort": 0}
    return all(ours.get(name) == value for name, value in found.items())


def _change_acl(request: Request, identity: str) -> None:
    ec2, inputs = request.client("ec2"), request.inputs
    seen = {**request.known, **_observe_acl(request, identity)}
    for way in ("ingress", "egress"):
        if way not in inputs:
            continue
        for rule in seen.get(way) or []:
            ec2.delete_network_acl_entry(NetworkAclId=identity, RuleNumber=rule["ruleNo"], Egress=way == "egress")
        for rule in inputs[way]:
            _add_entry(request, identity, _as_single(rule), way)
    wanted = inputs.get("subnetIds") if "subnetIds" in inputs else seen.get("subnetIds")
    where = {"Name": "vpc-id", "Values": [inputs["vpcId"]]}
    _associate(request, identity, [each for each in wanted or [] if each not in (seen.get("subnetIds") or [])], where)
    _give_back(request, identity, [each for each in seen.get("subnetIds") or [] if each not in (wanted or [])])


def _as_single(rule: Mapping[str, Any]) -> dict[str, Any]:
    """An entry inside a list, in the names of one that is a resource of its own."""
    return {**rule, "ruleNumber": rule["ruleNo"], "ruleAction": rule["action"]}


def _give_back(request: Request, identity: str, subnets: Sequence[str]) -> None:
    """Lets subnets follow the list that came with their network again, as the provider does."""
    ec2 = request.client("ec2")
    where = [{"Name": "vpc-id", "Values": [request.known["vpcId"]]}, {"Name": "default", "Values": ["true"]}]
    for acl in ec2.describe_network_acls(Filters=where)["NetworkAcls"][:1]:
        own = {"Name": "association.network-acl-id", "Values": [identity]}
        _associate(request, acl["NetworkAclId"], subnets, own)


def _delete_acl(request: Request, identity: str) -> None:
    subnets = [each["SubnetId"] for each in _found(request, identity)["Associations"]]
    _give_back(request, identity, subnets)
    request.client("ec2").delete_network_acl(NetworkAclId=identity)


def _observe_rule(request: Request, identity: str) -> Mapping[str, Any]:
    known = request.known
    for entry in _found(request, known["networkAclId"])["Entries"]:
        if entry["RuleNumber"] == known["ruleNumber"] and entry["Egress"] == bool(known.get("egress")):
            found = _as_inline(entry)
            given = {**known, "ruleNo": known["ruleNumber"], "action": known["ruleAction"]}
            return {} if _is_entry(given, found) else _renamed(found)
    raise Gone(f"{known['networkAclId']} has no entry {known['ruleNumber']}")


def _renamed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {{"action": "ruleAction", "ruleNo": "ruleNumber"}.get(name, name): entry[name] for name in entry}


def _delete_rule(request: Request, identity: str) -> None:
    _observe_rule(request, identity)
    known = request.known
    request.client("ec2").delete_network_acl_entry(
        NetworkAclId=known["networkAclId"], RuleNumber=known["ruleNumber"], Egress=bool(known.get("egress"))
    )


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    associations = _found(request, request.known["networkAclId"])["Associations"]
    if identity not in [each["NetworkAclAssociationId"] for each in associations]:
        raise Gone(f"{identity} does not exist")
    return {}


def _delete_association(request: Request, identity: str) -> None:
    _observe_association(request, identity)
    vpc = _found(request, request.known["networkAclId"])["VpcId"]
    where = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "default", "Values": ["true"]}]
    default = request.client("ec2").describe_network_acls(Filters=where)["NetworkAcls"][0]["NetworkAclId"]
    request.client("ec2").replace_network_acl_association(AssociationId=identity, NetworkAclId=default)


_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation"
_RULE = "aws:ec2/networkAclRule:NetworkAclRule"
LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:ec2/networkAcl:NetworkAcl": Lifecycle(_network_acl, _observe_acl, _change_acl, _delete_acl, EC2_TAGS),
    _ASSOCIATION: Lifecycle(_network_acl_association, _observe_association, nothing_but_tags, _delete_association),
    _RULE: Lifecycle(_network_acl_rule, _observe_rule, nothing_but_tags, _delete_rule),
}
