"""The ledger's file, `<spec stem>.addresses.yaml`: read with its places, written byte-stable and never shorter."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network
from pathlib import Path

import yaml

from hds_landing.errors import InputError, OutputError
from hds_landing.plan.address_ledger import AddressLedger

_HEADER = """\
# Address ledger of a landing zone: the ranges, firewall signature ids and rule priorities that were given out.
# Written by hds-landing beside the spec; commit it. Entries are only added: what is listed here is in use, or was.
# Removing or changing a line moves a network. `<spoke>/2` is a spoke's second range, `<spoke>/<tier>` a tier's slot.
"""
_VERSION = "hds-landing/addresses/v1"
_SECTION = re.compile(r"[A-Za-z]+\Z")
_RANGE_KEY = re.compile(r"[a-z][a-z0-9-]*(/[1-9][0-9]{0,2}|/[a-z][a-z0-9-]*(/[1-9][0-9]{0,2})?)?\Z")
_NUMBER_KEY = re.compile(r"[a-z][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*\Z")
_SID_LIMITS = (1_000_000, 9_999_999)
_PRIORITY_LIMITS = (200, 3900)
_MAX_BYTES = 5_000_000


def read_ledger(path: Path) -> AddressLedger:
    """The ledger at `path`, empty where there is no file.

    Raises InputError with file:line for anything that is not a ledger.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return AddressLedger()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    if len(text) > _MAX_BYTES:
        raise InputError(f"{path}: {len(text)} characters, a ledger has at most {_MAX_BYTES}")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}:{line}: not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path}:1: not YAML: {error}") from error
    sections = dict(_entries(path, root, _SECTION)) if root is not None else {}
    version = sections.pop("apiVersion", None)
    if version is None or version.value != _VERSION:
        raise InputError(
            f"{path}:{_line(version)}: apiVersion must be {_VERSION}; restore the file from version control"
        )
    for name, node in sections.items():
        if name not in {"ranges", "sids", "priorities"}:
            raise InputError(f"{path}:{_line(node)}: unknown section {name}; allowed: ranges, sids, priorities")
    return AddressLedger(
        ranges={key: _cidr(path, key, node) for key, node in _entries(path, sections.get("ranges"), _RANGE_KEY)},
        sids=_numbers(path, sections.get("sids"), _SID_LIMITS),
        priorities=_numbers(path, sections.get("priorities"), _PRIORITY_LIMITS),
    )


def write_ledger(path: Path, ledger: AddressLedger) -> None:
    """Write the ledger, replacing the file at once and only where something was added.

    Raises InputError where that would drop or change an entry that the file holds, OutputError where the folder
    cannot be written.
    """
    _refuse_loss(path, read_ledger(path), ledger)
    content = ledger_text(ledger).encode()
    try:
        if path.exists() and path.read_bytes() == content:
            return
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path}: the address ledger cannot be written: {error.strerror}") from error


def ledger_text(ledger: AddressLedger) -> str:
    """The file's text: sorted, one line per entry, the same bytes for the same ledger."""
    lines = [_HEADER, f"apiVersion: {_VERSION}\n"]
    sections: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("ranges", ledger.ranges),
        ("sids", ledger.sids),
        ("priorities", ledger.priorities),
    )
    for name, entries in sections:
        body = "".join(f"  {key}: {entries[key]}\n" for key in sorted(entries))
        lines.append(f"{name}:\n{body}" if body else f"{name}: {{}}\n")
    return "".join(lines)


def _refuse_loss(path: Path, before: AddressLedger, after: AddressLedger) -> None:
    lost = [
        f"{key} (recorded {value}, now {new.get(key, 'absent')})"
        for old, new in (
            (before.ranges, after.ranges),
            (before.sids, after.sids),
            (before.priorities, after.priorities),
        )
        for key, value in old.items()
        if new.get(key) != value
    ]
    if lost:
        raise InputError(f"{path}: writing would lose entries of the ledger: {', '.join(sorted(lost))}")


def _entries(path: Path, node: yaml.Node | None, pattern: re.Pattern[str]) -> Iterator[tuple[str, yaml.Node]]:
    if node is None or (isinstance(node, yaml.ScalarNode) and node.value in {"", "null", "~"}):
        return
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{path}:{_line(node)}: expected `key: value` lines")
    seen: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not pattern.match(key.value):
            raise InputError(f"{path}:{_line(key)}: {getattr(key, 'value', 'this')!r} is not a ledger key")
        if key.value in seen:
            raise InputError(f"{path}:{_line(key)}: {key.value} is already on line {seen[key.value]}")
        seen[key.value] = _line(key)
        yield key.value, value


def _cidr(path: Path, key: str, node: yaml.Node) -> str:
    try:
        return str(IPv4Network(node.value if isinstance(node, yaml.ScalarNode) else ""))
    except ValueError as error:
        raise InputError(
            f"{path}:{_line(node)}: {key}: {node.value!r} is not an IPv4 range like 10.64.16.0/20 ({error})"
        ) from error


def _numbers(path: Path, node: yaml.Node | None, limits: tuple[int, int]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for key, value in _entries(path, node, _NUMBER_KEY):
        text = value.value if isinstance(value, yaml.ScalarNode) else ""
        if not (text.isascii() and text.isdigit() and len(text) < 10 and limits[0] <= int(text) <= limits[1]):
            raise InputError(
                f"{path}:{_line(value)}: {key}: {value.value!r} is not a whole number from {limits[0]} to {limits[1]}"
            )
        numbers[key] = int(text)
    return numbers


def _line(node: yaml.Node | None) -> int:
    return int(node.start_mark.line) + 1 if node is not None else 1
