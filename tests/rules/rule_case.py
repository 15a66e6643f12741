"""A rule on plain values: what is given, and the verdict that must come of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from hds_landing.inventory.resource import UNKNOWN, Inventory, Origin, Resource
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Evaluation, Finding
from hds_landing.rules.rule import Rule

TODAY = date(2026, 11, 22)
KINDS = ("good", "bad", "missing", "unknown")
Kind = Literal["good", "bad", "missing", "unknown"]
Verdict = Literal["pass", "fail", "unknown", "not-applicable"]


@dataclass(frozen=True)
class Case:
    """`verdict` is that of the rule on the first of `resources`, `not-applicable` where it finds nothing."""

    rule: str
    kind: Kind
    verdict: Verdict
    resources: tuple[Resource, ...]
    config: Mapping[str, str] = field(default_factory=dict)
    observed: str | None = None
    """A part of what must be observed."""

    def __str__(self) -> str:
        return f"{self.rule}-{self.kind}-{self.verdict}"


def resource(token: str, name: str = "it", *, refers: Mapping[str, str] | None = None, **fields: Any) -> Resource:
    """A custom resource; `refers` has the name of the resource that each property comes from."""
    return Resource(
        urn=urn(name),
        type=token,
        name=name,
        custom=True,
        property_dependencies={key: (urn(target),) for key, target in (refers or {}).items()},
        **fields,
    )


def urn(name: str) -> str:
    return f"urn:pulumi:prod::ght::any::{name}"


def cases(rule: str, token: str, *rows: tuple[Any, ...]) -> list[Case]:
    """Cases of one rule on one type: kind, verdict, inputs, and where wanted a part of what must be observed."""
    return [
        Case(rule, kind, verdict, (resource(token, inputs=inputs),), observed=observed[0] if observed else None)
        for kind, verdict, inputs, *observed in rows
    ]


def cases_at(rule: str, token: str, path: str, *, good: Any, bad: Any, missing: Verdict) -> list[Case]:
    """The four cases of a rule that asks something of one value: `missing` is the verdict where nothing is set."""
    return cases(
        rule,
        token,
        ("good", "pass", inputs_with(path, good)),
        ("bad", "fail", inputs_with(path, bad)),
        ("missing", missing, {}),
        ("unknown", "unknown", inputs_with(path, UNKNOWN)),
    )


def inputs_with(path: str, value: Any) -> dict[str, Any]:
    """Inputs with that value at a path; `[*]` is a list of one."""
    step, _, rest = path.partition(".")
    inner = inputs_with(rest, value) if rest else value
    return {step.removesuffix("[*]"): [inner] if step.endswith("[*]") else inner}


def inventory_of(resources: Iterable[Resource], *, complete: bool = True, **fields: Any) -> Inventory:
    return Inventory(origin=Origin.PREVIEW, resources=tuple(resources), complete=complete, **fields)


def judged(resources: Iterable[Resource], **fields: Any) -> Evaluation:
    return evaluate(inventory_of(resources, **fields), today=TODAY)


def finding_of(rule: str, evaluation: Evaluation, name: str = "it") -> Finding | None:
    return next((found for found in evaluation.findings if (found.rule, found.name) == (rule, name)), None)


def check(case: Case) -> None:
    first = case.resources[0]
    finding = finding_of(case.rule, judged(case.resources, config=case.config), first.name)
    assert (finding.verdict.value if finding else "not-applicable") == case.verdict, finding
    if case.observed is not None:
        assert finding is not None
        assert case.observed in finding.observed


def check_all_kinds(rules: Iterable[Rule], table: Iterable[Case]) -> None:
    """Every rule of a module has a bad, a good, a missing and an unknown case, and no case is of another module."""
    had = {(case.rule, case.kind) for case in table}
    assert {rule for rule, _ in had} == {rule.id for rule in rules}
    assert [f"{rule.id}: {kind}" for rule in rules for kind in KINDS if (rule.id, kind) not in had] == []
    for rule in rules:
        assert {case.verdict for case in table if case.rule == rule.id} >= {"fail"}, rule.id
