"""`python -m benchmarks.judged_state FILE RUNS`: parse and judge one state in a process of its own; prints JSON."""

import json
import sys
from datetime import date
from pathlib import Path

from benchmarks.timing import timed
from hds_landing.inventory.read import read_inventory
from hds_landing.rules.evaluation import evaluate

if __name__ == "__main__":
    path, runs, today = Path(sys.argv[1]), int(sys.argv[2]), date.today()
    text = path.read_text(encoding="utf-8")
    inventory = read_inventory(path)
    summary = evaluate(inventory, today=today, with_passed=False).summary
    figures = {
        "parse": timed(lambda: json.loads(text), runs),
        "read": timed(lambda: read_inventory(path), runs),
        "whole": timed(lambda: evaluate(read_inventory(path), today=today, with_passed=False), runs),
        "rules": summary.rules,
        "told": summary.fail + summary.unknown + summary.proxy,
        "passed": summary.passed,
    }
    print(json.dumps(figures))
