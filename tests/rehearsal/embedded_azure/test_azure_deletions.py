from collections.abc import Callable
from typing import Any

import pytest
from azure_program import GROUP_ID, SUBSCRIPTION, TENANT, Program

from hds_landing.rehearsal.embedded_cloud import Created

STANDARD = {"sku": {"name": "Standard"}, "publicIPAllocationMethod": "Static"}


def test_what_is_deleted_is_gone_and_can_be_made_again(azure: Program) -> None:
    first = azure.create("network:RouteTable", "rt", {"routeTableName": "rt"})
    azure.delete(first)
    assert not azure.stands(first)
    azure.delete(first)
    second = azure.create("network:RouteTable", "rt", {"routeTableName": "rt"})
    assert second.id == first.id
    assert second.outputs["resourceGuid"] != first.outputs["resourceGuid"]
    assert azure.stands(second)


def test_what_is_below_goes_too(azure: Program) -> None:
    vnet = azure.network()
    subnet = azure.subnet("app", "10.0.1.0/24")
    azure.delete(vnet)
    assert not azure.stands(subnet)
    azure.network()
    azure.subnet("app", "10.0.1.0/24")


def firewall(azure: Program, *wanted: str) -> list[Created]:
    """A firewall with all that it needs; returns those named, and the firewall."""
    azure.network()
    address = azure.create("network:PublicIPAddress", "address", {"publicIpAddressName": "address", **STANDARD})
    policy = azure.create("network:FirewallPolicy", "policy", {"firewallPolicyName": "policy"})
    subnet = azure.subnet("AzureFirewallSubnet", "10.0.0.0/26")
    place = {"name": "a", "subnet": {"id": subnet.id}, "publicIPAddress": {"id": address.id}}
    inputs = {"azureFirewallName": "fw", "firewallPolicy": {"id": policy.id}, "ipConfigurations": [place]}
    created = azure.create("network:AzureFirewall", "fw", inputs)
    made = {"address": address, "policy": policy, "subnet": subnet}
    return [*(made[key] for key in wanted), created]


def with_subnet(azure: Program, token: str, key: str, **inputs: Any) -> list[Created]:
    """A subnet that uses a resource of a type; returns the resource and the subnet."""
    kind = token.partition(":")[2]
    azure.network()
    used = azure.create(token, "used", {f"{kind[0].lower()}{kind[1:]}Name": "used", **inputs})
    return [used, azure.subnet("app", "10.0.1.0/24", **{key: {"id": used.id}})]


@pytest.mark.parametrize(
    ("build", "problem"),
    [
        (
            lambda azure: with_subnet(azure, "network:NetworkSecurityGroup", "networkSecurityGroup"),
            "used: app uses it (InUseNetworkSecurityGroupCannotBeDeleted); delete that first",
        ),
        (
            lambda azure: with_subnet(azure, "network:RouteTable", "routeTable"),
            "used: app uses it (InUseRouteTableCannotBeDeleted); delete that first",
        ),
        (
            lambda azure: with_subnet(azure, "network:NatGateway", "natGateway", sku={"name": "Standard"}),
            "used: app uses it; delete that first",
        ),
        (
            lambda azure: firewall(azure, "address"),
            "address: fw uses it (PublicIPAddressCannotBeDeleted); delete that first",
        ),
        (lambda azure: firewall(azure, "policy"), "policy: fw uses it; delete that first"),
        (
            lambda azure: firewall(azure, "subnet"),
            "AzureFirewallSubnet: fw uses it (InUseSubnetCannotBeDeleted); delete that first",
        ),
    ],
)
def test_what_is_in_use_stays_until_its_user_goes(
    azure: Program, build: Callable[[Program], list[Created]], problem: str
) -> None:
    used, user = build(azure)
    assert azure.delete_refusal(used) == [problem]
    assert azure.stands(used)
    azure.delete(user)
    azure.delete(used)
    assert not azure.stands(used)


def test_a_network_stays_while_one_of_its_subnets_is_in_use(azure: Program) -> None:
    firewall(azure)
    vnet = azure.cloud.read(
        azure.register("any:Type", "any", {}), f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet-a"
    )
    assert azure.delete_refusal(vnet) == [
        "AzureFirewallSubnet: fw uses it (InUseSubnetCannotBeDeleted); delete that first"
    ]


def test_a_private_zone_stays_while_networks_are_linked(azure: Program) -> None:
    vnet = azure.network()
    zone = azure.create(
        "privatedns:PrivateZone", "zone", {"privateZoneName": "ght.internal", "location": "global"}, region=None
    )
    link = {"privateZoneName": "ght.internal", "virtualNetworkLinkName": "hub", "location": "global"}
    linked = azure.create("privatedns:VirtualNetworkLink", "hub", {**link, "virtualNetwork": {"id": vnet.id}})
    assert azure.delete_refusal(zone) == ["ght.internal: hub is still in it (CannotDeleteResource); delete that first"]
    azure.delete(linked)
    azure.delete(zone)


def test_peered_networks_go(azure: Program) -> None:
    one, two = azure.network(), azure.network("vnet-b", "10.1.0.0/16")
    inputs = {"virtualNetworkName": "vnet-a", "virtualNetworkPeeringName": "p", "remoteVirtualNetwork": {"id": two.id}}
    azure.create("network:VirtualNetworkPeering", "p", inputs)
    azure.delete(two)
    azure.delete(one)


def test_a_resource_group_takes_everything_in_it(azure: Program) -> None:
    group = azure.cloud.read(azure.register("any:Type", "any", {}), GROUP_ID)
    firewall(azure)
    azure.vault()
    azure.key()
    azure.delete(group)
    assert azure.cloud.standing_ids() == []


def test_a_resource_group_stays_while_another_needs_what_is_in_it(azure: Program) -> None:
    group = azure.cloud.read(azure.register("any:Type", "any", {}), GROUP_ID)
    azure.create("resources:ResourceGroup", "rg-b", {"resourceGroupName": "rg-b"})
    azure.network()
    subnet = azure.subnet("app", "10.0.1.0/24")
    endpoint = {"resourceGroupName": "rg-b", "privateEndpointName": "pe", "subnet": {"id": subnet.id}}
    azure.create("network:PrivateEndpoint", "pe", endpoint)
    assert azure.delete_refusal(group) == ["app: pe uses it (InUseSubnetCannotBeDeleted); delete that first"]


# locks

SCOPES = {"itself": "", "group": GROUP_ID, "subscription": f"/subscriptions/{SUBSCRIPTION}"}


@pytest.mark.parametrize("level", ["CanNotDelete", "ReadOnly"])
@pytest.mark.parametrize("where", SCOPES)
def test_a_lock_keeps_everything_below_its_scope(azure: Program, where: str, level: str) -> None:
    table = azure.create("network:RouteTable", "rt", {"routeTableName": "rt"})
    scope = SCOPES[where] or table.id
    lock = azure.lock(scope, level=level)
    assert azure.delete_refusal(table) == [
        f"rt: cannot perform the delete operation while {scope} is locked by no-deletion (409 ScopeLocked); "
        "delete that lock first"
    ]
    azure.delete(lock)
    azure.delete(table)


def test_a_lock_keeps_the_group_of_what_it_locks(azure: Program) -> None:
    group = azure.cloud.read(azure.register("any:Type", "any", {}), GROUP_ID)
    table = azure.create("network:RouteTable", "rt", {"routeTableName": "rt"})
    azure.lock(table.id)
    [problem] = azure.delete_refusal(group)
    assert problem.startswith(f"rg-a: cannot perform the delete operation while {table.id} is locked")


def test_a_lock_keeps_the_roles_below_its_scope(azure: Program) -> None:
    azure.vault()
    key = azure.key()
    role = azure.role("role", key.id, azure.identity().outputs["principalId"])
    azure.lock(f"{GROUP_ID}/providers/Microsoft.KeyVault/vaults/kv-aulnay")
    [problem] = azure.delete_refusal(role)
    assert "(409 ScopeLocked)" in problem


def test_only_a_read_only_lock_keeps_others_from_writing(azure: Program) -> None:
    inputs = {"resourceGroupName": "rg-a", "routeTableName": "rt"}
    table = azure.create("network:RouteTable", "rt", inputs)
    no_deletion = azure.lock(GROUP_ID)
    azure.update(table, "network:RouteTable", "rt", {**inputs, "tags": {"a": "b"}})
    azure.create("network:RouteTable", "other", {"routeTableName": "other"})
    azure.delete(no_deletion)
    azure.lock(GROUP_ID, "no-change", "ReadOnly")
    problem = f"while {GROUP_ID} is locked by no-change (409 ScopeLocked); delete that lock first"
    assert azure.update_refusal(table, "network:RouteTable", "rt", inputs) == [
        f"rt: cannot perform the write operation {problem}"
    ]
    assert azure.refusal("network:RouteTable", "third", {"routeTableName": "third"}) == [
        f"third: cannot perform the write operation {problem}"
    ]


def test_what_exists_with_its_parent_is_only_set_back(azure: Program) -> None:
    account = {"accountName": "store", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    store = azure.create("storage:StorageAccount", "store", account)
    blobs = azure.create(
        "storage:BlobServiceProperties", "blobs", {"accountName": "store", "blobServicesName": "default"}
    )
    azure.lock(store.id)
    azure.delete(blobs)
    assert azure.stands(store)


# what Azure keeps after its deletion


def test_the_name_of_a_deleted_vault_stays_taken(azure: Program) -> None:
    vault = azure.vault(softDeleteRetentionInDays=30)
    key = azure.key()
    azure.delete(vault)
    properties = {"sku": {"family": "A", "name": "premium"}, "tenantId": TENANT}
    again = {"vaultName": "KV-Aulnay", "properties": properties}
    assert azure.refusal("keyvault:Vault", "other", again) == [
        "vaultName: given 'KV-Aulnay', which a deleted vault still holds (409 ConflictError); recover it with "
        "properties.createMode: recover, or wait until its 30 days are over: purge protection forbids to purge it"
    ]
    recover = {"vaultName": "kv-aulnay", "properties": {**properties, "createMode": "recover"}}
    azure.create("keyvault:Vault", "again", recover)
    assert azure.refreshed(key) == key


def test_a_vault_without_purge_protection_can_be_purged(azure: Program) -> None:
    azure.delete(azure.vault(enablePurgeProtection=None))
    [problem] = azure.refusal("keyvault:Vault", "again", {"vaultName": "kv-aulnay", "properties": VAULT})
    assert problem.endswith("recover it with properties.createMode: recover, or purge it")


VAULT = {"sku": {"family": "A", "name": "standard"}, "tenantId": TENANT}


def test_the_name_of_a_deleted_key_stays_taken_in_its_vault(azure: Program) -> None:
    azure.vault()
    azure.delete(azure.key())
    inputs = {"vaultName": "kv-aulnay", "keyName": "storage", "properties": {"kty": "RSA"}}
    [problem] = azure.refusal("keyvault:Key", "again", inputs)
    assert problem.startswith("keyName: given 'storage', which is deleted but recoverable (409 Conflict)")
    azure.vault("kv-other")
    azure.key("storage", "kv-other")


def test_once_the_days_are_over_every_name_is_free(azure: Program) -> None:
    vault = azure.vault()
    azure.key()
    azure.delete(vault)
    azure.cloud.end_retention()
    azure.vault()
    azure.key()


def test_a_vault_deleted_behind_the_programs_back_is_kept_too(azure: Program) -> None:
    azure.cloud.remove(azure.vault().id)
    [problem] = azure.refusal("keyvault:Vault", "again", {"vaultName": "kv-aulnay", "properties": VAULT})
    assert "which a deleted vault still holds" in problem


def test_what_stands_is_listed_with_its_urn_and_type(azure: Program) -> None:
    vnet = azure.network()
    found = {(each.id, each.type, each.urn) for each in azure.cloud.standing_ids()}
    assert found == {
        (GROUP_ID, "azure-native:resources:ResourceGroup", azure.urn("resources:ResourceGroup", "rg-a")),
        (vnet.id, "azure-native:network:VirtualNetwork", azure.urn("network:VirtualNetwork", "vnet-a")),
    }
