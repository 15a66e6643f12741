"""Cases of rows of data: good and bad values at a path, nothing there, and what is not known yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from hds_landing.inventory.resource import UNKNOWN
from tests.rules.rule_case import Case, cases

Values = Sequence[Any]


def placed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs with each value at its path; `[*]` is a list of one."""
    inputs: dict[str, Any] = {}
    for path, value in values.items():
        place = inputs
        *steps, last = path.split(".")
        for step in steps:
            name = step.removesuffix("[*]")
            inner = place.setdefault(name, [{}] if name != step else {})
            place = inner[0] if isinstance(inner, list) else inner
        place[last.removesuffix("[*]")] = [value] if last.endswith("[*]") else value
    return inputs


def property_cases(
    rule: str,
    tokens: str | Sequence[str],
    path: str,
    *,
    good: Values,
    bad: Values,
    missing: str = "fail",
    given: Mapping[str, Any] | None = None,
    other: Mapping[str, Any] | None = None,
) -> list[Case]:
    """Cases of one rule on each of its types; `given` is what else stands there, `other` what the rule is not for."""
    beside = dict(given or {})
    found: list[Case] = []
    for token in [tokens] if isinstance(tokens, str) else tokens:
        found += cases(
            rule,
            f"azure-native:{token}" if token.count(":") == 1 else token,
            *(("good", "pass", placed({**beside, path: value})) for value in good),
            *(("bad", "fail", placed({**beside, path: value})) for value in bad),
            ("missing", missing, placed(beside)),
            ("unknown", "unknown", placed({**beside, path: UNKNOWN})),
            *((("good", "not-applicable", placed({**dict(other), path: bad[0]})),) if other else ()),
        )
    return found
