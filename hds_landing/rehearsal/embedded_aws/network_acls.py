"""EC2: network access lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.networks import tagged
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Handler, Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_PROTOCOL_NUMBERS = {"all": "-1", "icmp": "1", "tcp": "6", "udp": "17"}


def _network_acl(request: Request) -> Created:
    inputs, ec2 = request.inputs, request.client("ec2")
    acl = ec2.create_network_acl(VpcId=inputs["vpcId"], TagSpecifications=tagged(request, "network-acl"))
    identity = acl["NetworkAcl"]["NetworkAclId"]
    for direction in ("ingress", "egress"):
        for rule in inputs.get(direction) or []:
            _add_entry(
                request, identity, {**rule, "ruleNumber": rule["ruleNo"], "ruleAction": rule["action"]}, direction
            )
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
        **picked(rule, {"cidrBlock": "CidrBlock", "ipv6CidrBlock": "Ipv6CidrBlock"}),
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


HANDLERS: Mapping[str, Handler] = {
    "aws:ec2/networkAcl:NetworkAcl": _network_acl,
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": _network_acl_association,
    "aws:ec2/networkAclRule:NetworkAclRule": _network_acl_rule,
}
