"""`hds-landing plan`: prints every decision; with `--record`, appends the new ranges to the address ledger."""

import json
import sys
from argparse import Namespace
from datetime import date

from hds_landing.catalogue.prices import load_price_file
from hds_landing.plan.from_file import plan_file
from hds_landing.plan.ledger import write_ledger
from hds_landing.plan.plan_json import as_json


def run(arguments: Namespace) -> int:
    """Prints the plan as text, or as JSON that the component LandingZone takes as its `plan` in any language."""
    prices = load_price_file(arguments.prices) if arguments.prices else ()
    planned = plan_file(arguments.spec, date.today(), prices)
    if arguments.record and planned.unrecorded:
        write_ledger(planned.ledger_path, planned.ledger)
        print(f"Recorded in {planned.ledger_path}; commit it with the spec.", file=sys.stderr)
    if arguments.format == "json":
        print(json.dumps(as_json(planned.plan), indent=2, ensure_ascii=False))
        return 0
    from hds_landing.report.plan_text import print_plan

    print_plan(planned.plan)
    return 0
