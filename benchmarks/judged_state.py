"""`python -m benchmarks.judged_state FILE RUNS`: parse and judge one state in a process of its own; prints JSON.

The file is parsed as any program parses it, with nothing else in memory, and judged as `check` does it.
"""

import json
import sys
from datetime import date
from pathlib import Path

from benchmarks.timing import timed
from hds_landing.inventory.read import read_inventory
from hds_landing.inventory.uncollected import uncollected
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Evaluation


def _read(path: Path) -> None:
    with uncollected():
        read_inventory(path)


def _judged(path: Path) -> Evaluation:
    with uncollected():
        return evaluate(read_inventory(path), today=date.today(), with_passed=False)


def _figures(path: Path, runs: int) -> dict[str, object]:
    text = path.read_text(encoding="utf-8")
    parse = timed(lambda: json.loads(text), runs)
    summary = _judged(path).summary
    return {
        "parse": parse,
        "read": timed(lambda: _read(path), runs),
        "whole": timed(lambda: _judged(path), runs),
        "rules": summary.rules,
        "told": summary.fail + summary.unknown + summary.proxy,
        "passed": summary.passed,
    }


if __name__ == "__main__":
    print(json.dumps(_figures(Path(sys.argv[1]), int(sys.argv[2]))))
