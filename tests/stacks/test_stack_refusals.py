"""What a stack says, before anything is drawn, of configuration and of other stacks that do not fit."""

from pathlib import Path

import pytest

from hds_landing.stacks.establishment import establishment_stack
from hds_landing.stacks.hub import hub_stack
from tests.stacks.stack_runs import ESTABLISHMENT, HUB, stacks_on
from tests.stacks.stack_specs import small_spec

HUB_STACK = "organization/hds-landing-hub/production"
AHEAD = "Bring up the hub with this version of the spec first."


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return small_spec(tmp_path, "aws", "dedicated", gaillon=True)


def record(**changed: object) -> dict[str, object]:
    told = {"hub_id": "tgw-1", "network_store_id": "arn:n", "administration_store_id": "arn:a", "log_key_id": "arn:k"}
    return {**told, "cidrs": ["10.64.16.0/22"], **changed}


def exports(**changed: object) -> dict[str, object]:
    return {"ght": "exemple", "cloud": "aws", "establishments": {"centre": record()}, **changed}


@pytest.mark.parametrize(
    ("key", "outputs", "said"),
    [
        ("center", exports(), "establishment is 'center', and the spec has no such establishment or shared workload; "
         "did you mean 'centre'?"),
        ("zzz", exports(), "establishment is 'zzz', and the spec has no such establishment or shared workload; "
         "it has centre, gaillon."),
        ("centre", {}, f"The stack {HUB_STACK} exports no `establishments`: "
         "it is not a hub's, or was never brought up."),
        ("gaillon", exports(), f"The stack {HUB_STACK} does not know 'gaillon' yet. {AHEAD}"),
        ("centre", exports(ght="autre"), f"The stack {HUB_STACK} is of ght 'autre', and the spec of 'exemple'."),
        ("centre", exports(cloud="azure"), f"The stack {HUB_STACK} is of cloud 'azure', and the spec of 'aws'."),
        ("centre", exports(establishments={"centre": record(cidrs=["10.64.32.0/22"])}),
         f"The stack {HUB_STACK} does not know the ranges 10.64.16.0/22 of 'centre' yet. {AHEAD}"),
        ("centre", exports(establishments={"centre": record(log_key_id=None, network_store_id=3)}),
         f"The stack {HUB_STACK} exports no `establishments.centre.network_store_id`, "
         f"`establishments.centre.log_key_id`. {AHEAD}"),
    ],
    ids=["near", "far", "no hub", "behind", "another group", "another cloud", "ranges behind", "incomplete"],
)  # fmt: skip
def test_an_establishment_that_its_hub_does_not_fit_is_not_drawn(
    spec: Path, key: str, outputs: dict[str, object], said: str
) -> None:
    with stacks_on("aws") as stacks:
        stacks.outputs[HUB_STACK] = outputs
        config = {"spec": str(spec), "establishment": key, "hub": HUB_STACK}
        assert stacks.refusals(establishment_stack, ESTABLISHMENT, config) == [said]


def test_all_that_is_wrong_with_a_hub_is_said_at_once(spec: Path) -> None:
    with stacks_on("aws") as stacks:
        stacks.outputs[HUB_STACK] = exports(ght="autre", cloud="azure")
        config = {"spec": str(spec), "establishment": "gaillon", "hub": HUB_STACK}
        (said,) = stacks.refusals(establishment_stack, ESTABLISHMENT, config)
    assert [words in said for words in ("of ght 'autre'", "of cloud 'azure'", "does not know 'gaillon'")] == [True] * 3


def test_without_the_hubs_stack_nothing_is_drawn(spec: Path) -> None:
    with stacks_on("aws") as stacks:
        config = {"spec": str(spec), "establishment": "centre", "hub": HUB_STACK}
        said = stacks.refusals(establishment_stack, ESTABLISHMENT, config)
    reason = f"the rehearsal was given no outputs of a stack `{HUB_STACK}`; it was given none"
    assert said == [f"The stack {HUB_STACK} cannot be read: {reason}. {AHEAD}"]


def test_every_connected_stack_that_does_not_exist_is_named(spec: Path) -> None:
    with stacks_on("aws") as stacks:
        (said,) = stacks.refusals(hub_stack, HUB, {"spec": str(spec), "connections": '["centre", "gaillon"]'})
    for key in ("centre", "gaillon"):
        assert f"The stack organization/hds-landing-establishment/{key} cannot be read: " in said
        assert f"Bring up the establishment '{key}' before it is connected." in said


def connected(**changed: object) -> dict[str, object]:
    return {
        "ght": "exemple",
        "cloud": "aws",
        "establishment": "centre",
        "connection": {"attachment_id": "a"},
        **changed,
    }


CENTRE = "organization/hds-landing-establishment/centre"
UP = "Bring up the establishment 'centre' before it is connected."


@pytest.mark.parametrize(
    ("connections", "outputs", "said"),
    [
        ('["centre", "centre"]', connected(), ["connections has 'centre' 2 times: give it once."]),
        ('["center"]', connected(), ["connections has 'center', and the spec has no such establishment or shared "
         "workload; did you mean 'centre'?"]),
        ('["zzz", "yyy"]', connected(), ["connections has 'zzz'", "connections has 'yyy'", "it has centre, gaillon."]),
        ('["centre"]', connected(connection=None), [f"The stack {CENTRE} exports no `connection.attachment_id`. {UP}"]),
        ('["centre"]', connected(ght="autre"), [f"The stack {CENTRE} is of ght 'autre', and 'exemple' is expected."]),
        ('["centre"]', connected(establishment="gaillon"), ["of establishment 'gaillon', and 'centre' is expected."]),
    ],
)  # fmt: skip
def test_a_hub_draws_nothing_for_a_connection_that_does_not_fit(
    spec: Path, connections: str, outputs: dict[str, object], said: list[str]
) -> None:
    with stacks_on("aws") as stacks:
        stacks.outputs[CENTRE] = outputs
        (message,) = stacks.refusals(hub_stack, HUB, {"spec": str(spec), "connections": connections})
    assert [words for words in said if words not in message] == []


def test_the_name_of_an_establishments_stack_has_a_place_for_its_key(spec: Path) -> None:
    with stacks_on("aws") as stacks:
        config = {"spec": str(spec), "establishmentStacks": "acme/hds-landing-establishment/production"}
        (message,) = stacks.refusals(hub_stack, HUB, config)
    assert "establishmentStacks is 'acme/hds-landing-establishment/production', and needs {key}" in message


def test_an_establishments_stack_may_have_another_name(spec: Path) -> None:
    with stacks_on("aws") as stacks:
        stacks.outputs["acme/hds-landing-establishment/test-centre"] = connected(connection=None)
        config = {
            "spec": str(spec),
            "connections": '["centre"]',
            "establishmentStacks": "acme/hds-landing-establishment/test-{key}",
        }
        (message,) = stacks.refusals(hub_stack, HUB, config)
    assert "The stack acme/hds-landing-establishment/test-centre exports no" in message


def test_ranges_that_are_not_recorded_are_refused(spec: Path) -> None:
    spec.with_name("landing-zone.addresses.yaml").unlink()
    with stacks_on("aws") as stacks:
        (message,) = stacks.refusals(hub_stack, HUB, {"spec": str(spec)})
    assert "address ranges that are not recorded yet. Run `hds-landing plan" in message
