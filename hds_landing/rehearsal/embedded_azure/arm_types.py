"""What Azure Resource Manager knows of a resource type: its id, its name rule, what it may refer to, what it computes.

`arm_types.yaml` holds the types that a landing zone uses. Any other type gets an id by rule, and is only recorded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Optional

import yaml

from hds_landing.catalogue.name_limits import name_limit
from hds_landing.rehearsal.embedded_azure.arm_id import type_of
from hds_landing.rehearsal.embedded_azure.resource_types import ResourceType

GROUP_PATH: Final = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}"
SCOPES: Final = ("scope", "resourceUri", "resourceScope")
"""Path parameters that hold a whole id."""
_PARAMETER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class NameRule:
    """What a physical name may be. `only` is the single name that a singleton has; no two in all of Azure share a
    `worldwide` one."""

    shortest: int = 1
    longest: int = 260
    pattern: str = "[^/]*"
    only: Optional[str] = None
    guid: bool = False
    worldwide: bool = False


@dataclass(frozen=True, slots=True)
class ArmType:
    """One resource type; the fields are those of `arm_types.yaml`. `known` is False for a type outside that table."""

    path: str
    """Template of the whole id: `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/...`."""
    name: NameRule = NameRule()
    known: bool = True
    one_write: bool = False
    writes: tuple[str, ...] = ()
    implicit: bool = False
    is_global: bool = False
    refers: Mapping[str, str] = field(default_factory=dict)
    same_region: tuple[str, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    replaces: tuple[str, ...] = ("location",)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the path's parameters, from the left."""
        return tuple(_PARAMETER.findall(self.path))

    @property
    def type(self) -> str:
        """`Microsoft.Network/virtualNetworks/subnets`."""
        return type_of(self.path)


@cache
def all_arm_types() -> Mapping[str, ArmType]:
    """The table, by token without API version (`azure-native:network:Subnet`)."""
    text = (files(__package__) / "arm_types.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both loaders are safe
    return {f"azure-native:{token}": _arm_type(row, data["patterns"]) for token, row in data["types"].items()}


@cache
def implicit_types() -> frozenset[str]:
    """Lower-case resource types that exist with their parent (`.../blobservices`)."""
    return frozenset(row.type.lower() for row in all_arm_types().values() if row.implicit)


@cache
def explicit_types() -> frozenset[str]:
    """Lower-case resource types of the table that exist only once they are created."""
    return frozenset(row.type.lower() for row in all_arm_types().values() if not row.implicit)


def find_arm_type(resource_type: ResourceType) -> ArmType:
    """The table's row for a type, else one made by rule: the module as namespace, the class as collection."""
    known = all_arm_types().get(resource_type.token)
    return known if known is not None else _by_rule(resource_type)


def _by_rule(resource_type: ResourceType) -> ArmType:
    _, module, cls = resource_type.token.split(":")
    collection = cls[0].lower() + cls[1:] + "s"
    names = [key for key in resource_type.inputs if key.endswith("Name") and key != "resourceGroupName"]
    own = f"{cls[0].lower()}{cls[1:]}Name"
    own = own if own in names else next((key for key in reversed(names) if not resource_type.inputs[key].required), "")
    parents = [key for key in names if key != own and resource_type.inputs[key].required]
    if not own and parents:
        own = parents.pop()
    scope = next((key for key in SCOPES if key in resource_type.inputs), None)
    if scope is not None:
        beginning = "{" + scope + "}"
    else:
        beginning = GROUP_PATH if "resourceGroupName" in resource_type.inputs else "/subscriptions/{subscriptionId}"
    above = "".join(f"/{key.removesuffix('Name')}s/{{{key}}}" for key in parents)
    return ArmType(
        f"{beginning}/providers/Microsoft.{module[0].upper()}{module[1:]}{above}/{collection}/{{{own or 'name'}}}",
        known=False,
    )


def _arm_type(row: Mapping[str, Any], patterns: Mapping[str, str]) -> ArmType:
    path: str = row["path"]
    return ArmType(
        path=path if path[0] in "/{" else f"{GROUP_PATH}/providers/{path}",
        name=_name_rule(row.get("name"), patterns),
        one_write=row.get("one_write", False),
        writes=tuple(row.get("writes", ())),
        implicit=row.get("implicit", False),
        is_global=row.get("global", False),
        refers=row.get("refers", {}),
        same_region=tuple(row.get("same_region", ())),
        outputs=row.get("outputs", {}),
        replaces=tuple(row.get("replaces", ("location",))),
    )


def _name_rule(rule: Any, patterns: Mapping[str, str]) -> NameRule:
    if rule == "guid":
        return NameRule(guid=True)
    if rule == "default":
        return NameRule(only=rule)
    if isinstance(rule, str):
        limit = name_limit(rule)
        return NameRule(limit.min_length, limit.max_length, limit.pattern, worldwide=limit.scope == "global")
    shortest, longest, pattern = rule
    return NameRule(shortest, longest, patterns[pattern])
