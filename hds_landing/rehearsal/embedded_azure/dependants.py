"""What Azure does not delete while something else still uses it, or still stands in it."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from hds_landing.rehearsal.embedded_azure.arm_id import name_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path


class _Use(NamedTuple):
    user_type: str
    path: str
    code: str
    """Azure's own word for the refusal; empty where it is not known."""


_SUBNET_USES: Final = tuple(
    _Use(f"Microsoft.Network/{user_type}", path, "InUseSubnetCannotBeDeleted")
    for user_type, path in (
        ("azureFirewalls", "ipConfigurations[].subnet.id"),
        ("azureFirewalls", "managementIpConfiguration.subnet.id"),
        ("virtualNetworkGateways", "ipConfigurations[].subnet.id"),
        ("privateEndpoints", "subnet.id"),
    )
)
_USES: Final[Mapping[str, tuple[_Use, ...]]] = {
    "Microsoft.Network/virtualNetworks/subnets": _SUBNET_USES,
    "Microsoft.Network/networkSecurityGroups": (
        _Use(
            "Microsoft.Network/virtualNetworks/subnets",
            "networkSecurityGroup.id",
            "InUseNetworkSecurityGroupCannotBeDeleted",
        ),
    ),
    "Microsoft.Network/routeTables": (
        _Use("Microsoft.Network/virtualNetworks/subnets", "routeTable.id", "InUseRouteTableCannotBeDeleted"),
    ),
    "Microsoft.Network/natGateways": (_Use("Microsoft.Network/virtualNetworks/subnets", "natGateway.id", ""),),
    "Microsoft.Network/publicIPAddresses": tuple(
        _Use(f"Microsoft.Network/{user_type}", path, "PublicIPAddressCannotBeDeleted")
        for user_type, path in (
            ("azureFirewalls", "ipConfigurations[].publicIPAddress.id"),
            ("azureFirewalls", "managementIpConfiguration.publicIPAddress.id"),
            ("virtualNetworkGateways", "ipConfigurations[].publicIPAddress.id"),
            ("natGateways", "publicIpAddresses[].id"),
        )
    ),
    "Microsoft.Network/firewallPolicies": (
        _Use("Microsoft.Network/azureFirewalls", "firewallPolicy.id", ""),
        _Use("Microsoft.Network/firewallPolicies", "basePolicy.id", ""),
    ),
    "Microsoft.Network/ddosProtectionPlans": (_Use("Microsoft.Network/virtualNetworks", "ddosProtectionPlan.id", ""),),
}
_NESTED: Final[Mapping[str, tuple[str, str]]] = {
    "Microsoft.Network/privateDnsZones": ("/virtualnetworklinks", "CannotDeleteResource"),
    "Microsoft.RecoveryServices/vaults": ("/protecteditems", ""),
    "Microsoft.DataProtection/backupVaults": ("/backupinstances", ""),
}
"""How the types below end that must be deleted first; anything else below goes with its parent."""
_CONTAINER_POLICIES: Final = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"


def uses_of(resource: ArmResource, existing: ArmResources) -> Iterator[tuple[ArmResource, str]]:
    """Resources of which Azure knows that they need this one, with its word for refusing to delete it."""
    for use in _USES.get(resource.type, ()):
        for user in existing.of_type(use.user_type):
            if any(str(arm_id).lower() == resource.arm_id.lower() for _, arm_id in at_path(user.inputs, use.path)):
                yield user, use.code


def dependant_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Why a resource, with everything below it, cannot go."""
    below = existing.below(resource.arm_id)
    going = {each.arm_id.lower() for each in (resource, *below)}
    for each in (resource, *below):
        for user, code in uses_of(each, existing):
            if user.arm_id.lower() not in going:
                yield f"{name_of(each.arm_id)}: {name_of(user.arm_id)} uses it{_word(code)}; delete that first"
        if each.type == _CONTAINER_POLICIES and each.inputs.get("state") == "Locked":
            yield f"{name_of(each.arm_id)}: a locked immutability policy cannot be deleted (409 Conflict)"
    if resource.type in _NESTED:
        ending, code = _NESTED[resource.type]
        for nested in (each for each in below if each.type.lower().endswith(ending)):
            yield f"{name_of(resource.arm_id)}: {name_of(nested.arm_id)} is still in it{_word(code)}; delete that first"


def _word(code: str) -> str:
    return f" ({code})" if code else ""
