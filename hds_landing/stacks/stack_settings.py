"""A stack's configuration as a frozen value, checked before anything is drawn."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields
from difflib import get_close_matches
from typing import Any, TypeVar, get_origin, get_type_hints

import pulumi
from pulumi.provider.experimental.util import camel_case
from pulumi.runtime.config import CONFIG

from hds_landing.errors import InputError

SettingsT = TypeVar("SettingsT")

_REFUSED = object()


def read_settings(
    settings_class: type[SettingsT], check: Callable[[SettingsT], Iterable[str]] | None = None
) -> SettingsT:
    """The running stack's configuration, under the project's own name.

    Pulumi.yaml gives every optional key an empty default, since Pulumi asks for those without one; an empty value is an
    absent one.

    Args:
        settings_class: a frozen dataclass; its fields are texts or lists of texts, optional where they have a default.
            A field `endpoint_subnet_id` is the key `endpointSubnetId`.
        check: what the fields say together, one text per problem; asked once each field by itself is right.

    Raises:
        InputError: every key that is missing, unknown or of the wrong kind.
    """
    project = pulumi.get_project()
    declared = {camel_case(field.name): field for field in fields(settings_class)}  # type: ignore[arg-type]
    hints = get_type_hints(settings_class)
    problems = list(_unknown_keys(project, declared))
    values = {}
    for key, field in declared.items():
        value = _read(project, key, field, hints[field.name], problems)
        if value is not _REFUSED:
            values[field.name] = value
    settings = None if problems else settings_class(**values)
    if settings is not None and check is not None:
        problems += [f"{project}: {problem}" for problem in check(settings)]
    if settings is None or problems:
        raise InputError("\n".join([f"The configuration of stack {pulumi.get_stack()} cannot be used.", *problems]))
    return settings


def _unknown_keys(project: str, declared: Iterable[str]) -> Iterator[str]:
    known = sorted(declared)
    for full_key in sorted(CONFIG.get()):
        namespace, _, key = full_key.partition(":")
        if namespace == project and key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."
            yield f"{full_key} is not read by this stack. {hint}"


def _read(project: str, key: str, field: Field[Any], expected: Any, problems: list[str]) -> Any:
    given = pulumi.Config().get(key)
    takes = "a list of texts" if get_origin(expected) is list else "a text"
    if given in (None, ""):
        if field.default is not MISSING:
            return field.default
        if field.default_factory is not MISSING:
            return field.default_factory()
        problems.append(f"{project}:{key} is missing. It takes {takes}: pulumi config set {key} VALUE")
        return _REFUSED
    value = _texts(given) if get_origin(expected) is list else given
    if value is None:
        problems.append(f"{project}:{key} is {given[:80]!r}, and takes {takes}.")
        return _REFUSED
    return value


def _texts(given: str) -> list[str] | None:
    try:
        read = json.loads(given)
    except ValueError:
        return None
    return read if isinstance(read, list) and all(isinstance(each, str) for each in read) else None
