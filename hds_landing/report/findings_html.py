"""Findings as one self-contained HTML page, in French or English; filtered by its reader without any script."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from hds_landing.inventory.resource import Origin
from hds_landing.report.checked import LABELS, Checked, label, shown
from hds_landing.report.grouped import FindingGroup, grouped
from hds_landing.report.labels import Language, labels
from hds_landing.report.pages import templates
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.rule import Rule


def findings_as_html(
    checked: Checked, rules: Sequence[Rule], today: date, language: Language, *, show_passed: bool = False
) -> str:
    """The page; it says SIMULATION on every printed page where an input shows nothing deployed.

    Args:
        checked: what was found.
        rules: their titles are told beside their ids.
        today: the day of the page.
        language: of the page; what rules say of themselves is in English.
        show_passed: whether what passed is listed.
    """
    words = labels(language)
    groups = grouped(shown(checked.findings, show_passed=show_passed))
    present = {group.label for group in groups}
    return (
        templates()
        .get_template("check.html.j2")
        .render(
            language=language,
            label=words,
            today=today.isoformat(),
            checked=checked,
            counts=words["counts"].format(**asdict(checked.summary)),
            gate=_gate(checked, words),
            known=_known(checked, words),
            simulations=[
                words["simulation" if origin is Origin.REHEARSAL else "simulation_preview"]
                for origin in checked.simulated
            ],
            verdicts=[word for word in LABELS if word in present],
            severities=[severity.value for severity in Severity],
            themes=_by_theme(groups, words),
            fails=checked.gate.fails,
            titles={rule.id: rule.title for rule in rules},
        )
    )


def _gate(checked: Checked, words: dict[str, str]) -> str:
    return words["gate"].format(
        failing=checked.failing,
        severity=words[checked.gate.fail_on.value],
        unknown=words["unknown_fails" if checked.gate.unknown_fails else "unknown_warns"],
    )


def _known(checked: Checked, words: dict[str, str]) -> str | None:
    if checked.known is None:
        return None
    return words["known"].format(file=checked.known.file, gone=checked.known.gone, **checked.known.counts)


def _by_theme(groups: list[FindingGroup], words: dict[str, str]) -> list[tuple[str, list[FindingGroup]]]:
    """(title, groups) of each theme with findings, in the order of the worst of each."""
    themes: dict[Theme, list[FindingGroup]] = {}
    for group in groups:
        themes.setdefault(group.first.theme, []).append(group)
    ranks = {severity: rank for rank, severity in enumerate(Severity)}

    def worst(entry: tuple[Theme, list[FindingGroup]]) -> tuple[int, int]:
        return min((LABELS.index(label(group.first)), ranks[group.first.severity]) for group in entry[1])

    return [
        (words["region_theme" if theme is Theme.REGION else theme.value], members)
        for theme, members in sorted(themes.items(), key=worst)
    ]
