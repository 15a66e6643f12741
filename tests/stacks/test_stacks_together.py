"""The hub's stack and the establishments' stacks, against the one stack that holds everything.

The life of one small group, once per cloud and tenancy: it is brought up, joined by `gaillon`, and left by it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from hds_landing.inventory.resource import Resource
from tests.stacks.lasting_cloud import Run
from tests.stacks.resource_table import Row, resource_table
from tests.stacks.stack_runs import ESTABLISHMENT, HUB, stacks_on
from tests.stacks.stack_specs import sealed, small_spec

TENANCIES = [("aws", "shared"), ("aws", "dedicated"), ("azure", "shared"), ("azure", "dedicated")]


@dataclass(frozen=True)
class Life:
    """What each run did to the cloud, and what stood after some of them."""

    cloud: str
    tenancy: str
    runs: dict[str, Run]
    providers: dict[str, set[str]]
    """Providers by project, once all have joined."""
    split: list[Resource]
    """What all stacks drew then."""
    whole: list[Resource]
    """What the one stack draws of the same spec."""
    protected: dict[str, dict[tuple[str, str], Row]]
    """What is protected in gaillon's stack, while it is `active` and once it is `sealed`."""


@pytest.fixture(scope="module", params=TENANCIES, ids="-".join)
def life(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Life:
    """As the guide says, with one run of the hub for two steps where neither hides the other."""
    cloud, tenancy = request.param
    folder = tmp_path_factory.mktemp("life")
    runs, protected = {}, {}
    with stacks_on(cloud) as stacks:
        spec = small_spec(folder, cloud, tenancy)
        stacks.hub(spec)
        stacks.establishment(spec, "centre")
        spec = small_spec(folder, cloud, tenancy, gaillon=True)
        runs["hub learns gaillon and connects centre"] = stacks.hub(spec, "centre")
        runs["gaillon"] = stacks.establishment(spec, "gaillon")
        runs["hub connects gaillon"] = stacks.hub(spec, "centre", "gaillon")
        runs["centre after gaillon joined"] = stacks.establishment(spec, "centre")
        drawn = {name.split("/")[1]: set[str]() for name in stacks.drawn}
        for name, rehearsal in stacks.drawn.items():
            drawn[name.split("/")[1]] |= providers(rehearsal.inventory).keys()
        split = list(stacks.resources())
        protected["active"] = _protected(stacks.drawn[f"organization/{ESTABLISHMENT}/gaillon"].inventory)
        spec = sealed(spec, "gaillon")
        runs["gaillon sealed"] = stacks.establishment(spec, "gaillon")
        protected["sealed"] = _protected(stacks.drawn[f"organization/{ESTABLISHMENT}/gaillon"].inventory)
        runs["hub disconnects gaillon"] = stacks.hub(spec, "centre")
        runs["hub forgets gaillon"] = stacks.hub(small_spec(folder, cloud, tenancy), "centre")
    with stacks_on(cloud) as together:
        together.landing_zone(small_spec(folder, cloud, tenancy, gaillon=True))
        whole = list(together.resources())
    return Life(cloud, tenancy, runs, drawn, split, whole, protected)


def _protected(resources: Iterable[Resource]) -> dict[tuple[str, str], Row]:
    drawn = (each for each in resources if not each.external)
    return {place: row for place, row in resource_table(drawn).items() if row.protect}


def providers(resources: Iterable[Resource]) -> dict[str, Any]:
    """Inputs by name; a provider that several stacks draw is the same in each."""
    found: dict[str, Any] = {}
    for each in resources:
        if each.type.startswith("pulumi:providers:"):
            assert found.setdefault(each.name, each.inputs) == each.inputs
    return found


def test_the_stacks_draw_what_the_one_stack_draws(life: Life) -> None:
    expected, found = resource_table(life.whole), resource_table(life.split)
    assert len(expected) > 80
    assert found.keys() == expected.keys()
    assert {place for place in expected if found[place] != expected[place]} == set()
    assert providers(life.split) == providers(life.whole)
    assert {each.name for each in life.split if each.external} == set()


PLATFORM, OWN = {"exemple-platform"}, {"exemple-centre", "exemple-gaillon"}
PROVIDERS = {
    ("aws", "shared"): {HUB: PLATFORM, ESTABLISHMENT: PLATFORM},
    # the hub's account accepts the attachment
    ("aws", "dedicated"): {HUB: PLATFORM, ESTABLISHMENT: PLATFORM | OWN},
    ("azure", "shared"): {HUB: PLATFORM, ESTABLISHMENT: PLATFORM},
    ("azure", "dedicated"): {HUB: PLATFORM, ESTABLISHMENT: OWN},
}


def test_each_stack_draws_by_the_providers_that_it_needs(life: Life) -> None:
    assert life.providers == PROVIDERS[life.cloud, life.tenancy]


def connection(cloud: str, key: str, third_octet: int) -> set[str]:
    """What the hub draws to connect an establishment."""
    name = f"exemple-{key}-connection"
    if cloud == "azure":
        return {f"VirtualNetworkPeering {name}", f"Route {name}"}
    return {
        f"RouteTable {name}-routes",
        f"RouteTableAssociation {name}-association",
        f"Route {name}-blackhole-pool",
        f"Route {name}-return-10-64-{third_octet}-0-22",
        f"Route {name}-route-default",
        f"Route {name}-route-hub",
    }


SHARE = "PrincipalAssociation exemple-hub-share-gaillon"
LEARNT = {
    ("aws", "shared"): {"RuleGroup exemple-hub-rules-egress"},
    ("aws", "dedicated"): {
        "RuleGroup exemple-hub-rules-egress",
        "BucketPolicy exemple-logs-administration-policy",
        "BucketPolicy exemple-logs-network-policy",
        "Key exemple-platform-keys-log",
    },
    ("azure", "shared"): {"FirewallPolicyRuleCollectionGroup exemple-hub-egress"},
    ("azure", "dedicated"): {"FirewallPolicyRuleCollectionGroup exemple-hub-egress"},
}
"""What the hub changes as the spec does: ways out and, for an account of its own, whose traces the archive takes."""
NOTHING = Run()


def shared_with_gaillon(life: Life) -> set[str]:
    """The gateway, where gaillon has an account of its own."""
    return {SHARE} if (life.cloud, life.tenancy) == ("aws", "dedicated") else set()


def test_joining_touches_the_own_stack_and_the_named_part_of_the_hub(life: Life) -> None:
    assert life.runs["hub learns gaillon and connects centre"] == Run(
        created=connection(life.cloud, "centre", 16) | shared_with_gaillon(life),
        updated=LEARNT[life.cloud, life.tenancy],
    )
    own = life.runs["gaillon"]
    assert own.created
    assert (own.updated, own.deleted) == (set(), set())
    assert life.runs["hub connects gaillon"] == Run(created=connection(life.cloud, "gaillon", 24))
    assert life.runs["centre after gaillon joined"] == NOTHING


def test_sealing_lifts_protection_in_the_own_stack_and_changes_nothing(life: Life) -> None:
    assert len(life.protected["active"]) > 5
    assert life.protected["sealed"] == {}
    assert life.runs["gaillon sealed"] == NOTHING


def test_leaving_takes_the_named_part_of_the_hub_back(life: Life) -> None:
    assert life.runs["hub disconnects gaillon"] == Run(deleted=connection(life.cloud, "gaillon", 24))
    assert life.runs["hub forgets gaillon"] == Run(
        updated=LEARNT[life.cloud, life.tenancy], deleted=shared_with_gaillon(life)
    )
