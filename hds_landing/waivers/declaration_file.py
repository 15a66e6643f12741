"""Reads what a hospital declares in writing: a list of flat entries, from a file or given inline.

Everything that is wrong is said at once: with file:line:column for a file, with the number of the entry for what is
given inline.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.representer import SafeRepresenter

from hds_landing.errors import InputError, LocatedProblem

MAX_BYTES: Final = 200_000


@dataclass(frozen=True)
class EntryShape:
    """What entries of one kind look like."""

    noun: str
    """What one is called."""
    field: str
    """The one field of the file, a list; also what several are called."""
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """Those of `required` that take a date."""


@dataclass(frozen=True)
class Entry:
    """One well-formed entry: its texts, without blanks around them, and its dates."""

    texts: Mapping[str, str]
    dates: Mapping[str, date]


def read_entries(path: Path, shape: EntryShape, refusals: Callable[[Entry], list[str]]) -> tuple[Entry, ...]:
    """The entries of a file, in its order; `refusals` says why a well-formed one is not accepted.

    Raises:
        InputError: every problem with file:line:column.
    """
    reader = _Reader(shape, str(path))
    read = [(node, reader.entry(node)) for node in reader.listed(_composed(path, shape))]
    entries = tuple(entry for node, entry in read if entry is not None and reader.accepts(node, entry, refusals))
    if reader.problems:
        raise InputError("\n".join(str(problem) for problem in sorted(reader.problems)))
    return entries


def entries_of(
    values: object, origin: str, shape: EntryShape, refusals: Callable[[Entry], list[str]]
) -> tuple[Entry, ...]:
    """The entries of a plain list, as JSON gives it; `origin` is what messages call it.

    Raises:
        InputError: every problem with the number of its entry, counted from 0.
    """
    if not isinstance(values, list):
        raise InputError(f"{origin}: takes the path of a file, or a list of entries.")
    entries, problems = [], []
    for number, value in enumerate(values):
        reader = _Reader(shape, origin)
        node = _as_node(value)
        entry = reader.entry(node)
        if entry is not None and reader.accepts(node, entry, refusals):
            entries.append(entry)
        problems += [f"{origin}[{number}]: {problem.message}" for problem in reader.problems]
    if problems:
        raise InputError("\n".join(problems))
    return tuple(entries)


def _as_node(value: Any) -> yaml.Node:
    """As YAML's reader would give it: one set of checks for both ways."""
    return SafeRepresenter(sort_keys=False).represent_data(value)


def _composed(path: Path, shape: EntryShape) -> yaml.Node | None:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: the {shape.field} cannot be read: {reason}.") from None
    if len(content) > MAX_BYTES:
        raise InputError(f"{path}: the {shape.field} are larger than {MAX_BYTES} bytes. Is this the right file?")
    try:
        return yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise InputError(f"{path}: the {shape.field} are not UTF-8. Save the file as UTF-8.") from None
    except RecursionError:
        raise InputError(f"{path}: the {shape.field} are nested too deep.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise InputError(f"{place}: not YAML: {error.problem}.") from None
    except yaml.YAMLError:
        raise InputError(f"{path}: a control character stands here, which YAML does not allow.") from None


@dataclass
class _Reader:
    shape: EntryShape
    file: str
    problems: list[LocatedProblem] = field(default_factory=list)

    def listed(self, root: yaml.Node | None) -> Iterator[yaml.Node]:
        name = self.shape.field
        if not isinstance(root, yaml.MappingNode):
            raise InputError(f"{self.file}:1:1: the {name} are a mapping with one field, '{name}', which is a list.")
        listed: yaml.Node | None = None
        for key, value in root.value:
            if key.value != name or listed is not None:
                self._record(key, f"the file has one field, '{name}', once.")
            else:
                listed = value
        if not isinstance(listed, yaml.SequenceNode):
            self._record(listed or root, f"'{name}' is missing, or is not a list.")
        else:
            yield from listed.value

    def entry(self, node: yaml.Node) -> Entry | None:
        before = len(self.problems)
        scalars = self._scalars(node)
        dates = {name: self._date(name, scalars[name]) for name in self.shape.dates if name in scalars}
        for name in self.shape.required:
            if isinstance(node, yaml.MappingNode) and name not in scalars:
                self._record(node, f"{name} is missing, and has no default.")
        if len(self.problems) > before:
            return None
        return Entry(
            texts={name: scalar.value.strip() for name, scalar in scalars.items() if name not in dates},
            dates={name: day for name, day in dates.items() if day is not None},
        )

    def accepts(self, node: yaml.Node, entry: Entry, refusals: Callable[[Entry], list[str]]) -> bool:
        messages = refusals(entry)
        for message in messages:
            self._record(node, message)
        return not messages

    def _scalars(self, node: yaml.Node) -> dict[str, yaml.ScalarNode]:
        names = (*self.shape.required, *self.shape.optional)
        if not isinstance(node, yaml.MappingNode):
            self._record(node, f"{self.shape.noun} is a mapping with {', '.join(names)}.")
            return {}
        scalars: dict[str, yaml.ScalarNode] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Known here: {', '.join(names)}."
                self._record(key, f"{name[:60]!r} is not a field of {self.shape.noun}. {hint}")
            elif name in scalars:
                self._record(key, f"the key '{name}' is given twice. Remove one.")
            else:
                scalars[name] = value
                if not isinstance(value, yaml.ScalarNode) or not _is_line(value.value):
                    self._record(value, f"{name} takes one line of text.")
        return scalars

    def _date(self, name: str, node: yaml.Node) -> date | None:
        if not isinstance(node, yaml.ScalarNode) or not _is_line(node.value):
            return None
        try:
            day = date.fromisoformat(node.value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != node.value:
            self._record(node, f"{name} is {node.value[:40]!r}, and takes a date such as 2027-03-31.")
        return day

    def _record(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.problems.append(LocatedProblem(self.file, line, column, message))


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.strip().isprintable()
