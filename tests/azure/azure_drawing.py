"""Draws a component in a resource group of its own, under one explicit provider, on the embedded Azure."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
from pulumi_azure_native import Provider, resources

from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.inventory.state_export import write_state
from hds_landing.rehearsal.program import rehearse
from tests.azure.azure_plans import REGION, SUBSCRIPTION, TENANT

Component = Callable[[pulumi.Output[str], pulumi.ResourceOptions], object]

ELSEWHERE = "/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-other/providers"
STORE = f"{ELSEWHERE}/Microsoft.Storage/storageAccounts/otherlogs"
FLOW_STORE = f"{ELSEWHERE}/Microsoft.Storage/storageAccounts/otherflows"
WORKSPACE = f"{ELSEWHERE}/Microsoft.OperationalInsights/workspaces/other"
IDENTITY = f"{ELSEWHERE}/Microsoft.ManagedIdentity/userAssignedIdentities/other"
HUB = f"{ELSEWHERE}/Microsoft.Network/virtualNetworks/other-hub"
SPOKE = f"{ELSEWHERE}/Microsoft.Network/virtualNetworks/other-spoke"
KEY = "https://other.vault.azure.net/keys/other-log"


class Drawn:
    """What a program drew, found by type and name."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.custom = [
            resource
            for resource in inventory
            if resource.type.startswith("azure-native:") and resource.name != "test-group"
        ]

    def of_type(self, token: str) -> dict[str, Resource]:
        return {each.name: each for each in self.custom if each.type == f"azure-native:{token}"}

    def one(self, token: str, name: str | None = None) -> Resource:
        found = self.of_type(token)
        chosen = [found[name]] if name is not None else list(found.values())
        assert len(chosen) == 1, f"{token}: {sorted(found)}"
        return chosen[0]

    def inputs(self, token: str, name: str | None = None) -> Mapping[str, Any]:
        return self.one(token, name).inputs

    def component(self, name: str) -> Resource:
        (found,) = (each for each in self.inventory if each.name == name and each.type.startswith("hds-azure:"))
        return found

    def counts(self) -> dict[str, int]:
        return dict(Counter(each.type.removeprefix("azure-native:") for each in self.custom))

    def after(self, resource: Resource) -> set[str]:
        """Names and short types of what a resource directly waits for."""
        by_urn = {each.urn: each for each in self.inventory}
        return {f"{by_urn[urn].type.split(':')[-1]} {by_urn[urn].name}" for urn in resource.dependencies}

    def state(self) -> dict[str, Any]:
        return dict(json.loads(write_state(self.inventory)))


def draw(component: Component) -> Drawn:
    """Draws one component; what Azure refuses, or what fails, fails the test."""

    def program() -> None:
        provider = Provider("test", subscription_id=SUBSCRIPTION, tenant_id=TENANT, location=REGION)
        group = resources.ResourceGroup(
            "test-group",
            resource_group_name="rg-test",
            location=REGION,
            opts=pulumi.ResourceOptions(provider=provider),
        )
        component(group.name, pulumi.ResourceOptions(providers=[provider]))

    return draw_program(program)


def draw_program(program: Callable[[], object]) -> Drawn:
    """Draws a whole program."""

    def nothing_returned() -> None:
        program()

    rehearsal = rehearse(nothing_returned, cloud="azure", project="test", stack="test")
    assert not rehearsal.errors, "\n".join(str(error) for error in rehearsal.errors)
    assert rehearsal.skipped == ()
    return Drawn(rehearsal.inventory)
