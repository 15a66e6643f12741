from typing import Any

import pytest

from hds_landing.rehearsal.embedded_azure.input_check import input_problems
from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type

SUBNET = {"resourceGroupName": "rg", "virtualNetworkName": "vnet"}
POLICY = {"resourceGroupName": "rg", "vaultName": "vault"}


def problems(token: str, inputs: dict[str, Any]) -> list[str]:
    found = input_problems(find_resource_type(f"azure-native:{token}").inputs, inputs)
    return [f"{problem.property}: {problem.reason}" for problem in found]


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        ("network:Subnet", SUBNET),
        ("network:Subnet", {**SUBNET, "addressPrefix": None, "__defaults": []}),
        ("network:Subnet", {**SUBNET, "sharingScope": "Tenant", "serviceEndpoints": [{"service": "Microsoft.Sql"}]}),
        ("network:PublicIPAddress", {"resourceGroupName": "rg", "idleTimeoutInMinutes": 4.0, "tags": {"a": "b"}}),
        ("recoveryservices:ProtectionPolicy", {**POLICY, "properties": {"backupManagementType": "AzureIaasVM"}}),
        ("storage:Blob", {"accountName": "a", "containerName": "c", "resourceGroupName": "rg", "source": object()}),
    ],
)
def test_what_fits_has_no_problem(token: str, inputs: dict[str, Any]) -> None:
    assert problems(token, inputs) == []


@pytest.mark.parametrize(
    ("token", "inputs", "expected"),
    [
        (
            "network:Subnet",
            {"virtualNetworkName": "vnet"},
            ["resourceGroupName: missing, must be a string"],
        ),
        (
            "network:Subnet",
            {**SUBNET, "adressPrefix": "10.0.0.0/24", "nat_gateway": {}},
            [
                "adressPrefix: no such property; did you mean addressPrefix?",
                "nat_gateway: no such property; did you mean natGateway?",
            ],
        ),
        (
            "network:Subnet",
            {**SUBNET, "sharingScope": "everyone", "defaultOutboundAccess": "false"},
            [
                "sharingScope: given everyone, allowed one of Tenant, DelegatedServices",
                "defaultOutboundAccess: given a string, allowed a boolean",
            ],
        ),
        (
            "network:Subnet",
            {**SUBNET, "delegations": [{"name": "a"}, {"nme": 1}], "addressPrefixes": "10.0.0.0/24"},
            [
                "delegations[1].nme: no such property; did you mean name?",
                "addressPrefixes: given a string, allowed a list",
            ],
        ),
        (
            "network:PublicIPAddress",
            {"resourceGroupName": "rg", "idleTimeoutInMinutes": 4.5, "sku": "Standard", "tags": {"a": 1}},
            [
                "idleTimeoutInMinutes: given a number, allowed a whole number",
                "sku: given a string, allowed an object",
                "tags[a]: given a number, allowed a string",
            ],
        ),
        (
            "network:PublicIPAddress",
            {"resourceGroupName": "rg", "idleTimeoutInMinutes": True},
            ["idleTimeoutInMinutes: given a boolean, allowed a whole number"],
        ),
        (
            "recoveryservices:ProtectionPolicy",
            {**POLICY, "properties": {"backupManagementType": "AzureIaasVM", "timeZone": 3}},
            ["properties.timeZone: given a number, allowed a string"],
        ),
        (
            "recoveryservices:ProtectionPolicy",
            {**POLICY, "properties": {"backupManagementType": "Azure"}},
            [
                "properties.backupManagementType: given 'Azure', allowed one of AzureStorage, AzureIaasVM, AzureSql, "
                "AzureWorkload, GenericProtectionPolicy, MAB"
            ],
        ),
        (
            "recoveryservices:ProtectionPolicy",
            {**POLICY, "properties": {}},
            ["properties.backupManagementType: missing, must be a string"],
        ),
        (
            "recoveryservices:ProtectionPolicy",
            {**POLICY, "properties": 3},
            ["properties: given a number, allowed an object"],
        ),
    ],
)
def test_every_problem_is_named_with_its_place(token: str, inputs: dict[str, Any], expected: list[str]) -> None:
    assert problems(token, inputs) == expected


def test_a_value_of_the_wrong_type_is_never_shown() -> None:
    secret = {"resourceGroupName": "rg", "vaultName": "v", "properties": {"value": ["hunter2"]}}
    assert problems("keyvault:Secret", secret) == ["properties.value: given a list, allowed a string"]
