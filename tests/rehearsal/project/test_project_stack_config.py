import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hds_landing.errors import InputError
from hds_landing.inventory.property_values import UNKNOWN_SENTINEL
from hds_landing.rehearsal.project.project_file import read_project
from hds_landing.rehearsal.project.stack_config import read_stack_config

PROJECT = "name: p\nruntime: python\n"


@pytest.fixture
def read(tmp_path):
    def _read(stack_file=None, project=PROJECT, stack=None, name="dev", folder="."):
        (tmp_path / "Pulumi.yaml").write_text(project)
        (tmp_path / "__main__.py").write_text("")
        if stack_file is not None:
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"Pulumi.{name}.yaml").write_text(stack_file)
        return read_stack_config(read_project(tmp_path), stack)

    return _read


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("text", "text"),
        ("true", "true"),
        ("True", "True"),
        ("1.10", "1.10"),
        ("007", "007"),
        ("2026-01-31", "2026-01-31"),
        ("'5'", "5"),
        ("", ""),
        ("[a, 1, true]", '["a",1,true]'),
        ("{b: 1, a: {c: x}}", '{"a":{"c":"x"},"b":1}'),
    ],
)
def test_values_are_the_texts_that_pulumi_gives_a_program(read, written, given):
    config = read(f"config:\n  p:key: {written}\n")
    assert config.values == {"p:key": given}
    assert not config.secret_keys


def test_encrypted_values_are_withheld_wherever_they_are(read):
    config = read("config:\n  p:a: {secure: v1:AAA}\n  p:b: {user: u, password: {secure: v1:BBB}}\n  p:c: plain\n")
    assert config.values["p:a"] == UNKNOWN_SENTINEL
    assert json.loads(config.values["p:b"]) == {"user": "u", "password": UNKNOWN_SENTINEL}
    assert config.secret_keys == {"p:a", "p:b"}
    assert config.withheld == ("p:a", "p:b")
    assert config.plain_values == {"p:c": "plain"}
    assert "p:a, p:b" in config.notes[0]
    assert "AAA" not in str(config)


@pytest.mark.parametrize(
    ("type_name", "placeholder"), [("integer", "0"), ("boolean", "false"), ("string", UNKNOWN_SENTINEL)]
)
def test_the_placeholder_fits_the_declared_type(read, type_name, placeholder):
    project = PROJECT + f"config: {{a: {{type: {type_name}, secret: true}}}}\n"
    assert read("config:\n  p:a: {secure: v1:AAA}\n", project).values == {"p:a": placeholder}


def test_defaults_of_the_project_give_way_to_the_stack(read):
    project = PROJECT + (
        "config:\n  aws:region: eu-west-1\n  size: 3\n  flag: {type: boolean, default: true}\n"
        "  other: {value: [1, 2]}\n  kept: {default: 5, secret: true}\n"
    )
    config = read("config:\n  aws:region: eu-west-3\n  p:size: 4\n", project)
    assert config.values == {
        "aws:region": "eu-west-3",
        "p:size": "4",
        "p:flag": "true",
        "p:other": "[1,2]",
        "p:kept": "5",
    }
    assert config.secret_keys == {"p:kept"}
    assert config.secret_texts == ("5",)


def test_every_missing_or_misfitting_value_is_named_with_its_line(read):
    project = (
        PROJECT
        + "config:\n  a: {type: string}\n  b: {type: integer}\n  c: {type: boolean}\n  aws:region: {type: string}\n"
    )
    with pytest.raises(InputError) as refused:
        read("config:\n  p:b: many\n  p:c: perhaps\n", project)
    told = str(refused.value).splitlines()
    assert [line.partition("Pulumi.yaml:")[2] for line in told] == [
        "4: p:a has no value in the stack `dev`.",
        "5: p:b is no integer in the stack `dev`.",
        "6: p:c is no boolean in the stack `dev`.",
    ]


def test_the_only_stack_is_taken_and_several_are_named(read):
    assert read("config: {}\n", name="prod").stack == "prod"
    with pytest.raises(InputError, match=r"several stacks: dev, prod\. Choose one: --stack NAME"):
        read("config: {}\n", name="dev")
    assert read(stack="prod").stack == "prod"
    assert read(stack="org/p/prod").organization == "org"
    with pytest.raises(InputError, match="no stack `test`; there are: dev, prod"):
        read(stack="test")


def test_a_project_without_stack_files_has_its_defaults(read):
    config = read(project=PROJECT + "config: {a: 1}\n", stack="any")
    assert (config.stack, config.values) == ("any", {"p:a": "1"})
    assert "Pulumi.any.yaml" in config.notes[0]


@pytest.mark.parametrize("setting", ["stackConfigDir: stacks", "config: stacks"])
def test_stack_files_may_have_a_folder_of_their_own(read, setting):
    config = read("config: {p:a: x}\n", PROJECT + setting + "\n", folder="stacks")
    assert config.values == {"p:a": "x"}


def test_environments_are_not_opened_and_it_is_said(read):
    assert "environment" in read("environment: [shared]\n").notes[0]


@pytest.mark.parametrize(
    ("stack_file", "place"),
    [
        ("config: {a: x}\n", "Pulumi.dev.yaml:1"),
        ("config: [a]\n", "Pulumi.dev.yaml:1"),
        ("config: {\n", "Pulumi.dev.yaml:2"),
    ],
)
def test_a_bad_stack_file_is_refused_where_it_is_bad(read, stack_file, place):
    with pytest.raises(InputError) as refused:
        read(stack_file)
    assert place in str(refused.value)


def test_the_former_spelling_of_keys_is_read(read):
    assert read("config:\n  p:config:a: x\n").values == {"p:a": "x"}


@given(text=st.text(max_size=200))
def test_no_text_of_a_stack_file_crashes(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("project")
    (folder / "Pulumi.yaml").write_text(PROJECT)
    (folder / "__main__.py").write_text("")
    (folder / "Pulumi.dev.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    with suppress(InputError):
        config = read_stack_config(read_project(folder), None)
        assert all(isinstance(value, str) for value in config.values.values())
