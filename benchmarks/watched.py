"""`python -m benchmarks.watched OUTPUT COMMAND...`: one process, its wall seconds and peak memory, as JSON.

In a process of its own, which is small: Linux counts what a process had before it became another one as its own peak.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Watched:
    """What one process took."""

    seconds: float
    peak_megabytes: float


def watched(
    words: Sequence[str],
    output: Path,
    environment: Mapping[str, str] | None = None,
    *,
    success: Sequence[int] = (0, 1),
) -> Watched:
    """Runs a command, whose standard output goes to a file; 1 is a code of success where findings give it.

    Without `environment`, in this process's own.
    """
    watcher = [sys.executable, "-m", "benchmarks.watched", str(output), *words]
    figures = json.loads(subprocess.run(watcher, check=True, capture_output=True, text=True, env=environment).stdout)
    if figures["code"] not in success:
        raise SystemExit(f"the measurement itself failed: {words[0]} ended with {figures['code']}")
    return Watched(figures["seconds"], figures["peak"])


def _watch(output: Path, words: Sequence[str]) -> dict[str, float]:
    with output.open("wb") as stream:
        start = time.perf_counter()
        code = subprocess.run(words, check=False, stdout=stream, stderr=subprocess.DEVNULL).returncode
        seconds = time.perf_counter() - start
    per_megabyte = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / per_megabyte
    return {"code": code, "seconds": seconds, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(_watch(Path(sys.argv[1]), sys.argv[2:])))
