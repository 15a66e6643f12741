"""Who may open the web to everybody: what stands in front of applications, and not the applications themselves."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import Resource
from hds_landing.rules.aws.security_groups import GROUP, INGRESS, RULE, WEB, Opening, openings
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.subject import subject_of
from hds_landing.rules.type_tokens import current_token

_FRONTS: Final = ("aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer")
_SOURCES: Final = ("cidrBlocks", "ipv6CidrBlocks", "fromPort", "toPort", "protocol")


def judge_web_opening(resource: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a group that lets everybody in to the web is that of a load balancer."""
    found = openings(subject_of(resource, graph.inventory.config), "ingress")
    if found is None:
        return NOT_APPLICABLE
    opened = [opening for opening in found if opening.is_one_of(WEB)]
    if not opened:
        return None
    group = resource if current_token(resource.type) == GROUP else _group_of(resource, graph)
    if group is None:
        return Undetermined("its security group is not in the inventory, so nobody knows what it stands in front of")
    users = [graph.mentions(group, GROUP, front, "securityGroups") for front in _FRONTS]
    if any(each.found for each in users):
        return Passed("it is the group of a load balancer")
    if any(each.undetermined for each in users):
        return Undetermined("a load balancer is there whose security groups are not known yet")
    return worst(_told(opening) for opening in opened)


def _group_of(resource: Resource, graph: InventoryGraph) -> Resource | None:
    return graph.referred(resource, "securityGroupId", GROUP, find_one(resource.inputs, "securityGroupId").value)


def _told(opening: Opening) -> Judgement:
    if opening.certain:
        return f"{opening}, and no load balancer has the group"
    return Undetermined(f"who may use {opening.path} is not known yet")


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-security-group-web-at-load-balancer",
        title="The web is open to everybody at a load balancer only",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=("HDS-EXI-05-C", "HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22"),
        fix="Name the load balancer's security group as the source, or the sites' ranges in place of open ones.",
        source="docs.aws.amazon.com, Security groups for your Application Load Balancer: recommended rules",
        types=(GROUP, RULE, INGRESS),
        joins=dict.fromkeys(_FRONTS, ("securityGroups",)),
        paths=tuple(f"ingress[*].{name}" for name in _SOURCES),
        paths_by_type={
            RULE: ("type", "securityGroupId", *_SOURCES),
            INGRESS: ("securityGroupId", "cidrIpv4", "cidrIpv6", "fromPort", "toPort", "ipProtocol"),
        },
        absence="a security group admits nothing that it does not name",
        judge=judge_web_opening,
    ),
)
