"""What holds for every component of the room."""

from typing import Any

import pulumi
import pytest
from pulumi.provider.experimental.analyzer import Analyzer
from pulumi_azure_native import Provider

from hds_landing.azure.backup_vault import BackupVault, BackupVaultArgs
from hds_landing.azure.encryption_keys import EncryptionKeys, EncryptionKeysArgs
from hds_landing.azure.establishment import Establishment, EstablishmentArgs
from hds_landing.azure.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from hds_landing.azure.hub_connection import HubConnection, HubConnectionArgs
from hds_landing.azure.landing_zone import LandingZone
from hds_landing.azure.log_archive import LogArchive, LogArchiveArgs
from hds_landing.azure.network_hub import NetworkHub, NetworkHubArgs
from hds_landing.azure.network_spoke import NetworkSpoke, NetworkSpokeArgs
from hds_landing.azure.platform import Platform, PlatformArgs
from hds_landing.errors import ComponentArgsError
from hds_landing.rehearsal.program import rehearse
from tests.azure.azure_drawing import FLOW_STORE, HUB, IDENTITY, KEY, SPOKE, STORE, WORKSPACE, draw
from tests.azure.azure_plans import (
    FIREWALL_IP,
    REGION,
    SUBSCRIPTION,
    TENANT,
    connection,
    establishment_logs,
    hub,
    key_set,
    log_archive,
    spoke,
    vault,
)

COMPONENTS: dict[type[pulumi.ComponentResource], Any] = {
    EncryptionKeys: EncryptionKeysArgs(key_set(), "rg", TENANT),
    LogArchive: LogArchiveArgs(log_archive(), "rg", KEY, IDENTITY),
    NetworkHub: NetworkHubArgs(hub(), "rg", STORE, FLOW_STORE, IDENTITY, 365, WORKSPACE),
    HubConnection: HubConnectionArgs(connection(), "rg", "hub", HUB, SPOKE, SPOKE, "gateway", FIREWALL_IP),
    NetworkSpoke: NetworkSpokeArgs(spoke(), "rg", HUB, FIREWALL_IP, FLOW_STORE, IDENTITY, 365, WORKSPACE),
    EstablishmentLogs: EstablishmentLogsArgs(establishment_logs(), "rg", STORE),
    BackupVault: BackupVaultArgs(vault(), "rg", KEY, IDENTITY, STORE, WORKSPACE),
    Platform: PlatformArgs(key_set("platform"), log_archive(), hub(), TENANT),
    Establishment: EstablishmentArgs(
        key_set(),
        spoke(),
        establishment_logs(),
        TENANT,
        HUB,
        FIREWALL_IP,
        FLOW_STORE,
        STORE,
        IDENTITY,
        365,
        WORKSPACE,
        vault(),
    ),
}
OUTPUTS = {
    "BackupVault": ["policyId", "vaultId"],
    "EncryptionKeys": ["diskEncryptionSetId", "identityIds", "keyIds", "vaultId"],
    "Establishment": [
        "attachmentId",
        "diskEncryptionSetId",
        "identityIds",
        "keyIds",
        "networkId",
        "resourceGroupName",
        "subnetIds",
        "vaultId",
        "workspaceId",
    ],
    "EstablishmentLogs": ["workspaceId"],
    "HubConnection": ["connectionId", "hubId"],
    "LandingZone": ["hubId", "networkIds", "vaultIds"],
    "LogArchive": ["clusterId", "flowLogIdentityId", "storeIds", "workspaceId"],
    "NetworkHub": ["firewallId", "firewallPrivateIp", "gatewayRouteTableName", "hubId", "subnetIds"],
    "NetworkSpoke": ["attachmentId", "networkId", "subnetIds"],
    "Platform": [
        "clusterId",
        "firewallPrivateIp",
        "flowLogIdentityId",
        "gatewayRouteTableName",
        "hubId",
        "keyIds",
        "logStoreIds",
        "resourceGroupName",
        "workspaceId",
    ],
}


def test_pulumi_derives_a_schema_of_every_component() -> None:
    found = Analyzer("hds-azure").analyze([*COMPONENTS, LandingZone])
    definitions = found["component_definitions"]
    assert {name: sorted(each.outputs) for name, each in definitions.items()} == OUTPUTS
    for name, each in definitions.items():
        assert each.description, name
        undocumented = [key for key, field in (each.inputs | each.outputs).items() if not field.description]
        assert undocumented == [], name


@pytest.mark.parametrize("component", COMPONENTS)
def test_two_providers_of_one_package_are_refused(component: type[pulumi.ComponentResource]) -> None:
    def program() -> None:
        providers = [
            Provider(name, subscription_id=SUBSCRIPTION, tenant_id=TENANT, location=REGION) for name in ("a", "b")
        ]
        component("twice", COMPONENTS[component], pulumi.ResourceOptions(providers=providers))  # type: ignore[call-arg]

    with pytest.raises(ComponentArgsError) as refused:
        rehearse(program, cloud="azure", project="test", stack="test")
    assert str(refused.value) == (
        "twice: 2 providers of the package 'azure-native' were given, and one is allowed. "
        "Create what lives in another account or subscription with a component of its own."
    )


@pytest.mark.parametrize("component", COMPONENTS)
def test_anything_but_its_args_is_refused_before_anything_is_drawn(component: type[pulumi.ComponentResource]) -> None:
    with pytest.raises(ComponentArgsError, match=f"{component.__name__}Args"):
        component("wrong", {"surprise": True})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("component", "owner"), [(Platform, "platform"), (Establishment, "aulnay")], ids=["Platform", "Establishment"]
)
def test_what_is_made_of_components_stands_in_one_group_under_its_one_provider(
    component: type[pulumi.ComponentResource], owner: str
) -> None:
    drawn = draw(lambda _group, opts: component(f"gpne-{owner}", COMPONENTS[component], opts))  # type: ignore[call-arg]
    whole = drawn.component(f"gpne-{owner}")
    parts = [each for each in drawn.inventory if each.parent == whole.urn and not each.custom]
    assert len(parts) >= 3
    assert drawn.inputs("resources:ResourceGroup", whole.name)["resourceGroupName"] == f"rg-gpne-{owner}"
    assert {each.parent for each in drawn.custom} == {whole.urn, *(part.urn for part in parts)}
    groups = {each.inputs["resourceGroupName"] for each in drawn.custom if "resourceGroupName" in each.inputs}
    # Azure keeps flow logs in the group of its own network watchers.
    assert groups == {f"rg-gpne-{owner}", "NetworkWatcherRG"}
    assert {(each.provider or "").split("::")[-1] for each in drawn.custom} == {"test"}


def test_a_dictionary_as_another_language_sends_it_draws_the_same() -> None:
    tier = {"startTime": "02:30", "coldAfterDays": None, "copyToRecovery": False}
    given = {
        "vault": {
            "owner": "aulnay",
            "name": "gpne-aulnay-backup",
            "region": REGION,
            "tiers": {"daily": {**tier, "frequency": "daily", "retentionDays": 35.0}},
            "locked": None,
            "softDeleteDays": 30.0,
            "redundancy": "geo",
            "crossRegionRestore": True,
            "copy": None,
            "selectionTag": {},
            "tags": {"ght": "gpne"},
        },
        "keyId": KEY,
        "keyIdentityId": IDENTITY,
        "logStoreId": STORE,
        "workspaceId": WORKSPACE,
    }
    drawn = draw(lambda group, opts: BackupVault("backup", {**given, "resourceGroupName": group}, opts))  # type: ignore[arg-type]
    settings = drawn.inputs("recoveryservices:Vault")["properties"]["securitySettings"]["softDeleteSettings"]
    assert settings["softDeleteRetentionPeriodInDays"] == 30
    assert drawn.component("backup").type == "hds-azure:index:BackupVault"
