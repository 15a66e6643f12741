"""AWS networks with what watches and bounds them: flow logs, default groups, route tables, ACLs, firewalls."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined
from hds_landing.rules.properties import find, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule

VPC: Final = "aws:ec2/vpc:Vpc"
SUBNET: Final = "aws:ec2/subnet:Subnet"
TRANSIT_GATEWAY: Final = "aws:ec2transitgateway/transitGateway:TransitGateway"
FLOW_LOG: Final = "aws:ec2/flowLog:FlowLog"
DEFAULT_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
ROUTE_TABLE_ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
ATTACHMENT: Final = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
NETWORK_ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
ACL_ASSOCIATION: Final = "aws:ec2/networkAclAssociation:NetworkAclAssociation"
FIREWALL: Final = "aws:networkfirewall/firewall:Firewall"
FIREWALL_LOGGING: Final = "aws:networkfirewall/loggingConfiguration:LoggingConfiguration"
WEB_ACL: Final = "aws:wafv2/webAcl:WebAcl"
WEB_ACL_LOGGING: Final = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"

_OBSERVED: Final = ("eniId", "subnetId", "transitGatewayAttachmentId", "transitGatewayId", "vpcId")
"""A flow log observes one of these."""
_LOG_TYPES: Final = "loggingConfiguration.logDestinationConfigs[*].logType"
_WATCHED: Final = ("SNC-12.6", "SNC-13.3", "ISO27001-A.8.15", "ISO27001-A.8.16")
_SEGREGATED: Final = ("SNC-13.2", "ISO27001-A.8.22")


def judge_network_flows(vpc: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a flow log records a network; one per subnet is as good where every subnet has one."""
    logs = graph.companions(vpc, VPC, FLOW_LOG, "vpcId", or_else=_OBSERVED)
    if logs.found:
        return None
    subnets = graph.companions(vpc, VPC, SUBNET, "vpcId").found
    if subnets and all(graph.companions(subnet, SUBNET, FLOW_LOG, "subnetId").found for subnet in subnets):
        return Passed("each of its subnets has a flow log")
    return _doubt(logs.undetermined, "a flow log", "no flow log: nobody can tell who spoke to whom")


def judge_gateway_flows(gateway: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a flow log records a transit gateway."""
    logs = graph.companions(gateway, TRANSIT_GATEWAY, FLOW_LOG, "transitGatewayId", or_else=_OBSERVED)
    return None if logs.found else _doubt(logs.undetermined, "a flow log", "no flow log on the transit gateway")


def judge_default_group(vpc: Resource, graph: InventoryGraph) -> Judgement:
    """Whether somebody decides on the group that every network has: what names no group falls into it."""
    groups = graph.companions(vpc, VPC, DEFAULT_GROUP, "vpcId")
    if groups.found:
        return Passed("it is managed, and its rules are judged by themselves")
    return _doubt(groups.undetermined, "a default group", "its default security group lets its members speak")


def judge_route_table(subnet: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a subnet follows a route table of its own, not the one that whatever is new falls into."""
    associations = graph.companions(subnet, SUBNET, ROUTE_TABLE_ASSOCIATION, "subnetId")
    if associations.found:
        return None
    if graph.mentions(subnet, SUBNET, ATTACHMENT, "subnetIds").found:
        return Passed("it holds the interfaces of a transit gateway, which need no other route than the network's own")
    return _doubt(
        associations.undetermined, "an association", "no route table of its own: it follows the network's main one"
    )


def judge_network_acl(subnet: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a subnet is left out where its network has ACLs; where it has none, security groups alone decide."""
    vpcs = [urn for urn in subnet.property_dependencies.get("vpcId", ()) if graph.find(urn)]
    vpc = graph.referred(subnet, "vpcId", VPC, find_one(subnet.inputs, "vpcId").value)
    acls = graph.companions(vpc, VPC, NETWORK_ACL, "vpcId").found if vpc else ()
    if not acls:
        return Undetermined("its network is not known yet") if vpcs and vpc is None else NOT_APPLICABLE
    listed = graph.mentions(subnet, SUBNET, NETWORK_ACL, "subnetIds")
    associated = graph.companions(subnet, SUBNET, ACL_ASSOCIATION, "subnetId")
    if listed.found or associated.found:
        return None
    return _doubt(
        listed.undetermined or associated.undetermined, "an ACL", "its network has an ACL, and it is left out of it"
    )


def judge_firewall_logged(firewall: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a firewall records what it lets through and what it alerts on."""
    loggings = graph.companions(firewall, FIREWALL, FIREWALL_LOGGING, "firewallArn")
    if not loggings.found:
        return _doubt(loggings.undetermined, "a logging", "no logging configuration")
    kinds = {found.value for logging in loggings.found for found in find(logging.inputs, _LOG_TYPES)}
    missing = [kind for kind in ("ALERT", "FLOW") if kind not in kinds]
    if missing and UNKNOWN in kinds:
        return Undetermined("what it logs is not known yet")
    return f"it does not log {' and '.join(missing)}" if missing else None


def judge_web_acl_logged(acl: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a web application firewall records requests."""
    loggings = graph.companions(acl, WEB_ACL, WEB_ACL_LOGGING, "resourceArn")
    return None if loggings.found else _doubt(loggings.undetermined, "a logging", "no logging configuration")


def _doubt(undetermined: bool, what: str, failure: str) -> Judgement:
    return Undetermined(f"{what} is there, of nobody knows what yet") if undetermined else failure


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-network-flows-recorded",
        title="A flow log records a network",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=_WATCHED,
        fix="Add a FlowLog with vpcId and trafficType ALL towards the archive.",
        source="docs.aws.amazon.com, Logging IP traffic using VPC Flow Logs",
        types=(VPC,),
        joins={FLOW_LOG: ("vpcId", "subnetId"), SUBNET: ("vpcId",)},
        absence="EC2 records nothing",
        judge=judge_network_flows,
    ),
    WholeInventoryRule(
        id="aws-transit-gateway-flows-recorded",
        title="A flow log records a transit gateway",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=_WATCHED,
        fix="Add a FlowLog with transitGatewayId towards the archive.",
        source="docs.aws.amazon.com, Logging network traffic using Transit Gateway Flow Logs",
        types=(TRANSIT_GATEWAY,),
        joins={FLOW_LOG: ("transitGatewayId",)},
        absence="EC2 records nothing",
        judge=judge_gateway_flows,
    ),
    WholeInventoryRule(
        id="aws-network-default-group-managed",
        title="The default security group of a network is managed, so that it can be emptied",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=(*_SEGREGATED, "ISO27001-A.8.20"),
        fix="Add a DefaultSecurityGroup of the network without ingress and egress.",
        source="docs.aws.amazon.com, Default security groups for your VPCs",
        types=(VPC,),
        joins={DEFAULT_GROUP: ("vpcId",)},
        absence="the default group lets its members speak to each other and to everybody",
        judge=judge_default_group,
    ),
    WholeInventoryRule(
        id="aws-subnet-own-routes",
        title="A subnet follows a route table that was meant for it",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_SEGREGATED,
        fix="Add a RouteTableAssociation of the subnet.",
        source="docs.aws.amazon.com, Subnet route tables",
        types=(SUBNET,),
        joins={ROUTE_TABLE_ASSOCIATION: ("subnetId",), ATTACHMENT: ("subnetIds",)},
        absence="a subnet follows the main route table of its network, whatever it says",
        judge=judge_route_table,
    ),
    WholeInventoryRule(
        id="aws-subnet-in-network-acl",
        title="No subnet is left out of the ACLs of its network",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_SEGREGATED,
        fix="Add the subnet to subnetIds of the NetworkAcl.",
        source="docs.aws.amazon.com, Control subnet traffic with network access control lists",
        types=(SUBNET,),
        joins={NETWORK_ACL: ("vpcId", "subnetIds"), ACL_ASSOCIATION: ("subnetId",), VPC: ()},
        paths=("vpcId",),
        absence="a subnet follows the default ACL, which lets everything through",
        judge=judge_network_acl,
    ),
    WholeInventoryRule(
        id="aws-network-firewall-logged",
        title="A network firewall logs alerts and flows",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=_WATCHED,
        fix="Add a LoggingConfiguration of the firewall with the log types ALERT and FLOW.",
        source="docs.aws.amazon.com, Logging network traffic from AWS Network Firewall",
        types=(FIREWALL,),
        joins={FIREWALL_LOGGING: ("firewallArn", _LOG_TYPES)},
        absence="a firewall logs nothing",
        judge=judge_firewall_logged,
    ),
    WholeInventoryRule(
        id="aws-web-firewall-logged",
        title="A web application firewall logs requests",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=_WATCHED,
        fix="Add a WebAclLoggingConfiguration with the ACL's ARN as resourceArn.",
        source="docs.aws.amazon.com, Logging AWS WAF protection pack (web ACL) traffic",
        types=(WEB_ACL,),
        joins={WEB_ACL_LOGGING: ("resourceArn",)},
        absence="requests are sampled for three hours, and no more",
        judge=judge_web_acl_logged,
    ),
)
