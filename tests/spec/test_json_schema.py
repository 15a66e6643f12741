"""The JSON Schema that editors use is the one of the models."""

import re
from pathlib import Path

import pytest
import yaml

from hds_landing.spec.schema import json_schema, schema_text

SCHEMA = Path(__file__).parents[2] / "schemas" / "landing-zone.schema.json"


def test_checked_in_schema_is_that_of_the_models() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "python -m hds_landing.spec.schema > schemas/..."


def test_every_mapping_refuses_unknown_fields() -> None:
    schema = json_schema()
    objects = [schema, *(part for part in schema["$defs"].values() if part["type"] == "object")]
    assert len(objects) > 25
    assert all(part["additionalProperties"] is False for part in objects)


@pytest.mark.parametrize("path", ["cloud.region", "cloud.tenancy", "profile", "network.pool", "backup.immutability"])
def test_nothing_decisive_has_a_default(path: str) -> None:
    *parents, field = path.split(".")
    part = json_schema()
    for name in parents:
        part = json_schema()["$defs"][part["properties"][name]["$ref"].rpartition("/")[2]]
    assert field in part["required"]


def test_examples_use_only_fields_of_the_schema() -> None:
    names = set(json_schema()["properties"])
    for example in (SCHEMA.parents[1] / "examples").glob("*/landing-zone.yaml"):
        assert set(yaml.safe_load(example.read_text(encoding="utf-8"))) <= names


def test_a_key_of_the_wrong_form_is_marked() -> None:
    establishments = json_schema()["properties"]["establishments"]
    (pattern,) = establishments["patternProperties"]
    assert re.search(pattern, "sud-ouest")
    assert not re.search(pattern, "Sud_Ouest")
    assert establishments["additionalProperties"] is False
