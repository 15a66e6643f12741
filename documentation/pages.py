"""Every generated page: its path under `docs/`, and its text."""

from pathlib import Path
from typing import Final

from documentation.coverage import coverage_page
from documentation.rule_examples import rule_examples
from documentation.rule_index import rule_index
from documentation.rule_page import rule_page
from hds_landing.rules.rulebook import rulebook

DOCS: Final = Path(__file__).parent.parent / "docs"


def pages() -> dict[str, str]:
    """Page by path, the same text from the same rulebook."""
    rules = rulebook()
    examples = rule_examples()
    return {
        "coverage.md": coverage_page(rules),
        "rules/README.md": rule_index(rules),
        **{f"rules/{rule.id}.md": rule_page(rule, examples.get(rule.id)) for rule in rules},
    }
