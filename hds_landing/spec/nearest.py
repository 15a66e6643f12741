"""The valid name that somebody most likely meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(given: str, allowed: Iterable[str]) -> str | None:
    """The closest of `allowed`, capitals and separators aside; none where nothing is close."""
    plain = {_plain(name): name for name in sorted(allowed, reverse=True)}
    found = get_close_matches(_plain(given[:80]), plain, n=1, cutoff=0.75)
    return plain[found[0]] if found else None


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """` Did you mean 'x'?`, or nothing; to be appended to a message."""
    name = nearest(given, allowed)
    return f" Did you mean '{name}'?" if name else ""


def listed(names: Iterable[str]) -> str:
    """Names for a sentence: `a, b, c`, sorted."""
    return ", ".join(sorted(names))


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()
