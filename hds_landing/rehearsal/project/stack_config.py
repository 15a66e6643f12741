"""The configuration that a stack gives to a program: `Pulumi.<stack>.yaml` over the project's own defaults.

Encrypted values are never decrypted. In their place the program gets Pulumi's own sign for an unknown value, so that
whatever is made of one arrives as unknown.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from hds_landing.errors import InputError
from hds_landing.inventory.property_values import UNKNOWN_SENTINEL
from hds_landing.rehearsal.project.project_file import Declaration, Project, plain
from hds_landing.rehearsal.project.yaml_file import YamlFile, read_yaml_file

_WITHHELD: Final = {"integer": "0", "boolean": "false", "array": "[]", "object": "{}"}
"""In place of an encrypted value of a declared type, which a text would not fit."""


@dataclass(frozen=True)
class StackConfig:
    """What the program is given. Keys have their namespace; values are texts, JSON where they are not one."""

    stack: str
    organization: str
    values: Mapping[str, str]
    secret_keys: frozenset[str]
    withheld: tuple[str, ...]
    """Keys whose value, or a part of it, is encrypted."""
    notes: tuple[str, ...]

    @property
    def plain_values(self) -> dict[str, str]:
        """What is not secret."""
        return {key: value for key, value in self.values.items() if key not in self.secret_keys}

    @property
    def secret_texts(self) -> tuple[str, ...]:
        """Secret values that were written in clear, longest first: they must not be shown."""
        texts = {self.values[key] for key in self.secret_keys - set(self.withheld) if self.values.get(key)}
        return tuple(sorted(texts, key=len, reverse=True))


def read_stack_config(project: Project, stack: str | None) -> StackConfig:
    """The configuration of a stack; of the only one where `stack` is none.

    Raises:
        InputError: there are several stacks and none was chosen, there is no such stack, its file cannot be read, or
            it lacks what the project asks for.
    """
    path, organization, name = _chosen(project, stack)
    reading = _Reading(project, read_yaml_file(path) if path else None)
    reading.read_stack()
    reading.add_defaults(name)
    return StackConfig(
        stack=name,
        organization=organization or "organization",
        values=dict(sorted(reading.values.items())),
        secret_keys=frozenset(reading.secret_keys),
        withheld=tuple(sorted(reading.withheld)),
        notes=tuple(reading.notes(name)),
    )


def _chosen(project: Project, stack: str | None) -> tuple[Path | None, str | None, str]:
    files = {
        path.name.removeprefix("Pulumi.").removesuffix(path.suffix): path
        for suffix in ("yml", "yaml")
        for path in sorted(project.stack_folder.glob(f"Pulumi.*.{suffix}"))
    }
    listed = ", ".join(sorted(files))
    if stack is not None:
        organization, _, name = stack.rpartition("/")
        if files and name not in files:
            raise InputError(f"{project.folder}: there is no stack `{name}`; there are: {listed}.")
        return files.get(name), organization.split("/")[0], name
    if len(files) > 1:
        raise InputError(f"{project.folder}: there are several stacks: {listed}. Choose one: --stack NAME.")
    name, path = next(iter(files.items()), ("dev", None))
    return path, None, name


class _Reading:
    def __init__(self, project: Project, file: YamlFile | None) -> None:
        self.values: dict[str, str] = {}
        self.secret_keys: set[str] = set()
        self.withheld: set[str] = set()
        self._project = project
        self._file = file
        self._environments = False

    def read_stack(self) -> None:
        """Takes what the stack's file gives."""
        file = self._file
        if file is None:
            return
        entries = file.entries(file.root, "a stack's settings")
        self._environments = "environment" in entries
        if "config" not in entries or _is_null(entries["config"][1]):
            return
        for written, (key_node, node) in file.entries(entries["config"][1], "config").items():
            parts = written.split(":")
            if len(parts) == 3 and parts[1] == "config":
                del parts[1]
            if len(parts) != 2 or not all(parts):
                file.refuse(key_node, f"{written!r} is not a configuration key, which is <namespace>:<name>.")
            self._take(":".join(parts), node)

    def _take(self, key: str, node: yaml.Node) -> None:
        declared = self._project.declarations.get(key)
        if (declared and declared.secret) or _holds_secure(node):
            self.secret_keys.add(key)
        if _holds_secure(node):
            self.withheld.add(key)
        if _is_secure(node):
            type_name = declared.type if declared else None
            self.values[key] = _WITHHELD.get(type_name or "", UNKNOWN_SENTINEL)
        elif isinstance(node, yaml.ScalarNode):
            self.values[key] = "" if _is_null(node) else str(node.value)
        else:
            self.values[key] = _as_json(_withheld(node))

    def add_defaults(self, stack: str) -> None:
        """Adds the project's defaults; raises InputError with every value that is missing or of another type."""
        problems = []
        for declared in self._project.declarations.values():
            if declared.key in self.values:
                if problem := _type_problem(declared, self.values[declared.key]):
                    problems.append(f"{declared.place}: {problem} in the stack `{stack}`.")
            elif declared.default is not None:
                self.values[declared.key] = _text(declared.default)
                self.secret_keys |= {declared.key} if declared.secret else set()
            elif declared.key.startswith(f"{self._project.name}:"):
                problems.append(f"{declared.place}: {declared.key} has no value in the stack `{stack}`.")
        if problems:
            raise InputError("\n".join(problems))

    def notes(self, stack: str) -> list[str]:
        """What the reader of the verdicts should know."""
        notes = []
        if self._file is None:
            notes.append(f"There is no file Pulumi.{stack}.yaml: only the project's defaults are configured.")
        if self.withheld:
            notes.append(
                "Encrypted configuration is not decrypted; the program got a placeholder for: "
                f"{', '.join(sorted(self.withheld))}."
            )
        if self._environments:
            notes.append("The stack's `environment` was not opened: what it configures is missing.")
        return notes


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _is_secure(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and [key.value for key, _ in node.value] == ["secure"]


def _holds_secure(node: yaml.Node) -> bool:
    if _is_secure(node):
        return True
    if isinstance(node, yaml.MappingNode):
        return any(_holds_secure(value) for _, value in node.value)
    return isinstance(node, yaml.SequenceNode) and any(_holds_secure(item) for item in node.value)


def _withheld(node: yaml.Node) -> Any:
    """Plain data with a placeholder for every encrypted value in it."""
    if _is_secure(node):
        return UNKNOWN_SENTINEL
    match node:
        case yaml.MappingNode():
            return {str(key.value): _withheld(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_withheld(item) for item in node.value]
    return plain(node)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else _as_json(value)


def _as_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def _type_problem(declared: Declaration, value: str) -> str | None:
    match declared.type:
        case "integer":
            fits = value.removeprefix("-").isdigit()
        case "boolean":
            fits = value in ("true", "false")
        case "array":
            fits = value.startswith("[")
        case "object":
            fits = value.startswith("{")
        case _:
            fits = True
    return None if fits else f"{declared.key} is no {declared.type}"
