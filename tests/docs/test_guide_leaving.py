"""The pages on leaving: their commands are real, and both languages say the same."""

import re
from pathlib import Path

import pytest

from hds_landing.cli import _parser
from tests.docs.test_guide import ENGLISH, FENCE, FRENCH, GUIDE, commands, fenced

PAGES = (GUIDE / "leaving.md", GUIDE / "depart.md")
LANGUAGES = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
PULUMI = {
    "import": {"--stack", "--file", "--protect", "--generate-code"},
    "up": {"--stack", "--policy-pack"},
    "preview": {"--stack", "--diff"},
    "destroy": {"--stack", "--exclude-protected"},
    "stack export": {"--stack", "--file"},
}
"""The commands and options of Pulumi's CLI on these pages, read in its help texts of August 2026."""


@LANGUAGES
def test_every_command_of_ours_is_accepted(page: Path) -> None:
    whole = [words for words in commands(page, "hds-landing") if len(words) > 2]
    assert [words[0] for words in whole] == ["adopt"] * 4
    for words in whole:
        assert _parser().parse_args(words).command == "adopt"


@LANGUAGES
def test_every_command_of_pulumis_is_known(page: Path) -> None:
    used = set()
    for words in commands(page, "pulumi"):
        command = " ".join(words[:2]) if words[0] == "stack" else words[0]
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= PULUMI[command], words
        used.add(command)
    assert used == PULUMI.keys()


def test_both_languages_have_the_same_sections_commands_and_sources() -> None:
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    for pattern in (r"^(#+) ", r"^ *(\d)\.", r"^(- )", r"https://[^>)\s`]+"):
        english, french = (re.findall(pattern, FENCE.sub("", text), re.MULTILINE) for text in texts)
        assert english == french
    assert fenced(PAGES[0]) == fenced(PAGES[1])
    rows = [len(re.findall(r"^\|", text, re.MULTILINE)) for text in texts]
    assert rows[0] == rows[1] > 3


def test_the_guide_and_the_pages_lead_to_each_other() -> None:
    for guide, page, other in ((ENGLISH, *PAGES), (FRENCH, *reversed(PAGES))):
        assert f"({page.name})" in guide.read_text(encoding="utf-8")
        assert f"({other.name})" in page.read_text(encoding="utf-8")
