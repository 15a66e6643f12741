"""Stores the state that each example has in this release, for the upgrades of later ones to be tested on.

python examples/record_release.py [--again]

The states stand in `tests/upgrades/<version>/<example>.json.xz`. A release that is stored stays as it was: it is what
users have. `--again` writes it anew, for as long as the version is not published.
"""

import argparse
import lzma
from datetime import date
from pathlib import Path

from hds_landing import __version__
from hds_landing.inventory.state_export import write_state
from hds_landing.plan.from_file import plan_file
from hds_landing.rehearsal.landing_zone import rehearse_landing_zone

EXAMPLES = Path(__file__).parent
RELEASES = EXAMPLES.parent / "tests" / "upgrades"


def record(folder: Path, *, again: bool) -> None:
    """Writes the state of every example into a release's folder; refuses one that has any, unless `again`."""
    if any(folder.glob("*.json.xz")) and not again:
        raise SystemExit(f"{folder}: this release is stored already. Raise the version, or write it --again.")
    folder.mkdir(parents=True, exist_ok=True)
    for spec in sorted(EXAMPLES.glob("*/landing-zone.yaml")):
        rehearsal = rehearse_landing_zone(plan_file(spec, date.today()).plan)
        for error in rehearsal.errors:
            raise SystemExit(f"{spec}: {error}")
        stored = lzma.compress(write_state(rehearsal.inventory).encode(), preset=9)
        (folder / f"{spec.parent.name}.json.xz").write_bytes(stored)
        print(f"{spec.parent.name}: {len(rehearsal.inventory.resources)} resources, {len(stored):,} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="write a stored release anew")
    record(RELEASES / __version__, again=parser.parse_args().again)
