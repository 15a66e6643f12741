from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.security_group import GROUP, RULE
from hds_landing.rules.azure.subnet import NETWORK, SUBNET
from hds_landing.rules.whole_inventory.azure_network import PEERING, PRIVATE_ENDPOINT, ROUTE, ROUTE_TABLE, RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


ROUTED, FILTERED = "azure-subnet-default-route-inspected", "azure-private-endpoint-filtered"
WITH_HUB, LENDS = "azure-peering-with-a-hub", "azure-peering-lends-its-own-gateway"
GATEWAY_ROUTES = "azure-route-table-no-gateway-routes"
CLOSED = "azure-security-group-closes-the-way-out"

DEFAULT = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.64.0.4"}
DEFAULT_IPV6 = {"addressPrefix": "::/0", "nextHopType": "None"}
INTERNET = {"addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}


def subnet(name: str = "it", *, table: str | None = "table", **inputs: Any) -> Resource:
    refers = {"routeTable": table} if table else {}
    return resource(SUBNET, name, refers=refers, inputs={"routeTable": {"id": UNKNOWN}, "subnetName": "app", **inputs})


def table(*routes: object, name: str = "table", **fields: Any) -> Resource:
    return resource(ROUTE_TABLE, name, inputs={"routeTableName": name, "routes": list(routes)}, **fields)


def with_propagation(refused: object, *routes: object, **inputs: Any) -> Resource:
    given = {"routeTableName": "it", "routes": list(routes), "disableBgpRoutePropagation": refused, **inputs}
    return resource(ROUTE_TABLE, inputs={key: value for key, value in given.items() if value is not None})


def route(*, refers: str | None = "table", **inputs: Any) -> Resource:
    named = {"routeTableName": UNKNOWN, **inputs}
    return resource(ROUTE, "route", refers={"routeTableName": refers} if refers else {}, inputs=named)


def endpoint(refers: str | None = "app") -> Resource:
    return resource(PRIVATE_ENDPOINT, refers={"subnet": refers} if refers else {}, inputs={"subnet": {"id": UNKNOWN}})


def network(name: str, *subnets: str) -> Resource:
    inline = [{"name": each} for each in subnets]
    return resource(NETWORK, name, inputs={"virtualNetworkName": name, "subnets": inline})


def of(network_name: str, name: str) -> Resource:
    """A subnet of a network, in a resource of its own."""
    return resource(
        SUBNET,
        f"{network_name}-{name}",
        refers={"virtualNetworkName": network_name},
        inputs={"virtualNetworkName": UNKNOWN, "subnetName": name},
    )


def peering(near: str | None, far: str | None, **inputs: Any) -> Resource:
    refers = {"virtualNetworkName": near, "remoteVirtualNetwork": far}
    return resource(
        PEERING,
        refers={name: target for name, target in refers.items() if target},
        inputs={"virtualNetworkName": UNKNOWN, "remoteVirtualNetwork": {"id": UNKNOWN}, **inputs},
    )


DENY = {
    "access": "Deny",
    "direction": "Outbound",
    "protocol": "*",
    "destinationAddressPrefix": "*",
    "destinationPortRange": "*",
}


def group(*rules: object) -> Resource:
    return resource(GROUP, inputs={"networkSecurityGroupName": "group", "securityRules": list(rules)})


def rule_of(refers: str | None, **rule: Any) -> Resource:
    named = {"networkSecurityGroupName": UNKNOWN, **rule}
    return resource(RULE, "rule", refers={"networkSecurityGroupName": refers} if refers else {}, inputs=named)


CASES = [
    case(ROUTED, "good", "pass", subnet(), table(DEFAULT)),
    case(ROUTED, "good", "pass", subnet(), table(), route(**DEFAULT)),
    case(ROUTED, "good", "pass", subnet(), table(), route(refers=None, **{**DEFAULT, "routeTableName": "table"})),
    case(ROUTED, "good", "pass", subnet(addressPrefixes=["10.0.0.0/24", "fd00::/64"]), table(DEFAULT, DEFAULT_IPV6)),
    case(ROUTED, "good", "not-applicable", subnet(subnetName="GatewaySubnet"), table()),
    case(ROUTED, "good", "pass", subnet(table=None, routeTable={"id": "/t/1"}), table(DEFAULT, id="/T/1")),
    case(ROUTED, "bad", "fail", subnet(), table(INTERNET), observed='leads to "Internet"'),
    case(ROUTED, "bad", "fail", subnet(), table(), route(**INTERNET)),
    case(ROUTED, "bad", "fail", subnet(addressPrefixes=["fd00::/64"]), table(DEFAULT), observed="no route for ::/0"),
    case(ROUTED, "missing", "fail", subnet(), table(), observed="no route for 0.0.0.0/0"),
    case(ROUTED, "missing", "not-applicable", resource(SUBNET, inputs={"subnetName": "app"})),
    case(ROUTED, "unknown", "unknown", subnet(), observed="not in the inventory"),
    case(ROUTED, "unknown", "unknown", subnet(), table({**DEFAULT, "nextHopType": UNKNOWN})),
    case(ROUTED, "unknown", "unknown", subnet(), table({**DEFAULT, "addressPrefix": UNKNOWN})),
    case(ROUTED, "unknown", "unknown", subnet(), table(UNKNOWN)),
    case(ROUTED, "unknown", "unknown", subnet(), table(), route(refers=None, **DEFAULT)),
    case(GATEWAY_ROUTES, "good", "pass", with_propagation(True, DEFAULT)),
    # The table of a gateway needs them, and one without an appliance is for another rule.
    case(GATEWAY_ROUTES, "good", "not-applicable", with_propagation(False, INTERNET)),
    case(GATEWAY_ROUTES, "good", "not-applicable", with_propagation(False, {**DEFAULT, "addressPrefix": "10.0.0.0/8"})),
    case(
        GATEWAY_ROUTES,
        "good",
        "not-applicable",
        with_propagation(False, DEFAULT),
        subnet("firewall", table="it", subnetName="AzureFirewallSubnet"),
    ),
    case(GATEWAY_ROUTES, "bad", "fail", with_propagation(False, DEFAULT), subnet("app", table="it")),
    case(GATEWAY_ROUTES, "bad", "fail", with_propagation(False), route(refers="it", **DEFAULT)),
    case(GATEWAY_ROUTES, "missing", "fail", with_propagation(None, DEFAULT)),
    case(GATEWAY_ROUTES, "missing", "not-applicable", with_propagation(None)),
    case(GATEWAY_ROUTES, "unknown", "unknown", with_propagation(UNKNOWN, DEFAULT)),
    case(GATEWAY_ROUTES, "unknown", "unknown", with_propagation(False, {**DEFAULT, "nextHopType": UNKNOWN})),
    case(GATEWAY_ROUTES, "unknown", "unknown", with_propagation(None, UNKNOWN)),
    case(FILTERED, "good", "pass", endpoint(), subnet("app", privateEndpointNetworkPolicies="Enabled")),
    case(FILTERED, "bad", "fail", endpoint(), subnet("app", privateEndpointNetworkPolicies="RouteTableEnabled")),
    case(FILTERED, "missing", "fail", endpoint(), subnet("app")),
    case(FILTERED, "unknown", "unknown", endpoint(), subnet("app", privateEndpointNetworkPolicies=UNKNOWN)),
    case(FILTERED, "unknown", "unknown", endpoint(None)),
    case(WITH_HUB, "good", "pass", peering("a", "hub"), network("a"), network("hub", "AzureFirewallSubnet")),
    case(WITH_HUB, "good", "pass", peering("hub", "a"), network("a"), network("hub"), of("hub", "GatewaySubnet")),
    case(WITH_HUB, "good", "pass", peering("a", None, useRemoteGateways=True), network("a", "app")),
    case(WITH_HUB, "bad", "fail", peering("a", "b"), network("a", "app"), network("b"), of("b", "app")),
    case(WITH_HUB, "missing", "fail", peering("a", "b"), network("a"), network("b")),
    case(WITH_HUB, "unknown", "unknown", peering("a", None), network("a", "app")),
    case(
        WITH_HUB,
        "unknown",
        "unknown",
        peering("a", "b"),
        network("a"),
        resource(NETWORK, "b", inputs={"subnets": UNKNOWN}),
    ),
    case(LENDS, "good", "pass", peering("hub", "a", allowGatewayTransit=True), network("hub", "GatewaySubnet")),
    case(LENDS, "good", "pass", peering("a", "hub", allowGatewayTransit=False)),
    case(LENDS, "bad", "fail", peering("a", "hub", allowGatewayTransit=True), network("a", "app")),
    case(LENDS, "missing", "pass", peering("a", "hub")),
    case(LENDS, "unknown", "unknown", peering("a", "hub", allowGatewayTransit=UNKNOWN)),
    case(LENDS, "unknown", "unknown", peering(None, "hub", allowGatewayTransit=True)),
    case(CLOSED, "good", "pass", group(DENY)),
    case(CLOSED, "good", "pass", group({**DENY, "destinationAddressPrefix": "Internet"})),
    case(CLOSED, "good", "pass", group(), rule_of("it", **DENY)),
    case(CLOSED, "bad", "fail", group({**DENY, "access": "Allow"})),
    case(CLOSED, "bad", "fail", group({**DENY, "destinationPortRange": "80"})),
    case(CLOSED, "bad", "fail", group({**DENY, "protocol": "Tcp"})),
    case(CLOSED, "missing", "fail", group()),
    case(CLOSED, "unknown", "unknown", group({**DENY, "access": UNKNOWN})),
    case(CLOSED, "unknown", "unknown", group(), rule_of(None, **DENY)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
