from typing import Any

import pytest
from azure_program import GROUP_ID, Program

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rehearsal.embedded_cloud import Difference

NSG = {"resourceGroupName": "rg-a", "networkSecurityGroupName": "nsg", "location": "francecentral"}
VNET = {"resourceGroupName": "rg-a", "virtualNetworkName": "vnet", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
SUBNET = {"resourceGroupName": "rg-a", "virtualNetworkName": "vnet", "subnetName": "s", "addressPrefix": "10.0.0.0/24"}
ADDRESS = {"resourceGroupName": "rg-a", "publicIpAddressName": "ip", "sku": {"name": "Standard"}}
ACCOUNT = {"resourceGroupName": "rg-a", "accountName": "store", "isHnsEnabled": False, "location": "francecentral"}
VAULT = {"resourceGroupName": "rg-a", "vaultName": "kv", "properties": {"tenantId": "t"}, "location": "francecentral"}
KEY = {"resourceGroupName": "rg-a", "vaultName": "kv", "keyName": "k", "properties": {"kty": "RSA", "keySize": 4096}}
ROLE = {"scope": GROUP_ID, "roleAssignmentName": "n", "principalId": "p", "roleDefinitionId": "r"}
LOCK = {"scope": GROUP_ID, "lockName": "no-deletion", "level": "CanNotDelete"}
IDENTITY = {"resourceGroupName": "rg-a", "resourceName": "id", "location": "francecentral"}


@pytest.mark.parametrize(
    ("token", "old", "change", "changed", "replaces"),
    [
        ("network:NetworkSecurityGroup", NSG, {}, [], []),
        ("network:NetworkSecurityGroup", NSG, {"tags": {"a": "b"}}, ["tags"], []),
        ("network:NetworkSecurityGroup", NSG, {"location": "France Central"}, [], []),
        ("network:NetworkSecurityGroup", NSG, {"location": "westeurope"}, ["location"], []),
        ("network:NetworkSecurityGroup", NSG, {"location": ...}, [], []),
        ("network:NetworkSecurityGroup", NSG, {"networkSecurityGroupName": ...}, [], []),
        ("network:NetworkSecurityGroup", NSG, {"resourceGroupName": "RG-A"}, [], []),
        ("network:NetworkSecurityGroup", NSG, {"resourceGroupName": "rg-b"}, ["resourceGroupName"], None),
        ("network:NetworkSecurityGroup", NSG, {"networkSecurityGroupName": "b"}, ["networkSecurityGroupName"], None),
        ("network:NetworkSecurityGroup", NSG, {"tags": None, "__defaults": []}, [], []),
        ("network:VirtualNetwork", VNET, {"addressSpace": {"addressPrefixes": ["10.0.0.0/15"]}}, ["addressSpace"], []),
        ("network:Subnet", SUBNET, {"addressPrefix": "10.0.1.0/24"}, ["addressPrefix"], []),
        ("network:Subnet", SUBNET, {"addressPrefix": ...}, ["addressPrefix"], []),
        ("network:Subnet", SUBNET, {"addressPrefix": UNKNOWN}, ["addressPrefix"], []),
        ("network:Subnet", SUBNET, {"routeTable": {"id": UNKNOWN}}, ["routeTable"], []),
        ("network:Subnet", SUBNET, {"virtualNetworkName": UNKNOWN}, ["virtualNetworkName"], None),
        ("network:PublicIPAddress", ADDRESS, {"sku": {"name": "Basic"}}, ["sku"], None),
        ("network:PublicIPAddress", ADDRESS, {"zones": ["1"]}, ["zones"], []),
        ("storage:StorageAccount", ACCOUNT, {"isHnsEnabled": True}, ["isHnsEnabled"], None),
        ("storage:StorageAccount", ACCOUNT, {"location": "westeurope"}, ["location"], None),
        ("storage:StorageAccount", ACCOUNT, {"encryption": {"keySource": "Microsoft.Storage"}}, ["encryption"], []),
        ("keyvault:Vault", VAULT, {"properties": {"tenantId": "u"}}, ["properties"], []),
        ("keyvault:Vault", VAULT, {"location": "westeurope"}, ["location"], []),
        ("keyvault:Key", KEY, {"properties": {"kty": "EC", "keySize": 4096}}, ["properties"], []),
        ("keyvault:Key", KEY, {"properties": {"keySize": 4096.0, "kty": "RSA"}}, [], []),
        ("authorization:RoleAssignment", ROLE, {"principalId": "q"}, ["principalId"], None),
        ("authorization:RoleAssignment", ROLE, {"scope": f"{GROUP_ID}x", "description": "d"}, None, ["scope"]),
        ("authorization:RoleAssignment", ROLE, {"roleDefinitionId": "s"}, ["roleDefinitionId"], []),
        ("authorization:ManagementLockByScope", LOCK, {"level": "ReadOnly"}, ["level"], []),
        ("authorization:ManagementLockByScope", LOCK, {"scope": "/subscriptions/b"}, ["scope"], None),
        ("managedidentity:UserAssignedIdentity", IDENTITY, {"location": "westeurope"}, ["location"], None),
        ("sql:Server", {"serverName": "a"}, {"serverName": "b", "version": "12.0"}, None, ["serverName"]),
    ],
)
def test_what_changes_and_what_is_made_anew(
    azure: Program,
    token: str,
    old: dict[str, Any],
    change: dict[str, Any],
    changed: list[str] | None,
    replaces: list[str] | None,
) -> None:
    """`replaces` None: all that changed."""
    new = {key: value for key, value in {**old, **change}.items() if value is not ...}
    found = azure.cloud.diff(azure.engine_registration(token, "one", new), old)
    replaces = changed if replaces is None else replaces
    assert list(found.replaces) == replaces
    assert changed is None or list(found.changed) == changed
    assert set(found.changed) >= set(found.replaces)
    assert found.delete_before_replace == bool(replaces)


def test_a_name_of_the_providers_choice_lets_both_stand(azure: Program) -> None:
    azure.create("resources:ResourceGroup", "rg-b", {"resourceGroupName": "rg-b"})
    created = azure.create("network:RouteTable", "rt")
    old = {"resourceGroupName": "rg-a"}
    moved = azure.engine_registration("network:RouteTable", "rt", {"resourceGroupName": "rg-b"})
    assert azure.cloud.diff(moved, old) == Difference(("resourceGroupName",), ("resourceGroupName",))
    other = azure.cloud.create(moved)
    assert other.outputs["name"] != created.outputs["name"]
    assert azure.stands(created)
    beside = azure.cloud.create(azure.engine_registration("network:RouteTable", "rt", old))
    assert beside.id != created.id
    assert len({each.outputs["resourceGuid"] for each in (created, other, beside)}) == 3


def test_a_name_that_is_now_given_is_held_against_the_one_it_has(azure: Program) -> None:
    created = azure.create("network:RouteTable", "rt")
    named = {"resourceGroupName": "rg-a", "routeTableName": created.outputs["name"], "location": "francecentral"}
    same = azure.engine_registration("network:RouteTable", "rt", named)
    assert azure.cloud.diff(same, {"resourceGroupName": "rg-a"}) == Difference()
    other = azure.engine_registration("network:RouteTable", "rt", {**named, "routeTableName": "rt-other"})
    found = azure.cloud.diff(other, {"resourceGroupName": "rg-a"})
    assert (list(found.replaces), found.delete_before_replace) == (["routeTableName"], False)


def test_inputs_are_checked_by_property_and_unknown_ones_fit(azure: Program) -> None:
    inputs = {
        "virtualNetworkName": UNKNOWN,
        "subnetName": "app-",
        "routeTable": {"id": UNKNOWN, "x": 1},
        "addresPrefix": 3,
    }
    problems = azure.cloud.check(azure.engine_registration("network:Subnet", "app", inputs))
    assert [problem.property for problem in problems] == [
        "routeTable.x",
        "addresPrefix",
        "resourceGroupName",
        "subnetName",
    ]
    assert all(problem.reason for problem in problems)
    assert problems[1].reason == "no such property; did you mean addressPrefix?"
    [unknown] = azure.cloud.check(azure.engine_registration("network:Subnett", "app", {}))
    assert (unknown.property, "did you mean azure-native:network:Subnet?" in unknown.reason) == ("", True)
    assert azure.cloud.check(azure.engine_registration("network:Subnet", "app", SUBNET)) == []
    assert azure.cloud.check(azure.engine_registration("network/v20200101:Subnet", "app", {"subnet": 3})) == []


def test_what_a_write_keeps_busy(azure: Program) -> None:
    vnet = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet"
    policy = f"{GROUP_ID}/providers/Microsoft.Network/firewallPolicies/p"
    firewall = {
        "resourceGroupName": "rg-a",
        "firewallPolicy": {"id": policy},
        "ipConfigurations": [{"subnet": {"id": f"{vnet}/subnets/AzureFirewallSubnet"}}],
    }
    for token, inputs, expected in (
        ("network:Subnet", SUBNET, [vnet]),
        ("network:VirtualNetwork", VNET, [vnet]),
        ("network:AzureFirewall", firewall, [policy, vnet]),
        ("network:FirewallPolicy", {"resourceGroupName": "rg-a", "firewallPolicyName": "p"}, [policy]),
        ("keyvault:Vault", VAULT, []),
        ("network:Subnet", {"subnetName": "s"}, []),
    ):
        assert azure.cloud.written_ids(azure.engine_registration(token, "one", inputs)) == expected, token
