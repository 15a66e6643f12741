"""A rule on one property as a row: what is good there, what is bad, and the verdict where nothing is set.

Each row becomes the four kinds of cases on every type of its rule, and a mutation: a resource with the bad value.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.rulebook import find_rule
from tests.rules.inventory_changes import AWS, Grafted, Mutation
from tests.rules.rule_case import Case, Kind, resource

Verdict = Literal["pass", "fail", "unknown", "not-applicable"]


@dataclass(frozen=True)
class Row:
    rule: str
    path: str
    good: Any
    bad: Any
    missing: Verdict = "fail"
    beside: Mapping[str, Any] = field(default_factory=dict)
    """Other properties, set in every case."""


def at(path: str, value: Any) -> dict[str, Any]:
    """Properties with a value at a path; `[*]` is a list of one."""
    step, _, rest = path.partition(".")
    name, each, _ = step.partition("[*]")
    inner = at(rest, value) if rest else value
    return {name: [inner] if each else inner}


def merged(left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    """Both, objects joined."""
    both = dict(left)
    for name, value in right.items():
        known = both.get(name)
        both[name] = merged(known, value) if isinstance(known, Mapping) and isinstance(value, Mapping) else value
    return both


def row_cases(rows: Iterable[Row]) -> list[Case]:
    return [case for row in rows for case in _cases(row)]


def row_mutations(rows: Iterable[Row], example: str = AWS) -> list[Mutation]:
    return [
        (row.rule, example, Grafted(token, merged(row.beside, at(row.path, row.bad))))
        for row in rows
        for token in _types(row.rule)[:1]
    ]


def _types(rule_id: str) -> tuple[str, ...]:
    rule = find_rule(rule_id)
    assert rule is not None, rule_id
    return rule.types


def _cases(row: Row) -> Iterator[Case]:
    given: tuple[tuple[Kind, Verdict, Mapping[str, Any]], ...] = (
        ("good", "pass", at(row.path, row.good)),
        ("bad", "fail", at(row.path, row.bad)),
        ("missing", row.missing, {}),
        ("unknown", "unknown", at(row.path, UNKNOWN)),
    )
    for token in _types(row.rule):
        for kind, verdict, inputs in given:
            yield Case(row.rule, kind, verdict, (resource(token, inputs=merged(row.beside, inputs)),))
