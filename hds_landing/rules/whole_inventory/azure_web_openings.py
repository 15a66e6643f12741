"""Who may open the web to everybody on Azure: what stands in front of applications, and not the applications."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import Resource
from hds_landing.rules.azure.security_group import GROUP, RULE, WEB_PATHS, judge_web_from_internet
from hds_landing.rules.azure.subnet import BASTION, SUBNET
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined
from hds_landing.rules.properties import find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.subject import subject_of
from hds_landing.rules.type_tokens import current_token

_FRONTS: Final = {
    "azure-native:network:ApplicationGateway": ("gatewayIPConfigurations", "gatewayIPConfigurations[*].subnet.id"),
    "azure-native:apimanagement:ApiManagementService": (
        "virtualNetworkConfiguration",
        "virtualNetworkConfiguration.subnetResourceId",
    ),
}


def judge_web_opening(resource: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a group that lets everybody in to the web is that of a gateway's subnet."""
    opened = judge_web_from_internet(subject_of(resource, graph.inventory.config))
    if not isinstance(opened, str | Undetermined):
        return opened
    group = resource if current_token(resource.type) == GROUP else _group_of(resource, graph)
    if group is None:
        return Undetermined("its security group is not in the inventory, so nobody knows what it stands in front of")
    subnets = graph.mentions(group, GROUP, SUBNET, "networkSecurityGroup")
    if any(_is_front(subnet, graph) for subnet in subnets.found):
        return Passed("it is the group of a gateway's subnet")
    if subnets.undetermined:
        return Undetermined("a subnet is there whose group is not known yet")
    return f"{opened}, and no gateway stands in its subnets" if isinstance(opened, str) else opened


def _group_of(rule: Resource, graph: InventoryGraph) -> Resource | None:
    name = "networkSecurityGroupName"
    return graph.referred(rule, name, GROUP, find_one(rule.inputs, name).value)


def _is_front(subnet: Resource, graph: InventoryGraph) -> bool:
    names = [find_one(subnet.inputs, name).value for name in ("subnetName", "name")]
    if any(isinstance(name, str) and name.lower() == BASTION.lower() for name in names):
        return True
    return any(graph.mentions(subnet, SUBNET, token, name).found for token, (name, _) in _FRONTS.items())


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="azure-security-group-web-at-gateway",
        title="The web is open to everybody at a gateway's subnet only",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=("HDS-EXI-05-C", "HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22"),
        fix="Narrow sourceAddressPrefix to the gateway's subnet or to the sites' ranges.",
        source="learn.microsoft.com, Application Gateway infrastructure configuration: network security groups",
        types=(GROUP, RULE),
        joins={
            SUBNET: ("networkSecurityGroup.id", "subnetName", "name"),
            **{token: (path,) for token, (_, path) in _FRONTS.items()},
        },
        paths=tuple(f"securityRules[*].{path}" for path in WEB_PATHS),
        paths_by_type={RULE: ("networkSecurityGroupName", *WEB_PATHS)},
        absence="Azure's own rules let nothing in from the internet",
        judge=judge_web_opening,
    ),
)
