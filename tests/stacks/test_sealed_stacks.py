"""An establishment that leaves: what `state: sealed` unprotects, and what can be deleted then, in every tenancy."""

from pathlib import Path

import pytest

from hds_landing.inventory.resource import Resource
from hds_landing.plan.from_file import plan_file
from hds_landing.rehearsal.embedded_cloud import Registration
from tests.rehearsed_examples import TODAY
from tests.stacks.lasting_cloud import Run
from tests.stacks.stack_runs import Stacks, stacks_on
from tests.stacks.stack_specs import small_spec

TENANCIES = pytest.mark.parametrize(
    ("cloud", "tenancy"), [("aws", "shared"), ("aws", "dedicated"), ("azure", "shared"), ("azure", "dedicated")]
)
ESTABLISHMENT = "organization/hds-landing-establishment/centre"
HUB = "organization/hds-landing-hub/production"


def sealed(spec: Path) -> Path:
    text = spec.read_text(encoding="utf-8")
    assert text.count("\n  centre:\n") == 1
    spec.write_text(text.replace("\n  centre:\n", "\n  centre:\n    state: sealed\n"), encoding="utf-8")
    return spec


def drawn(stacks: Stacks, name: str) -> dict[str, Resource]:
    return {each.urn: each for each in stacks.drawn[name].inventory if not each.type.startswith("pulumi:")}


def flagged(resources: dict[str, Resource], flag: str) -> set[str]:
    return {urn for urn, each in resources.items() if getattr(each, flag)}


def registration(resource: Resource) -> Registration:
    provider = resource.provider_inputs or {}
    return Registration(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        inputs=resource.inputs,
        region=resource.inputs.get("region") or resource.inputs.get("location") or provider.get("region"),
        account_id=(provider.get("allowedAccountIds") or [provider.get("subscriptionId")])[0],
        provider_inputs=provider,
    )


@TENANCIES
def test_sealing_unprotects_the_establishment_alone_and_what_is_not_retained_can_then_be_deleted(
    cloud: str, tenancy: str, tmp_path: Path
) -> None:
    with stacks_on(cloud) as stacks:
        spec = small_spec(tmp_path, cloud, tenancy)
        stacks.hub(spec)
        stacks.establishment(spec, "centre")
        before, hub = drawn(stacks, ESTABLISHMENT), drawn(stacks, HUB)
        stacks.hub(sealed(spec))
        assert stacks.establishment(spec, "centre") == Run()
        after = drawn(stacks, ESTABLISHMENT)
        retained = flagged(after, "retain_on_delete")
        assert flagged(before, "protect")
        assert flagged(after, "protect") == set()
        assert retained == flagged(before, "retain_on_delete") != set()
        assert flagged(drawn(stacks, HUB), "protect") == flagged(hub, "protect") != set()

        own = [each for each in after.values() if each.custom]
        for each in reversed(own):
            if not each.retain_on_delete:
                stacks.cloud.cloud.delete(registration(each), each.id)
        standing = {each.urn for each in stacks.cloud.cloud.standing_ids()}
        assert standing == {each.urn for each in hub.values() if each.custom} | retained
        locks = {each.urn for each in own if each.type.endswith(":ManagementLockByScope")}
        assert bool(locks) is (cloud == "azure")
        assert not locks & retained


def test_the_plan_says_that_it_is_sealed(tmp_path: Path) -> None:
    spec = small_spec(tmp_path, "azure", "shared")
    assert not [notice for notice in plan_file(spec, TODAY).plan.notices if "sealed" in notice]
    plan = plan_file(sealed(spec), TODAY).plan
    assert plan.sealed == ["centre"]
    assert [notice for notice in plan.notices if notice.startswith("centre is sealed")]
