"""The table of requirements: the rules that support each by configuration, and why the others have none."""

from collections.abc import Iterable

from documentation.markdown import table
from hds_landing.catalogue.requirements import Requirement, all_requirements
from hds_landing.rules.rule import Rule

_FRAMEWORKS = {
    "HDS": "HDS, referential of 2024 (v2)",
    "SNC": "SecNumCloud 3.2",
    "ISO27001": "ISO 27001:2022, Annex A",
    "NIS2": "NIS 2, article 21",
}
_INTRODUCTION = """\
# Requirements and rules

Rules pass or fail; a requirement is **supported by configuration** where rules look at a part of it, and no more than
that. Whether it is met is for an auditor to say, from these findings, from papers and from what people do. The labels
are this project's own words: the referential's text is the reference.

*Shown by configuration*: `whole`, what is deployed can show it; `in part`, the rest is paper; `no`, paper only.

Drawn from the rulebook and the catalogue by `make docs`.
"""
_SHOWN = {"configuration": "whole", "partial": "in part", "manual": "no"}


def coverage_page(rules: Iterable[Rule]) -> str:
    """The page, by framework in the catalogue's order."""
    supporting: dict[str, list[Rule]] = {}
    for rule in rules:
        for requirement in rule.requirements:
            supporting.setdefault(requirement, []).append(rule)
    frameworks = dict.fromkeys(requirement.framework for requirement in all_requirements())
    supported = sum(1 for requirement in all_requirements() if requirement.id in supporting)
    parts = [_INTRODUCTION, f"{supported} of {len(all_requirements())} requirements are supported by rules.\n"]
    for framework in frameworks:
        requirements = [each for each in all_requirements() if each.framework == framework]
        with_rules = [each for each in requirements if each.id in supporting]
        without = [each for each in requirements if each.id not in supporting]
        parts.append(f"## {_FRAMEWORKS.get(framework, framework)}\n")
        if with_rules:
            rows = [(*_labels(each), _SHOWN[each.auditable], _links(supporting[each.id])) for each in with_rules]
            parts.append(table(("id", "exigence", "requirement", "shown by configuration", "rules"), rows) + "\n")
        if without:
            rows = [(*_labels(each), _SHOWN[each.auditable], _without_rules(each)) for each in without]
            parts.append("Without a rule:\n")
            parts.append(table(("id", "exigence", "requirement", "shown by configuration", "why"), rows) + "\n")
    return "\n".join(parts)


def _labels(requirement: Requirement) -> tuple[str, str, str]:
    return requirement.id, requirement.title_fr, requirement.title_en


def _links(rules: list[Rule]) -> str:
    return f"{len(rules)}: " + ", ".join(f"[{rule.id}](rules/{rule.id}.md)" for rule in rules)


def _without_rules(requirement: Requirement) -> str:
    if requirement.auditable == "manual":
        return f"paper: {_lowered(requirement.evidence) or 'what the organisation writes, decides and does'}"
    if not requirement.evidence:
        return "the catalogue knows no configuration that shows it"
    return f"no rule reads it; to be looked at: {_lowered(requirement.evidence)}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
