"""The text of a spec as it was read: plain data, and where each part of it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hds_landing import errors

Position = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(frozen=True)
class SpecSource:
    """A spec's data by the file's own keys, and the position of every key and value."""

    file: Path
    data: Any
    """Mappings, lists, texts, whole and decimal numbers, booleans and None; dates are texts."""
    keys: Mapping[errors.Path, Position]
    """Where the key of each mapping entry stands."""
    values: Mapping[errors.Path, Position]
    """Where each value starts; a block below its key counts as standing at the key."""

    def locate(self, path: errors.Path) -> Position:
        """Line and column of the value at a path, or of its nearest ancestor that the file has."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.values:
                return self.values[path[:length]]
        return 1, 1

    def locate_key(self, path: errors.Path) -> Position:
        """Line and column of the key at a path; of the value where there is no key, as in a list."""
        return self.keys.get(path) or self.locate(path)

    def located(self, path: errors.Path, message: str, *, at_key: bool = False) -> errors.LocatedProblem:
        """A message with its path in front and its place in the file."""
        line, column = self.locate_key(path) if at_key else self.locate(path)
        text = f"{dotted(path)}: {message}" if path else message
        return errors.LocatedProblem(str(self.file), line, column, text)


def dotted(path: errors.Path) -> str:
    """`("flows", 2, "from")` as people write it: `flows[2].from`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{printable(part)}" for part in path).removeprefix(".")


def printable(text: str) -> str:
    """A text from the file as a message may show it: short, on one line, without control characters."""
    plain = text if text.isprintable() else repr(text)[1:-1]
    return plain if len(plain) <= 60 else f"{plain[:57]}..."
