"""Physical names: what Azure accepts, and the name that the provider gives a resource that was given none."""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from hds_landing.rehearsal.embedded_azure.arm_types import SCOPES, NameRule

_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def derived_uuid(seed: str, purpose: str) -> str:
    """A UUID that only its seed, as the URN of a resource, and its purpose decide: the same in every rehearsal."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{seed}#{purpose}"))


def is_guid(value: object) -> bool:
    """Whether a value is written as a GUID, `8-4-4-4-12` hexadecimal digits."""
    return isinstance(value, str) and _GUID.fullmatch(value) is not None


def automatic_name(rule: NameRule, seed: str, name: str) -> str:
    """What the provider names a resource that asks for no name: its Pulumi name and eight more digits."""
    if rule.only is not None:
        return rule.only
    identity = derived_uuid(seed, "name")
    if rule.guid:
        return identity
    tail = identity.replace("-", "")[:8]
    if re.fullmatch(rule.pattern, "a-b") is None:
        name = re.sub(r"[^a-z0-9]", "", name.lower())
    return name[: rule.longest - len(tail)] + tail


def path_problems(parameters: Iterable[str], words: Mapping[str, str]) -> Iterator[str]:
    """Parents that no id can hold: a scope takes a whole id, everything else one name."""
    for parameter in parameters:
        word = words[parameter]
        if parameter in SCOPES:
            if not re.match(r"/(?:subscriptions|providers)/[^/]", word, re.IGNORECASE):
                yield f"{parameter}: given {word!r}, allowed an id, as /subscriptions/..."
        elif "/" in word:
            yield f"{parameter}: given {word!r}, allowed a name without '/'"


def name_problem(rule: NameRule, parameter: str, name: str) -> str | None:
    """Why Azure refuses a name; none where it accepts it."""
    if rule.only is not None:
        return None if name == rule.only else f"{parameter}: given {name!r}, allowed only {rule.only!r}"
    if rule.guid:
        return None if is_guid(name) else f"{parameter}: given {name!r}, allowed a GUID"
    if not rule.shortest <= len(name) <= rule.longest:
        limits = f"allowed {rule.shortest} to {rule.longest}"
        return f"{parameter}: given {name!r} of {len(name)} characters, {limits}"
    if re.fullmatch(rule.pattern, name) is None:
        return f"{parameter}: given {name!r}, allowed names that match {rule.pattern}"
    return None
