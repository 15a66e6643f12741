"""`hds-landing rules`: lists the rules, or explains one."""

import json
from argparse import Namespace
from difflib import get_close_matches

from rich.padding import Padding
from rich.text import Text

from hds_landing.errors import InputError
from hds_landing.report.console import terminal
from hds_landing.rules.rule import Rule
from hds_landing.rules.rulebook import find_rule, rulebook


def run(arguments: Namespace) -> int:
    """Prints the table, or one rule whole."""
    rules = (_find(arguments.rule),) if arguments.rule else rulebook()
    if arguments.format == "json":
        print(json.dumps([_as_json(rule) for rule in rules], indent=2, ensure_ascii=False))
    elif arguments.rule:
        _explain(rules[0])
    else:
        _list(rules)
    return 0


def _list(rules: tuple[Rule, ...]) -> None:
    console = terminal()
    for rule in rules:
        console.print(Text.assemble((rule.id, "bold"), f" ({rule.severity.value})"))
        console.print(Padding(rule.title, (0, 0, 0, 4)))
    console.print(f"{len(rules)} rules")


def _find(rule_id: str) -> Rule:
    rule = find_rule(rule_id)
    if rule is None:
        near = get_close_matches(rule_id, [known.id for known in rulebook()], n=1)
        hint = f"Did you mean '{near[0]}'?" if near else "`hds-landing rules` lists them."
        raise InputError(f"There is no rule '{rule_id}'. {hint}")
    return rule


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "theme": rule.theme.value,
        "severity": rule.severity.value,
        "requirements": list(rule.requirements),
        "types": list(rule.types),
        "fix": rule.fix,
        "source": rule.source,
    }


def _explain(rule: Rule) -> None:
    console = terminal()
    console.print(f"{rule.id}: {rule.title}", style="bold")
    for name, value in (
        ("theme", rule.theme.value),
        ("severity", rule.severity.value),
        ("supports", ", ".join(rule.requirements)),
        ("reads", ", ".join(rule.types)),
        ("fix", rule.fix),
        ("source", rule.source),
    ):
        console.print(f"  {name}: {value}")
