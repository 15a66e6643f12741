"""The schemas of the component packages: the recorded ones are today's, whole and typed."""

import dataclasses
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pulumi.provider.experimental.util import camel_case

from hds_landing import __version__
from hds_landing.arguments import component_type
from hds_landing.component_packages.breaking_changes import breaking_changes
from hds_landing.component_packages.component_package import schema_text
from hds_landing.component_packages.offered import PACKAGES, offered_components

ROOT = Path(__file__).parents[2] / "packages"
OFFERED = [(package, component) for package in PACKAGES for component in offered_components(package)]


def recorded(package: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / package / "schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_recorded_schema_is_the_one_that_the_package_serves(package: str) -> None:
    served = schema_text(package)
    if (ROOT / package / "schema.json").read_text(encoding="utf-8") != served:
        broken = breaking_changes(recorded(package), json.loads(served))
        pytest.fail(
            f"packages/{package}/schema.json is not what the components say. "
            f"What breaks programs that use it: {broken or 'nothing'}. "
            "Run `python packages/record_schemas.py` and review the difference."
        )


@pytest.mark.parametrize("package", PACKAGES)
def test_the_package_has_every_component_of_its_room_under_the_token_that_python_uses(package: str) -> None:
    schema = recorded(package)
    assert (schema["name"], schema["version"]) == (package, __version__)
    assert len(schema["resources"]) >= 8
    assert schema["resources"].keys() == {component_type(package, each) for each in offered_components(package)}
    assert all(resource["isComponent"] for resource in schema["resources"].values())


@pytest.mark.parametrize(("package", "component"), OFFERED)
def test_every_argument_and_output_is_described_with_its_type(package: str, component: type) -> None:
    resource = recorded(package)["resources"][component_type(package, component)]  # type: ignore[type-var]
    args = inspect.get_annotations(component.__init__)["args"]
    fields = {camel_case(field.name): field for field in dataclasses.fields(args)}
    assert resource["inputProperties"].keys() == fields.keys()
    required = {name for name, field in fields.items() if field.default is dataclasses.MISSING}
    assert set(resource["requiredInputs"]) == required
    outputs = {camel_case(name): kind for name, kind in inspect.get_annotations(component).items()}
    assert resource["properties"].keys() == outputs.keys()
    certain = {name for name, kind in outputs.items() if type(None) not in get_args(kind)}
    assert certain
    assert set(resource["required"]) == certain
    assert resource["description"]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_type_is_left_open(package: str) -> None:
    leaves = list(_leaves(recorded(package)))
    assert len(leaves) > 200
    types = recorded(package)["types"]
    for where, leaf in leaves:
        if reference := leaf.get("$ref"):
            assert reference.removeprefix("#/types/") in types, where
        else:
            assert leaf["type"] in ("string", "integer", "number", "boolean"), where


@pytest.mark.parametrize("package", PACKAGES)
def test_descriptions_carry_no_indentation_of_the_source(package: str) -> None:
    text = json.dumps(recorded(package))
    assert len(re.findall(r'"description"', text)) > 100
    assert [found for found in re.findall(r'"description": "([^"]*)"', text) if "\\n    " in found] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_security_relevant_inputs_are_plain_and_ids_are_not(package: str) -> None:
    vault = recorded(package)["resources"][f"{package}:index:BackupVault"]["inputProperties"]
    assert vault["vault"] == {
        "description": vault["vault"]["description"],
        "plain": True,
        "$ref": f"#/types/{package}:index:VaultPlan",
    }
    assert vault["sealed"]["plain"] is True
    ids = {name: definition for name, definition in vault.items() if name.endswith("Id")}
    assert ids
    assert [name for name, definition in ids.items() if definition.get("plain")] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_plugin_says_how_it_runs(package: str) -> None:
    plugin = yaml.safe_load((ROOT / package / "PulumiPlugin.yaml").read_text(encoding="utf-8"))
    assert plugin["runtime"]["name"] == "python"
    requirements = (ROOT / package / "requirements.txt").read_text(encoding="utf-8").split()
    assert requirements == [f"../..[{PACKAGES[package]}]"]


def _leaves(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for token, resource in schema["resources"].items():
        for part in ("inputProperties", "properties"):
            for name, definition in resource[part].items():
                yield f"{token} {name}", _leaf(definition)
    for token, definition in schema["types"].items():
        for name, field in definition.get("properties", {}).items():
            yield f"{token} {name}", _leaf(field)


def _leaf(definition: dict[str, Any]) -> dict[str, Any]:
    inner = definition.get("items") or definition.get("additionalProperties")
    return _leaf(inner) if inner else definition


def _schema(**changed: Any) -> dict[str, Any]:
    resource = {
        "inputProperties": {
            "keyId": {"type": "string"},
            "vault": {"$ref": "#/types/p:index:Vault", "plain": True},
            "days": {"type": "array", "items": {"type": "integer"}},
        },
        "requiredInputs": ["keyId"],
        "properties": {
            "vaultId": {"type": "string"},
            "ids": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        "required": ["vaultId"],
    }
    types = {
        "p:index:Vault": {"properties": {"name": {"type": "string"}}, "required": []},
        "p:index:Use": {"type": "string", "enum": [{"value": "disk"}, {"value": "log"}]},
    }
    return {"resources": {"p:index:Backup": {**resource, **changed}}, "types": types}


def _typed(token: str, definition: Any) -> dict[str, Any]:
    schema = _schema()
    schema["types"][token] = definition
    return schema


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (_schema(), []),
        ({"resources": {}, "types": _schema()["types"]}, ["p:index:Backup is gone"]),
        (
            _schema(inputProperties={}),
            [f"p:index:Backup, input {name}: is gone" for name in ("keyId", "vault", "days")],
        ),
        (_schema(requiredInputs=["keyId", "vault"]), ["p:index:Backup, input vault: is newly required"]),
        (_schema(requiredInputs=[]), []),
        (_schema(required=[]), ["p:index:Backup, output vaultId: is newly not always there"]),
        (_schema(required=["vaultId", "ids"]), []),
        (
            _schema(properties={"vaultId": {"type": "integer"}, "ids": {"type": "object"}}),
            [
                "p:index:Backup, output vaultId: was string, is integer",
                "p:index:Backup, output ids: was map of string, is object",
            ],
        ),
        (
            _schema(
                inputProperties={
                    "keyId": {"type": "string", "plain": True},
                    "vault": {"$ref": "#/types/p:index:Vault", "plain": True},
                    "days": {"type": "array", "items": {"type": "string"}},
                    "more": {"type": "string"},
                }
            ),
            [
                "p:index:Backup, input keyId: was string, is plain string",
                "p:index:Backup, input days: was array of integer, is array of string",
            ],
        ),
        (_typed("p:index:Vault", {"properties": {}}), ["p:index:Vault name: is gone"]),
        (
            _typed("p:index:Vault", {"properties": {"name": {"type": "string"}}, "required": ["name"]}),
            ["p:index:Vault name: is newly required"],
        ),
        (_typed("p:index:Use", {"enum": [{"value": "disk"}]}), ["p:index:Use: the value 'log' is gone"]),
        (_typed("p:index:New", {"properties": {}}), []),
    ],
)
def test_what_breaks_a_program_is_named(new: dict[str, Any], expected: list[str]) -> None:
    assert breaking_changes(_schema(), new) == expected
