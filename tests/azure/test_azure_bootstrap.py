from datetime import date

import pytest
from pulumi.provider.experimental.analyzer import Analyzer

from hds_landing.azure.bootstrap import Bootstrap
from hds_landing.azure.role_assignment import STORAGE_BLOB_DATA_CONTRIBUTOR
from hds_landing.azure.runner_identity import RunnerIdentity
from hds_landing.azure.state.private_access import network_of
from hds_landing.azure.state_store import StateStore
from hds_landing.errors import ComponentArgsError
from hds_landing.inventory.resource import Resource
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from tests.bootstraps import OWN, SUBNET, bootstrap_plan, rehearsed_bootstrap

SUBSCRIPTION = OWN["azure"]
VARIANTS = pytest.mark.parametrize(("federated", "subnet"), [(True, ""), (False, ""), (True, SUBNET)])


def drawn(*, federated: bool = False, subnet: str = "") -> dict[tuple[str, str], Resource]:
    rehearsal = rehearsed_bootstrap("azure", federated=federated, subnet=subnet)
    assert rehearsal.errors == ()
    return {(each.type.removeprefix("azure-native:"), each.name): each for each in rehearsal.inventory}


@VARIANTS
@pytest.mark.parametrize("own_account", [True, False])
def test_no_rule_finds_anything(federated: bool, subnet: str, own_account: bool) -> None:
    rehearsal = rehearsed_bootstrap("azure", federated=federated, own_account=own_account, subnet=subnet)
    findings = evaluate(rehearsal.inventory, today=date(2026, 11, 22)).findings
    assert sum(1 for each in findings if each.verdict is Verdict.PASS) > 100
    asked = {each.rule for each in findings if each.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE)}
    elsewhere = {"azure-private-endpoint-filtered"} if subnet else set()
    assert asked == {"azure-service-in-certificate-scope", *elsewhere}, "the subnet is another stack's"


@VARIANTS
def test_every_type_is_known_to_the_embedded_azure(federated: bool, subnet: str) -> None:
    exercised = rehearsed_bootstrap("azure", federated=federated, subnet=subnet).exercised
    assert {kind for kind, how in exercised.items() if how != "exercised"} == set()


def test_what_is_costly_to_lose_is_protected_and_outlives_the_stack() -> None:
    kept = {key for key, each in drawn().items() if each.protect and each.retain_on_delete}
    assert {
        ("resources:ResourceGroup", "gx-bootstrap"),
        ("keyvault:Vault", "gx-bootstrap-keys"),
        ("keyvault:Key", "gx-bootstrap-keys-storage"),
        ("keyvault:Key", "gx-bootstrap-keys-secrets"),
        ("storage:StorageAccount", "gx-bootstrap-store"),
        ("storage:BlobContainer", "gx-bootstrap-store"),
        ("storage:StorageAccount", "gx-bootstrap-store-traces"),
        ("operationalinsights:Workspace", "gx-bootstrap-store"),
    } <= kept


def test_outputs_are_what_pulumi_takes() -> None:
    outputs = drawn()["hds-azure:index:Bootstrap", "gx-bootstrap"].outputs
    plan = bootstrap_plan("azure")
    assert outputs["backendUrl"] == f"azblob://states?storage_account={plan.store.store_name}"
    key = drawn()["keyvault:Key", "gx-bootstrap-keys-secrets"].outputs["keyUriWithVersion"]
    assert key.startswith(f"https://{plan.keys.vault_name}.vault.azure.net/keys/gx-bootstrap-secrets/")
    assert outputs["secretsProviderUrl"] == key.replace("https://", "azurekeyvault://")
    identity = drawn()["managedidentity:UserAssignedIdentity", "gx-bootstrap-runner"].outputs
    assert (outputs["runnerId"], outputs["clientId"]) == (identity["principalId"], identity["clientId"])


def test_states_are_reached_with_an_entra_identity_over_no_network() -> None:
    account = drawn()["storage:StorageAccount", "gx-bootstrap-store"].inputs
    assert account["allowSharedKeyAccess"] is False
    assert account["publicNetworkAccess"] == "Disabled"
    assert account["encryption"]["keySource"] == "Microsoft.Keyvault"
    assert "immutableStorageWithVersioning" not in account, "Pulumi overwrites states and removes its lock files"
    blobs = drawn()["storage:BlobServiceProperties", "gx-bootstrap-store"].inputs
    assert blobs["isVersioningEnabled"] is True


def test_traces_can_be_searched_and_cannot_be_changed() -> None:
    traces = drawn()["storage:StorageAccount", "gx-bootstrap-store-traces"]
    assert traces.inputs["immutableStorageWithVersioning"]["immutabilityPolicy"]["state"] == "Unlocked"
    settings = {name: each.inputs for (kind, name), each in drawn().items() if kind == "monitor:DiagnosticSetting"}
    assert set(settings) == {
        "gx-bootstrap-store",
        "gx-bootstrap-store-activity",
        "gx-bootstrap-store-keys",
        "gx-bootstrap-store-traces",
        "gx-bootstrap-store-workspace",
    }
    assert all(each["workspaceId"] for each in settings.values())
    archived = {name for name, each in settings.items() if each.get("storageAccountId") == traces.id}
    assert archived == set(settings) - {"gx-bootstrap-store-traces"}, "its own accesses would be accesses again"


def test_the_secrets_key_encrypts_and_no_service_has_an_identity_for_it() -> None:
    keys = {name: each.inputs for (kind, name), each in drawn().items() if kind == "keyvault:Key"}
    assert keys["gx-bootstrap-keys-secrets"]["properties"]["keyOps"] == ["encrypt", "decrypt"]
    assert keys["gx-bootstrap-keys-storage"]["properties"]["keyOps"] == ["wrapKey", "unwrapKey"]
    identities = {name for kind, name in drawn() if kind == "managedidentity:UserAssignedIdentity"}
    assert identities == {"gx-bootstrap-keys-storage", "gx-bootstrap-runner"}


def test_runner_and_recovery_open_the_states_and_nothing_else() -> None:
    found = drawn()
    container = found["storage:BlobContainer", "gx-bootstrap-store"].id
    key = found["keyvault:Key", "gx-bootstrap-keys-secrets"].id
    role = found["authorization:RoleDefinition", "gx-bootstrap-runner"]
    grants = {
        name.removeprefix("gx-bootstrap-runner-"): (each.inputs["scope"], each.inputs["roleDefinitionId"])
        for (kind, name), each in found.items()
        if kind == "authorization:RoleAssignment" and name.startswith("gx-bootstrap-runner-")
    }
    blobs = (
        f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/"
        f"{STORAGE_BLOB_DATA_CONTRIBUTOR}"
    )
    assert grants == {
        "runner-states": (container, blobs),
        "recovery-states": (container, blobs),
        "runner-secrets": (key, role.id),
        "recovery-secrets": (key, role.id),
    }
    (permission,) = role.inputs["permissions"]
    assert permission["actions"] == []
    assert permission["dataActions"] == [
        "Microsoft.KeyVault/vaults/keys/read",
        "Microsoft.KeyVault/vaults/keys/encrypt/action",
        "Microsoft.KeyVault/vaults/keys/decrypt/action",
    ]


def test_one_workload_becomes_the_runner() -> None:
    credential = drawn(federated=True)["managedidentity:FederatedIdentityCredential", "gx-bootstrap-runner"].inputs
    assert credential["issuer"] == "https://token.actions.githubusercontent.com"
    assert credential["subject"] == "repo:ght/landing-zone:environment:production"
    assert credential["audiences"] == ["api://AzureADTokenExchange"]
    assert not any(kind == "managedidentity:FederatedIdentityCredential" for kind, _ in drawn())


def test_private_endpoints_appear_with_the_subnet_of_the_runner() -> None:
    assert not any(kind.startswith(("network:", "privatedns:")) for kind, _ in drawn(federated=True))
    found = drawn(federated=True, subnet=SUBNET)
    endpoints = {name: each.inputs for (kind, name), each in found.items() if kind == "network:PrivateEndpoint"}
    assert {name: each["privateLinkServiceConnections"][0]["groupIds"] for name, each in endpoints.items()} == {
        "gx-bootstrap-store-blob": ["blob"],
        "gx-bootstrap-store-vault": ["vault"],
    }
    zones = {each.inputs["privateZoneName"] for (kind, _), each in found.items() if kind == "privatedns:PrivateZone"}
    assert zones == {"privatelink.blob.core.windows.net", "privatelink.vaultcore.azure.net"}
    links = [each.inputs for (kind, _), each in found.items() if kind == "privatedns:VirtualNetworkLink"]
    assert {each["virtualNetwork"]["id"] for each in links} == {SUBNET.partition("/subnets/")[0]}


@pytest.mark.parametrize("given", ["", "tools", SUBNET.partition("/subnets/")[0], f"{SUBNET}/more"])
def test_what_is_no_subnet_is_refused(given: str) -> None:
    with pytest.raises(ComponentArgsError, match="takes the id of a subnet"):
        network_of(given)


def test_the_network_of_a_subnet() -> None:
    assert network_of(SUBNET).endswith("/virtualNetworks/hub")


def test_a_schema_can_be_derived() -> None:
    components = Analyzer("hds-azure").analyze([Bootstrap, StateStore, RunnerIdentity])["component_definitions"]
    assert set(components) == {"Bootstrap", "StateStore", "RunnerIdentity"}
    assert set(components["Bootstrap"].outputs) == {"backendUrl", "secretsProviderUrl", "runnerId", "clientId"}
