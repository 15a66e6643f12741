"""What Azure keeps for a while after it was deleted: key vaults, and what is in them. Their names stay taken."""

from collections.abc import Iterator
from typing import Final

from hds_landing.rehearsal.embedded_azure.arm_id import name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import first

_VAULTS: Final = "Microsoft.KeyVault/vaults"
_KEPT: Final = frozenset({_VAULTS, f"{_VAULTS}/keys", f"{_VAULTS}/secrets"})


def keep_deleted(resources: list[ArmResource], existing: ArmResources) -> None:
    """Keep what can be recovered of the resources that were just deleted."""
    existing.deleted.update({each.arm_id.lower(): each for each in resources if each.type in _KEPT})


def is_recovery(resource: ArmResource, existing: ArmResources) -> bool:
    """Whether a vault is created in order to have a deleted one back."""
    return resource.arm_id.lower() in existing.deleted and first(resource.inputs, "properties.createMode") == "recover"


def recovered(vault: ArmResource, existing: ArmResources) -> list[ArmResource]:
    """Take back what was deleted with a vault that is recovered."""
    beginning = vault.arm_id.lower()
    keys = [key for key in existing.deleted if key == beginning or key.startswith(f"{beginning}/")]
    found = [existing.deleted.pop(key) for key in keys]
    return [each for each in found if each.type != _VAULTS]


def deleted_name_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A name that something deleted still holds."""
    own = resource.arm_type.parameters[-1]
    if resource.type not in _KEPT or is_recovery(resource, existing):
        return
    for other in existing.deleted.values():
        if resource.type == _VAULTS == other.type and other.name_is(name_of(resource.arm_id)):
            yield (
                f"{own}: given {name_of(resource.arm_id)!r}, which a deleted vault still holds (409 ConflictError); "
                f"recover it with properties.createMode: recover, {_or_else(other)}"
            )
        elif other.arm_id.lower() == resource.arm_id.lower():
            vault = existing.find(str(parent_of(other.arm_id))) or other
            yield (
                f"{own}: given {name_of(resource.arm_id)!r}, which is deleted but recoverable (409 Conflict); "
                f"recover it in its vault, {_or_else(vault)}"
            )


def _or_else(vault: ArmResource) -> str:
    if first(vault.inputs, "properties.enablePurgeProtection"):
        days = first(vault.inputs, "properties.softDeleteRetentionInDays") or 90
        return f"or wait until its {days} days are over: purge protection forbids to purge it"
    return "or purge it"
