"""What Azure does not let an existing resource become."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from hds_landing.rehearsal.embedded_azure.address_spaces import Network, inside_any, ranges_of, space_of
from hds_landing.rehearsal.embedded_azure.arm_id import name_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.dependants import uses_of
from hds_landing.rehearsal.embedded_azure.input_paths import first

Change = Callable[[ArmResource, ArmResource, ArmResources], Iterator[str]]
"""The resource as it stands, as it shall be, and everything else."""

_SECURITY: Final = "properties.securitySettings"
_ACCOUNT_POLICY: Final = "immutableStorageWithVersioning.immutabilityPolicy"
_PERIOD: Final = "immutabilityPeriodSinceCreationInDays"
_VAULTS: Final = "Microsoft.KeyVault/vaults"
_KEPT_PROTECTION: Final = ("enablePurgeProtection", "softDeleteRetentionInDays")
_DEFAULT_DAYS: Final = 90
_SUBNETS: Final = "Microsoft.Network/virtualNetworks/subnets"


def change_problems(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Everything that speaks against a change in place."""
    if before.location != after.location:
        yield f"location: given {after.location}, allowed {before.location}, where it is (409 InvalidResourceLocation)"
    for check in _CHANGES.get(after.type, ()):
        yield from check(before, after, existing)


def written_inputs(before: ArmResource, after: ArmResource) -> Mapping[str, Any]:
    """What a PUT on an existing resource leaves it with.

    One on a key of a vault changes nothing (the operation creates what does not exist, and says so itself). One on a
    vault that no longer speaks of its protection takes none away.
    """
    if after.type == f"{_VAULTS}/keys":
        return before.inputs
    properties = after.inputs.get("properties")
    if after.type == _VAULTS and isinstance(properties, Mapping):
        old = {key: first(before.inputs, f"properties.{key}") for key in _KEPT_PROTECTION}
        kept = {key: value for key, value in old.items() if value is not None and properties.get(key) is None}
        return {**after.inputs, "properties": {**properties, **kept}} if kept else after.inputs
    return after.inputs


def _key_vault(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    path = "properties.softDeleteRetentionInDays"
    old, new = first(before.inputs, path) or _DEFAULT_DAYS, first(after.inputs, path)
    if new is not None and new != old:
        yield f"{path}: given {new:g}, allowed {old:g}: it has been set already and cannot be modified (BadRequest)"


def _storage_account(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    enabled = "immutableStorageWithVersioning.enabled"
    if bool(first(before.inputs, enabled)) != bool(first(after.inputs, enabled)):
        yield f"{enabled}: allowed at the creation of the account only"
    encrypted = "encryption.requireInfrastructureEncryption"
    if bool(first(before.inputs, encrypted)) != bool(first(after.inputs, encrypted)):
        yield f"{encrypted}: allowed at the creation of the account only"
    yield from _immutability(before, after)


def _immutability(before: ArmResource, after: ArmResource) -> Iterator[str]:
    """A policy that is locked can only grow; only an unlocked one can be locked."""
    old, new = (first(each.inputs, f"{_ACCOUNT_POLICY}.state") for each in (before, after))
    if old == "Locked":
        if new != "Locked":
            yield f"{_ACCOUNT_POLICY}.state: given {new or 'nothing'}, allowed Locked: it stays locked (409 Conflict)"
        days = [first(each.inputs, f"{_ACCOUNT_POLICY}.{_PERIOD}") or 0 for each in (before, after)]
        if days[1] < days[0]:
            yield f"{_ACCOUNT_POLICY}.{_PERIOD}: given {days[1]:g}, allowed {days[0]:g} or more: the policy is locked"
        appends = [
            bool(first(each.inputs, f"{_ACCOUNT_POLICY}.allowProtectedAppendWrites")) for each in (before, after)
        ]
        if appends[0] != appends[1]:
            yield f"{_ACCOUNT_POLICY}.allowProtectedAppendWrites: cannot change: the policy is locked"
    elif new == "Locked" and old != "Unlocked":
        yield f"{_ACCOUNT_POLICY}.state: given Locked, allowed from Unlocked only, and it is {old or 'not set'}"


def _container_policy(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    # its state is no input: an unlocked policy is locked, and a locked one extended, by an action outside the program
    if before.inputs.get("state") == "Locked":
        yield f"{_PERIOD}: cannot be set: the policy is locked, and can only be extended (409 Conflict)"


def _recovery_vault(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    immutability = f"{_SECURITY}.immutabilitySettings.state"
    if first(before.inputs, immutability) == "Locked" and first(after.inputs, immutability) != "Locked":
        yield f"{immutability}: allowed Locked: an immutable vault that is locked stays so"
    soft_delete = f"{_SECURITY}.softDeleteSettings.softDeleteState"
    if first(before.inputs, soft_delete) == "AlwaysON" and first(after.inputs, soft_delete) != "AlwaysON":
        yield f"{soft_delete}: allowed AlwaysON: soft delete that is always on cannot be switched off"
    redundancy = "properties.redundancySettings.standardTierStorageRedundancy"
    items = [each for each in existing.below(before.arm_id) if each.type.lower().endswith("/protecteditems")]
    if items and first(before.inputs, redundancy) != first(after.inputs, redundancy):
        yield f"{redundancy}: cannot change while the vault holds {name_of(items[0].arm_id)}"
    restore = "properties.redundancySettings.crossRegionRestore"
    if first(before.inputs, restore) == "Enabled" and first(after.inputs, restore) != "Enabled":
        yield f"{restore}: allowed Enabled: it cannot be switched off again"


def _network(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    space = space_of(after)
    for subnet in existing.children(before.arm_id, _SUBNETS):
        for each in ranges_of(subnet.inputs):
            if not inside_any(each, space):
                yield (
                    f"addressSpace.addressPrefixes: given {_words(space)}, allowed what holds {each} of "
                    f"{name_of(subnet.arm_id)} (NetcfgSubnetRangeOutsideVnet)"
                )


def _subnet(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    if ranges_of(before.inputs) != ranges_of(after.inputs):
        for user, _ in uses_of(before, existing):
            yield (
                f"addressPrefix: given {_words(ranges_of(after.inputs))}, allowed {_words(ranges_of(before.inputs))}: "
                f"{name_of(user.arm_id)} is in it (InUsePrefixCannotBeDeleted)"
            )


def _words(ranges: list[Network]) -> str:
    return ", ".join(map(str, ranges)) or "none"


def _peering(before: ArmResource, after: ArmResource, existing: ArmResources) -> Iterator[str]:
    path = "remoteVirtualNetwork.id"
    old, new = (str(first(each.inputs, path)) for each in (before, after))
    if old.lower() != new.lower():
        yield f"{path}: given {name_of(new)}, allowed {name_of(old)}: a peering keeps its network"


_CHANGES: Final[Mapping[str, tuple[Change, ...]]] = {
    _VAULTS: (_key_vault,),
    "Microsoft.Network/virtualNetworks": (_network,),
    "Microsoft.Network/virtualNetworks/subnets": (_subnet,),
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": (_peering,),
    "Microsoft.RecoveryServices/vaults": (_recovery_vault,),
    "Microsoft.Storage/storageAccounts": (_storage_account,),
    "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies": (_container_policy,),
}
