from collections.abc import Mapping
from typing import Any

import pytest
from azure_program import GROUP_ID, TENANT, Program

from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

VNET = {"resourceGroupName": "rg-a", "virtualNetworkName": "vnet-a"}
SUBNET = {**VNET, "subnetName": "app"}
PERIOD = "immutabilityPeriodSinceCreationInDays"


def vault_inputs(**properties: Any) -> dict[str, Any]:
    described = {"sku": {"family": "A", "name": "premium"}, "tenantId": TENANT, "enableRbacAuthorization": True}
    return {"resourceGroupName": "rg-a", "vaultName": "kv-aulnay", "properties": {**described, **properties}}


def account_inputs(policy: Mapping[str, Any] | None, **inputs: Any) -> dict[str, Any]:
    immutable = {"enabled": True, "immutabilityPolicy": policy} if policy is not None else None
    basic = {"accountName": "store", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    found = {"resourceGroupName": "rg-a", **basic, "immutableStorageWithVersioning": immutable, **inputs}
    return {key: value for key, value in found.items() if value is not None}


def recovery_inputs(security: Mapping[str, Any] | None = None, **redundancy: Any) -> dict[str, Any]:
    properties = {"securitySettings": dict(security or {}), "redundancySettings": redundancy}
    return {"resourceGroupName": "rg-a", "vaultName": "rsv", "sku": {"name": "RS0"}, "properties": properties}


def test_a_change_is_seen_and_keeps_what_azure_computed(azure: Program) -> None:
    created = azure.network()
    wider = {**VNET, "addressSpace": {"addressPrefixes": ["10.0.0.0/15"]}, "tags": {"owner": "dsi"}}
    changed = azure.update(created, "network:VirtualNetwork", "vnet-a", wider)
    assert (changed.id, changed.exercised) == (created.id, True)
    assert changed.outputs["tags"] == {"owner": "dsi"}
    assert changed.outputs["addressSpace"] == {"addressPrefixes": ["10.0.0.0/15"]}
    assert changed.outputs["resourceGuid"] == created.outputs["resourceGuid"]
    assert azure.refreshed(created) == changed
    azure.subnet("app", "10.1.0.0/24")


def test_what_is_not_given_any_more_is_gone(azure: Program) -> None:
    created = azure.create("network:RouteTable", "rt", {"routeTableName": "rt", "tags": {"a": "b"}})
    changed = azure.update(created, "network:RouteTable", "rt", {"resourceGroupName": "rg-a", "routeTableName": "rt"})
    assert "tags" not in changed.outputs
    assert changed.outputs["location"] == "francecentral"


def test_a_name_and_a_region_of_the_providers_choice_stay(azure: Program) -> None:
    created = azure.create("network:RouteTable", "rt")
    inputs = {"resourceGroupName": "rg-a", "tags": {"a": "b"}}
    changed = azure.update(created, "network:RouteTable", "rt", inputs, region="westeurope")
    assert (changed.id, changed.outputs["location"]) == (created.id, "francecentral")


def test_a_change_is_held_against_all_the_others(azure: Program) -> None:
    azure.network()
    app = azure.subnet("app", "10.0.1.0/24")
    azure.subnet("data", "10.0.2.0/24")
    assert azure.update(app, "network:Subnet", "vnet-a-app", {**SUBNET, "addressPrefix": "10.0.0.0/23"}).exercised
    assert azure.update_refusal(app, "network:Subnet", "vnet-a-app", {**SUBNET, "addressPrefix": "10.0.2.0/25"}) == [
        "addressPrefix: given 10.0.2.0/25, which overlaps 10.0.2.0/24 of vnet-a-data (NetcfgSubnetRangesOverlap)"
    ]
    nowhere = {
        **SUBNET,
        "addressPrefix": "10.0.1.0/24",
        "routeTable": {"id": f"{GROUP_ID}/providers/Microsoft.Network/routeTables/rt"},
    }
    [problem] = azure.update_refusal(app, "network:Subnet", "vnet-a-app", nowhere)
    assert "which does not exist (ResourceNotFound)" in problem
    [problem] = azure.update_refusal(app, "network:Subnet", "vnet-a-app", {**SUBNET, "addressPrefix": 3})
    assert problem == "addressPrefix: given a number, allowed a string"
    assert azure.refreshed(app).outputs["addressPrefix"] == "10.0.0.0/23"


def test_an_id_does_not_change_in_place(azure: Program) -> None:
    azure.network()
    app = azure.subnet("app", "10.0.1.0/24")
    azure.network("vnet-b", "10.1.0.0/16")
    moved = {**SUBNET, "virtualNetworkName": "vnet-b", "addressPrefix": "10.1.1.0/24"}
    [problem] = azure.update_refusal(app, "network:Subnet", "vnet-a-app", moved)
    assert problem.endswith(f"allowed {app.id}: an id cannot change in place")


def test_what_is_gone_cannot_change(azure: Program) -> None:
    created = azure.network()
    azure.cloud.remove(created.id)
    with pytest.raises(Gone):
        azure.update(created, "network:VirtualNetwork", "vnet-a", {**VNET, "addressSpace": {"addressPrefixes": []}})


def make(azure: Program, token: str, inputs: Mapping[str, Any]) -> Created:
    return azure.create(token, "one", inputs)


UNLOCKED = {"state": "Unlocked", PERIOD: 365, "allowProtectedAppendWrites": True}
LOCKED = {**UNLOCKED, "state": "Locked"}
SOFT = "properties.securitySettings.softDeleteSettings.softDeleteState"


@pytest.mark.parametrize(
    ("token", "before", "after", "problems"),
    [
        ("keyvault:Vault", vault_inputs(), vault_inputs(enablePurgeProtection=True), []),
        (
            "keyvault:Vault",
            vault_inputs(enablePurgeProtection=True),
            vault_inputs(enablePurgeProtection=False),
            ["properties.enablePurgeProtection: given false, allowed true, or nothing at all (BadRequest)"],
        ),
        (
            "keyvault:Vault",
            vault_inputs(softDeleteRetentionInDays=90),
            vault_inputs(softDeleteRetentionInDays=7),
            [
                "properties.softDeleteRetentionInDays: given 7, allowed 90: it has been set already and cannot be "
                "modified (BadRequest)"
            ],
        ),
        ("keyvault:Vault", vault_inputs(), vault_inputs(softDeleteRetentionInDays=90), []),
        ("storage:StorageAccount", account_inputs(UNLOCKED), account_inputs(LOCKED), []),
        ("storage:StorageAccount", account_inputs(UNLOCKED), account_inputs({**UNLOCKED, PERIOD: 7}), []),
        ("storage:StorageAccount", account_inputs(LOCKED), account_inputs({**LOCKED, PERIOD: 400}), []),
        (
            "storage:StorageAccount",
            account_inputs(LOCKED),
            account_inputs(UNLOCKED),
            [
                "immutableStorageWithVersioning.immutabilityPolicy.state: given Unlocked, allowed Locked: it stays "
                "locked (409 Conflict)"
            ],
        ),
        (
            "storage:StorageAccount",
            account_inputs(LOCKED),
            account_inputs({**LOCKED, PERIOD: 364, "allowProtectedAppendWrites": False}),
            [
                f"immutableStorageWithVersioning.immutabilityPolicy.{PERIOD}: given 364, allowed 365 or more: the "
                "policy is locked",
                "immutableStorageWithVersioning.immutabilityPolicy.allowProtectedAppendWrites: cannot change: the "
                "policy is locked",
            ],
        ),
        (
            "storage:StorageAccount",
            account_inputs({**UNLOCKED, "state": "Disabled"}),
            account_inputs(LOCKED),
            [
                "immutableStorageWithVersioning.immutabilityPolicy.state: given Locked, allowed from Unlocked only, "
                "and it is Disabled"
            ],
        ),
        (
            "storage:StorageAccount",
            account_inputs(UNLOCKED),
            account_inputs(None),
            ["immutableStorageWithVersioning.enabled: allowed at the creation of the account only"],
        ),
        (
            "storage:StorageAccount",
            account_inputs(None),
            account_inputs(
                None, encryption={"keySource": "Microsoft.Storage", "requireInfrastructureEncryption": True}
            ),
            ["encryption.requireInfrastructureEncryption: allowed at the creation of the account only"],
        ),
        (
            "recoveryservices:Vault",
            recovery_inputs({"immutabilitySettings": {"state": "Unlocked"}}),
            recovery_inputs({"immutabilitySettings": {"state": "Locked"}}),
            [],
        ),
        (
            "recoveryservices:Vault",
            recovery_inputs({"immutabilitySettings": {"state": "Locked"}}),
            recovery_inputs({"immutabilitySettings": {"state": "Unlocked"}}),
            [
                "properties.securitySettings.immutabilitySettings.state: allowed Locked: an immutable vault that is "
                "locked stays so"
            ],
        ),
        (
            "recoveryservices:Vault",
            recovery_inputs({"softDeleteSettings": {"softDeleteState": "AlwaysON"}}),
            recovery_inputs(),
            [f"{SOFT}: allowed AlwaysON: soft delete that is always on cannot be switched off"],
        ),
        (
            "recoveryservices:Vault",
            recovery_inputs(standardTierStorageRedundancy="GeoRedundant", crossRegionRestore="Enabled"),
            recovery_inputs(standardTierStorageRedundancy="GeoRedundant", crossRegionRestore="Disabled"),
            ["properties.redundancySettings.crossRegionRestore: allowed Enabled: it cannot be switched off again"],
        ),
        (
            "network:RouteTable",
            {"resourceGroupName": "rg-a", "routeTableName": "rt", "location": "francecentral"},
            {"resourceGroupName": "rg-a", "routeTableName": "rt", "location": "westeurope"},
            ["location: given westeurope, allowed francecentral, where it is (409 InvalidResourceLocation)"],
        ),
    ],
)
def test_what_azure_does_not_let_a_resource_become(
    azure: Program, token: str, before: dict[str, Any], after: dict[str, Any], problems: list[str]
) -> None:
    created = azure.create(token, "one", before)
    if problems:
        assert azure.update_refusal(created, token, "one", after) == problems
        assert azure.refreshed(created) == created
    else:
        assert azure.refreshed(azure.update(created, token, "one", after)).outputs != created.outputs


def test_a_vault_keeps_the_protection_of_which_nobody_speaks_any_more(azure: Program) -> None:
    created = azure.create("keyvault:Vault", "one", vault_inputs(enablePurgeProtection=True))
    changed = azure.update(created, "keyvault:Vault", "one", vault_inputs())
    assert changed.outputs["properties"]["enablePurgeProtection"] is True


def test_a_put_changes_no_key(azure: Program) -> None:
    azure.vault()
    key = azure.key()
    inputs = {"resourceGroupName": "rg-a", "vaultName": "kv-aulnay", "keyName": "storage"}
    changed = azure.update(key, "keyvault:Key", "kv-aulnay-storage", {**inputs, "properties": {"kty": "RSA-HSM"}})
    assert changed == key


def test_the_redundancy_of_a_vault_stays_while_it_holds_backups(azure: Program) -> None:
    before = recovery_inputs(standardTierStorageRedundancy="LocallyRedundant")
    vault = azure.create("recoveryservices:Vault", "one", before)
    after = recovery_inputs(standardTierStorageRedundancy="ZoneRedundant")
    item = {"vaultName": "rsv", "fabricName": "Azure", "containerName": "c", "protectedItemName": "vm-dpi"}
    protected = azure.create("recoveryservices:ProtectedItem", "item", item)
    [problem] = azure.update_refusal(vault, "recoveryservices:Vault", "one", after)
    assert problem.endswith("cannot change while the vault holds vm-dpi")
    [problem] = azure.delete_refusal(vault)
    assert problem == "rsv: vm-dpi is still in it; delete that first"
    azure.delete(protected)
    azure.update(vault, "recoveryservices:Vault", "one", after)
    azure.delete(vault)


def test_a_network_keeps_room_for_its_subnets(azure: Program) -> None:
    vnet = azure.network()
    azure.subnet("app", "10.0.1.0/24")
    narrow = {**VNET, "addressSpace": {"addressPrefixes": ["10.0.8.0/21"]}}
    assert azure.update_refusal(vnet, "network:VirtualNetwork", "vnet-a", narrow) == [
        "addressSpace.addressPrefixes: given 10.0.8.0/21, allowed what holds 10.0.1.0/24 of app "
        "(NetcfgSubnetRangeOutsideVnet)"
    ]


def test_a_subnet_in_use_keeps_its_range(azure: Program) -> None:
    azure.network()
    subnet = azure.subnet("app", "10.0.1.0/24")
    endpoint = {"privateEndpointName": "pe-vault", "subnet": {"id": subnet.id}}
    azure.create("network:PrivateEndpoint", "pe-vault", endpoint)
    [problem] = azure.update_refusal(subnet, "network:Subnet", "vnet-a-app", {**SUBNET, "addressPrefix": "10.0.2.0/24"})
    assert problem.endswith("pe-vault is in it (InUsePrefixCannotBeDeleted)")


def test_a_peering_keeps_its_network(azure: Program) -> None:
    azure.network()
    others = [azure.network(f"vnet-{key}", f"10.{number}.0.0/16") for number, key in enumerate("bc", 1)]
    inputs = {**VNET, "virtualNetworkPeeringName": "peer", "remoteVirtualNetwork": {"id": others[0].id}}
    peering = azure.create("network:VirtualNetworkPeering", "peer", inputs)
    moved = {**inputs, "remoteVirtualNetwork": {"id": others[1].id}}
    [problem] = azure.update_refusal(peering, "network:VirtualNetworkPeering", "peer", moved)
    assert problem == "remoteVirtualNetwork.id: given vnet-c, allowed vnet-b: a peering keeps its network"
    allowed = azure.update(peering, "network:VirtualNetworkPeering", "peer", {**inputs, "allowForwardedTraffic": True})
    assert allowed.outputs["allowForwardedTraffic"] is True


def test_immutability_that_is_asked_for_as_locked_at_birth_is_only_recorded(azure: Program) -> None:
    assert not azure.create("storage:StorageAccount", "locked", account_inputs(LOCKED)).exercised
    other = account_inputs(UNLOCKED, accountName="other")
    assert azure.create("storage:StorageAccount", "unlocked", other).exercised


def test_a_container_policy_that_was_locked_takes_no_put_and_no_deletion(azure: Program) -> None:
    azure.create("storage:StorageAccount", "store", account_inputs(None))
    where = {"resourceGroupName": "rg-a", "accountName": "store", "containerName": "logs"}
    azure.create("storage:BlobContainer", "logs", where)
    token = "storage:BlobContainerImmutabilityPolicy"  # noqa: S105 - a Pulumi token
    policy = azure.create(token, "policy", {**where, PERIOD: 365})
    azure.update(policy, token, "policy", {**where, PERIOD: 7})
    azure.cloud.change(policy.id, state="Locked")
    assert azure.refreshed(policy).outputs["state"] == "Locked"
    [problem] = azure.update_refusal(policy, token, "policy", {**where, PERIOD: 400})
    assert problem == f"{PERIOD}: cannot be set: the policy is locked, and can only be extended (409 Conflict)"
    assert azure.delete_refusal(policy) == ["default: a locked immutability policy cannot be deleted (409 Conflict)"]


def test_a_change_behind_the_programs_back(azure: Program) -> None:
    created = azure.create("network:RouteTable", "rt", {"routeTableName": "rt", "tags": {"a": "b"}})
    azure.cloud.change(created.id.upper(), disableBgpRoutePropagation=False, tags=None)
    found = azure.refreshed(created)
    assert found.outputs["disableBgpRoutePropagation"] is False
    assert "tags" not in found.outputs
    assert found.outputs["etag"] == created.outputs["etag"]
    azure.cloud.remove(created.id)
    for ask in (azure.refreshed, lambda gone: azure.cloud.change(gone.id), lambda gone: azure.cloud.remove(gone.id)):
        with pytest.raises(Gone):
            ask(created)
    assert issubclass(Gone, Refused)
