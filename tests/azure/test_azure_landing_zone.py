from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from hds_landing.azure.landing_zone import LandingZone, LandingZoneArgs
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.landing_zone import LandingZonePlan
from tests.azure.azure_drawing import Drawn, draw_program

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
DEDICATED, SHARED = "grand-paris-nord-est", "minimal-azure"


@cache
def plan(example: str) -> LandingZonePlan:
    return plan_file(EXAMPLES / example / "landing-zone.yaml", date.today()).plan


def drawn_zone(given: LandingZonePlan) -> Drawn:
    return draw_program(lambda: LandingZone(given.name, LandingZoneArgs(plan=given)))


@cache
def drawn_example(example: str) -> Drawn:
    return drawn_zone(plan(example))


@pytest.mark.parametrize("example", [DEDICATED, SHARED])
def test_every_spoke_has_each_of_its_components(example: str) -> None:
    zone, drawn = plan(example), drawn_example(example)
    components = {each.name: each.type.rsplit(":", 1)[-1] for each in drawn.inventory if each.type.startswith("hds-")}
    expected = {
        zone.name: "LandingZone",
        f"{zone.name}-platform": "Platform",
        f"{zone.name}-platform-keys": "EncryptionKeys",
        zone.log_archive.name: "LogArchive",
        zone.hub.name: "NetworkHub",
    }
    for key in zone.spokes:
        expected |= {
            f"{zone.name}-{key}": "Establishment",
            f"{zone.name}-{key}-keys": "EncryptionKeys",
            f"{zone.name}-{key}-logs": "EstablishmentLogs",
            f"{zone.name}-{key}-network": "NetworkSpoke",
            f"{zone.name}-{key}-connection": "HubConnection",
            f"{zone.vaults[key].name}-backup": "BackupVault",
        }
    assert components == expected


@pytest.mark.parametrize("example", [DEDICATED, SHARED])
def test_every_resource_stands_under_an_explicit_provider_of_its_owners_subscription(example: str) -> None:
    zone, drawn = plan(example), drawn_example(example)
    assert drawn.custom
    for resource in drawn.custom:
        assert resource.provider is not None, resource.name
        assert resource.provider_inputs is not None, resource.name
        assert resource.provider_inputs["subscriptionId"] in {each.account_id for each in zone.providers.values()}
    for key, spoke in zone.spokes.items():
        vnet = drawn.one("network:VirtualNetwork", f"{spoke.name}-network")
        owner = zone.providers.get(key, zone.providers["platform"])
        assert vnet.id is not None
        assert vnet.id.startswith(f"/subscriptions/{owner.account_id}/resourceGroups/rg-{spoke.name}/")


def test_a_provider_stands_for_each_subscription() -> None:
    zone, drawn = plan(DEDICATED), drawn_example(DEDICATED)
    providers = {each.name: each.inputs for each in drawn.inventory if each.type == "pulumi:providers:azure-native"}
    assert set(providers) == {f"{zone.name}-{key}" for key in ("platform", *zone.spokes)}
    for key, provider in zone.providers.items():
        given = providers[f"{zone.name}-{key}"]
        assert (given["subscriptionId"], given["tenantId"], given["location"]) == (
            provider.account_id,
            provider.role,
            provider.region,
        )


def test_every_owner_has_its_resource_group() -> None:
    zone, drawn = plan(DEDICATED), drawn_example(DEDICATED)
    groups = drawn.of_type("resources:ResourceGroup")
    assert {group.inputs["resourceGroupName"] for group in groups.values()} == {
        f"rg-{zone.name}-{owner}" for owner in ("platform", *zone.spokes)
    }
    assert all(group.protect and group.retain_on_delete for group in groups.values())


def test_no_physical_name_is_left_to_chance() -> None:
    """Whatever Azure names by a property of the type has that property set."""
    for resource in drawn_example(DEDICATED).custom:
        named = [key for key in resource.inputs if key.endswith(("Name", "Id")) or key == "name"]
        assert named, resource.urn


def test_each_spokes_peering_waits_for_the_connection_before_it_only() -> None:
    zone, drawn = plan(DEDICATED), drawn_example(DEDICATED)
    names = [spoke.name for spoke in zone.spokes.values()]
    for position, name in enumerate(names):
        waits = drawn.after(drawn.one("network:VirtualNetworkPeering", f"{name}-network"))
        connections = {each for each in waits if each.endswith("-connection")}
        before = names[position - 1] if position else None
        assert connections == (
            {f"VirtualNetworkPeering {before}-connection", f"Route {before}-connection"} if before else set()
        )


def test_the_hubs_half_waits_for_the_spokes() -> None:
    drawn = drawn_example(DEDICATED)
    for spoke in plan(DEDICATED).spokes.values():
        waits = drawn.after(drawn.one("network:VirtualNetworkPeering", f"{spoke.name}-connection"))
        assert {f"VirtualNetworkPeering {spoke.name}-network", f"FlowLog {spoke.name}-network"} <= waits


def with_spokes(zone: LandingZonePlan, keys: list[str]) -> LandingZonePlan:
    parts = ("spokes", "connections", "keys", "logs", "vaults")
    return replace(zone, **{part: {key: getattr(zone, part)[key] for key in keys} for part in parts})


def test_joining_changes_no_other_spokes_resource() -> None:
    zone = plan(DEDICATED)
    *others, last = zone.spokes
    without = with_spokes(zone, others)
    before = {each.urn: each for each in drawn_zone(without).custom}
    after = {each.urn: each for each in drawn_example(DEDICATED).custom}
    assert before.keys() < after.keys()
    for urn, resource in before.items():
        assert after[urn].inputs == resource.inputs, urn
        assert after[urn].dependencies == resource.dependencies, urn
    added = [after[urn].name for urn in after.keys() - before.keys()]
    assert all(name.startswith((f"{zone.name}-{last}", zone.vaults[last].name)) for name in added), added


def test_a_sealed_owners_resources_are_no_longer_protected_and_the_others_are() -> None:
    zone = plan(DEDICATED)
    leaving, staying = list(zone.spokes)[:2]
    drawn = drawn_zone(with_spokes(replace(zone, sealed=[leaving]), [leaving, staying]))
    urns = {each.urn for each in drawn.custom}
    protected = {each.urn for each in drawn.custom if each.protect}
    was = {each.urn for each in drawn_example(DEDICATED).custom if each.protect and each.urn in urns}
    lifted = was - protected
    assert lifted
    assert protected < was
    owners = {urn.rsplit("::", 1)[-1] for urn in lifted}
    assert all(name.startswith(f"{zone.name}-{leaving}") for name in owners), owners
    assert not [urn for urn in protected if urn.rsplit("::", 1)[-1].startswith(f"{zone.name}-{leaving}")]
    assert [urn for urn in protected if urn.rsplit("::", 1)[-1].startswith(f"{zone.name}-{staying}")]


def test_only_a_subscription_of_its_own_has_its_activity_log_kept_apart() -> None:
    uris = {
        setting.inputs["resourceUri"]
        for setting in drawn_example(SHARED).of_type("monitor:DiagnosticSetting").values()
        if setting.name.endswith("-activity")
    }
    assert uris == {f"/subscriptions/{plan(SHARED).providers['platform'].account_id}"}
    dedicated = plan(DEDICATED)
    assert {
        setting.inputs["resourceUri"]
        for setting in drawn_example(DEDICATED).of_type("monitor:DiagnosticSetting").values()
        if setting.name.endswith("-activity")
    } == {f"/subscriptions/{provider.account_id}" for provider in dedicated.providers.values()}


def test_what_holds_data_or_keys_is_protected_and_retained() -> None:
    holders = (
        "keyvault:Vault",
        "keyvault:Key",
        "compute:DiskEncryptionSet",
        "storage:StorageAccount",
        "operationalinsights:Workspace",
        "recoveryservices:Vault",
    )
    for token in holders:
        found = drawn_example(DEDICATED).of_type(token)
        assert found, token
        for resource in found.values():
            assert (resource.protect, resource.retain_on_delete) == (True, True), resource.urn


def test_outputs_name_networks_and_vaults_by_spoke() -> None:
    zone, drawn = plan(DEDICATED), drawn_example(DEDICATED)
    outputs = drawn.component(zone.name).outputs
    assert outputs["hubId"] == drawn.one("network:VirtualNetwork", zone.hub.name).id
    assert outputs["networkIds"] == {
        key: drawn.one("network:VirtualNetwork", f"{spoke.name}-network").id for key, spoke in zone.spokes.items()
    }
    assert outputs["vaultIds"] == {
        key: drawn.one("recoveryservices:Vault", f"{vault.name}-backup").id for key, vault in zone.vaults.items()
    }
