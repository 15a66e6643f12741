"""The pages under `docs/` are those that the rulebook gives today, and say no more than they may."""

import ast
import re

import pytest

from documentation.pages import DOCS, pages
from hds_landing.catalogue.requirements import all_requirements
from hds_landing.rules.rule import ResourceRule, WholeInventoryRule
from hds_landing.rules.rulebook import rulebook

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the SDK warns of its own older types

BLOCK = re.compile(r"```python\n(.*?)\n```", re.DOTALL)


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """Drawn here and not on import: that takes most of the SDKs, which every worker would load to collect."""
    return pages()


def test_the_pages_are_up_to_date(written: dict[str, str]) -> None:
    checked_in = {f"rules/{path.name}": path.read_text(encoding="utf-8") for path in (DOCS / "rules").glob("*.md")} | {
        "coverage.md": (DOCS / "coverage.md").read_text(encoding="utf-8")
    }
    changed = [name for name in written.keys() | checked_in.keys() if written.get(name) != checked_in.get(name)]
    assert sorted(changed) == [], "run `make docs`"


def test_every_rule_has_a_page_with_a_program_that_fails(written: dict[str, str]) -> None:
    judging = [rule for rule in rulebook() if isinstance(rule, ResourceRule | WholeInventoryRule)]
    assert [rule.id for rule in judging if "## Fails" not in written[f"rules/{rule.id}.md"]] == []
    assert {f"rules/{rule.id}.md" for rule in rulebook()} | {"rules/README.md", "coverage.md"} == written.keys()


def test_every_program_is_python_and_uses_only_what_it_imports(written: dict[str, str]) -> None:
    for name, text in written.items():
        for program in BLOCK.findall(text):
            tree = ast.parse(program, name)
            imported = {
                alias.asname or alias.name
                for node in ast.walk(tree)
                if isinstance(node, ast.Import)
                for alias in node.names
            }
            known = set(imported)
            for statement in tree.body:
                used = {
                    node.id
                    for node in ast.walk(statement)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
                }
                assert used <= known, (name, used - known)
                known |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def test_nothing_is_called_compliant(written: dict[str, str]) -> None:
    assert [name for name, text in written.items() if re.search(r"\bcompliant|\bconforme", text, re.IGNORECASE)] == []


def test_every_requirement_stands_once_with_rules_or_a_reason(written: dict[str, str]) -> None:
    rows = [line.split(" | ") for line in written["coverage.md"].splitlines() if line.startswith("| ")]
    ids = [row[0].removeprefix("| ") for row in rows]
    assert sorted(each for each in ids if each not in ("id", "---")) == sorted(each.id for each in all_requirements())
    assert [row for row in rows if len(row[-1].removesuffix(" |")) < 3] == []


def test_links_lead_to_pages(written: dict[str, str]) -> None:
    for name, text in written.items():
        folder = DOCS / name.rpartition("/")[0]
        for target in re.findall(r"\]\(([^)]+\.md)\)", text):
            path = (folder / target).resolve().relative_to(DOCS.resolve()).as_posix()
            assert path in written, (name, target)
