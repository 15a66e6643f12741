"""A YAML file of a Pulumi project, read with the lines of its parts. No tag makes an object."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from hds_landing.errors import InputError

MAX_BYTES: Final = 1_000_000
MAX_VALUES: Final = 20_000
"""After every alias is expanded."""

Entry = tuple[yaml.Node, yaml.Node]


@dataclass(frozen=True)
class YamlFile:
    """A file that holds one mapping."""

    path: Path
    root: yaml.MappingNode

    def entries(self, node: yaml.Node, what: str) -> Mapping[str, Entry]:
        """Key and value nodes of a mapping by key; raises InputError where it is none, or a key is given twice."""
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, f"{what} is a mapping.")
        entries: dict[str, Entry] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.refuse(key, "a key is a plain text.")
            if key.value in entries:
                self.refuse(key, f"the key '{key.value}' is given twice. Remove one.")
            entries[key.value] = (key, value)
        return entries

    def text(self, node: yaml.Node, what: str) -> str:
        """The text of a scalar, as it is written; empty for null. Raises InputError for anything else."""
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(node, f"{what} takes one text.")
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def refuse(self, node: yaml.Node, message: str) -> NoReturn:
        """Raises InputError at the node."""
        raise InputError(f"{self.path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}: {message}")


def read_yaml_file(path: Path) -> YamlFile:
    """The file; raises InputError for what cannot be read or is not one mapping."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or type(error).__name__}.") from None
    if len(content) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES} bytes. Is this the right file?")
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        if root is None:
            raise InputError(f"{path}: the file is empty.")
        if sum(1 for _ in _walk(root, MAX_VALUES)) >= MAX_VALUES:
            raise InputError(f"{path}: more than {MAX_VALUES} values, aliases expanded. Is this the right file?")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8. Save the file as UTF-8.") from None
    except RecursionError:
        raise InputError(f"{path}: nested too deep.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise InputError(f"{place}: not YAML: {error.problem}.") from None
    except yaml.YAMLError:
        raise InputError(f"{path}: a control character stands here, which YAML does not allow.") from None
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"{path}:1:1: expected a mapping.")
    return YamlFile(path, root)


def plain_scalar(node: yaml.ScalarNode) -> Any:
    """Text, number, boolean or null; a date and anything tagged otherwise stays the text that was written."""
    if node.tag not in _PLAIN_TAGS:
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except ValueError:  # a number of thousands of digits
        return node.value


_PLAIN_TAGS: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str"))


def _walk(node: yaml.Node, most: int) -> Iterator[yaml.Node]:
    """Every node as often as it is referred to, `most` of them."""
    waiting = [node]
    while waiting and most > 0:
        most -= 1
        current = waiting.pop()
        yield current
        if isinstance(current, yaml.MappingNode):
            waiting += [part for entry in current.value for part in entry]
        elif isinstance(current, yaml.SequenceNode):
            waiting += current.value
