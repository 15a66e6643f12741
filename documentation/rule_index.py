"""The list of all rules, by cloud and theme."""

from collections.abc import Iterable

from documentation.markdown import table
from documentation.themes import NAMES
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.rule import Rule

_CLOUDS = {"aws": "AWS", "azure": "Azure", "": "Both clouds"}
_INTRODUCTION = """\
# Rules

{count} rules: {aws} on AWS, {azure} on Azure, {both} on neither alone. Each title states what is asked for; a rule
passes or fails, and where a value is not known it says `unknown`, which is never a pass. A rule supports requirements
by configuration, as [the table of requirements](../coverage.md) shows, and no more than that.

`hds-landing rules` prints this list and `hds-landing rules ID` one rule. Drawn from the rulebook by `make docs`.
"""


def rule_index(rules: Iterable[Rule]) -> str:
    """The page: a section per cloud, a table per theme, the worst first."""
    by_cloud: dict[str, list[Rule]] = {cloud: [] for cloud in _CLOUDS}
    for rule in rules:
        by_cloud[_cloud(rule)].append(rule)
    counts = {cloud: len(of_cloud) for cloud, of_cloud in by_cloud.items()}
    parts = [
        _INTRODUCTION.format(count=sum(counts.values()), aws=counts["aws"], azure=counts["azure"], both=counts[""])
    ]
    for cloud, heading in _CLOUDS.items():
        parts.append(f"## {heading}\n")
        for theme in Theme:
            of_theme = sorted((rule for rule in by_cloud[cloud] if rule.theme is theme), key=_order)
            if of_theme:
                rows = [(f"[{rule.id}]({rule.id}.md)", rule.severity.value, rule.title) for rule in of_theme]
                parts.append(f"### {NAMES[theme]}\n\n{table(('rule', 'severity', 'asks for'), rows)}\n")
    return "\n".join(parts)


def _order(rule: Rule) -> tuple[int, str]:
    return list(Severity).index(rule.severity), rule.id


def _cloud(rule: Rule) -> str:
    cloud = rule.id.partition("-")[0]
    return cloud if cloud in _CLOUDS else ""
