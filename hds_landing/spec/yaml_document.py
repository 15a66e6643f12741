"""Reads one YAML document from the parser's events: plain data, the position of everything, and every problem.

Events are read one by one rather than composed or constructed by PyYAML, so that depth and size are bounded before
anything is built, and no tag ever makes an object.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from hds_landing import errors
from hds_landing.errors import LocatedProblem
from hds_landing.spec.source import Position, dotted, printable
from hds_landing.spec.yaml_scalars import ScalarRefusedError, read_scalar, short_tag

MAX_DEPTH: Final = 30
MAX_VALUES: Final = 20_000
"""Values after every alias is expanded, a text counting one more per hundred characters; a group of twenty hospitals
has about two thousand."""

# libyaml parses an order of magnitude faster; PyYAML can be built without it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StopReadingError(Exception):
    """The document cannot be read further; its problem is recorded."""


@dataclass(frozen=True)
class _Anchored:
    value: Any
    size: int


@dataclass
class YamlDocument:
    """One document being read. `problems` fills as it goes; where it is empty at the end, what `read` gave is whole."""

    path: Path
    text: str
    problems: list[LocatedProblem] = field(default_factory=list)
    keys: dict[errors.Path, Position] = field(default_factory=dict)
    values: dict[errors.Path, Position] = field(default_factory=dict)
    anchors: dict[str, _Anchored] = field(default_factory=dict)
    size: int = 0

    def read(self) -> Any:
        """The document's data, as far as it could be read."""
        try:
            return self._read_stream(yaml.parse(self.text, Loader=_Loader))
        except yaml.MarkedYAMLError as error:
            self._record_syntax(error)
        except yaml.reader.ReaderError as error:
            self._record_character(error)
        except _StopReadingError:
            pass
        return None

    def _read_stream(self, events: Iterator[Event]) -> Any:
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stop(event, "a second document starts here. A spec is one document: remove the '---'.")
                data = self._read_root(events)
            elif isinstance(event, StreamEndEvent) and not documents:
                raise self._stop(event, "the spec is empty. It is a mapping that starts with 'apiVersion'.")
        return data

    def _read_root(self, events: Iterator[Event]) -> Any:
        event = next(events)
        if not isinstance(event, MappingStartEvent):
            found = "a list" if isinstance(event, CollectionStartEvent) else "a single value"
            raise self._stop(event, f"the spec is {found}. It is a mapping that starts with 'apiVersion'.")
        return self._read_value(event, events, (), None)

    def _read_value(self, event: Event, events: Iterator[Event], path: errors.Path, key: Event | None) -> Any:
        if len(path) > MAX_DEPTH:
            raise self._stop(event, f"the spec is nested more than {MAX_DEPTH} levels deep.")
        before = self.size
        self._count(event, 1 + len(getattr(event, "value", "")) // 100)
        self.values[path] = _position(key if key and _is_block_below(event, key) else event)
        if isinstance(event, AliasEvent):
            return self._read_alias(event, path)
        if isinstance(event, ScalarEvent):
            value: Any = self._read_scalar(event, path)
        elif isinstance(event, MappingStartEvent):
            value = self._read_mapping(event, events, path)
        elif isinstance(event, SequenceStartEvent):
            value = self._read_sequence(event, events, path)
        else:
            raise TypeError(f"the YAML parser gave {event!r} where a value starts")
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(value, self.size - before)
        return value

    def _read_mapping(self, start: MappingStartEvent, events: Iterator[Event], path: errors.Path) -> dict[str, Any]:
        self._refuse_tag(start, path)
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._read_key(event, events, path)
            entry = (*path, key)
            if key in mapping:
                line, _ = self.keys[entry]
                self._record(
                    event, path, f"the key '{printable(key)}' is given twice, first in line {line}. Remove one."
                )
                self._skip(next(events), events)
                continue
            self.keys[entry] = _position(event)
            mapping[key] = None
            mapping[key] = self._read_value(next(events), events, entry, event)
        return mapping

    def _read_key(self, event: Event, events: Iterator[Event], path: errors.Path) -> str:
        """The key's text. A key is a text whatever it looks like, so `NO:` and `1:` keep what was written."""
        if not isinstance(event, ScalarEvent):
            raise self._stop(event, "a key is a plain text; a list, a mapping or an alias is not accepted here.", path)
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            raise self._stop(event, f"the YAML tag '{short_tag(event.tag)}' is not accepted on a key.", path)
        if event.value == "<<" and event.implicit[0]:
            raise self._stop(event, "the merge key '<<' is not accepted. Write the fields out.", path)
        return event.value

    def _read_sequence(self, start: SequenceStartEvent, events: Iterator[Event], path: errors.Path) -> list[Any]:
        self._refuse_tag(start, path)
        items: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self._read_value(event, events, (*path, len(items)), None))
        return items

    def _read_scalar(self, event: ScalarEvent, path: errors.Path) -> Any:
        try:
            return read_scalar(event.value, plain=event.implicit[0], tag=event.tag)
        except ScalarRefusedError as refused:
            self._record(event, path, str(refused))
            return None

    def _read_alias(self, event: AliasEvent, path: errors.Path) -> Any:
        name = event.anchor or ""
        anchored = self.anchors.get(name)
        if anchored is None:
            message = f"the alias '*{printable(name)}' has no anchor before it, or stands inside its own."
            raise self._stop(event, message, path)
        self._count(event, anchored.size)
        return anchored.value

    def _count(self, event: Event, size: int) -> None:
        self.size += size
        if self.size > MAX_VALUES:
            raise self._stop(event, f"the spec has more than {MAX_VALUES} values, aliases expanded.")

    def _refuse_tag(self, event: CollectionStartEvent, path: errors.Path) -> None:
        if event.tag not in (None, "!"):
            self._record(
                event, path, f"the YAML tag '{short_tag(event.tag)}' is not accepted. Write the value without a tag."
            )

    def _skip(self, event: Event, events: Iterator[Event]) -> None:
        """Passes over the value of a refused key."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            event = next(events)
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, (MappingEndEvent, SequenceEndEvent))

    def _record(self, event: Event, path: errors.Path, message: str) -> None:
        text = f"{dotted(path)}: {message}" if path else message
        self.problems.append(LocatedProblem(str(self.path), *_position(event), text))

    def _stop(self, event: Event, message: str, path: errors.Path = ()) -> _StopReadingError:
        self._record(event, path, message)
        return _StopReadingError()

    def _record_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = self.text.splitlines()
        indent = lines[line - 1][:column] if line <= len(lines) else ""
        hint = " YAML indents with spaces, not with tabs." if "\t" in indent else ""
        self.problems.append(LocatedProblem(str(self.path), line, column, f"not YAML: {error.problem}.{hint}"))

    def _record_character(self, error: yaml.reader.ReaderError) -> None:
        before = self.text[: error.position]
        position = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        message = "a control character stands here, which YAML does not allow."
        self.problems.append(LocatedProblem(str(self.path), *position, message))


def _position(event: Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _is_block_below(event: Event, key: Event) -> bool:
    """A block mapping or list that starts in a line below its key: what is missing from it is shown at the key."""
    return isinstance(event, CollectionStartEvent) and _position(event)[0] > _position(key)[0]
