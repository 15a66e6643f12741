"""Key vaults, their keys, and the services that encrypt with them."""

from collections.abc import Iterator
from typing import Any, Final

from hds_landing.rehearsal.embedded_azure.arm_id import ancestors_of, name_of, parent_of
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.input_paths import at_path, first
from hds_landing.rehearsal.embedded_azure.names import derived_uuid, is_guid

_VAULTS: Final = "Microsoft.KeyVault/vaults"
_ASSIGNMENTS: Final = "Microsoft.Authorization/roleAssignments"
_KEY_PATHS: Final = (
    "encryption.keyVaultProperties.keyVaultUri",
    "keyVaultProperties.keyVaultUri",
    "activeKey.keyUrl",
    "properties.encryption.keyVaultProperties.keyUri",
    "properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri",
)
"""Where services name the customer's key or its vault."""
_IDENTITY_PATHS: Final = (
    "encryption.encryptionIdentity.encryptionUserAssignedIdentity",
    "properties.encryption.kekIdentity.userAssignedIdentity",
    "properties.securitySettings.encryptionSettings.kekIdentity.identityId",
)
"""Where services name the identity that uses it; it must be among their own."""
_KEY_NAMES: Final = ("encryption.keyVaultProperties.keyName", "keyVaultProperties.keyName")


def vault_problems(vault: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Protection that Azure does not let a vault go without, and values out of range."""
    properties: dict[str, Any] = dict(vault.inputs.get("properties") or {})
    if properties.get("enablePurgeProtection") is False:
        yield "properties.enablePurgeProtection: given false, allowed true, or nothing at all (BadRequest)"
    if properties.get("enableSoftDelete") is False:
        yield "properties.enableSoftDelete: given false, allowed true: soft delete cannot be switched off any more"
    days = properties.get("softDeleteRetentionInDays")
    if days is not None and not 7 <= days <= 90:
        yield f"properties.softDeleteRetentionInDays: given {days:g}, allowed 7 to 90"
    if not is_guid(properties.get("tenantId")):
        yield f"properties.tenantId: given {properties.get('tenantId')!r}, allowed a GUID"


def key_problems(key: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A key that its vault cannot hold."""
    vault = existing.find(str(parent_of(key.arm_id)))
    kind, size = first(key.inputs, "properties.kty"), first(key.inputs, "properties.keySize")
    if vault is not None and str(kind).endswith("-HSM") and first(vault.inputs, "properties.sku.name") != "premium":
        yield f"properties.kty: given {kind}, allowed in a premium vault only, and {vault.name} is not"
    if str(kind).startswith("RSA") and size is not None and size not in (2048, 3072, 4096):
        yield f"properties.keySize: given {size:g}, allowed 2048, 3072 or 4096"


def customer_key_problems(service: ArmResource, existing: ArmResources) -> Iterator[str]:
    """A service whose key, vault or identity would not let it encrypt: Azure tries, and refuses to create it."""
    assigned = [str(value).lower() for _, value in at_path(service.inputs, "identity.userAssignedIdentities[]")]
    for place, arm_id in (found for path in _IDENTITY_PATHS for found in at_path(service.inputs, path)):
        if str(arm_id).lower() not in assigned:
            yield f"{place}: given {name_of(str(arm_id))}, allowed one of identity.userAssignedIdentities"
    key_name = next((name for path in _KEY_NAMES if (name := first(service.inputs, path))), None)
    for place, uri in (found for path in _KEY_PATHS for found in at_path(service.inputs, path)):
        vault = _vault_of(uri, existing)
        if vault is None:
            continue
        if not first(vault.inputs, "properties.enablePurgeProtection"):
            yield f"{place}: given a key of {vault.name}, allowed a vault with purge protection"
        name = key_name or uri.partition("/keys/")[2].split("/")[0]
        key = existing.find(f"{vault.arm_id}/keys/{name}")
        if key is None:
            yield f"{place}: given key {name!r} of {vault.name}, which does not exist (KeyNotFound)"
        elif not existing.order.is_after(service.urn, key.urn):
            yield f"{place}: given {key.name}, which may not exist yet; use its outputs or depends_on"
        elif first(vault.inputs, "properties.enableRbacAuthorization"):
            yield from _without_role(service, place, key, existing)


def _without_role(service: ArmResource, place: str, key: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Identities of the service that hold no role on the key when the service is created."""
    covering = {scope.lower() for scope in (key.arm_id, *ancestors_of(key.arm_id))}
    granted = {
        str(assignment.inputs.get("principalId"))
        for assignment in existing.of_type(_ASSIGNMENTS)
        if str(parent_of(assignment.arm_id)).lower() in covering
        and existing.order.is_after(service.urn, assignment.urn)
    }
    for arm_id in (value for _, value in at_path(service.inputs, "identity.userAssignedIdentities[]")):
        identity = existing.find(arm_id)
        if identity is not None and derived_uuid(identity.seed, "principalId") not in granted:
            yield (
                f"{place}: {identity.name} has no role on {name_of(key.arm_id)} before {service.name} is created "
                "(KeyVaultAuthenticationFailure); assign one, and make this depend on it"
            )


def _vault_of(uri: Any, existing: ArmResources) -> ArmResource | None:
    host = str(uri).removeprefix("https://").split("/")[0]
    return next((vault for vault in existing.of_type(_VAULTS) if host.startswith(f"{name_of(vault.arm_id)}.")), None)
