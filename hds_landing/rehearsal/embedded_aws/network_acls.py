"""EC2: network access lists."""

from collections.abc import Mapping
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
    for subnet in inputs.get("subnetIds") or []:
        _associate(request, identity, subnet)
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
    inputs = request.inputs
    return request.exercised(_associate(request, inputs["networkAclId"], inputs["subnetId"]), {})


def _associate(request: Request, acl: str, subnet: str) -> str:
    ec2 = request.client("ec2")
    filters = [{"Name": "association.subnet-id", "Values": [subnet]}]
    for current in ec2.describe_network_acls(Filters=filters)["NetworkAcls"]:
        for association in current["Associations"]:
            if association["SubnetId"] == subnet:
                answer = ec2.replace_network_acl_association(
                    AssociationId=association["NetworkAclAssociationId"], NetworkAclId=acl
                )
                return str(answer["NewAssociationId"])
    raise Refused(f"subnet {subnet} does not exist")


HANDLERS: Mapping[str, Handler] = {
    "aws:ec2/networkAcl:NetworkAcl": _network_acl,
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": _network_acl_association,
    "aws:ec2/networkAclRule:NetworkAclRule": _network_acl_rule,
}
