"""Azure networks and their subnets, in resources of their own and within a network: what closes them."""

import ipaddress
from collections.abc import Mapping
from typing import Any, Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import find, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    NOTHING,
    SET,
    Absence,
    Expectation,
    fails,
    judge_property,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

SUBNET: Final = "azure-native:network:Subnet"
NETWORK: Final = "azure-native:network:VirtualNetwork"

GATEWAYS: Final = ("GatewaySubnet", "RouteServerSubnet")
FIREWALLS: Final = ("AzureFirewallSubnet", "AzureFirewallManagementSubnet")
BASTION: Final = "AzureBastionSubnet"
_MANAGED: Final = frozenset(name.lower() for name in (*GATEWAYS, *FIREWALLS, BASTION))
"""Subnets that Azure itself guards: it refuses or breaks a group, a table or a closed way out there."""

_EACH: Final = "subnets[*]"
_REQUIREMENTS: Final = ("HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")


def is_managed(subnet: Mapping[str, Any]) -> bool:
    """Whether it is one of the subnets of Azure's own gateways and firewalls."""
    names = [find_one(subnet, name).value for name in ("subnetName", "name")]
    return any(isinstance(name, str) and name.lower() in _MANAGED for name in names)


def _judge(
    subject: Subject, path: str, expected: Expectation, absent: Absence, unless: tuple[str, ...] = ()
) -> Judgement:
    if subject.type == SUBNET:
        return _judge_subnet(subject.properties, "", path, expected, absent, unless)
    subnets = find(subject.properties, _EACH)
    return worst(_judge_subnet(found.value, found.path, path, expected, absent, unless) for found in subnets)


def _judge_subnet(
    subnet: Any, place: str, path: str, expected: Expectation, absent: Absence, unless: tuple[str, ...]
) -> Judgement:
    if not isinstance(subnet, Mapping):
        return Undetermined(f"{place or 'the subnet'} is not known yet")
    if is_managed(subnet):
        return NOT_APPLICABLE
    judgement = judge_property(Subject(type=SUBNET, properties=subnet), path, expected, absent, unless)
    if isinstance(judgement, str):
        return f"{place}.{judgement}" if place else judgement
    return judgement


def _rule(
    id: str,
    title: str,
    severity: Severity,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    unless: tuple[str, ...] = (),
) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.NETWORK_OPEN,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=(SUBNET, NETWORK),
        paths=(path, *unless, "subnetName", "name"),
        paths_by_type={NETWORK: tuple(f"{_EACH}.{each}" for each in (path, *unless, "name"))},
        absence=absent.meaning,
        judge=lambda subject: _judge(subject, path, expected, absent, unless),
    )


_PLATFORM_RESOLVER: Final = "168.63.129.16"


def _own_resolver(value: Any) -> bool:
    try:
        return value == _PLATFORM_RESOLVER or not ipaddress.ip_address(value).is_global
    except ValueError:
        return False


RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-network-asks-own-resolvers",
        title="A virtual network asks no resolver on the internet",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Name the firewall or a resolver of your own in dhcpOptions.dnsServers.",
        source="learn.microsoft.com, Name resolution for resources in Azure virtual networks",
        types=(NETWORK,),
        path="dhcpOptions.dnsServers[*]",
        expected=Expectation("a private address", _own_resolver),
        absent=passes("Azure's own resolver answers"),
    ),
    _rule(
        "azure-subnet-no-service-endpoints",
        "A subnet reaches Azure services through the firewall or private endpoints",
        Severity.LOW,
        "serviceEndpoints",
        NOTHING,
        passes("a subnet has no service endpoint unless it is asked for"),
        "Replace serviceEndpoints by private endpoints, or bind them to named accounts in serviceEndpointPolicies.",
        "Virtual network service endpoints: they lead past the firewall to every customer's accounts",
        unless=("serviceEndpointPolicies",),
    ),
    _rule(
        "azure-subnet-filtered",
        "A subnet has a network security group",
        Severity.HIGH,
        "networkSecurityGroup",
        SET,
        fails("nothing filters what its neighbours send"),
        "Set networkSecurityGroup to a group that ends with a rule that denies everything.",
        "Network security groups",
    ),
    _rule(
        "azure-subnet-routed",
        "A subnet has a route table",
        Severity.HIGH,
        "routeTable",
        SET,
        fails("Azure's own routes lead to the internet and to every peer, past the firewall"),
        "Set routeTable to a table whose default route is the firewall.",
        "Virtual network traffic routing",
    ),
    _rule(
        "azure-subnet-no-default-way-out",
        "A subnet has no default way out to the internet",
        Severity.MEDIUM,
        "defaultOutboundAccess",
        FALSE,
        fails("Azure gives machines there an address to reach the internet"),
        "Set defaultOutboundAccess to false; it is read when the subnet is created.",
        "Default outbound access in Azure",
    ),
)
