"""Ways of AWS networks that depend on the firewall beside them: appliance mode, routes to the internet."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import current_token
from hds_landing.rules.whole_inventory.vpc_perimeter import FIREWALL, VPC

ATTACHMENT: Final = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
ROUTE: Final = "aws:ec2/route:Route"
ROUTE_TABLE: Final = "aws:ec2/routeTable:RouteTable"
INTERNET_GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"

_APPLIANCE: Final = "applianceModeSupport"
_INLINE: Final = "routes[*].gatewayId"


def judge_appliance_mode(attachment: Resource, graph: InventoryGraph) -> Judgement:
    """Whether both directions of a session meet the same firewall endpoint."""
    vpc = graph.referred(attachment, "vpcId", VPC, find_one(attachment.inputs, "vpcId").value)
    firewalls = graph.companions(vpc, VPC, FIREWALL, "vpcId") if vpc else None
    if firewalls is None or not firewalls.found:
        return NOT_APPLICABLE
    mode = find_one(attachment.inputs, _APPLIANCE)
    if mode.value is UNKNOWN:
        return Undetermined(f"{_APPLIANCE} is not known yet")
    return None if mode.value == "enable" else f"{mode}, and {firewalls.found[0].name} inspects in that network"


def judge_internet_route(resource: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a way to an internet gateway that another program holds starts in a network with a firewall.

    A gateway of the inventory is judged with its network.
    """
    inline = current_token(resource.type) == ROUTE_TABLE
    gateways = find(resource.inputs, _INLINE) if inline else (find_one(resource.inputs, "gatewayId"),)
    named = "routes" if inline else "gatewayId"
    if any(graph.find(urn) for urn in resource.property_dependencies.get(named, ())):
        return NOT_APPLICABLE
    return worst(_judge_gateway(found, resource, graph, inline=inline) for found in gateways)


def _judge_gateway(gateway: Found, resource: Resource, graph: InventoryGraph, *, inline: bool) -> Judgement:
    if gateway.value in (ABSENT, ""):
        return NOT_APPLICABLE
    if gateway.value is UNKNOWN:
        return Undetermined(f"{gateway.path} is not known yet")
    if not str(gateway.value).startswith("igw-") or graph.referred(
        resource, gateway.path, INTERNET_GATEWAY, gateway.value
    ):
        return NOT_APPLICABLE
    table = (
        resource
        if inline
        else graph.referred(resource, "routeTableId", ROUTE_TABLE, find_one(resource.inputs, "routeTableId").value)
    )
    vpc = graph.referred(table, "vpcId", VPC, find_one(table.inputs, "vpcId").value) if table else None
    if vpc is None:
        return Undetermined(f"{gateway}, and its network is not in the inventory")
    firewalls = graph.companions(vpc, VPC, FIREWALL, "vpcId")
    if firewalls.found:
        return None
    if firewalls.undetermined:
        return Undetermined(f"{gateway}, and a firewall is there whose network is not known yet")
    return f"{gateway}, and no firewall stands in {vpc.name}"


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-inspection-attachment-appliance-mode",
        title="The attachment of a network with a firewall keeps both directions of a session in one zone",
        theme=Theme.OTHER,
        severity=Severity.MEDIUM,
        requirements=("SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.14"),
        fix="Set applianceModeSupport to enable.",
        source="docs.aws.amazon.com, Example: Appliance in a shared services VPC, AWS Transit Gateway",
        types=(ATTACHMENT,),
        joins={FIREWALL: ("vpcId",), VPC: ()},
        paths=("vpcId", _APPLIANCE),
        absence="appliance mode is off: answers may meet an endpoint that has not seen the session",
        judge=judge_appliance_mode,
    ),
    WholeInventoryRule(
        id="aws-internet-route-behind-firewall",
        title="A route to an internet gateway of another program starts in a network with a firewall",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-C", "SNC-13.2", "SNC-13.3", "ISO27001-A.8.20", "ISO27001-A.8.22"),
        fix="Send the route to the hub by transitGatewayId in place of gatewayId.",
        source="SecNumCloud 3.2, 13.2 and 13.3; docs.aws.amazon.com, AWS Network Firewall, Architecture examples",
        types=(ROUTE, ROUTE_TABLE),
        joins={ROUTE_TABLE: ("vpcId",), VPC: (), FIREWALL: ("vpcId",), INTERNET_GATEWAY: ()},
        paths=("gatewayId", "routeTableId"),
        paths_by_type={ROUTE_TABLE: (_INLINE, "vpcId")},
        absence="the route leads elsewhere",
        judge=judge_internet_route,
    ),
)
