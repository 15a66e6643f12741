"""Networks, their subnets and their connections, read from any inventory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hds_landing.inventory.resource import Inventory, Resource

_NETWORK_TYPES = frozenset({"aws:ec2/vpc:Vpc", "azure-native:network:VirtualNetwork"})
_SUBNET_TYPES = {"aws:ec2/subnet:Subnet": "vpcId", "azure-native:network:Subnet": "virtualNetworkName"}
_ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
_PEERING = "azure-native:network:VirtualNetworkPeering"
_FIREWALLS = frozenset({"aws:networkfirewall/firewall:Firewall", "azure-native:network:AzureFirewall"})


@dataclass(frozen=True)
class Subnet:
    """One subnet: its logical name and its range."""

    name: str
    cidr: str


@dataclass(frozen=True)
class Network:
    """One VPC or VNet."""

    key: str
    """Physical id (AWS) or name (Azure): what other resources refer to it by."""
    name: str
    cidrs: tuple[str, ...]
    subnets: tuple[Subnet, ...]


@dataclass(frozen=True)
class Topology:
    """All networks in name order, and who is joined to the hub. `hub` is the one in which the firewall stands."""

    networks: tuple[Network, ...]
    hub: Network | None
    joined: frozenset[str]
    """Keys of the networks with an attachment or a peering."""


def topology_of(inventory: Inventory) -> Topology:
    """Reads networks from literal values and references; what is unknown in a preview is left out."""
    subnets = [resource for resource in inventory if resource.type in _SUBNET_TYPES]
    found = [_network(resource, subnets) for resource in inventory if resource.type in _NETWORK_TYPES]
    networks = tuple(sorted(found, key=lambda network: network.name))
    keys = {network.key for network in networks}
    joined = {key for resource in inventory for key in _joined_by(resource)} & keys
    return Topology(networks=networks, hub=_hub(networks, inventory), joined=frozenset(joined))


def _network(resource: Resource, subnets: list[Resource]) -> Network:
    key = _key(resource)
    inside = [subnet for subnet in subnets if subnet.inputs.get(_SUBNET_TYPES[subnet.type]) == key]
    return Network(
        key=key,
        name=_shown_name(resource),
        cidrs=_cidrs(resource.inputs),
        subnets=tuple(sorted((_subnet(subnet) for subnet in inside), key=lambda subnet: subnet.name)),
    )


def _key(resource: Resource) -> str:
    if resource.type.startswith("aws:"):
        return resource.id or resource.urn
    return str(resource.inputs.get("virtualNetworkName", resource.name))


def _shown_name(resource: Resource) -> str:
    tags = resource.inputs.get("tags")
    named = tags.get("Name") if isinstance(tags, Mapping) else None
    return str(named or resource.inputs.get("virtualNetworkName") or resource.name)


def _cidrs(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    space = inputs.get("addressSpace")
    prefixes = space.get("addressPrefixes") if isinstance(space, Mapping) else [inputs.get("cidrBlock")]
    return tuple(prefix for prefix in prefixes or () if isinstance(prefix, str))


def _subnet(resource: Resource) -> Subnet:
    cidr = resource.inputs.get("cidrBlock", resource.inputs.get("addressPrefix"))
    return Subnet(name=resource.name, cidr=cidr if isinstance(cidr, str) else "unknown")


def _joined_by(resource: Resource) -> tuple[str, ...]:
    if resource.type == _ATTACHMENT:
        return (str(resource.inputs.get("vpcId")),)
    if resource.type == _PEERING:
        return (str(resource.inputs.get("virtualNetworkName")),)
    return ()


def _hub(networks: tuple[Network, ...], inventory: Inventory) -> Network | None:
    firewalls = [resource for resource in inventory if resource.type in _FIREWALLS]
    references = {text for firewall in firewalls for text in _texts(firewall.inputs)}
    for network in networks:
        if any(text == network.key or f"/virtualNetworks/{network.key}/" in text for text in references):
            return network
    return None


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return []
