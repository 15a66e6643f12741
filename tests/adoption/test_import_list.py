"""What is written is what `pulumi import --file` takes and what is read again."""

import json
from pathlib import Path
from typing import Any

import pytest

from hds_landing.adoption.existing import read_existing
from hds_landing.adoption.import_list import LEFT_OUT, import_list, read_import_list
from hds_landing.adoption.matching import adopt, is_imported
from hds_landing.errors import InputError
from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.state_export import write_state
from tests.rehearsed_examples import EXAMPLES, rehearsed

OF_PULUMI = {"type", "name", "logicalName", "id", "parent", "provider", "component", "version", "inputs"}


def resolved(entries: list[dict[str, Any]], stack: str, project: str) -> dict[str, dict[str, Any]]:
    """Entries by the URN that Pulumi gives each: parents by name, types of all parents before its own."""
    names = [each["name"] for each in entries]
    assert len(names) == len(set(names)), "a name that is there twice cannot be a parent"
    by_name = {each["name"]: each for each in entries}

    def types(entry: dict[str, Any]) -> str:
        above = f"{types(by_name[entry['parent']])}$" if "parent" in entry else ""
        return f"{above}{entry['type']}"

    return {
        f"urn:pulumi:{stack}::{project}::{types(each)}::{each.get('logicalName', each['name'])}": each
        for each in entries
    }


def taken(inventory: Inventory) -> list[dict[str, Any]]:
    entries = import_list(adopt(inventory, inventory))["resources"]
    assert isinstance(entries, list)
    return entries


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_resource_of_an_example_comes_under_its_own_urn(example: str) -> None:
    inventory = rehearsed(example).inventory
    stack, project = inventory.resources[0].urn.split(":")[2], "hds-landing"
    by_urn = resolved(taken(inventory), stack, project)
    assert by_urn.keys() == {each.urn for each in inventory if each.type != "pulumi:pulumi:Stack"}
    urn_of = {each["name"]: urn for urn, each in by_urn.items()}
    for each in inventory:
        entry = by_urn.get(each.urn, {})
        assert entry.keys() <= OF_PULUMI
        if is_imported(each):
            assert entry["id"]
            assert urn_of[entry["provider"]] == each.provider
        elif entry:
            assert "id" not in entry
            assert entry.get("component", False) is not each.type.startswith("pulumi:providers:")


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_written_is_read_again(example: str, tmp_path: Path) -> None:
    inventory = rehearsed(example).inventory
    state, written = tmp_path / "state.json", tmp_path / "list.json"
    state.write_text(write_state(inventory), encoding="utf-8")
    existing = read_existing(state)
    assert existing.rehearsed
    once = import_list(adopt(inventory, existing.resources))
    assert once[LEFT_OUT] == {"unfit": [], "unplanned": [], "absent": []}
    written.write_text(json.dumps(once), encoding="utf-8")
    again = read_existing(written)
    assert not again.rehearsed
    assert import_list(adopt(inventory, again.resources)) == once


def test_the_provider_has_the_version_that_the_program_registers() -> None:
    (provider,) = (each for each in taken(rehearsed("minimal-azure").inventory) if each["type"].startswith("pulumi:"))
    assert provider["version"].count(".") == 2
    assert provider["inputs"]["location"] == "francecentral"


def test_only_what_is_needed_is_listed() -> None:
    inventory = rehearsed("minimal-aws").inventory
    (key,) = (each for each in inventory if each.name == "exemple-centre-keys-log")
    listed = import_list(adopt(inventory, [key]))
    assert [each["type"].rpartition(":")[2] for each in listed["resources"]] == [
        "LandingZone", "Establishment", "EncryptionKeys", "aws", "Key"
    ]  # fmt: skip
    assert len(listed[LEFT_OUT]["absent"]) > 100


@pytest.mark.parametrize(
    ("resources", "problems"),
    [
        ({}, ["resources: expected a list"]),
        (["x"], ["resources[0]: expected an object"]),
        ([{}], ["resources[0].type: missing", "resources[0].name: missing"]),
        ([{"type": "aws:ec2/vpc:Vpc", "name": "x"}], ["resources[0].id: missing"]),
        ([{"type": 3, "name": "x", "id": "y"}], ["resources[0].type: expected a text"]),
        ([{"type": "a:b:C", "name": "x", "id": "\x1b[2J"}], ["resources[0].id: expected a text"]),
        ([{"type": "a:b:C", "name": ["x"], "id": ""}], ["resources[0].name: expected", "resources[0].id: expected"]),
    ],
)
def test_a_broken_list_is_refused_with_all_that_is_wrong(resources: Any, problems: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        read_import_list({"resources": resources})
    lines = str(refused.value).splitlines()
    assert len(lines) == len(problems)
    assert all(line.startswith(problem) for line, problem in zip(lines, problems, strict=True))


def test_components_and_providers_of_a_list_need_no_id() -> None:
    entries = [
        {"type": "x:y:Zone", "name": "z", "component": True},
        {"type": "pulumi:providers:aws", "name": "p"},
        {"type": "aws:ec2/vpc:Vpc", "logicalName": "hub", "name": "hub-2", "id": "vpc-1", "parent": "z"},
    ]
    (read,) = read_import_list({"resources": entries})
    assert (read.type, read.name, read.id, read.urn) == ("aws:ec2/vpc:Vpc", "hub", "vpc-1", "")
