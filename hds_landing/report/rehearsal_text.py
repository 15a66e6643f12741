"""A rehearsal for people: what each establishment got, what was found, what was written."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hds_landing.plan.landing_zone import LandingZonePlan
from hds_landing.rehearsal.program import Rehearsal
from hds_landing.report.console import terminal
from hds_landing.report.establishments import KINDS, establishment_rows
from hds_landing.report.findings_text import counts
from hds_landing.report.tables import table
from hds_landing.rules.finding import Evaluation, Verdict

_HEADINGS = tuple("net" if kind == "network" else kind for kind in KINDS)


def print_rehearsal(
    plan: LandingZonePlan, rehearsal: Rehearsal, evaluation: Evaluation, written: Sequence[Path]
) -> None:
    """Prints one row per establishment, refusals and failures, the counts, and the paths of the results."""
    console = terminal()
    console.print(
        f"planned: {len(plan.spokes)} spokes, {len(plan.flows)} flows, {len(plan.hub.firewall.egress)} ways out, "
        f"{sum(len(keys.keys) for keys in (plan.platform_keys, *plan.keys.values()))} keys"
    )
    rows = [
        (row.owner, "\n".join(row.ranges), *(str(row.counts[kind]) for kind in KINDS), str(row.resources))
        for row in establishment_rows(plan, rehearsal.inventory)
    ]
    title = f"{plan.name} on {plan.cloud.value}, {plan.region} (simulation)"
    table(console, title, ("owner", "ranges", *_HEADINGS, "all"), rows, wraps=("owner",))
    for error in rehearsal.errors:
        console.print(f"refused: {error}", style="red")
    for finding in evaluation.findings:
        if finding.verdict is Verdict.FAIL and not finding.waived:
            console.print(f"fail: {finding.rule} on {finding.name}: {finding.observed}", style="red")
    kinds = Counter(rehearsal.exercised.values())
    console.print(f"{kinds['exercised']} kinds of resource exercised, {kinds['recorded']} only recorded")
    console.print(counts(evaluation.summary), style="bold")
    for path in written:
        console.print(f"wrote {path}")
