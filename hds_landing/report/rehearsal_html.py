"""A rehearsal as one self-contained HTML page, in French or English."""

from dataclasses import asdict
from datetime import date

from markupsafe import Markup

from hds_landing.plan.from_file import PlannedSpec
from hds_landing.rehearsal.program import Rehearsal
from hds_landing.report.checked import CheckedFinding, in_reading_order, shown
from hds_landing.report.establishments import KINDS, establishment_rows
from hds_landing.report.gate import Gate
from hds_landing.report.grouped import FindingGroup, grouped
from hds_landing.report.labels import Language, labels
from hds_landing.report.pages import templates
from hds_landing.report.plan_text import hours
from hds_landing.rules.finding import Evaluation
from hds_landing.rules.rulebook import rulebook


def rehearsal_as_html(
    planned: PlannedSpec, rehearsal: Rehearsal, evaluation: Evaluation, drawing: str, today: date, language: Language
) -> str:
    """The page; it loads nothing from anywhere and says SIMULATION on every printed page."""
    words = labels(language)
    return (
        templates()
        .get_template("rehearsal.html.j2")
        .render(
            language=language,
            label=words,
            name=planned.loaded.spec.ght.name,
            plan=planned.plan,
            today=today.isoformat(),
            kinds=KINDS,
            rows=establishment_rows(planned.plan, rehearsal.inventory),
            groups=_groups(evaluation),
            titles={rule.id: rule.title for rule in rulebook()},
            fails=Gate().fails,
            counts=words["counts"].format(**asdict(evaluation.summary)),
            errors=[str(error) for error in rehearsal.errors],
            exercised=sorted(rehearsal.exercised.items()),
            drawing=Markup(drawing),  # noqa: S704 - drawn by topology.svg, which escapes every text
            hours=lambda value: words["unknown"] if value is None else hours(value),
        )
    )


def _groups(evaluation: Evaluation) -> list[FindingGroup]:
    """What did not pass; what passed is in the counts only."""
    placed = [CheckedFinding(finding, file="") for finding in evaluation.findings]
    return grouped(shown(in_reading_order(placed), show_passed=False))
