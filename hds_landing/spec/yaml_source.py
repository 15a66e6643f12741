"""Reads a spec's file, which may be wrong in any way, into plain data with the position of everything."""

from pathlib import Path
from typing import Final

from hds_landing.errors import LocatedProblem, SpecError
from hds_landing.spec.source import Position, SpecSource
from hds_landing.spec.yaml_document import YamlDocument

MAX_BYTES: Final = 1_000_000


def read_yaml(path: Path) -> SpecSource:
    """The data of a YAML file and the position of its parts.

    Raises:
        SpecError: the file cannot be read, is larger than 1 MB, is not UTF-8, not YAML, not one mapping, or holds
            duplicate or non-text keys, tags, aliases beyond bounds, or numbers whose meaning is in doubt.
    """
    return parse_yaml(_read_text(path), path)


def parse_yaml(text: str, path: Path) -> SpecSource:
    """As `read_yaml`, from a text already read; `path` is what the problems name.

    Raises:
        SpecError: as in `read_yaml`.
    """
    document = YamlDocument(path, text)
    data = document.read()
    if document.problems:
        raise SpecError(document.problems)
    return SpecSource(path, data, document.keys, document.values)


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, (1, 1), f"the spec cannot be read: {reason}.") from None
    if len(content) > MAX_BYTES:
        raise _refused(path, (1, 1), f"the spec is larger than {MAX_BYTES} bytes. Is this the right file?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
        message = f"byte 0x{content[error.start]:02x} is not UTF-8. Save the spec as UTF-8."
        raise _refused(path, (line, column), message) from None


def _refused(path: Path, position: Position, message: str) -> SpecError:
    return SpecError([LocatedProblem(str(path), *position, message)])
