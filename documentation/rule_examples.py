"""A bad and a good program per rule, out of the cases of the rules' tests."""

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documentation.python_program import python_program
from tests.rules.rule_case import Case, check, resource

_TESTS = Path(__file__).parent.parent / "tests"
_WITHOUT_TABLE = (
    Case("aws-edge-service-absent", "bad", "fail", (resource("aws:cloudfront/distribution:Distribution"),)),
    Case("azure-edge-service-absent", "bad", "fail", (resource("azure-native:cdn:Profile"),)),
    Case("aws-service-in-certificate-scope", "bad", "fail", (resource("aws:lightsail/instance:Instance"),)),
    Case(
        "azure-service-in-certificate-scope",
        "bad",
        "fail",
        (resource("azure-native:communication:CommunicationService"),),
    ),
)
"""Rules on whatever a whole cloud offers: their tests have no table of cases."""


@dataclass(frozen=True)
class Examples:
    """Programs in Python; none where no case has one to show."""

    bad: str | None
    good: str | None
    good_is_judged: bool = True
    """False where the rule finds nothing of its own in the good one, and so says nothing."""


@cache
def rule_examples() -> dict[str, Examples]:
    """By rule id. Every case shown is judged anew: a page never calls good what fails."""
    by_rule: dict[str, list[Case]] = {}
    for case in _cases():
        by_rule.setdefault(case.rule, []).append(case)
    return {rule: _examples(cases) for rule, cases in by_rule.items()}


def _examples(cases: Iterable[Case]) -> Examples:
    failing = [case for case in cases if case.verdict == "fail"]
    passing = [case for case in cases if case.verdict == "pass"]
    spared = [case for case in cases if case.kind == "good" and case.verdict == "not-applicable"]
    bad = min(failing, key=_badness, default=None)
    good = min(
        passing or spared, key=lambda case: (bad is None or not _alike(case, bad), _goodness(case)), default=None
    )
    return Examples(_program(bad), _program(good), good_is_judged=bool(passing))


def _badness(case: Case) -> tuple[bool, int]:
    return case.kind != "bad", len(case.resources)


def _goodness(case: Case) -> tuple[bool, int]:
    return case.kind != "good", len(case.resources)


def _alike(one: Case, other: Case) -> bool:
    return one.resources[0].type == other.resources[0].type


def _program(case: Case | None) -> str | None:
    if case is None:
        return None
    check(case)
    return python_program(case.resources, case.config)


def _cases() -> Iterator[Case]:
    yield from _WITHOUT_TABLE
    for path in sorted((_TESTS / "rules").rglob("test_rules_*.py")):
        name = ".".join(path.relative_to(_TESTS.parent).with_suffix("").parts)
        yield from (case for case in getattr(importlib.import_module(name), "CASES", ()) if isinstance(case, Case))
