"""Repeated timing and one line per figure: median, with the least and the most."""

import statistics
import time
from collections.abc import Callable


def timed(action: Callable[[], object], runs: int) -> list[float]:
    """Wall seconds of each run, after one that is not counted."""
    action()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return seconds


def line(name: str, seconds: list[float], against: list[float] | None = None) -> str:
    """`name  median s (least to most)`, and the ratio of medians to another figure of the same run."""
    middle = statistics.median(seconds)
    text = f"{name:<52} {middle:8.3f} s  ({min(seconds):.3f} to {max(seconds):.3f})"
    return text + (f"  x{middle / statistics.median(against):.2f}" if against else "")
