"""The CI snippets are YAML, and their command lines are ones that the command line takes."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from hds_landing.cli import _parser

CI = Path(__file__).parents[2] / "docs" / "ci"
SNIPPETS = sorted(CI.glob("*.yml"))
REPORTS = {"github.yml": "sarif", "gitlab.yml": "junit", "azure-pipelines.yml": "junit"}


def texts(value: Any) -> Iterator[str]:
    """Every text of a document."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def commands(document: Any, program: str) -> list[list[str]]:
    lines = [line for text in texts(document) for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{program} ") and "pip" not in line]


def given(words: list[str], option: str) -> str:
    return words[words.index(option) + 1]


def test_each_snippet_is_known() -> None:
    assert {path.name for path in SNIPPETS} == REPORTS.keys()


@pytest.mark.parametrize("path", SNIPPETS, ids=lambda path: path.name)
def test_a_snippet_previews_everything_and_checks_that_preview(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    (preview,) = commands(document, "pulumi")
    (check,) = commands(document, "hds-landing")
    assert preview[0] == "preview"
    assert {"--json", "--show-sames"} <= set(preview)
    arguments = _parser().parse_args(check)
    assert [str(each) for each in arguments.inputs] == [given(preview, ">")]
    assert arguments.format == REPORTS[path.name]
    assert list(texts(document)).count(str(arguments.output)) == 1, "the report is published"


@pytest.mark.parametrize("path", SNIPPETS, ids=lambda path: path.name)
def test_a_failed_check_still_publishes_its_report(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"always()", "always"} & set(texts(document))


@pytest.mark.parametrize("line", re.findall(r"`(hds-landing [^`]+)`", (CI / "README.md").read_text(encoding="utf-8")))
def test_command_lines_of_the_guide_are_taken(line: str) -> None:
    assert _parser().parse_args(shlex.split(line)[1:]).command


@pytest.mark.parametrize(
    "option", sorted(set(re.findall(r"`(--[a-z-]+)", (CI / "README.md").read_text(encoding="utf-8"))))
)
def test_options_of_the_guide_exist(option: str) -> None:
    checks = next(action for action in _parser()._actions if hasattr(action, "choices") and action.choices)
    known = checks.choices["check"]._option_string_actions  # type: ignore[index,call-overload]
    assert option in known or option == "--show-sames"
