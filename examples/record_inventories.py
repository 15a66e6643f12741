"""Writes anew what each example must produce: its address ledger and its inventory. Review the diff before committing.

python examples/record_inventories.py
"""

from datetime import date
from pathlib import Path

from hds_landing.plan.from_file import plan_file
from hds_landing.plan.ledger import write_ledger
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone
from hds_landing.report.inventory_text import inventory_as_text

if __name__ == "__main__":
    for spec in sorted(Path(__file__).parent.glob("*/landing-zone.yaml")):
        planned = plan_file(spec, date.today())
        write_ledger(planned.ledger_path, planned.ledger)
        rehearsal = rehearse_landing_zone(planned.plan)
        for error in rehearsal.errors:
            raise SystemExit(f"{spec}: {error}")
        spec.with_name("inventory.txt").write_text(inventory_as_text(rehearsal.inventory), encoding="utf-8")
        print(f"{spec.parent.name}: {len(rehearsal.inventory.resources)} resources")
