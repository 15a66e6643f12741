"""The line of the user's program that declares a resource."""

import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

import pulumi
from pulumi.runtime.proto import source_pb2

_PRODUCT = Path(__file__).parents[1]
_ENGINE = Path(pulumi.__file__).parent
_INSTALLED = tuple(Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib", "stdlib"))
_ENTRY = _ENGINE / "runtime" / "stack.py"


def source_of(trace: source_pb2.StackTrace) -> str | None:
    """`file:line` of the innermost frame in the user's own files, else of the innermost one in ours."""
    return _first((unquote(urlsplit(frame.pc.uri).path), frame.pc.line) for frame in trace.frames)


def source_of_error(error: BaseException) -> str | None:
    """`file:line` of the innermost frame in the user's own files that an exception came through."""
    frames: list[tuple[str, int]] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        frames.insert(0, (trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return _first(frames)


def _first(frames: Iterable[tuple[str, int]]) -> str | None:
    ours: str | None = None
    for file, line in frames:
        owner = _owner(file)
        if owner == "user":
            return f"{_shown(file)}:{line}"
        if owner == "entry":
            break
        if owner == "product":
            ours = ours or f"{_shown(file)}:{line}"
    return ours


@cache
def _owner(file: str) -> str:
    path = Path(file)
    if path == _ENTRY:
        return "entry"
    if path.is_relative_to(_PRODUCT):
        return "engine" if path.is_relative_to(_PRODUCT / "rehearsal") else "product"
    if file.startswith("<") or any(path.is_relative_to(folder) for folder in _INSTALLED):
        return "installed"
    return "user"


@cache
def _shown(file: str) -> str:
    path = Path(file)
    # Our own files first: where they are said to be must not depend on the folder that a command is run from.
    for folder in (_PRODUCT.parent, Path.cwd()):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.as_posix()
