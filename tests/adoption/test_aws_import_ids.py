"""The table says what the SDK's own documentation says, and has every type that is drawn."""

import ast
import importlib
import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pulumi
import pytest

from hds_landing.adoption import aws_import_ids
from hds_landing.adoption.aws_import_ids import AWS_IMPORT_IDS
from tests.rehearsed_examples import ROOT

DRAWN_BY = sorted((ROOT / "hds_landing" / "aws").rglob("*.py"))


def sdk_class(token: str) -> type[pulumi.CustomResource]:
    _, module, name = token.split(":")
    return getattr(importlib.import_module(f"pulumi_aws.{module.partition('/')[0]}"), name)


def drawn_types(path: Path) -> set[str]:
    """Tokens of the SDK classes that a module of the room uses."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "pulumi_aws"]
    modules = {alias.name for node in imported for alias in node.names}
    used = [
        getattr(importlib.import_module(f"pulumi_aws.{node.value.id}"), node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
    ]
    return {each.pulumi_type for each in used if inspect.isclass(each) and issubclass(each, pulumi.CustomResource)}


def test_every_type_that_a_component_draws_has_an_import_id() -> None:
    drawn = set().union(*map(drawn_types, DRAWN_BY))
    assert len(drawn) > 45
    assert drawn - AWS_IMPORT_IDS.keys() == set()


@pytest.mark.parametrize("token", sorted(AWS_IMPORT_IDS))
def test_the_documentation_has_the_example(token: str) -> None:
    source = inspect.getsource(sdk_class(token))
    examples = re.findall(rf"\$ pulumi import {re.escape(token)} \S+ (\S+)", source)
    assert AWS_IMPORT_IDS[token].example in examples


@pytest.mark.parametrize("token", sorted(AWS_IMPORT_IDS))
def test_the_example_has_the_form(token: str) -> None:
    row = AWS_IMPORT_IDS[token]
    form = re.sub(r"\\\{[^{}]+?\\\}", "(.+)", re.escape(row.form))
    assert re.fullmatch(form, row.example)
    properties = inspect.signature(sdk_class(token)._internal_init).parameters
    outputs = {name for name, _ in inspect.getmembers(sdk_class(token), lambda each: isinstance(each, property))}
    for names in re.findall(r"\{([^}]+)\}", row.form):
        snake = [re.sub("([A-Z])", r"_\1", name).lower() for name in names.split("|")]
        assert [name for name in snake if name != "id" and name not in {*properties, *outputs}] == []


def test_the_documentation_read_is_that_of_the_installed_sdk() -> None:
    assert f"pulumi-aws {version('pulumi-aws')}" in (aws_import_ids.__doc__ or "")
