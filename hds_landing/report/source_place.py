"""Where a resource was written, as the formats of code review want it."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A file, relative to the working folder where it is inside it, with `/`; lines count from 1."""

    file: str
    line: int

    @property
    def uri(self) -> str:
        """The file as a URI reference."""
        return uri_of(self.file)


def place_of(source: str | None) -> SourcePlace | None:
    """The place in a finding's `source`, `file:line`; none where it has none."""
    file, _, line = (source or "").rpartition(":")
    if not file or not (line.isascii() and line.isdigit()) or int(line) < 1:
        return None
    return SourcePlace(relative(file), int(line))


def relative(file: str) -> str:
    """The path from the working folder where the file is inside it, else the path as it is."""
    path = PurePath(file)
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def uri_of(file: str) -> str:
    """A path with `/` as a URI reference, percent-encoded."""
    encoded = quote(file, safe="/~!$&'()*+,;=@", errors="backslashreplace")
    return f"file://{encoded}" if file.startswith("/") else encoded
