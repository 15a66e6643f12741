import ipaddress
from typing import Any

import pytest
from azure_program import GROUP_ID, TENANT, Program

from hds_landing.rehearsal.embedded_azure.names import is_guid

DOCUMENTATION = [ipaddress.ip_network(each) for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]


def test_identities(azure: Program) -> None:
    created = azure.identity("id-storage")
    assert created.id == f"{GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-storage"
    assert created.outputs["tenantId"] == TENANT
    assert is_guid(created.outputs["principalId"])
    assert is_guid(created.outputs["clientId"])
    assert created.outputs["principalId"] != created.outputs["clientId"]


def test_vault_and_key(azure: Program) -> None:
    vault, key = azure.vault(), azure.key()
    assert vault.outputs["properties"]["vaultUri"] == "https://kv-aulnay.vault.azure.net/"
    assert vault.outputs["properties"]["enablePurgeProtection"] is True
    assert key.id == f"{vault.id}/keys/storage"
    assert key.outputs["keyUri"] == "https://kv-aulnay.vault.azure.net/keys/storage"
    uri, _, version = key.outputs["keyUriWithVersion"].rpartition("/")
    assert (uri, len(version)) == (key.outputs["keyUri"], 32)


def test_inputs_are_left_as_they_were(azure: Program) -> None:
    properties: dict[str, Any] = {"sku": {"family": "A", "name": "premium"}, "tenantId": TENANT}
    inputs = {"vaultName": "kv-aulnay", "properties": properties}
    azure.create("keyvault:Vault", "vault", inputs)
    assert "vaultUri" not in properties
    assert inputs == {"vaultName": "kv-aulnay", "properties": properties}


def test_storage_account(azure: Program) -> None:
    account = {"accountName": "gpnelogs", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    outputs = azure.create("storage:StorageAccount", "logs", account).outputs
    assert outputs["primaryEndpoints"]["blob"] == "https://gpnelogs.blob.core.windows.net/"
    assert outputs["primaryLocation"] == outputs["location"] == "francecentral"
    assert outputs["type"] == "Microsoft.Storage/storageAccounts"
    assert outputs["name"] == "gpnelogs"
    assert outputs["azureApiVersion"] == "2024-01-01"
    assert outputs["provisioningState"] == "Succeeded"


def test_what_nobody_declares_is_absent(azure: Program) -> None:
    outputs = azure.network().outputs
    assert "subnets" not in outputs
    assert "flowLogs" not in outputs


def test_public_addresses_are_documentation_addresses(azure: Program) -> None:
    for number in range(20):
        address = ipaddress.ip_address(azure.create("network:PublicIPAddress", f"a{number}").outputs["ipAddress"])
        assert any(address in network for network in DOCUMENTATION)


def test_assigned_identities_come_back_with_their_principals(azure: Program) -> None:
    user = azure.identity()
    workspace = azure.create(
        "operationalinsights:Workspace",
        "workspace",
        {"identity": {"type": "UserAssigned", "userAssignedIdentities": [user.id]}},
    )
    assert is_guid(workspace.outputs["customerId"])
    assert workspace.outputs["identity"]["userAssignedIdentities"][user.id] == {
        "principalId": user.outputs["principalId"],
        "clientId": user.outputs["clientId"],
    }
    vault = azure.create(
        "recoveryservices:Vault", "vault", {"sku": {"name": "Standard"}, "identity": {"type": "SystemAssigned"}}
    )
    assert is_guid(vault.outputs["identity"]["principalId"])
    assert vault.outputs["identity"]["tenantId"] == TENANT


def register(bare: Program, names: list[str]) -> dict[str, tuple[str, object]]:
    bare.create("resources:ResourceGroup", "rg-a", after=[])
    group = bare.urn("resources:ResourceGroup", "rg-a")
    made = {name: bare.create("managedidentity:UserAssignedIdentity", name, after=[group]) for name in names}
    return {name: (each.id, each.outputs) for name, each in made.items()}


@pytest.mark.parametrize("order", [["a-one", "b-two", "c-three"], ["c-three", "a-one", "b-two"]])
def test_ids_and_outputs_do_not_depend_on_order_or_on_others(bare: Program, order: list[str]) -> None:
    together = register(bare, order)
    for name in order:
        with type(bare.cloud)() as cloud:
            assert register(Program(cloud), [name])[name] == together[name]
