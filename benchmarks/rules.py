"""All rules over large state files, against parsing the same file, and against Checkov on the same resources.

Checkov is measured where a `checkov` command is found on PATH or CHECKOV names one. It lives in an environment of its
own and is never installed by this project:

    python -m venv ENVIRONMENT && ENVIRONMENT/bin/pip install checkov
    CHECKOV=ENVIRONMENT/bin/checkov make bench
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.compiled import compiled
from benchmarks.policy_pack import measure_pack
from benchmarks.rule_stacks import plan, state
from benchmarks.timing import line, timed
from benchmarks.watched import watched

_COUNTS = {1_000: 5, 10_000: 5, 50_000: 3}
_CHECKOV_COUNTS = (1_000, 10_000)
_START_UP_RUNS = 9
_CHECK_RUNS = 3


def measure() -> None:
    """Start-up, state files, the policy pack, and Checkov."""
    with TemporaryDirectory() as folder:
        files = {count: Path(folder) / f"state-{count}.json" for count in (1, *_COUNTS)}
        for count, file in files.items():
            file.write_text(state(count), encoding="utf-8")
        environment = compiled(Path(folder) / "bytecode")
        _measure_start_up(files[1], environment)
        checked = {count: _measure_state(count, files[count], environment) for count in _COUNTS}
        measure_pack()
        _measure_checkov(Path(folder), checked)


def _measure_start_up(tiny: Path, environment: Mapping[str, str]) -> None:
    print("\nStart-up of check, whole processes")
    for name, words in {
        "check --help": ["check", "--help"],
        "check of one resource, text": ["check", str(tiny)],
        "check of one resource, JSON": ["check", str(tiny), "--format", "json"],
    }.items():
        print(line(name, timed(lambda words=words: _cli(words, environment), _START_UP_RUNS)))  # type: ignore[misc]


def _measure_state(count: int, file: Path, environment: Mapping[str, str]) -> float:
    """Prints the figures of one file; returns the seconds of the whole `check` process."""
    words = [sys.executable, "-m", "benchmarks.judged_state", str(file), str(_COUNTS[count])]
    figures = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    megabytes = file.stat().st_size / 1e6
    told = f"{figures['told']} told, {figures['passed']} passed"
    print(f"\n{figures['rules']} rules on {count} resources, {megabytes:.1f} MB of state: {told}")
    print(line("json.loads of the file", figures["parse"]))
    print(line("read as an inventory", figures["read"], figures["parse"]))
    print(line("read and judged by every rule", figures["whole"], figures["parse"]))
    print(f"{'':<52} {1000 * median(figures['whole']) / count:8.3f} ms a resource")
    check = [*_CLI, "check", str(file), "--format", "json"]
    runs = [watched(check, file.with_suffix(".findings"), environment) for _ in range(_CHECK_RUNS)]
    peak = max(run.peak_megabytes for run in runs)
    seconds = [run.seconds for run in runs]
    print(f"{line('hds-landing check, the whole process', seconds)}  peak {peak:.0f} MB")
    return median(seconds)


def _measure_checkov(folder: Path, checked: dict[int, float]) -> None:
    command = os.environ.get("CHECKOV") or shutil.which("checkov")
    if not command:
        print("\nCheckov: none on PATH, and CHECKOV names none; not measured")
        return
    print("\nCheckov on a Terraform plan of the same resources, whole processes")
    for count in _CHECKOV_COUNTS:
        file = folder / f"plan-{count}.json"
        file.write_text(plan(count), encoding="utf-8")
        words = [command, "-f", str(file), "--framework", "terraform_plan", "-o", "json", "--skip-download"]
        output = folder / "checkov.json"
        took = watched(words, output)
        summary = json.loads(output.read_text(encoding="utf-8"))["summary"]
        told = f"{summary['failed']} failed, {summary['passed']} passed"
        print(f"{f'checkov, {count} resources':<52} {took.seconds:8.3f} s  peak {took.peak_megabytes:.0f} MB  {told}")
        print(f"{'':<52} x{took.seconds / checked[count]:.0f} of hds-landing check")


_CLI = (sys.executable, "-m", "hds_landing.cli")


def _cli(words: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run([*_CLI, *words], check=False, stdout=subprocess.DEVNULL, env=environment)
