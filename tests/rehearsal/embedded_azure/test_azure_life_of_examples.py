"""Every Azure resource of the examples, brought up, asked again, changed and destroyed as an engine would."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest

from hds_landing.clouds import draw
from hds_landing.inventory.resource import Inventory
from hds_landing.plan.landing_zone import LandingZonePlan, plan_landing_zone
from hds_landing.plan.ledger import extend_ledger, read_ledger
from hds_landing.rehearsal.embedded_azure import EmbeddedAzure
from hds_landing.rehearsal.embedded_azure.resource_types import find_resource_type
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused, Registration
from hds_landing.rehearsal.program import rehearse
from hds_landing.spec.load import load_spec

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
LOCK = "azure-native:authorization:ManagementLockByScope"
KEY = "azure-native:keyvault:Key"
VAULT = "azure-native:keyvault:Vault"


class Remembering(EmbeddedAzure):
    """Keeps what it was asked to create, and what it answered."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, tuple[Registration, Created]] = {}

    def __enter__(self) -> Self:
        return self  # one run after another finds what the first one left

    def create(self, registration: Registration) -> Created:
        created = super().create(registration)
        self.asked[registration.urn] = replace(registration, dependencies=None), created
        return created


@dataclass
class Example:
    plan: LandingZonePlan
    cloud: Remembering
    inventory: Inventory

    def deletions(self) -> Iterator[tuple[Registration, Created]]:
        """Reverse dependency order; locks as soon as nothing depends on them."""
        dependencies = {each.urn: {*each.dependencies, each.parent} - {None} for each in self.inventory}
        asked = dict(self.cloud.asked)
        left = dict.fromkeys(dependencies)
        while left:
            needed = {needed for urn in left for needed in dependencies[urn]}
            ready = [urn for urn in left if urn not in needed]
            chosen = min(ready, key=lambda urn: (urn in asked and asked[urn][0].type != LOCK, urn))
            del left[chosen]
            if chosen in asked:
                yield asked[chosen]


@pytest.fixture(scope="module", params=["minimal-azure", "grand-paris-nord-est"])
def example(request: pytest.FixtureRequest) -> Example:
    """Brought up once: every test leaves it as it found it."""
    path = ROOT / "examples" / request.param / "landing-zone.yaml"
    spec = load_spec(path, TODAY).spec
    ledger = extend_ledger(read_ledger(path.with_name("landing-zone.addresses.yaml")), spec)
    plan = plan_landing_zone(spec, ledger, TODAY)
    cloud = Remembering()
    return Example(plan, cloud, brought_up(plan, cloud))


def brought_up(plan: LandingZonePlan, cloud: Remembering) -> Inventory:
    rehearsal = rehearse(lambda: draw(plan), cloud=cloud, project="p", stack="s")
    assert rehearsal.errors == ()
    return rehearsal.inventory


def changed_inputs(registration: Registration) -> dict[str, Any] | None:
    """Inputs with one harmless change; none for a type that has no property that every value fits."""
    shape = find_resource_type(registration.type).inputs
    for key, value in (("tags", {"changed": "yes"}), ("description", "changed"), ("notes", "changed")):
        if key in shape:
            return {**registration.inputs, key: value}
    return None


def test_nothing_is_found_right_after_it_was_made(example: Example) -> None:
    assert len(example.cloud.asked) > 50
    for registration, created in example.cloud.asked.values():
        assert example.cloud.check(registration) == [], registration.urn
        assert example.cloud.refresh(registration, created.id) == created, registration.urn
        assert example.cloud.diff(registration, registration.inputs).changed == (), registration.urn
        assert example.cloud.update(registration, created.id, registration.inputs) == created, registration.urn
        assert example.cloud.refresh(registration, created.id) == created, registration.urn
    standing = {each.urn: (each.id, each.type) for each in example.cloud.standing_ids()}
    assert standing == {
        registration.urn: (created.id, registration.type) for registration, created in example.cloud.asked.values()
    }


def test_every_change_is_seen(example: Example) -> None:
    seen = set()
    for registration, created in example.cloud.asked.values():
        inputs = changed_inputs(registration)
        if inputs is None:
            continue
        changed = replace(registration, inputs=inputs)
        difference = example.cloud.diff(changed, registration.inputs)
        assert (len(difference.changed), difference.replaces) == (1, ()), registration.urn
        updated = example.cloud.update(changed, created.id, registration.inputs)
        assert example.cloud.refresh(changed, created.id) == updated
        assert (updated == created) is (registration.type == KEY), registration.urn
        [key] = difference.changed
        assert registration.type == KEY or updated.outputs[key] == inputs[key]
        assert example.cloud.update(registration, created.id, inputs) == created, registration.urn
        seen.add(registration.type)
    assert len(seen) > 12


def test_everything_goes_in_reverse_and_comes_again(example: Example) -> None:
    for registration, created in example.deletions():
        example.cloud.delete(registration, created.id)
        with pytest.raises(Gone):
            example.cloud.refresh(registration, created.id)
        example.cloud.delete(registration, created.id)
    assert example.cloud.standing_ids() == []
    first = {created.id for _, created in example.cloud.asked.values()}
    vaults = [registration for registration, _ in example.cloud.asked.values() if registration.type == VAULT]
    assert vaults
    for vault in vaults:
        with pytest.raises(Refused, match=r"a deleted vault still holds \(409 ConflictError\)"):
            example.cloud.create(vault)
    example.cloud.end_retention()
    brought_up(example.plan, example.cloud)
    assert {each.id for each in example.cloud.standing_ids()} == first
