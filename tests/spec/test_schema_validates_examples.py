"""Editors accept what the loader accepts: the examples fit the exported schema, and a wrong one does not."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "landing-zone.schema.json").read_text(encoding="utf-8"))
EXAMPLES = sorted((ROOT / "examples").glob("*/landing-zone.yaml"))


class _Loader(yaml.SafeLoader):
    """As YAML 1.2 reads it: dates stay text."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read(path: Path) -> dict[str, object]:
    content: dict[str, object] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - it is a SafeLoader
    return content


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_fits_the_schema_that_it_names(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    errors = [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(_read(path))]
    assert errors == []
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    named = first_line.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == ROOT / "schemas" / "landing-zone.schema.json"


def test_an_unknown_field_and_a_wrong_choice_do_not_fit() -> None:
    spec = _read(EXAMPLES[0])
    wrong = {**spec, "colour": "blue", "profile": "cheap"}
    assert len(list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(wrong))) == 2
