import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.errors import InputError
from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource, Secret
from hds_landing.inventory.state_export import read_state, write_state
from tests.inventory.states import BUCKET, OF_A_SECRET, PROVIDER, SIGNATURE, STACK, bucket, provider, stack, state


def test_a_state_is_read() -> None:
    tags = json.dumps({"tags": {"ght": "gpne"}})
    inventory = read_state(
        state(
            stack(),
            provider(defaultTags=tags, skipMetadataApiCheck="true"),
            bucket(protect=True, retainOnDelete=True, sourcePosition="project:///__main__.py#12,5"),
        )
    )
    assert inventory.origin is Origin.STATE_EXPORT
    assert inventory.complete
    assert inventory.engine == "v3.250.0"
    assert inventory.date == datetime.fromisoformat("2026-11-22T10:15:30.5+01:00")
    root, _, archive = inventory.resources
    assert (root.custom, root.name, dict(root.inputs)) == (False, "ght-prod", {})
    assert archive.type == "aws:s3/bucket:Bucket"
    assert archive.name == "archive"
    assert archive.id == "archive-1a2b"
    assert archive.parent == root.urn
    assert archive.provider == PROVIDER
    assert archive.provider_inputs == {
        "region": "eu-west-3",
        "defaultTags": {"tags": {"ght": "gpne"}},
        "skipMetadataApiCheck": True,
    }
    assert archive.property_dependencies == {"bucket": ()}
    assert (archive.protect, archive.retain_on_delete, archive.external) == (True, True, False)
    assert archive.source == "__main__.py:12"


def test_secrets_and_unknowns_are_types_of_their_own() -> None:
    envelope = {SIGNATURE: OF_A_SECRET, "ciphertext": "v1:abc"}
    inventory = read_state(
        state(bucket(inputs={"a": envelope, "b": {"c": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}}, outputs=None))
    )
    assert inventory.resources[0].inputs == {"a": Secret(), "b": {"c": UNKNOWN}}
    assert inventory.resources[0].outputs == {}


@pytest.mark.parametrize("flag", ["delete", "pendingReplacement"])
def test_what_is_being_replaced_is_not_there(flag: str) -> None:
    inventory = read_state(state(stack(), bucket(id="old", **{flag: True}), bucket(id="new")))
    assert [resource.id for resource in inventory] == [None, "new"]
    assert inventory.complete is (flag == "delete")


def test_an_interrupted_update_leaves_the_inventory_incomplete() -> None:
    pending = [{"resource": bucket(), "type": "creating"}]
    assert not read_state(state(stack(), pending_operations=pending)).complete
    assert read_state(state(stack(), pending_operations=[])).complete


def test_what_is_only_read_is_external() -> None:
    assert read_state(state(bucket(external=True))).resources[0].external


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"version": 2, "deployment": {}}, "version: expected 3 or 4, found 2."),
        ({"version": True, "deployment": {}}, "version: expected 3 or 4"),
        ({"version": "3", "deployment": {}}, "version: expected 3 or 4, found no whole number."),
        ({"deployment": {}}, "version: expected 3 or 4, found no whole number."),
        ({"version": 3, "deployment": []}, "deployment: missing."),
        (state(resources={}), "deployment.resources: expected a list of resources."),
        (state("urn:pulumi"), "deployment.resources[0]: expected an object, found 'urn:pulumi'."),  # type: ignore[arg-type]
        (state({}), "deployment.resources[0].urn: expected urn:pulumi:"),
        (state(bucket(urn="urn:pulumi:a::b")), "deployment.resources[0].urn: expected urn:pulumi:"),
        (state(bucket(urn=f"{BUCKET}\x1b[2J")), "deployment.resources[0].urn: expected urn:pulumi:"),
        (state(bucket(urn={"a": "hush"})), "found an object."),
        (state(bucket(type=None)), "deployment.resources[0].type: expected a type token"),
        (state(bucket(type="\ud800")), "deployment.resources[0].type: expected a type token"),
        (state(bucket(inputs=["hush"])), "deployment.resources[0].inputs: expected an object, found a list."),
        (state(bucket(outputs=3)), "deployment.resources[0].outputs: expected an object, found a number."),
        (state(bucket(inputs={SIGNATURE: OF_A_SECRET})), "expected properties, found a single marked value."),
        (state(bucket(propertyDependencies=["a"])), ".propertyDependencies: expected an object, found a list."),
    ],
)
def test_what_is_not_a_state_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_state(data)
    assert message in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_an_unreadable_date_is_no_date() -> None:
    assert read_state(state(stack(), manifest={"time": "yesterday"})).date is None
    assert read_state(state(stack(), manifest={"time": "2026-11-22"})).date == datetime(2026, 11, 22, tzinfo=UTC)


def recorded() -> Inventory:
    return recorded_inventory(
        [
            Resource(
                urn=f"{STACK}pulumi:pulumi:Stack::ght-prod", type="pulumi:pulumi:Stack", name="ght-prod", custom=False
            ),
            Resource(
                urn=PROVIDER,
                type="pulumi:providers:aws",
                name="paris",
                custom=True,
                id="9e0a",
                inputs={"region": "eu-west-3", "defaultTags": '{"tags": {"ght": "gpne"}}'},
            ),
            Resource(
                urn=BUCKET,
                type="aws:s3/bucket:Bucket",
                name="archive",
                custom=True,
                id="archive-1a2b",
                parent=f"{STACK}pulumi:pulumi:Stack::ght-prod",
                inputs={"bucket": "archive-1a2b", "days": 30, "key": UNKNOWN, "token": Secret()},
                outputs={"arn": "arn:aws:s3:::archive-1a2b"},
                dependencies=(PROVIDER,),
                property_dependencies={"bucket": (PROVIDER,)},
                protect=True,
                retain_on_delete=True,
                provider=PROVIDER,
                source="__main__.py:12",
            ),
        ],
        origin=Origin.REHEARSAL,
        complete=True,
        date=datetime(2026, 11, 22, 10, tzinfo=UTC),
        engine="rehearsal",
        catalogue_version="2026-11-22",
        config={"aws:region": "eu-west-3"},
    )


def test_what_is_written_is_read_back() -> None:
    inventory = recorded()
    assert read_state(json.loads(write_state(inventory))) == inventory


def test_an_incomplete_inventory_stays_incomplete() -> None:
    inventory = replace(recorded(), complete=False, date=None)
    assert read_state(json.loads(write_state(inventory))) == inventory


def test_the_same_inventory_gives_the_same_bytes() -> None:
    inventory = recorded()
    shuffled = replace(
        inventory,
        resources=tuple(
            replace(resource, inputs=dict(reversed(list(resource.inputs.items())))) for resource in inventory
        ),
    )
    assert write_state(shuffled) == write_state(inventory)


def test_a_written_state_has_the_fields_of_the_engine_and_no_secret() -> None:
    inventory = recorded()
    archive = replace(inventory.resources[2], inputs={"password": Secret("hush")})
    text = write_state(replace(inventory, resources=(*inventory.resources[:2], archive)))
    written = json.loads(text)
    assert "hush" not in text
    assert written["version"] == 3
    assert written["deployment"]["manifest"]["time"] == "2026-11-22T10:00:00Z"
    record = written["deployment"]["resources"][2]
    assert record["provider"] == f"{PROVIDER}::9e0a"
    assert record["inputs"]["password"][SIGNATURE] == OF_A_SECRET
    assert set(record) == {
        "urn",
        "custom",
        "id",
        "type",
        "inputs",
        "outputs",
        "parent",
        "protect",
        "dependencies",
        "provider",
        "propertyDependencies",
        "retainOnDelete",
        "sourcePosition",
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["version", "deployment", "resources", "urn", "type", "inputs", "parent", SIGNATURE]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.lists(json_values, max_size=3), json_values)
def test_hostile_states_are_read_or_refused(resources: list[Any], manifest: Any) -> None:
    with suppress(InputError):
        inventory = read_state(state(*resources, manifest=manifest))
        assert len(inventory.resources) <= len(resources)
