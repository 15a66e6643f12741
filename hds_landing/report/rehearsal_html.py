"""A rehearsal as one self-contained HTML page, in French or English."""

from collections import Counter
from dataclasses import asdict
from datetime import date

from markupsafe import Markup

from hds_landing.plan.from_file import PlannedSpec
from hds_landing.rehearsal.program import Rehearsal
from hds_landing.report.checked import LABELS, label
from hds_landing.report.establishments import KINDS, establishment_rows
from hds_landing.report.labels import Language, labels
from hds_landing.report.pages import templates
from hds_landing.report.plan_text import hours
from hds_landing.rules.finding import Evaluation, Severity, Verdict


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
            findings=_grouped(evaluation),
            counts=words["counts"].format(**asdict(evaluation.summary)),
            errors=[str(error) for error in rehearsal.errors],
            exercised=sorted(rehearsal.exercised.items()),
            drawing=Markup(drawing),  # noqa: S704 - drawn by topology.svg, which escapes every text
            hours=lambda value: words["unknown"] if value is None else hours(value),
        )
    )


def _grouped(evaluation: Evaluation) -> list[tuple[str, str, str, str, str, int]]:
    """(label, severity, rule, observed, fix, count), worst first; what passed is in the counts only."""
    ranking = [severity.value for severity in Severity]
    shown = [finding for finding in evaluation.findings if finding.verdict is not Verdict.PASS]
    grouped = Counter((label(one), one.severity.value, one.rule, one.observed, one.fix) for one in shown)
    rows = [(*key, count) for key, count in grouped.items()]
    return sorted(rows, key=lambda row: (LABELS.index(row[0]), ranking.index(row[1]), row[2], row[3]))
