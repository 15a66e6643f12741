"""The hub's stack and the establishments' stacks, against the one stack that holds everything."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from hds_landing.inventory.resource import Resource
from hds_landing.plan.from_file import plan_file
from tests.rehearsed_examples import EXAMPLES, ROOT, TODAY
from tests.stacks.lasting_cloud import Run
from tests.stacks.resource_table import resource_table
from tests.stacks.stack_runs import Stacks, stacks_on
from tests.stacks.stack_specs import small_spec

BOTH_TENANCIES = [("aws", "shared"), ("aws", "dedicated"), ("azure", "shared"), ("azure", "dedicated")]
TENANCIES = pytest.mark.parametrize(("cloud", "tenancy"), BOTH_TENANCIES)


def join(stacks: Stacks, spec: Path) -> None:
    """As the guide says: the hub, each establishment, the hub's connections."""
    keys = list(plan_file(spec, TODAY).plan.spokes)
    stacks.hub(spec)
    for key in keys:
        stacks.establishment(spec, key)
    stacks.hub(spec, *keys)


def providers(resources: Iterable[Resource]) -> dict[str, Any]:
    """Inputs by name; a provider that several stacks draw is the same in each."""
    found: dict[str, Any] = {}
    for each in resources:
        if each.type.startswith("pulumi:providers:"):
            assert found.setdefault(each.name, each.inputs) == each.inputs
    return found


def assert_the_same_as_in_one_stack(cloud: str, spec: Path) -> None:
    with stacks_on(cloud) as apart:
        join(apart, spec)
        split = list(apart.resources())
    with stacks_on(cloud) as together:
        together.landing_zone(spec)
        whole = list(together.resources())
    expected, found = resource_table(whole), resource_table(split)
    assert len(expected) > 40
    assert found.keys() == expected.keys()
    assert {place for place in expected if found[place] != expected[place]} == set()
    assert providers(split) == providers(whole)
    assert {each.name for each in split if each.external} == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_stacks_of_an_example_draw_what_the_one_stack_draws(example: str) -> None:
    spec = ROOT / "examples" / example / "landing-zone.yaml"
    assert_the_same_as_in_one_stack(plan_file(spec, TODAY).plan.cloud.value, spec)


def test_with_an_account_of_its_own_too(tmp_path: Path) -> None:
    assert_the_same_as_in_one_stack("aws", small_spec(tmp_path, "aws", "dedicated", gaillon=True))


def test_each_stack_draws_by_the_providers_that_it_needs(tmp_path: Path) -> None:
    drawn = {}
    for cloud, tenancy in BOTH_TENANCIES:
        spec = small_spec(tmp_path, cloud, tenancy)
        with stacks_on(cloud) as stacks:
            join(stacks, spec)
            drawn[cloud, tenancy] = {
                name.split("/")[1]: set(providers(rehearsal.inventory)) for name, rehearsal in stacks.drawn.items()
            }
    platform, own = {"exemple-platform"}, {"exemple-centre"}
    hub, establishment = "hds-landing-hub", "hds-landing-establishment"
    assert drawn == {
        ("aws", "shared"): {hub: platform, establishment: platform},
        # the hub's account accepts the attachment
        ("aws", "dedicated"): {hub: platform, establishment: platform | own},
        ("azure", "shared"): {hub: platform, establishment: platform},
        ("azure", "dedicated"): {hub: platform, establishment: own},
    }


CONNECTION = {
    "aws": {
        "RouteTable exemple-gaillon-connection-routes",
        "RouteTableAssociation exemple-gaillon-connection-association",
        "Route exemple-gaillon-connection-blackhole-pool",
        "Route exemple-gaillon-connection-return-10-64-24-0-22",
        "Route exemple-gaillon-connection-route-default",
        "Route exemple-gaillon-connection-route-hub",
    },
    "azure": {
        "VirtualNetworkPeering exemple-gaillon-connection",
        "Route exemple-gaillon-connection",
    },
}
"""What the hub draws to connect the newcomer."""
OPENED = {
    ("aws", "shared"): Run(updated={"RuleGroup exemple-hub-rules-egress"}),
    ("aws", "dedicated"): Run(
        created={"PrincipalAssociation exemple-hub-share-gaillon"},
        updated={
            "RuleGroup exemple-hub-rules-egress",
            "BucketPolicy exemple-logs-administration-policy",
            "BucketPolicy exemple-logs-network-policy",
            "Key exemple-platform-keys-log",
        },
    ),
    ("azure", "shared"): Run(updated={"FirewallPolicyRuleCollectionGroup exemple-hub-egress"}),
    ("azure", "dedicated"): Run(updated={"FirewallPolicyRuleCollectionGroup exemple-hub-egress"}),
}
"""What the hub changes for a newcomer in the spec: its ways out and, with its own account, its share and its traces."""
NOTHING = Run()


@TENANCIES
def test_joining_and_leaving_touch_the_own_stack_and_the_named_part_of_the_hub(
    cloud: str, tenancy: str, tmp_path: Path
) -> None:
    with stacks_on(cloud) as stacks:
        before = small_spec(tmp_path, cloud, tenancy)
        join(stacks, before)
        after = small_spec(tmp_path, cloud, tenancy, gaillon=True)
        assert stacks.hub(after, "centre") == OPENED[cloud, tenancy]
        assert stacks.establishment(after, "centre") == NOTHING
        own = stacks.establishment(after, "gaillon")
        assert own.created
        assert (own.updated, own.deleted) == (set(), set())
        assert stacks.hub(after, "centre", "gaillon") == Run(created=CONNECTION[cloud])
        assert stacks.establishment(after, "centre") == NOTHING
        assert stacks.hub(after, "centre") == Run(deleted=CONNECTION[cloud])
        assert stacks.establishment(after, "centre") == NOTHING
