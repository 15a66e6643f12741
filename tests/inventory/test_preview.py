from typing import Any

import pytest

from hds_landing.errors import InputError
from hds_landing.inventory.preview import read_preview
from hds_landing.inventory.resource import Origin, Secret
from tests.inventory.states import BUCKET, bucket, preview, provider, stack, step

CREATED = (step("create", stack()), step("create", provider()), step("create", bucket()))


def test_a_first_preview_is_read() -> None:
    inventory = read_preview(preview(*CREATED, changeSummary={"create": 3}))
    assert inventory.origin is Origin.PREVIEW
    assert inventory.complete
    assert inventory.config == {"aws:region": "eu-west-3"}
    assert [resource.name for resource in inventory] == ["ght-prod", "paris", "archive"]
    assert inventory.resources[2].provider_inputs == {"region": "eu-west-3"}


def test_secrets_are_withheld() -> None:
    inventory = read_preview(preview(step("create", bucket(inputs={"token": "[secret]"}))))
    assert inventory.resources[0].inputs["token"] == Secret()


@pytest.mark.parametrize("operation", ["delete", "delete-replaced", "discard", "discard-replaced"])
def test_what_goes_is_not_there(operation: str) -> None:
    inventory = read_preview(preview(step("same", stack()), {"op": operation, "newState": bucket(), "urn": BUCKET}))
    assert [resource.name for resource in inventory] == ["ght-prod"]


def test_a_replacement_counts_once() -> None:
    inventory = read_preview(
        preview(step("same", stack()), step("create-replacement", bucket(id="new")), step("replace", bucket(id="new")))
    )
    assert [resource.id for resource in inventory] == [None, "new"]


def test_a_component_needs_no_inputs() -> None:
    record = {"urn": stack()["urn"], "type": "pulumi:pulumi:Stack"}
    assert read_preview(preview(step("create", record))).resources[0].custom is False


@pytest.mark.parametrize(
    ("data", "complete"),
    [
        (preview(*CREATED), True),
        (preview(step("same", stack()), step("update", bucket()), changeSummary={"same": 1, "update": 1}), True),
        (preview(step("same", stack()), step("update", bucket())), True),
        # Without --show-sames: the summary counts them, the steps do not.
        (preview(step("same", stack()), step("update", bucket()), changeSummary={"same": 7, "update": 1}), False),
        (preview(step("update", bucket(parent=None)), changeSummary={"same": 7, "update": 1}), False),
        (preview(step("update", bucket(parent=None))), False),
        # Creations alone, but not of the whole stack.
        (preview(step("create", bucket(parent=None))), False),
        # A parent that is not listed.
        (preview(step("same", bucket())), False),
        (preview(*CREATED, diagnostics=[{"severity": "error", "message": "no credentials"}]), False),
        (preview(*CREATED, diagnostics=[{"severity": "warning", "message": "old"}]), True),
        (preview(*CREATED, changeSummary={"create": "three"}), False),
    ],
)
def test_complete_only_where_it_can_be_shown_whole(data: dict[str, Any], complete: bool) -> None:
    assert read_preview(data).complete is complete


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"steps": {}}, "steps: expected a list of steps."),
        ({"steps": ["create"]}, "steps[0].op: expected what the step does"),
        ({"steps": [{"newState": bucket()}]}, "steps[0].op: expected what the step does"),
        (preview({"op": "create", "newState": 3}), "steps[0].newState: expected an object, found a number."),
        (preview({"op": "create", "newState": {}}), "steps[0].newState.urn: expected urn:pulumi:"),
    ],
)
def test_what_is_not_a_preview_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_preview(data)
    assert message in str(refusal.value)


def test_a_configuration_that_is_none_is_left_out() -> None:
    assert read_preview(preview(step("same", stack()), config=None)).config == {}
    assert read_preview(preview(step("same", stack()), config={"aws:region": {"a": 1}})).config == {}
