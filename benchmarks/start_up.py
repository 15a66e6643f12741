"""Cold start of `--help` and `validate` against a bare interpreter."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import line, timed

_SPEC = Path(__file__).parent.parent / "examples" / "eure-seine" / "landing-zone.yaml"
_RUNS = 9


def measure() -> None:
    """Each run is a process of its own."""
    print("Cold start, whole processes")
    bare = timed(_process("-c", "pass"), _RUNS)
    print(line("python -c pass", bare))
    for words in (("--help",), ("validate", str(_SPEC))):
        print(line(f"hds-landing {words[0]}", timed(_process("-m", "hds_landing.cli", *words), _RUNS), bare))


def _process(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
