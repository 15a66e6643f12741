from typing import Any

import pytest
from azure_program import GROUP_ID, SUBSCRIPTION, Program

OTHER = "00000000-0000-4000-8000-000000000002"
VNET_ID = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet-a"
SUBNET = {"virtualNetworkName": "vnet-a", "subnetName": "app", "addressPrefix": "10.0.1.0/24"}


def test_a_child_of_a_network_that_does_not_exist(azure: Program) -> None:
    assert azure.refusal("network:Subnet", "app", SUBNET) == [
        f"parent: given {VNET_ID}, which does not exist (ResourceNotFound); create it in this stack, before"
    ]


def test_a_child_that_does_not_wait_for_its_parent(azure: Program) -> None:
    azure.network()
    [problem] = azure.refusal("network:Subnet", "app", SUBNET, after=[azure.urn("resources:ResourceGroup", "rg-a")])
    assert problem.startswith(f"parent: given {VNET_ID}, which may not exist yet: nothing makes this wait for vnet-a")


def test_waiting_through_another_resource_is_waiting(azure: Program) -> None:
    azure.network()
    azure.create("network:Subnet", "app", SUBNET, after=[azure.urn("network:VirtualNetwork", "vnet-a")])


def test_a_resource_group_of_another_subscription_is_not_this_one(azure: Program) -> None:
    [problem] = azure.refusal("network:RouteTable", "rt", subscription=OTHER)
    assert problem == (
        f"resourceGroupName: given /subscriptions/{OTHER}/resourceGroups/rg-a (ResourceGroupNotFound), "
        f"allowed {GROUP_ID}; mind the provider"
    )


def test_a_resource_group_that_comes_after_what_is_in_it(bare: Program) -> None:
    assert not bare.create("network:RouteTable", "rt", after=[]).exercised
    [problem] = bare.refusal("resources:ResourceGroup", "rg-a")
    assert problem.startswith("rg-a: rt was put into it before it existed (ResourceGroupNotFound)")


def test_what_lives_outside_the_stack_is_accepted_and_only_recorded(azure: Program) -> None:
    vnet = azure.network()
    created = azure.create(
        "network:FlowLog",
        "flows",
        {
            "resourceGroupName": "NetworkWatcherRG",
            "networkWatcherName": "NetworkWatcher_francecentral",
            "flowLogName": "flows",
            "targetResourceId": vnet.id,
            "storageId": f"/subscriptions/{OTHER}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/logs",
        },
    )
    assert not created.exercised
    assert created.id.endswith(
        "/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_francecentral"
        "/flowLogs/flows"
    )


def test_a_reference_to_what_does_not_exist(azure: Program) -> None:
    azure.network()
    group_id = f"{GROUP_ID}/providers/Microsoft.Network/networkSecurityGroups/nsg"
    assert azure.refusal("network:Subnet", "app", {**SUBNET, "networkSecurityGroup": {"id": group_id}}) == [
        f"networkSecurityGroup.id: given {group_id}, which does not exist (ResourceNotFound); "
        "create it in this stack, before"
    ]


def test_a_reference_of_the_wrong_type(azure: Program) -> None:
    azure.network()
    table = azure.create("network:RouteTable", "rt")
    assert azure.refusal("network:Subnet", "app", {**SUBNET, "networkSecurityGroup": {"id": table.id}}) == [
        "networkSecurityGroup.id: given Microsoft.Network/routeTables, "
        "allowed the id of a Microsoft.Network/networkSecurityGroups"
    ]


def test_ids_know_no_case(azure: Program) -> None:
    azure.network()
    group = azure.create("network:NetworkSecurityGroup", "nsg")
    assert azure.create("network:Subnet", "app", {**SUBNET, "networkSecurityGroup": {"id": group.id.upper()}})


def test_implicit_parts_and_unlisted_parts_exist_with_their_resource(azure: Program) -> None:
    account = azure.create(
        "storage:StorageAccount", "logs", {"accountName": "logs", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    )
    workspace = azure.create("operationalinsights:Workspace", "workspace")
    for part in ("blobServices/default", "someService/default"):
        setting = {"resourceGroupName": ..., "resourceUri": f"{account.id}/{part}", "workspaceId": workspace.id}
        setting["logs"] = [{"category": "StorageRead", "enabled": True}]
        assert azure.create("monitor:DiagnosticSetting", part.split("/")[0], setting).exercised


def test_a_key_uri_of_a_vault_of_this_stack_must_name_its_key(azure: Program) -> None:
    azure.vault()
    azure.key("storage")
    uri = "https://kv-aulnay.vault.azure.net/keys"
    azure.create("network:RouteTable", "good", {"tags": {"key": f"{uri}/storage"}})
    azure.create("network:RouteTable", "outside", {"tags": {"key": "https://kv-of-another.vault.azure.net/keys/disk"}})
    assert azure.refusal("network:RouteTable", "bad", {"tags": {"key": f"{uri}/disk"}}) == [
        f"tags.key: given {uri}/disk, allowed a key of kv-aulnay that exists (KeyNotFound)"
    ]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("francecentral", None),
        ("France Central", None),
        ("francecentrale", "location: given francecentrale, allowed a known Azure region: francecentral"),
        ("europe", "location: given europe, allowed a known Azure region"),
        ("global", "location: given global, allowed a region (LocationNotAvailableForResourceType"),
    ],
)
def test_locations(azure: Program, location: str, expected: str | None) -> None:
    inputs = {"location": location}
    if expected is None:
        assert azure.create("network:RouteTable", "rt", inputs).outputs["location"] == "francecentral"
    else:
        [problem] = azure.refusal("network:RouteTable", "rt", inputs)
        assert problem.startswith(expected)


def test_a_global_type_takes_the_location_global(azure: Program) -> None:
    zone = {"privateZoneName": "privatelink.blob.core.windows.net", "location": "global"}
    assert azure.create("privatedns:PrivateZone", "zone", zone).exercised


def test_without_a_location_the_provider_and_then_the_group_give_one(azure: Program) -> None:
    assert azure.create("network:RouteTable", "rt1", region="westeurope").outputs["location"] == "westeurope"
    assert azure.create("network:RouteTable", "rt2", region=None).outputs["location"] == "francecentral"


@pytest.mark.parametrize(
    ("token", "inputs", "place"),
    [
        ("network:Subnet", {**SUBNET, "routeTable": {"id": "{far}"}}, "routeTable.id"),
        ("network:Subnet", {**SUBNET, "natGateway": {"id": "{gateway}"}}, "natGateway.id"),
    ],
)
def test_regions_that_must_be_the_same(azure: Program, token: str, inputs: dict[str, Any], place: str) -> None:
    azure.network()
    far = azure.create("network:RouteTable", "far", {"location": "westeurope"})
    gateway = azure.create("network:NatGateway", "gateway", {"location": "westeurope"})
    ids = {"{far}": far.id, "{gateway}": gateway.id}
    key = place.split(".")[0]
    given = {**inputs, key: {"id": ids[inputs[key]["id"]]}}
    assert azure.refusal(token, "app", given) == [
        f"{place}: given a resource in westeurope, allowed one in francecentral, where app is"
    ]


def test_diagnostics_go_to_a_store_of_the_same_region(azure: Program) -> None:
    vnet = azure.network()
    account = {"accountName": "far", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "location": "westeurope"}
    store = azure.create("storage:StorageAccount", "far", account)
    setting = {"resourceGroupName": ..., "resourceUri": vnet.id, "storageAccountId": store.id}
    setting["logs"] = [{"categoryGroup": "allLogs", "enabled": True}]
    assert azure.refusal("monitor:DiagnosticSetting", "trace", setting) == [
        "storageAccountId: given a resource in westeurope, allowed one in francecentral, where trace is"
    ]


def test_duplicate_ids_and_names(azure: Program) -> None:
    azure.create("network:RouteTable", "one", {"routeTableName": "Hub"})
    [problem] = azure.refusal("network:RouteTable", "two", {"routeTableName": "hub"})
    assert problem.startswith("routeTableName: ")
    assert problem.endswith("/routeTables/hub exists already, as one; import it, or delete it first")


def test_names_that_all_of_azure_shares(azure: Program) -> None:
    azure.create("resources:ResourceGroup", "rg-b", {"resourceGroupName": "rg-b"})
    account = {"accountName": "gpnelogs", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    azure.create("storage:StorageAccount", "one", account)
    assert azure.refusal("storage:StorageAccount", "two", {**account, "resourceGroupName": "rg-b"}) == [
        "accountName: given 'gpnelogs', taken by one; the name is unique in all of Azure"
    ]


@pytest.mark.parametrize("scope", ["rg-a", "", "subscriptions/x"])
def test_a_scope_is_an_id(azure: Program, scope: str) -> None:
    problems = azure.refusal(
        "authorization:ManagementLockByScope",
        "lock",
        {"resourceGroupName": ..., "scope": scope, "level": "CanNotDelete", "lockName": "lock"},
    )
    assert len(problems) == 1
    assert problems[0].startswith("scope: ")


def test_a_lock_on_a_subscription_and_a_built_in_role_need_no_resource(azure: Program) -> None:
    scope = f"/subscriptions/{SUBSCRIPTION}"
    lock = {"resourceGroupName": ..., "scope": scope, "level": "CanNotDelete", "lockName": "lock"}
    created = azure.create("authorization:ManagementLockByScope", "lock", lock)
    assert created.id == f"{scope}/providers/Microsoft.Authorization/locks/lock"
    assert created.exercised
    principal = azure.identity().outputs["principalId"]
    assert azure.role("grant", scope, principal).exercised
