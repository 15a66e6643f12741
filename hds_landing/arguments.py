"""What a component was given, turned into the validated frozen value that it reads.

A component is called from Python with its args class, or with a dictionary, and through Pulumi's component host from
any other language, which delivers nested dictionaries with camelCase keys, integers as floats, nothing where a value
is absent, and maps in any order. `validated` accepts all of these, applies the defaults, turns 30.0 into 30, refuses
30.5 and sorts maps by key, so that what a component draws in their order is the same from every language.
"""

import types
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache
from inspect import get_annotations
from typing import Any, ForwardRef, TypeVar, Union, get_args, get_origin

from pulumi import ComponentResource, Output, ResourceOptions
from pulumi.output import Unknown
from pulumi.provider.experimental.util import camel_case

from hds_landing.errors import ComponentArgsError, PropertyProblem

ArgsT = TypeVar("ArgsT")

_MISSING = object()


def validated(args_class: type[ArgsT], given: ArgsT | Mapping[str, Any]) -> ArgsT:
    """The args of a component, checked all the way down.

    Args:
        args_class: a dataclass; its fields are plain values, enums, lists, dictionaries with string keys, nested
            dataclasses, or `pulumi.Input` of these (an output passes as it is; it is not known yet).
        given: an instance of it, or a mapping with snake_case or camelCase keys.

    Raises:
        ComponentArgsError: every field that does not fit, each with its path, what was given and what is allowed.
    """
    problems: list[PropertyProblem] = []
    value = _read(args_class, given, _Place(args_class.__name__, ""), problems)
    if problems:
        raise ComponentArgsError("\n".join(problem.message for problem in problems), problems)
    return value  # type: ignore[no-any-return]


def one_provider_per_package(component: str, opts: ResourceOptions | None) -> None:
    """Refuses a provider list with two providers of one package, of which the engine would use the last.

    Raises:
        ComponentArgsError: naming the component and the package.
    """
    providers = opts.providers if opts else None
    if providers is None or isinstance(providers, Mapping):
        return
    listed = providers if isinstance(providers, Iterable) else [providers]
    packages = [provider.package for provider in listed]
    for package in sorted({package for package in packages if packages.count(package) > 1}):
        raise ComponentArgsError(
            f"{component}: {packages.count(package)} providers of the package '{package}' were given, and one is "
            "allowed. Create what lives in another account or subscription with a component of its own."
        )


@dataclass(frozen=True)
class _Place:
    """Where a value stands among the args: as Python shows it, and as a property of the schema."""

    shown: str
    property_path: str

    def field(self, name: str) -> "_Place":
        path = f"{self.property_path}.{camel_case(name)}" if self.property_path else camel_case(name)
        return _Place(f"{self.shown}.{name}", path)

    def key(self, key: object) -> "_Place":
        return _Place(f"{self.shown}.{key}", f"{self.property_path}.{key}")

    def item(self, index: int) -> "_Place":
        return _Place(f"{self.shown}[{index}]", f"{self.property_path}[{index}]")

    def problem(self, message: str) -> PropertyProblem:
        """A problem of the value that stands here; the message goes on from its place."""
        return PropertyProblem(self.property_path, f"{self.shown} {message}")


def _read(expected: Any, given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    origin = get_origin(expected)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(expected), given, where, problems)
    if origin is list:
        return _read_list(get_args(expected)[0], given, where, problems)
    if origin is dict:
        return _read_dict(get_args(expected)[1], given, where, problems)
    if isinstance(expected, type) and is_dataclass(expected):
        return _read_fields(expected, given, where, problems)
    if isinstance(expected, type) and issubclass(expected, Enum):
        return _read_enum(expected, given, where, problems)
    return _read_scalar(expected, given, where, problems)


def _read_union(members: tuple[Any, ...], given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    if given is None and type(None) in members:
        return None
    plain = [member for member in members if _is_plain(member)]
    takes_outputs = len(plain) + (type(None) in members) < len(members)
    if takes_outputs and isinstance(given, (Output, Awaitable)):
        return given
    if takes_outputs and isinstance(given, Unknown):
        return Output.from_input(given)
    return _read(plain[0], given, where, problems)


def _is_plain(member: Any) -> bool:
    """Neither None nor the awaitable and output members of a `pulumi.Input` (the latter a forward reference)."""
    return member is not type(None) and not isinstance(member, ForwardRef) and get_origin(member) is not Awaitable


def _read_list(item: Any, given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    if not isinstance(given, (list, tuple)):
        return _refuse(given, "a list", where, problems)
    return [_read(item, value, where.item(index), problems) for index, value in enumerate(given)]


def _read_dict(value_type: Any, given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    if not isinstance(given, Mapping):
        return _refuse(given, "a map", where, problems)
    return {key: _read(value_type, value, where.key(key), problems) for key, value in sorted(given.items())}


def _read_fields(expected: type, given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    if not isinstance(given, (Mapping, expected)):
        return _refuse(given, f"{expected.__name__} or a map with its fields", where, problems)
    declared = _declared(expected)
    values: dict[str, Any] = {}
    for name, (_, expected_type) in declared.items():
        value = _take(given, name)
        if value is not _MISSING:
            values[name] = _read(expected_type, value, where.field(name), problems)
        elif name in _required(declared):
            if type(None) in get_args(expected_type):
                values[name] = None
            else:
                problems.append(where.field(name).problem(f"is missing. It takes {_describe(expected_type)}."))
    if isinstance(given, Mapping):
        _refuse_unknown_fields(given, declared, where, problems)
    return expected(**values) if values.keys() >= _required(declared) else None


def _refuse_unknown_fields(
    given: Mapping[str, Any], declared: Iterable[str], where: _Place, problems: list[PropertyProblem]
) -> None:
    allowed = {camel_case(name): name for name in declared} | {name: name for name in declared}
    for key in given:
        if key not in allowed:
            near = get_close_matches(str(key), sorted(allowed), n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"It has {', '.join(sorted(set(allowed.values())))}."
            problems.append(
                PropertyProblem(where.field(str(key)).property_path, f"{where.shown} has no field '{key}'. {hint}")
            )


def _take(given: Any, name: str) -> Any:
    if not isinstance(given, Mapping):
        return getattr(given, name)
    return given.get(name, given.get(camel_case(name), _MISSING))


@cache
def _declared(expected: type) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_annotations(expected)
    return {field.name: (field, hints[field.name]) for field in fields(expected)}


def _required(declared: Mapping[str, tuple[Field[Any], Any]]) -> set[str]:
    return {
        name for name, (field, _) in declared.items() if field.default is MISSING and field.default_factory is MISSING
    }


def _read_enum(expected: type[Enum], given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    try:
        return expected(given)
    except ValueError:
        allowed = ", ".join(str(member.value) for member in expected)
        return _refuse(given, f"one of {allowed}", where, problems)


def _read_scalar(expected: Any, given: Any, where: _Place, problems: list[PropertyProblem]) -> Any:
    if expected is int and isinstance(given, float) and given.is_integer():
        return int(given)
    if expected is float and isinstance(given, int) and not isinstance(given, bool):
        return float(given)
    if type(given) is expected or (expected is str and isinstance(given, str)):
        return str(given.value) if isinstance(given, Enum) else given
    return _refuse(given, _describe(expected), where, problems)


def _refuse(given: Any, allowed: str, where: _Place, problems: list[PropertyProblem]) -> None:
    problems.append(where.problem(f"is {_show(given)}, and takes {allowed}."))


def _show(given: Any) -> str:
    if isinstance(given, (Output, Unknown)):
        return "an output, not known before its resource exists"
    return (repr(given) if isinstance(given, (str, int, float, bool, type(None))) else type(given).__name__)[:80]


def _describe(expected: Any) -> str:
    words = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
    if expected in words:
        return words[expected]
    if isinstance(expected, type) and issubclass(expected, Enum):
        return f"one of {', '.join(str(member.value) for member in expected)}"
    return getattr(expected, "__name__", str(expected).replace("typing.", ""))


def component_type(package: str, component: type[ComponentResource]) -> str:
    """The type token that Pulumi's component host derives: `hds-aws:index:BackupVault`."""
    return f"{package}:index:{component.__name__}"
