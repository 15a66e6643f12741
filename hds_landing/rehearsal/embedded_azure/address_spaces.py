"""Address ranges of virtual networks, their subnets and their peers."""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path, first

Network = IPv4Network | IPv6Network

_LONGEST_PREFIX: Final = {
    "azurefirewallsubnet": 26,
    "azurefirewallmanagementsubnet": 26,
    "azurebastionsubnet": 26,
    "routeserversubnet": 27,
}
"""Subnets of fixed names, and the smallest that Azure accepts; 29 for any other."""
_WITHOUT_SECURITY_GROUP: Final = ("azurefirewallsubnet", "azurefirewallmanagementsubnet", "routeserversubnet")
_SUBNETS: Final = "Microsoft.Network/virtualNetworks/subnets"
_PEERINGS: Final = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"


def network_problems(network: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A virtual network's own ranges, and the subnets written inside it."""
    yield from _malformed(network.inputs, "addressSpace.addressPrefixes[]")
    space = space_of(network)
    if not space and "ipamPoolPrefixAllocations" not in (network.inputs.get("addressSpace") or {}):
        yield "addressSpace.addressPrefixes: missing, allowed one or more ranges"
    for position, one in enumerate(space):
        for other in space[:position]:
            if _overlap(one, other):
                yield f"addressSpace.addressPrefixes: {other} and {one} overlap (NetcfgInvalidVirtualNetworkSite)"
    if network.inputs.get("enableDdosProtection") and not network.inputs.get("ddosProtectionPlan"):
        yield "ddosProtectionPlan: missing, must be an object where enableDdosProtection is true"
    inline = list(at_path(network.inputs, "subnets[]"))
    for position, (place, subnet) in enumerate(inline):
        siblings = [(str(other.get("name")), other) for _, other in inline[:position]]
        for problem in _subnet(str(subnet.get("name")), subnet, space, siblings):
            yield f"{place}.{problem}"


def subnet_problems(subnet: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A subnet that is not inside its network, overlaps a sibling, or does not fit its reserved name."""
    parent = str(parent_of(subnet.arm_id))
    network = existing.find(parent)
    siblings: list[tuple[str, Mapping[str, Any]]] = [
        (sibling.name, sibling.inputs) for sibling in existing.children(parent, _SUBNETS)
    ]
    if network is not None:
        siblings += [(str(each.get("name")), each) for _, each in at_path(network.inputs, "subnets[]")]
    yield from _subnet(name_of(subnet.arm_id), subnet.inputs, space_of(network) if network else [], siblings)


def peering_problems(peering: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A peering to itself, a second one to the same network, or one between networks whose ranges overlap."""
    local_id = str(parent_of(peering.arm_id))
    remote_id = first(peering.inputs, "remoteVirtualNetwork.id")
    if remote_id is None:
        yield "remoteVirtualNetwork.id: missing, allowed the id of a virtual network"
        return
    if remote_id.lower() == local_id.lower():
        yield f"remoteVirtualNetwork.id: given {name_of(local_id)} itself, allowed another virtual network"
        return
    remote = existing.find(remote_id)
    local = existing.find(local_id)
    for each in (local, remote):
        if each is None:
            return
    peers = [local_id]
    for other in existing.children(local_id, _PEERINGS):
        peer_id = str(first(other.inputs, "remoteVirtualNetwork.id"))
        if peer_id.lower() == remote_id.lower():
            yield f"remoteVirtualNetwork.id: {name_of(remote_id)} is peered already, by {other.name}"
        else:
            peers.append(peer_id)
    for peer_id in peers:
        peer = existing.find(peer_id)
        for one in space_of(peer) if peer is not None else []:
            for other_range in space_of(remote) if remote is not None else []:
                if _overlap(one, other_range):
                    yield (
                        f"remoteVirtualNetwork.id: {other_range} of {name_of(remote_id)} overlaps {one} of "
                        f"{name_of(peer_id)} (VnetAddressSpacesOverlap)"
                    )


def _subnet(
    name: str, subnet: Mapping[str, Any], space: list[Network], siblings: Iterable[tuple[str, Mapping[str, Any]]]
) -> Iterator[str]:
    for path in ("addressPrefix", "addressPrefixes[]"):
        yield from _malformed(subnet, path)
    own = ranges_of(subnet)
    if not own and not _prefixes(subnet) and not subnet.get("ipamPoolPrefixAllocations"):
        yield "addressPrefix: missing, allowed a range of the virtual network"
    smallest = _LONGEST_PREFIX.get(name.lower(), 29)
    others = [(sibling, other) for sibling, inputs in siblings for other in ranges_of(inputs)]
    for one in own:
        if space and not inside_any(one, space):
            yield f"addressPrefix: given {one}, allowed inside {', '.join(map(str, space))} (NetcfgInvalidSubnet)"
        if one.version == 4 and one.prefixlen > smallest:
            yield f"addressPrefix: given {one}, allowed /{smallest} or larger for {name}"
        for sibling, other in others:
            if _overlap(one, other):
                yield f"addressPrefix: given {one}, which overlaps {other} of {sibling} (NetcfgSubnetRangesOverlap)"
    if name.lower() in _WITHOUT_SECURITY_GROUP and subnet.get("networkSecurityGroup"):
        yield f"networkSecurityGroup: given one, allowed none on {name}"


def ranges_of(subnet: Mapping[str, Any]) -> list[Network]:
    """The well-formed ranges of a subnet's inputs."""
    return _networks(_prefixes(subnet))


def _prefixes(subnet: Mapping[str, Any]) -> list[Any]:
    if subnet.get("addressPrefix"):
        return [subnet["addressPrefix"]]
    return [prefix for _, prefix in at_path(subnet, "addressPrefixes[]")]


def space_of(network: ArmResource) -> list[Network]:
    """The well-formed ranges of a virtual network."""
    return _networks(value for _, value in at_path(network.inputs, "addressSpace.addressPrefixes[]"))


def _networks(values: Iterable[Any]) -> list[Network]:
    found = []
    for value in values:
        try:
            found.append(ip_network(value))
        except (TypeError, ValueError):
            continue
    return found


def _malformed(inputs: Mapping[str, Any], path: str) -> Iterator[str]:
    for place, value in at_path(inputs, path):
        if not _networks([value]):
            yield f"{place}: given {value!r}, allowed a range without host bits, as 10.0.0.0/24 (InvalidCIDRNotation)"


def inside_any(one: Network, space: Iterable[Network]) -> bool:
    """Whether a range lies whole within one of others."""
    return any(_inside(one, whole) for whole in space)


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _inside(one: Network, whole: Network) -> bool:
    return one.version == whole.version and one.subnet_of(whole)  # type: ignore[arg-type]  # same version
