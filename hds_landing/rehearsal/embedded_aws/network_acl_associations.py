"""EC2: which network access list a subnet follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.network_acl_entries import acl_kept
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation"


def _network_acl_association(request: Request) -> Created:
    acl, subnet = request.inputs["networkAclId"], request.inputs["subnetId"]
    where = {"Name": "association.subnet-id", "Values": [subnet]}
    return request.exercised(associate(request, acl, [subnet], where)[0], {})


def associate(request: Request, acl: str, subnets: Sequence[str], where: Mapping[str, Any]) -> list[str]:
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


def give_back(request: Request, identity: str, subnets: Sequence[str]) -> None:
    """Lets subnets follow the list that came with their network again, as the provider does."""
    ec2 = request.client("ec2")
    where = [{"Name": "vpc-id", "Values": [request.known["vpcId"]]}, {"Name": "default", "Values": ["true"]}]
    for acl in ec2.describe_network_acls(Filters=where)["NetworkAcls"][:1]:
        own = {"Name": "association.network-acl-id", "Values": [identity]}
        associate(request, acl["NetworkAclId"], subnets, own)


def _observe_association(request: Request, identity: str) -> Mapping[str, Any]:
    associations = acl_kept(request, request.known["networkAclId"])["Associations"]
    if identity not in [each["NetworkAclAssociationId"] for each in associations]:
        raise Gone(f"{identity} does not exist")
    return {}


def _delete_association(request: Request, identity: str) -> None:
    _observe_association(request, identity)
    vpc = acl_kept(request, request.known["networkAclId"])["VpcId"]
    where = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "default", "Values": ["true"]}]
    default = request.client("ec2").describe_network_acls(Filters=where)["NetworkAcls"][0]["NetworkAclId"]
    request.client("ec2").replace_network_acl_association(AssociationId=identity, NetworkAclId=default)


LIFECYCLES: Mapping[str, Lifecycle] = {
    ASSOCIATION: Lifecycle(_network_acl_association, _observe_association, nothing_but_tags, _delete_association),
}
