"""Reads a file of waivers, and says everything that is wrong with it at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import yaml

from hds_landing.errors import InputError, LocatedProblem
from hds_landing.waivers.waiver import Waiver, refusals

MAX_BYTES: Final = 200_000
_REQUIRED: Final = ("rule", "resource", "reason", "owner", "expires")
_OPTIONAL: Final = ("compensatedBy",)
_NAMES: Final = (*_REQUIRED, *_OPTIONAL)


def read_waiver_file(path: Path, today: date) -> Sequence[Waiver]:
    """The waivers of a file, in its order.

    Raises:
        InputError: every problem with file:line:column.
    """
    file = _WaiverFile(path)
    waivers = tuple(file.waivers(today))
    if file.problems:
        raise InputError("\n".join(str(problem) for problem in sorted(file.problems)))
    return waivers


@dataclass
class _WaiverFile:
    path: Path
    problems: list[LocatedProblem] = field(default_factory=list)

    def waivers(self, today: date) -> Iterator[Waiver]:
        for entry in self._entries(self._root()):
            waiver = self._waiver(entry)
            if waiver is None:
                continue
            for message in refusals(waiver, today):
                self._record(entry, message)
            yield waiver

    def _root(self) -> yaml.Node | None:
        try:
            content = self.path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"{self.path}: the waivers cannot be read: {reason}.") from None
        if len(content) > MAX_BYTES:
            raise InputError(f"{self.path}: the waivers are larger than {MAX_BYTES} bytes. Is this the right file?")
        try:
            return yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        except UnicodeDecodeError:
            raise InputError(f"{self.path}: the waivers are not UTF-8. Save the file as UTF-8.") from None
        except RecursionError:
            raise InputError(f"{self.path}: the waivers are nested too deep.") from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = f"{self.path}:{mark.line + 1}:{mark.column + 1}" if mark else str(self.path)
            raise InputError(f"{place}: not YAML: {error.problem}.") from None
        except yaml.YAMLError:
            raise InputError(f"{self.path}: a control character stands here, which YAML does not allow.") from None

    def _entries(self, root: yaml.Node | None) -> list[yaml.Node]:
        if not isinstance(root, yaml.MappingNode):
            raise InputError(f"{self.path}:1:1: the waivers are a mapping with one field, 'waivers', which is a list.")
        listed: yaml.Node | None = None
        for key, value in root.value:
            if key.value != "waivers" or listed is not None:
                self._record(key, "the file has one field, 'waivers', once.")
            else:
                listed = value
        if not isinstance(listed, yaml.SequenceNode):
            self._record(listed or root, "'waivers' is missing, or is not a list.")
            return []
        return list(listed.value)

    def _waiver(self, entry: yaml.Node) -> Waiver | None:
        before = len(self.problems)
        texts = self._texts(entry)
        expires = self._expiry(texts.get("expires"))
        for name in _REQUIRED:
            if isinstance(entry, yaml.MappingNode) and name not in texts:
                self._record(entry, f"{name} is missing, and has no default.")
        if len(self.problems) > before or expires is None:
            return None
        optional = texts.get("compensatedBy")
        rule, resource, reason, owner = (texts[name].value.strip() for name in _REQUIRED[:4])
        return Waiver(rule, resource, reason, owner, expires, optional.value.strip() if optional else None)

    def _texts(self, entry: yaml.Node) -> dict[str, yaml.ScalarNode]:
        if not isinstance(entry, yaml.MappingNode):
            self._record(entry, f"a waiver is a mapping with {', '.join(_NAMES)}.")
            return {}
        texts: dict[str, yaml.ScalarNode] = {}
        for key, value in entry.value:
            name = str(key.value)
            if name not in _NAMES:
                near = get_close_matches(name, _NAMES, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"Known here: {', '.join(_NAMES)}."
                self._record(key, f"{name[:60]!r} is not a field of a waiver. {hint}")
            elif name in texts:
                self._record(key, f"the key '{name}' is given twice. Remove one.")
            else:
                texts[name] = value
                if not isinstance(value, yaml.ScalarNode) or not _is_line(value.value):
                    self._record(value, f"{name} takes one line of text.")
        return texts

    def _expiry(self, node: yaml.Node | None) -> date | None:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            return None
        try:
            expires = date.fromisoformat(node.value)
            if expires.isoformat() != node.value:
                raise ValueError(node.value)
            return expires
        except ValueError:
            self._record(node, f"expires is {node.value[:40]!r}, and takes a date such as 2027-03-31.")
            return None

    def _record(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.problems.append(LocatedProblem(str(self.path), mark.line + 1, mark.column + 1, message))


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.strip().isprintable()
