"""Azure firewalls with their policy, their addresses and the networks that ask them for names."""

from typing import Any, Final

from hds_landing.catalogue.regions import find_region
from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.subnet import FIREWALLS, NETWORK
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import TRUE
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.whole_inventory.azure_network import holds_subnet

FIREWALL: Final = "azure-native:network:AzureFirewall"
POLICY: Final = "azure-native:network:FirewallPolicy"
ADDRESS: Final = "azure-native:network:PublicIPAddress"
_GATEWAY: Final = "azure-native:network:VirtualNetworkGateway"
_SUBNET: Final = "azure-native:network:Subnet"

_REQUIREMENTS: Final = ("HDS-EXI-05-C", "HDS-EXI-05-F", "SNC-13.2", "ISO27001-A.8.20", "ISO27001-A.8.22")
_TIERS: Final = ("basic", "standard", "premium")


def _tier(resource: Resource) -> str | None:
    """In lower case; none where it is not set or not known."""
    value = find_one(resource.inputs, "sku.tier").value
    return value.lower() if isinstance(value, str) and value.lower() in _TIERS else None


def judge_tier(firewall: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a firewall is of the tier that its policy counts on."""
    policy = graph.referred(firewall, "firewallPolicy", POLICY, find_one(firewall.inputs, "firewallPolicy.id").value)
    if policy is None:
        has_none = find_one(firewall.inputs, "firewallPolicy").value in (ABSENT, {})
        return NOT_APPLICABLE if has_none else Undetermined("its policy is not in the inventory")
    has, wanted = _tier(firewall), _tier(policy)
    if has is None or wanted is None:
        return Undetermined("sku.tier of one of them is not set or not known yet")
    if _TIERS.index(has) >= _TIERS.index(wanted):
        return None
    return f"sku.tier is {has}, and its policy is {wanted}: what the policy asks for beyond {has} is not done"


def judge_address_zones(address: Resource, graph: InventoryGraph) -> Judgement:
    """Whether the address of a firewall or a gateway outlives the loss of one zone."""
    users = [
        graph.mentions(address, ADDRESS, token, name)
        for token, name in (
            (FIREWALL, "ipConfigurations"),
            (FIREWALL, "managementIpConfiguration"),
            (_GATEWAY, "ipConfigurations"),
        )
    ]
    if not any(each.found for each in users):
        return NOT_APPLICABLE
    zones = [found.value for found in find(address.inputs, "zones[*]")]
    if UNKNOWN in zones or find_one(address.inputs, "zones").value is UNKNOWN:
        return Undetermined("zones is not known yet")
    if not zones:
        return _judge_no_zone(find_one(address.inputs, "location").value)
    return f"zones names {zones[0]} alone, and a firewall or gateway is lost with it" if len(set(zones)) == 1 else None


def _judge_no_zone(location: Any) -> Judgement:
    region = find_region("azure", location) if isinstance(location, str) else None
    if region and not region.availability_zones:
        return NOT_APPLICABLE
    return Undetermined(
        "zones is not set: whether Azure spreads the address by itself depends on the region and its age"
    )


def judge_names_asked(network: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a network asks a firewall for names, where one in the inventory answers them."""
    proxies = [find_one(policy.inputs, "dnsSettings.enableProxy").value for policy in graph.of_type(POLICY)]
    if not any(value is UNKNOWN or TRUE.judge(value) is True for value in proxies if value is not ABSENT):
        return NOT_APPLICABLE
    if holds_subnet(network, FIREWALLS, graph):
        return NOT_APPLICABLE
    servers = find_one(network.inputs, "dhcpOptions.dnsServers")
    if servers.value is UNKNOWN:
        return Undetermined(f"{servers.path} is not known yet")
    if servers.value not in (ABSENT, []):
        return None
    return f"{servers}: machines ask Azure for names, past the firewall that would write it down"


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="azure-firewall-tier-of-its-policy",
        title="A firewall is of the tier that its policy counts on",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Set sku.tier of the firewall to that of its policy.",
        source="learn.microsoft.com, Azure Firewall Manager: policy tiers and firewall compatibility",
        types=(FIREWALL,),
        joins={POLICY: ("sku.tier",)},
        paths=("sku.tier", "firewallPolicy.id"),
        absence="the reference of the API does not say which tier Azure takes then",
        judge=judge_tier,
    ),
    WholeInventoryRule(
        id="azure-firewall-address-not-in-one-zone",
        title="The address of a firewall or a gateway does not stand in a single zone",
        theme=Theme.OTHER,
        severity=Severity.LOW,
        requirements=("HDS-EXI-05-G", "ISO27001-A.8.14"),
        fix="Name two zones or more in zones when the address is created.",
        source="learn.microsoft.com, Public IP addresses: availability zone",
        types=(ADDRESS,),
        joins={
            FIREWALL: ("ipConfigurations[*].publicIPAddress.id", "managementIpConfiguration.publicIPAddress.id"),
            _GATEWAY: ("ipConfigurations[*].publicIPAddress.id",),
        },
        paths=("zones", "location"),
        absence="Azure has made such addresses non-zonal since 2020, and spreads them by itself region by region",
        judge=judge_address_zones,
    ),
    WholeInventoryRule(
        id="azure-network-asks-firewall-for-names",
        title="A network asks the firewall for names where one answers them",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.LOW,
        requirements=_REQUIREMENTS,
        fix="Set dhcpOptions.dnsServers to the private address of the firewall, or of a resolver that asks it.",
        source="learn.microsoft.com, Azure Firewall DNS Proxy details",
        types=(NETWORK,),
        joins={POLICY: ("dnsSettings.enableProxy",), _SUBNET: ("virtualNetworkName", "subnetName", "name")},
        paths=("dhcpOptions.dnsServers", "subnets[*].name"),
        absence="Azure's own resolver answers, and no log of the firewall shows who asked for what",
        judge=judge_names_asked,
    ),
)
