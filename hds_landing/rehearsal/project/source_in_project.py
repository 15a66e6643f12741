"""The line of a project that declares a resource, from what its SDK sends."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from pulumi.runtime.proto import source_pb2

_INSTALLED: Final = frozenset({"site-packages", "dist-packages"})


def source_in(root: Path, shown: Path, trace: source_pb2.StackTrace, position: source_pb2.SourcePosition) -> str | None:
    """`file:line` of the innermost frame in a file of the project that was not installed there.

    `root` is the project's absolute folder, `shown` the same one as the user named it. SDKs before stack traces send
    one position.
    """
    for file, line in _places(trace, position):
        path = Path(file)
        if path.is_relative_to(root) and not _INSTALLED & set(path.parts):
            return f"{(shown / path.relative_to(root)).as_posix()}:{line}"
    return None


def _places(trace: source_pb2.StackTrace, position: source_pb2.SourcePosition) -> Iterator[tuple[str, int]]:
    for each in (*(frame.pc for frame in trace.frames), position):
        if each.uri:
            yield unquote(urlsplit(each.uri).path), each.line
