"""Azure networks with what completes them: routes, security rules, peers, private endpoints."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.address_ranges import is_everybody
from hds_landing.rules.azure.security_group import GROUP, RULE
from hds_landing.rules.azure.subnet import FIREWALLS, GATEWAYS, NETWORK, SUBNET, is_managed
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one, shown
from hds_landing.rules.rule import Rule, WholeInventoryRule

ROUTE_TABLE: Final = "azure-native:network:RouteTable"
ROUTE: Final = "azure-native:network:Route"
PEERING: Final = "azure-native:network:VirtualNetworkPeering"
PRIVATE_ENDPOINT: Final = "azure-native:network:PrivateEndpoint"

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")
_INSPECTED: Final = ("virtualappliance", "virtualnetworkgateway", "none")
_DEFAULTS: Final = {4: "0.0.0.0/0", 6: "::/0"}
_FILTERING: Final = ("enabled", "networksecuritygroupenabled")


def _default_route(subnet: Resource, graph: InventoryGraph) -> Judgement:
    table_id = find_one(subnet.inputs, "routeTable.id")
    if is_managed(subnet.inputs) or (table_id.value is ABSENT and "routeTable" not in subnet.inputs):
        return NOT_APPLICABLE
    table = graph.referred(subnet, "routeTable", ROUTE_TABLE, table_id.value)
    if table is None:
        return Undetermined("its route table is not in the inventory")
    routes = list(_routes(table, graph))
    return worst(_judge_default(version, routes, table, graph) for version in sorted(_versions(subnet)))


def _routes(table: Resource, graph: InventoryGraph) -> Iterator[Any]:
    """Each route, within the table or in a resource of its own."""
    yield from (found.value for found in find(table.inputs, "routes[*]"))
    yield from (route.inputs for route in graph.companions(table, ROUTE_TABLE, ROUTE, "routeTableName").found)


def _versions(subnet: Resource) -> set[int]:
    prefixes = (*find(subnet.inputs, "addressPrefix"), *find(subnet.inputs, "addressPrefixes[*]"))
    return {4} | {6 for found in prefixes if isinstance(found.value, str) and ":" in found.value}


def _judge_default(version: int, routes: list[Any], table: Resource, graph: InventoryGraph) -> Judgement:
    prefixes = [find_one(route, "addressPrefix").value if isinstance(route, Mapping) else UNKNOWN for route in routes]
    for prefix, route in zip(prefixes, routes, strict=True):
        if prefix != _DEFAULTS[version]:
            continue
        hop = find_one(route, "nextHopType")
        if hop.value is UNKNOWN:
            return Undetermined(f"the next hop of {prefix} is not known yet")
        if isinstance(hop.value, str) and hop.value.lower() in _INSPECTED:
            return None
        return f"{prefix} leads to {shown(hop.value)} in {table.name}"
    if UNKNOWN in prefixes or graph.companions(table, ROUTE_TABLE, ROUTE, "routeTableName").undetermined:
        return Undetermined(f"{table.name} has routes that are not known yet")
    return f"{table.name} has no route for {_DEFAULTS[version]}: Azure's own leads to the internet"


def _gateway_routes(table: Resource, graph: InventoryGraph) -> Judgement:
    """Only where the table sends everything to an appliance: a more specific route learnt by BGP goes past it."""
    subnets = graph.mentions(table, ROUTE_TABLE, SUBNET, "routeTable").found
    if any(is_managed(subnet.inputs) for subnet in subnets):
        return NOT_APPLICABLE
    refused = find_one(table.inputs, "disableBgpRoutePropagation")
    routes = list(_routes(table, graph))
    if any(isinstance(route, Mapping) and _is_default_to_appliance(route) for route in routes):
        if refused.value is UNKNOWN:
            return Undetermined(f"{refused.path} is not known yet")
        if refused.value is True:
            return None
        return f"{refused}: routes that a gateway learns lead past the appliance of its default route"
    if refused.value is not True and any(not isinstance(route, Mapping) or _may_be_default(route) for route in routes):
        return Undetermined("it has routes that are not known yet")
    return NOT_APPLICABLE


def _is_default_to_appliance(route: Mapping[str, Any]) -> bool:
    prefix = find_one(route, "addressPrefix").value
    return prefix in _DEFAULTS.values() and _text(route, "nextHopType") == "virtualappliance"


def _may_be_default(route: Mapping[str, Any]) -> bool:
    prefix, hop = find_one(route, "addressPrefix").value, find_one(route, "nextHopType").value
    return UNKNOWN in (prefix, hop) and prefix in (UNKNOWN, *_DEFAULTS.values())


def _private_endpoint(endpoint: Resource, graph: InventoryGraph) -> Judgement:
    subnet = graph.referred(endpoint, "subnet", SUBNET, find_one(endpoint.inputs, "subnet.id").value)
    if subnet is None:
        return Undetermined("its subnet is not in the inventory")
    policies = find_one(subnet.inputs, "privateEndpointNetworkPolicies")
    if policies.value is UNKNOWN:
        return Undetermined(f"{policies.path} of {subnet.name} is not known yet")
    if isinstance(policies.value, str) and policies.value.lower() in _FILTERING:
        return None
    return f"{policies} in {subnet.name}: no security group filters what reaches it"


def _peers(peering: Resource, graph: InventoryGraph) -> tuple[Resource | None, Resource | None]:
    """The network that a peering is of, and the one that it leads to."""
    near = find_one(peering.inputs, "virtualNetworkName").value
    far = find_one(peering.inputs, "remoteVirtualNetwork.id").value
    return (
        graph.referred(peering, "virtualNetworkName", NETWORK, near),
        graph.referred(peering, "remoteVirtualNetwork", NETWORK, far),
    )


def holds_subnet(network: Resource, names: tuple[str, ...], graph: InventoryGraph) -> bool | None:
    """Whether a network has one of the subnets; none where that is not known."""
    subnets = graph.companions(network, NETWORK, SUBNET, "virtualNetworkName")
    found = [
        *(value for subnet in subnets.found for value in _names(subnet.inputs)),
        *(value for each in find(network.inputs, "subnets[*]") for value in _names(each.value)),
    ]
    if any(isinstance(name, str) and name.lower() in {wanted.lower() for wanted in names} for name in found):
        return True
    return None if subnets.undetermined or UNKNOWN in found else False


def _names(subnet: Any) -> tuple[Any, ...]:
    if not isinstance(subnet, Mapping):
        return (UNKNOWN,)
    return tuple(find_one(subnet, name).value for name in ("subnetName", "name"))


def _with_a_hub(peering: Resource, graph: InventoryGraph) -> Judgement:
    if find_one(peering.inputs, "useRemoteGateways").value is True:
        return None
    networks = _peers(peering, graph)
    hubs = [holds_subnet(network, (*FIREWALLS, *GATEWAYS), graph) for network in networks if network]
    if True in hubs:
        return None
    if None in networks or None in hubs:
        return Undetermined("one of the two networks is not wholly in the inventory")
    near, far = (network.name for network in networks if network)
    return f"{near} and {far} are joined, and neither has a firewall or a gateway"


def _transit(peering: Resource, graph: InventoryGraph) -> Judgement:
    lent = find_one(peering.inputs, "allowGatewayTransit")
    if lent.value is UNKNOWN:
        return Undetermined(f"{lent.path} is not known yet")
    if lent.value is not True:
        return None
    near, _ = _peers(peering, graph)
    has = holds_subnet(near, GATEWAYS, graph) if near else None
    if has is None:
        return Undetermined("its network is not wholly in the inventory")
    return None if has else f"{lent}, and its network has no place for a gateway"


def _way_out_closed(group: Resource, graph: InventoryGraph) -> Judgement:
    companions = graph.companions(group, GROUP, RULE, "networkSecurityGroupName")
    rules = [
        *(found.value for found in find(group.inputs, "securityRules[*]")),
        *(companion.inputs for companion in companions.found),
    ]
    if any(isinstance(rule, Mapping) and _closes(rule) for rule in rules):
        return None
    if companions.undetermined or any(not isinstance(rule, Mapping) or _is_open_question(rule) for rule in rules):
        return Undetermined("it has rules that are not known yet")
    return "no rule denies what leaves: Azure's own rule lets everything out to the internet"


def _closes(rule: Mapping[str, Any]) -> bool:
    ports = [find_one(rule, "destinationPortRange").value]
    return (
        _text(rule, "access") == "deny"
        and _text(rule, "direction") == "outbound"
        and _text(rule, "protocol") == "*"
        and is_everybody(find_one(rule, "destinationAddressPrefix").value)
        and ports == ["*"]
    )


def _is_open_question(rule: Mapping[str, Any]) -> bool:
    return any(find_one(rule, name).value is UNKNOWN for name in _CLOSING)


def _text(rule: Mapping[str, Any], name: str) -> str | None:
    value = find_one(rule, name).value
    return value.lower() if isinstance(value, str) else None


_CLOSING: Final = ("access", "direction", "protocol", "destinationAddressPrefix", "destinationPortRange")

RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="azure-subnet-default-route-inspected",
        title="The default route of a subnet leads to the firewall",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Give the subnet's route table a route for 0.0.0.0/0 with nextHopType VirtualAppliance.",
        source="learn.microsoft.com, Virtual network traffic routing",
        types=(SUBNET,),
        joins={
            ROUTE_TABLE: ("routes[*].addressPrefix", "routes[*].nextHopType"),
            ROUTE: ("routeTableName", "addressPrefix", "nextHopType"),
        },
        paths=("routeTable.id", "addressPrefix", "addressPrefixes", "subnetName", "name"),
        absence="Azure's own default route leads to the internet",
        judge=_default_route,
    ),
    WholeInventoryRule(
        id="azure-route-table-no-gateway-routes",
        title="A route table with the firewall as its default route takes no routes from a gateway",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set disableBgpRoutePropagation to true.",
        source="learn.microsoft.com, Virtual network traffic routing: border gateway protocol",
        types=(ROUTE_TABLE,),
        joins={
            ROUTE: ("routeTableName", "addressPrefix", "nextHopType"),
            SUBNET: ("routeTable.id", "subnetName", "name"),
        },
        paths=("disableBgpRoutePropagation", "routes[*].addressPrefix", "routes[*].nextHopType"),
        absence="Azure adds the routes that a gateway learns, and the more specific ones win",
        judge=_gateway_routes,
    ),
    WholeInventoryRule(
        id="azure-private-endpoint-filtered",
        title="Security groups filter what reaches a private endpoint",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set privateEndpointNetworkPolicies of its subnet to Enabled.",
        source="learn.microsoft.com, Manage network policies for private endpoints",
        types=(PRIVATE_ENDPOINT,),
        joins={SUBNET: ("privateEndpointNetworkPolicies",)},
        paths=("subnet.id",),
        absence="Azure lets every neighbour reach the endpoint past the security groups",
        judge=_private_endpoint,
    ),
    WholeInventoryRule(
        id="azure-peering-with-a-hub",
        title="A peering has a network with a firewall or a gateway at one end",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Peer the network with the hub only, and let remoteVirtualNetwork be the hub's.",
        source="learn.microsoft.com, Hub-spoke network topology in Azure",
        types=(PEERING,),
        joins={
            NETWORK: ("virtualNetworkName", "subnets[*].name"),
            SUBNET: ("virtualNetworkName", "subnetName", "name"),
        },
        paths=("virtualNetworkName", "remoteVirtualNetwork.id", "useRemoteGateways"),
        absence="Azure refuses a peering without its two networks",
        judge=_with_a_hub,
    ),
    WholeInventoryRule(
        id="azure-peering-lends-its-own-gateway",
        title="A peering lends a gateway only where its network has a place for one",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=_REQUIREMENTS,
        fix="Set allowGatewayTransit to false on the spoke's side.",
        source="learn.microsoft.com, Configure VPN gateway transit for virtual network peering",
        types=(PEERING,),
        joins={
            NETWORK: ("virtualNetworkName", "subnets[*].name"),
            SUBNET: ("virtualNetworkName", "subnetName", "name"),
        },
        paths=("virtualNetworkName", "allowGatewayTransit"),
        absence="a peering lends no gateway unless it is asked to",
        judge=_transit,
    ),
    WholeInventoryRule(
        id="azure-security-group-closes-the-way-out",
        title="A network security group denies what no rule lets out",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=_REQUIREMENTS,
        fix="Add a last outbound rule with access Deny and destinationAddressPrefix *.",
        source="learn.microsoft.com, Network security groups: default security rules",
        types=(GROUP,),
        joins={RULE: ("networkSecurityGroupName", *_CLOSING)},
        paths=tuple(f"securityRules[*].{name}" for name in _CLOSING),
        absence="Azure's own rule lets everything out to the internet",
        judge=_way_out_closed,
    ),
)
