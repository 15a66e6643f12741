"""Storage accounts and the immutability of what they keep."""

from collections.abc import Iterator

from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import first

_PERIOD = "immutabilityPeriodSinceCreationInDays"


def storage_account_problems(account: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A customer key that is asked for and not named, or immutability out of range."""
    encryption = account.inputs.get("encryption") or {}
    if encryption.get("keySource") == "Microsoft.Keyvault" and not encryption.get("keyVaultProperties"):
        yield "encryption.keyVaultProperties: missing, must be an object where keySource is Microsoft.Keyvault"
    period = first(account.inputs, f"immutableStorageWithVersioning.immutabilityPolicy.{_PERIOD}")
    yield from _days(f"immutableStorageWithVersioning.immutabilityPolicy.{_PERIOD}", period, 1, 146000)


def blob_service_problems(service: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Soft-delete days out of range."""
    for policy in ("deleteRetentionPolicy", "containerDeleteRetentionPolicy"):
        yield from _days(f"{policy}.days", first(service.inputs, f"{policy}.days"), 1, 365)


def container_immutability_problems(policy: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Immutability days out of range."""
    yield from _days(_PERIOD, policy.inputs.get(_PERIOD), 1, 146000)


def _days(place: str, days: float | None, fewest: int, most: int) -> Iterator[str]:
    if days is not None and not fewest <= days <= most:
        yield f"{place}: given {days:g}, allowed {fewest} to {most}"


def is_born_locked(resource: ArmResource) -> bool:
    """Whether an account's immutability is asked for as Locked when the account is created.

    Azure creates a policy as Disabled or Unlocked, and lets only an Unlocked one be locked (Azure SDK reference,
    AccountImmutabilityPolicyProperties.state, read 2026-11-22): what a program asks for here takes two steps there.
    """
    path = "immutableStorageWithVersioning.immutabilityPolicy.state"
    return resource.type == "Microsoft.Storage/storageAccounts" and first(resource.inputs, path) == "Locked"
