"""What Azure refuses of single resource types, beyond types, names and references."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from hds_landing.rehearsal.embedded_azure.address_spaces import network_problems, peering_problems, subnet_problems
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources

Check = Callable[[ArmResource, ArmResources], Iterator[str]]

_CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    "Microsoft.Network/virtualNetworks": (network_problems,),
    "Microsoft.Network/virtualNetworks/subnets": (subnet_problems,),
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": (peering_problems,),
}


def behaviour_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Everything that the resource's own type forbids."""
    for check in _CHECKS.get(resource.type, ()):
        yield from check(resource, existing)
