"""`hds-landing rehearse`: brings a spec up on the embedded cloud, checks it and writes what came of it."""

import sys
from argparse import Namespace
from datetime import date

from hds_landing.commands.extras import needed
from hds_landing.plan.from_file import plan_file
from hds_landing.report.output_folder import write_tree


def run(arguments: Namespace) -> int:
    """Writes state.json, findings.json, report.html and topology.svg; 1 where a rule fails or a cloud refused."""
    today = date.today()
    planned = plan_file(arguments.spec, today)
    with needed("rehearsal"):
        from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
    from hds_landing.inventory.state_export import write_state
    from hds_landing.report.findings_json import findings_as_json
    from hds_landing.report.rehearsal_html import rehearsal_as_html
    from hds_landing.report.rehearsal_text import print_rehearsal
    from hds_landing.rules.evaluation import evaluate
    from hds_landing.spec.waivers import waivers_of
    from hds_landing.topology.svg import topology_as_svg

    if sys.stderr.isatty():
        print(f"Bringing {arguments.spec} up on the embedded {planned.plan.cloud.value} ...", file=sys.stderr)
    rehearsal = rehearse_landing_zone(planned.plan)
    evaluation = evaluate(rehearsal.inventory, waivers=waivers_of(planned.loaded.spec), today=today)
    drawing = topology_as_svg(rehearsal.inventory)
    written = write_tree(
        arguments.out,
        {
            "state.json": write_state(rehearsal.inventory),
            "findings.json": findings_as_json(evaluation),
            "topology.svg": drawing,
            "report.html": rehearsal_as_html(planned, rehearsal, evaluation, drawing, today, arguments.lang),
        },
    )
    print_rehearsal(planned.plan, rehearsal, evaluation, written)
    return 1 if evaluation.summary.fail or rehearsal.errors else 0
