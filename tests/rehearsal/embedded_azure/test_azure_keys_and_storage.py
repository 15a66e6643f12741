from typing import Any

import pytest
from azure_program import TENANT, Program

ACCOUNT = {"accountName": "gpnelogs", "kind": "StorageV2", "sku": {"name": "Standard_ZRS"}}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, []),
        ({"softDeleteRetentionInDays": 7}, []),
        ({"softDeleteRetentionInDays": 90}, []),
        ({"softDeleteRetentionInDays": 6}, ["properties.softDeleteRetentionInDays: given 6, allowed 7 to 90"]),
        ({"softDeleteRetentionInDays": 91}, ["properties.softDeleteRetentionInDays: given 91, allowed 7 to 90"]),
        (
            {"enablePurgeProtection": False},
            ["properties.enablePurgeProtection: given false, allowed true, or nothing at all (BadRequest)"],
        ),
        (
            {"enableSoftDelete": False},
            ["properties.enableSoftDelete: given false, allowed true: soft delete cannot be switched off any more"],
        ),
        ({"tenantId": "contoso"}, ["properties.tenantId: given 'contoso', allowed a GUID"]),
    ],
)
def test_vaults(azure: Program, properties: dict[str, Any], expected: list[str]) -> None:
    described = {"sku": {"family": "A", "name": "premium"}, "tenantId": TENANT, **properties}
    inputs = {"vaultName": "kv-aulnay", "properties": described}
    if expected:
        assert azure.refusal("keyvault:Vault", "vault", inputs) == expected
    else:
        assert azure.create("keyvault:Vault", "vault", inputs).exercised


@pytest.mark.parametrize(
    ("sku", "key", "expected"),
    [
        ("premium", {"kty": "RSA-HSM", "keySize": 4096}, []),
        ("standard", {"kty": "RSA", "keySize": 2048}, []),
        (
            "standard",
            {"kty": "RSA-HSM"},
            ["properties.kty: given RSA-HSM, allowed in a premium vault only, and kv-aulnay is not"],
        ),
        ("premium", {"kty": "RSA", "keySize": 1024}, ["properties.keySize: given 1024, allowed 2048, 3072 or 4096"]),
    ],
)
def test_keys(azure: Program, sku: str, key: dict[str, Any], expected: list[str]) -> None:
    azure.vault(sku={"family": "A", "name": sku})
    inputs = {"vaultName": "kv-aulnay", "keyName": "storage", "properties": key}
    if expected:
        assert azure.refusal("keyvault:Key", "key", inputs) == expected
    else:
        assert azure.create("keyvault:Key", "key", inputs).exercised


def encrypted(identity_id: str, key: str = "storage") -> dict[str, Any]:
    return {
        **ACCOUNT,
        "identity": {"type": "UserAssigned", "userAssignedIdentities": [identity_id]},
        "encryption": {
            "keySource": "Microsoft.Keyvault",
            "encryptionIdentity": {"encryptionUserAssignedIdentity": identity_id},
            "keyVaultProperties": {"keyVaultUri": "https://kv-aulnay.vault.azure.net", "keyName": key},
        },
    }


def test_an_account_encrypts_with_a_key_that_its_identity_may_use(azure: Program) -> None:
    azure.vault()
    key, identity = azure.key(), azure.identity()
    azure.role("grant", key.id, identity.outputs["principalId"])
    assert azure.create("storage:StorageAccount", "account", encrypted(identity.id)).exercised


def test_a_role_on_the_vault_covers_its_keys(azure: Program) -> None:
    vault = azure.vault()
    azure.key()
    identity = azure.identity()
    azure.role("grant", vault.id, identity.outputs["principalId"])
    assert azure.create("storage:StorageAccount", "account", encrypted(identity.id)).exercised


def test_a_role_that_nothing_orders_before_the_account_comes_too_late(azure: Program) -> None:
    azure.vault()
    key, identity = azure.key(), azure.identity()
    before = list(azure.urns)
    azure.role("grant", key.id, identity.outputs["principalId"])
    [problem] = azure.refusal("storage:StorageAccount", "account", encrypted(identity.id), after=before)
    assert problem == (
        "encryption.keyVaultProperties.keyVaultUri: id-storage has no role on storage before account is created "
        "(KeyVaultAuthenticationFailure); assign one, and make this depend on it"
    )


def test_a_key_of_a_vault_without_purge_protection(azure: Program) -> None:
    azure.vault(enablePurgeProtection=None)
    key, identity = azure.key(), azure.identity()
    azure.role("grant", key.id, identity.outputs["principalId"])
    assert azure.refusal("storage:StorageAccount", "account", encrypted(identity.id)) == [
        "encryption.keyVaultProperties.keyVaultUri: given a key of kv-aulnay, allowed a vault with purge protection"
    ]


def test_a_key_that_does_not_exist(azure: Program) -> None:
    azure.vault()
    assert azure.refusal("storage:StorageAccount", "account", encrypted(azure.identity().id, "log")) == [
        "encryption.keyVaultProperties.keyVaultUri: given key 'log' of kv-aulnay, which does not exist (KeyNotFound)"
    ]


def test_an_identity_that_the_account_does_not_have(azure: Program) -> None:
    azure.vault()
    key, identity, other = azure.key(), azure.identity(), azure.identity("id-other")
    azure.role("grant", key.id, identity.outputs["principalId"])
    inputs = encrypted(identity.id)
    inputs["encryption"]["encryptionIdentity"]["encryptionUserAssignedIdentity"] = other.id
    assert azure.refusal("storage:StorageAccount", "account", inputs) == [
        "encryption.encryptionIdentity.encryptionUserAssignedIdentity: given id-other, "
        "allowed one of identity.userAssignedIdentities"
    ]


def test_a_disk_encryption_set_needs_its_key_too(azure: Program) -> None:
    vault = azure.vault()
    key, identity = azure.key("disk"), azure.identity()
    inputs = {
        "activeKey": {"keyUrl": key.outputs["keyUriWithVersion"], "sourceVault": {"id": vault.id}},
        "identity": {"type": "UserAssigned", "userAssignedIdentities": [identity.id]},
    }
    [problem] = azure.refusal("compute:DiskEncryptionSet", "set", inputs)
    assert problem.startswith("activeKey.keyUrl: id-storage has no role on disk before set is created")
    azure.role("grant", key.id, identity.outputs["principalId"])
    assert azure.create("compute:DiskEncryptionSet", "set", inputs).exercised


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (
            {"encryption": {"keySource": "Microsoft.Keyvault"}},
            "encryption.keyVaultProperties: missing, must be an object where keySource is Microsoft.Keyvault",
        ),
        (
            {
                "immutableStorageWithVersioning": {
                    "immutabilityPolicy": {"immutabilityPeriodSinceCreationInDays": 146001}
                }
            },
            "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays: "
            "given 146001, allowed 1 to 146000",
        ),
        (
            {"location": "francesouth"},
            "sku.name: given Standard_ZRS, allowed a SKU without ZRS: francesouth has no availability zones",
        ),
        (
            {"location": "italynorth", "sku": {"name": "Standard_GRS"}},
            "sku.name: given Standard_GRS, allowed LRS or ZRS: italynorth has no paired region",
        ),
    ],
)
def test_accounts(azure: Program, inputs: dict[str, Any], expected: str) -> None:
    assert azure.refusal("storage:StorageAccount", "account", {**ACCOUNT, **inputs}) == [expected]


@pytest.mark.parametrize(
    ("token", "inputs", "expected"),
    [
        (
            "storage:BlobServiceProperties",
            {"accountName": "gpnelogs", "blobServicesName": "default", "deleteRetentionPolicy": {"days": 366}},
            "deleteRetentionPolicy.days: given 366, allowed 1 to 365",
        ),
        ("operationalinsights:Workspace", {"retentionInDays": 29}, "retentionInDays: given 29, allowed 30 to 730"),
        (
            "recoveryservices:Vault",
            {
                "sku": {"name": "Standard"},
                "properties": {"securitySettings": {"softDeleteSettings": {"softDeleteRetentionPeriodInDays": 13}}},
            },
            "properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays: "
            "given 13, allowed 14 to 180",
        ),
        (
            "recoveryservices:Vault",
            {
                "sku": {"name": "Standard"},
                "properties": {
                    "redundancySettings": {
                        "crossRegionRestore": "Enabled",
                        "standardTierStorageRedundancy": "ZoneRedundant",
                    }
                },
            },
            "properties.redundancySettings.crossRegionRestore: given Enabled with ZoneRedundant, "
            "allowed with GeoRedundant only",
        ),
        (
            "dataprotection:BackupVault",
            {
                "properties": {
                    "storageSettings": [],
                    "securitySettings": {"softDeleteSettings": {"retentionDurationInDays": 181}},
                }
            },
            "properties.securitySettings.softDeleteSettings.retentionDurationInDays: given 181, allowed 14 to 180",
        ),
    ],
)
def test_days_and_copies(azure: Program, token: str, inputs: dict[str, Any], expected: str) -> None:
    azure.create("storage:StorageAccount", "account", ACCOUNT)
    assert azure.refusal(token, "bad", inputs) == [expected]


def test_role_assignments(azure: Program) -> None:
    vault = azure.vault()
    principal = azure.identity().outputs["principalId"]
    azure.role("grant", vault.id, principal)
    with pytest.raises(Exception, match=r"grant gives this role to this principal already \(RoleAssignmentExists\)"):
        azure.role("again", vault.id, principal)
    with pytest.raises(Exception, match="principalId: given 'aulnay-ci', allowed the object id of a principal"):
        azure.role("by-name", vault.id, "aulnay-ci")


def test_diagnostic_settings(azure: Program) -> None:
    vault, workspace = azure.vault(), azure.create("operationalinsights:Workspace", "workspace")
    logs = [{"categoryGroup": "allLogs", "enabled": True}]
    setting = {"resourceGroupName": ..., "resourceUri": vault.id, "workspaceId": workspace.id, "logs": logs}
    assert azure.create("monitor:DiagnosticSetting", "one", setting).exercised
    assert azure.refusal("monitor:DiagnosticSetting", "two", setting) == [
        "workspaceId: one sends allLogs of this resource there already (409 Conflict)"
    ]
    nothing = {**setting, "logs": [{"categoryGroup": "audit", "enabled": False}]}
    assert azure.refusal("monitor:DiagnosticSetting", "three", nothing) == [
        "logs: missing; allowed at least one log or metric category"
    ]
    nowhere = {key: value for key, value in setting.items() if key != "workspaceId"}
    [problem] = azure.refusal("monitor:DiagnosticSetting", "four", nowhere)
    assert problem.startswith("workspaceId: missing; allowed at least one of workspaceId, storageAccountId")
    for number in range(4):
        other = {**setting, "logs": [{"category": f"Category{number}", "enabled": True}]}
        azure.create("monitor:DiagnosticSetting", f"more-{number}", other)
    sixth = {**setting, "logs": [{"category": "Sixth", "enabled": True}]}
    assert azure.refusal("monitor:DiagnosticSetting", "sixth", sixth) == [
        "name: the resource has 5 settings already, allowed 5"
    ]
