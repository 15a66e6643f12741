"""The page of one rule."""

from documentation.markdown import code, sentence, table
from documentation.rule_examples import Examples
from documentation.themes import NAMES, REASONS
from hds_landing.catalogue.requirements import find_requirement
from hds_landing.rules.rule import ResourceRule, Rule, WholeInventoryRule


def rule_page(rule: Rule, examples: Examples | None) -> str:
    """What it asks, why, bad and good, how to fix, how to waive, what it supports, who says so."""
    parts = [
        f"# {rule.title}",
        f"{code(rule.id)} · {NAMES[rule.theme]} · severity {rule.severity.value}",
        "## What is judged",
        _judged(rule),
        "## Why",
        REASONS[rule.theme],
        *_examples(examples),
        "## How to fix",
        sentence(rule.fix),
        *_waiver(rule),
        "## Requirements",
        _requirements(rule),
        "## Source",
        sentence(rule.source),
        "[All rules](README.md) · [Requirements and rules](../coverage.md)",
    ]
    return "\n\n".join(parts) + "\n"


def _judged(rule: Rule) -> str:
    if not isinstance(rule, ResourceRule | WholeInventoryRule):
        return "The files of waivers and confirmations that a check is given, not a resource."
    rows = [(code(token), _paths(rule.paths_by_type.get(token, rule.paths))) for token in rule.types]
    parts = [table(("type", "properties"), rows)]
    if isinstance(rule, WholeInventoryRule):
        joined = [(code(token), _paths(paths)) for token, paths in rule.joins.items()]
        parts.append("Together with what completes or surrounds it in the same stack:")
        parts.append(table(("type", "properties"), joined))
        parts.append("On an inventory that does not show every resource the verdict is `unknown`.")
    if rule.absence:
        parts.append(f"**Where it is not set**: {rule.absence}.")
    if rule.severity_below_health:
        lowered = ", ".join(
            f"{verdict.value} is {severity.value}" for verdict, severity in rule.severity_below_health.items()
        )
        parts.append(f"On a resource whose `data-class` tag says that it holds nothing of patients: {lowered}.")
    return "\n\n".join(parts)


def _paths(paths: tuple[str, ...]) -> str:
    return ", ".join(code(path) for path in paths) or "its presence, its place or its service"


def _examples(examples: Examples | None) -> list[str]:
    parts = []
    if examples and examples.bad:
        parts += ["## Fails", f"```python\n{examples.bad}\n```"]
    if examples and examples.good:
        heading = "## Passes" if examples.good_is_judged else "## Is not concerned"
        parts += [heading, f"```python\n{examples.good}\n```"]
    if parts:
        parts.append("Only what the rule reads is shown; the provider may ask for more arguments.")
    return parts


def _waiver(rule: Rule) -> list[str]:
    if not isinstance(rule, ResourceRule | WholeInventoryRule):
        return []
    return [
        "## How to accept a finding",
        "In the spec's `waivers`, or in a file given with `hds-landing check --waivers waivers.yaml`, for a year at "
        "most:",
        f"""```yaml
waivers:
  - rule: {rule.id}
    resource: "*the-resource*"     # a part of its URN or its name
    reason: why this is accepted, and until what happens
    owner: rssi@example.org
    expires: 2027-03-31
    compensatedBy: what reduces the risk meanwhile
```""",
        "An expired waiver, and one that matches nothing, are findings themselves.",
    ]


def _requirements(rule: Rule) -> str:
    rows = []
    for requirement_id in rule.requirements:
        requirement = find_requirement(requirement_id)
        if requirement:
            rows.append((requirement_id, requirement.title_fr, requirement.title_en))
    if not rows:
        return "It supports none by itself."
    return "Supported by configuration, and no more than that:\n\n" + table(("id", "exigence", "requirement"), rows)
