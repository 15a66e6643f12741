"""`Pulumi.yaml`: what the project is called, how its program is run, and which configuration it declares."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from hds_landing.errors import InputError
from hds_landing.rehearsal.project.yaml_file import Entry, YamlFile, plain_scalar, read_yaml_file

FILE_NAMES: Final = ("Pulumi.yaml", "Pulumi.yml")
TOOLCHAINS: Final = ("pip", "uv", "poetry")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_TYPES: Final = ("string", "integer", "boolean", "array", "object")


@dataclass(frozen=True)
class Declaration:
    """A key of the project's `config`. `default` is plain data; none where the stack has to give a value."""

    key: str
    """With its namespace, `project:key`."""
    type: str | None
    default: Any
    secret: bool
    place: str
    """`file:line` that declares it."""


@dataclass(frozen=True)
class Project:
    """A Pulumi project in Python. Paths are absolute."""

    folder: Path
    """As it was named by the user; the one path that may be relative."""
    root: Path
    file: Path
    name: str
    program: Path
    """A folder with `__main__.py`, or a file."""
    working_folder: Path
    toolchain: str | None
    virtualenv: str | None
    stack_folder: Path
    declarations: Mapping[str, Declaration]


def read_project(folder: Path) -> Project:
    """The project in a folder; raises InputError for what is none, or is not in Python."""
    present = [folder / name for name in FILE_NAMES if (folder / name).is_file()]
    if not present:
        raise InputError(
            f"{folder}: is a folder without a Pulumi.yaml. Give the folder of a Pulumi project, a spec, or what "
            "`pulumi preview --json --show-sames` or `pulumi stack export` printed."
        )
    file = read_yaml_file(present[0])
    entries = file.entries(file.root, "a project")
    name = _name(file, entries)
    toolchain, virtualenv = _runtime(file, entries)
    root = folder.resolve()
    program = _program(file, entries, root)
    return Project(
        folder=folder,
        root=root,
        file=file.path,
        name=name,
        program=program,
        working_folder=program if program.is_dir() else program.parent,
        toolchain=toolchain,
        virtualenv=virtualenv,
        stack_folder=root / _stack_folder(file, entries),
        declarations=_declarations(file, entries, name),
    )


def _name(file: YamlFile, entries: Mapping[str, Entry]) -> str:
    if "name" not in entries:
        file.refuse(file.root, "'name' is missing: the project's name is part of every URN.")
    name = file.text(entries["name"][1], "name")
    if not _NAME.fullmatch(name):
        file.refuse(entries["name"][1], "name takes up to 100 letters, digits, '-', '_' and '.'.")
    return name


def _runtime(file: YamlFile, entries: Mapping[str, Entry]) -> tuple[str | None, str | None]:
    if "runtime" not in entries:
        file.refuse(file.root, "'runtime' is missing. Projects in Python are checked: runtime: python.")
    node = entries["runtime"][1]
    if isinstance(node, yaml.ScalarNode):
        _refuse_unless_python(file, node, node.value)
        return None, None
    runtime = file.entries(node, "runtime")
    if "name" not in runtime:
        file.refuse(node, "runtime has no 'name'.")
    _refuse_unless_python(file, runtime["name"][1], file.text(runtime["name"][1], "runtime.name"))
    options = file.entries(runtime["options"][1], "runtime.options") if "options" in runtime else {}
    toolchain = file.text(options["toolchain"][1], "toolchain") if "toolchain" in options else None
    if toolchain is not None and toolchain not in TOOLCHAINS:
        file.refuse(options["toolchain"][1], f"toolchain is {toolchain!r}, allowed: {', '.join(TOOLCHAINS)}.")
    virtualenv = file.text(options["virtualenv"][1], "virtualenv") if "virtualenv" in options else None
    return toolchain, virtualenv or None


def _refuse_unless_python(file: YamlFile, node: yaml.Node, name: str) -> None:
    if name != "python":
        file.refuse(
            node,
            f"the runtime is {name!r}; only projects in Python are run. For this one, give what "
            "`pulumi preview --json --show-sames` prints: it is checked in the same way.",
        )


def _program(file: YamlFile, entries: Mapping[str, Entry], root: Path) -> Path:
    main = file.text(entries["main"][1], "main") if "main" in entries else ""
    # normalised by text, as the engine does, so that a link inside the project may lead out of it
    program = Path(os.path.normpath(root / main)) if main else root
    if Path(main).is_absolute() or not program.is_relative_to(root):
        file.refuse(entries["main"][1], "main is a path inside the project, relative to it.")
    if program.is_dir() and not (program / "__main__.py").is_file():
        where = "in the project's folder" if program == root else f"in {main}"
        file.refuse(entries["main"][1] if main else file.root, f"there is no __main__.py {where}.")
    if not program.exists():
        file.refuse(entries["main"][1], f"main is {main!r}, which does not exist.")
    return program


def _stack_folder(file: YamlFile, entries: Mapping[str, Entry]) -> str:
    if "stackConfigDir" in entries:
        return file.text(entries["stackConfigDir"][1], "stackConfigDir")
    if "config" in entries and isinstance(entries["config"][1], yaml.ScalarNode):
        return file.text(entries["config"][1], "config")
    return ""


def _declarations(file: YamlFile, entries: Mapping[str, Entry], project: str) -> dict[str, Declaration]:
    if "config" not in entries or isinstance(entries["config"][1], yaml.ScalarNode):
        return {}
    declared = {}
    for written, (key_node, node) in file.entries(entries["config"][1], "config").items():
        key = written if ":" in written else f"{project}:{written}"
        place = f"{file.path}:{key_node.start_mark.line + 1}"
        declared[key] = _declaration(file, key, node, place)
    return declared


def _declaration(file: YamlFile, key: str, node: yaml.Node, place: str) -> Declaration:
    if not isinstance(node, yaml.MappingNode):
        return Declaration(key, None, plain(node), secret=False, place=place)
    fields = file.entries(node, key)
    type_name = file.text(fields["type"][1], "type") if "type" in fields else None
    if type_name is not None and type_name not in _TYPES:
        file.refuse(fields["type"][1], f"type is {type_name!r}, allowed: {', '.join(_TYPES)}.")
    default = next((plain(fields[name][1]) for name in ("default", "value") if name in fields), None)
    secret = "secret" in fields and file.text(fields["secret"][1], "secret") == "true"
    return Declaration(key, type_name, default, secret, place)


def plain(node: yaml.Node) -> Any:
    """A node as plain data."""
    match node:
        case yaml.MappingNode():
            return {str(key.value): plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [plain(item) for item in node.value]
        case yaml.ScalarNode():
            return plain_scalar(node)
    raise TypeError(f"no YAML value: {node!r}")
