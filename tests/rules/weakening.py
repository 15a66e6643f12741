"""Every way to make one security-relevant property of an inventory weaker, one at a time.

What is security-relevant: every path that a rule reads, and every path of `security_relevant.yaml`. A path is weakened
by its values in that file, else by what the value itself suggests (a boolean the other way, an older TLS, a region
outside the EEA, days down to one, a range to everything, a policy document with a statement opened or lost); and by
taking it away, where the SDK does not require it. One resource of a type stands for all that have the same value.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hds_landing.catalogue.regions import find_region
from hds_landing.inventory.resource import Inventory, Resource, Secret, Unknown
from hds_landing.rules.rule import WholeInventoryRule
from hds_landing.rules.rulebook import rulebook
from hds_landing.rules.type_tokens import cloud_of, current_token
from tests.rules.sdk_schema import requires

REMOVED = "removed"
PROTECT, WHOLE = "(protect)", "(resource)"

_TABLE = Path(__file__).with_name("security_relevant.yaml")
_OPPOSITES = {
    "Enabled": "Disabled", "Disabled": "Enabled", "enable": "disable", "disable": "enable", "Deny": "Allow",
}  # fmt: skip
_ABROAD = {"aws": "us-east-1", "azure": "eastus"}
_CIDR = re.compile(r"\d+\.\d+\.\d+\.\d+/\d+")
_ARN_WITH_REGION = re.compile(r"(arn:aws:[a-z0-9-]+:)([a-z]{2}-[a-z]+-\d)(:.*)")
_ABROAD_LABEL = "in another region"
_KINDS = ("direction", "access", "egress", "ruleAction")
_PORTS = ("toPort", "destinationPortRange", "destinationPortRanges")
_WEB = (443, "443", ["443"])
_RESERVED_SUBNET = re.compile(r"(AzureFirewall|AzureBastion|Gateway|RouteServer)\w*Subnet|GatewaySubnet")
_DAYS = re.compile(r"days|retention", re.IGNORECASE)

Place = tuple[str | int, ...]
"""Keys and positions that lead to one value: `("rules", 0, "lifecycle")`."""


@dataclass(frozen=True)
class Weakened:
    """One resource with one property weaker; `resource` is none where it was taken away."""

    urn: str
    type: str
    path: str
    kind: str
    """What a rule may tell apart: ` (Inbound, Allow)`; empty where there is nothing of the sort."""
    change: str
    resource: Resource | None

    @property
    def key(self) -> str:
        """What the change is, whichever resource it was tried on."""
        return f"{self.type} {self.path}{self.kind} -> {self.change}"


def weakened(inventory: Inventory) -> Iterator[Weakened]:
    """Every change of one property, in the inventory's order."""
    tried: set[tuple[str, str]] = set()
    for resource in inventory:
        if not resource.custom or cloud_of(resource.type) is None:
            continue
        for path in relevant_paths(current_token(resource.type)):
            for kind, change, given, changed in _changes(resource, path):
                found = Weakened(resource.urn, resource.type, path, kind, change, changed)
                if (found.key, given) not in tried:
                    tried.add((found.key, given))
                    yield found


def table() -> Mapping[str, Mapping[str, Sequence[Any]]]:
    """The rows of `security_relevant.yaml`."""
    rows: Mapping[str, Mapping[str, Sequence[Any]]] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return rows


@cache
def relevant_paths(token: str) -> tuple[str, ...]:
    """What a rule reads of a type or the table names."""
    paths = dict.fromkeys(_rows().get(token, ()))
    for rule in rulebook():
        if token in rule.types:
            paths |= dict.fromkeys(rule.paths_by_type.get(token, rule.paths))
        if isinstance(rule, WholeInventoryRule):
            paths |= dict.fromkeys(rule.joins.get(token, ()))
    return tuple(paths)


@cache
def _rows() -> Mapping[str, Mapping[str, Sequence[Any]]]:
    return table()


_Change = tuple[str, str, str, Resource | None]
"""Its kind, what is changed, for which value, and the resource then."""


def _changes(resource: Resource, path: str) -> Iterator[_Change]:
    listed = _rows().get(current_token(resource.type), {}).get(path)
    if path == WHOLE:
        yield _kind(resource, ()), REMOVED, "", None
    elif path == PROTECT:
        if resource.protect:
            yield "", "false", "", replace(resource, protect=False)
    else:
        yield from _property_changes(resource, path, listed)


def _property_changes(resource: Resource, path: str, listed: Sequence[Any] | None) -> Iterator[_Change]:
    cloud = cloud_of(resource.type) or ""
    places = list(_places(resource.inputs, _steps(path)))
    for place in places:
        kind, value = _kind(resource, place), _at(resource.inputs, place)
        if isinstance(value, Unknown | Secret):
            continue
        given = json.dumps(value, sort_keys=True, default=repr)
        for change, weak in _weak_values(path, value, listed, cloud):
            # What a document refuses or opens is the same for every resource that has the same statement.
            yield kind, change, "" if "#" in change else given, _with_value(resource, place, weak)
        # One element less of a list of what is allowed is no weakness.
        if not path.endswith("[*]") and not requires(current_token(resource.type), path):
            without = _redone(resource, place, _without(resource.inputs, place))
            yield kind, REMOVED, "" if _is_collection(value) else given, without
    if not places and listed and "[*]" not in path:
        place = tuple(path.split("."))
        for weak in listed:
            yield (
                _kind(resource, place),
                f"{_shown(weak)}, where it was not set",
                "",
                _with_value(resource, place, weak),
            )


def _with_value(resource: Resource, place: Place, value: Any) -> Resource:
    return _redone(resource, place, _with(resource.inputs, place, value))


def _redone(resource: Resource, place: Place, inputs: dict[str, Any]) -> Resource:
    """With other inputs; a property that is replaced whole comes from no other resource any more."""
    if len(place) > 1:
        return replace(resource, inputs=inputs)
    kept = {name: urns for name, urns in resource.property_dependencies.items() if name != place[0]}
    return replace(resource, inputs=inputs, property_dependencies=kept)


def _kind(resource: Resource, place: Place) -> str:
    """What a rule may tell apart: the direction of a rule, a subnet that Azure reserves, what a flow log watches."""
    words: list[str] = []
    around: Any = resource.inputs
    for step in place:
        if isinstance(around, Mapping):
            words += [f"{name} {_shown(around[name])}" for name in _KINDS if name in around]
            words += ["port 443"] if any(around.get(name) in _WEB for name in _PORTS) else []
            around = around.get(step, {})
        else:
            around = around[int(step)]
    if _RESERVED_SUBNET.fullmatch(str(resource.inputs.get("subnetName"))):
        words.append("reserved subnet")
    if "transitGatewayId" in resource.inputs and resource.type.endswith(":FlowLog"):
        words.append("transit gateway")
    return f" ({', '.join(words)})" if words else ""


def _weak_values(path: str, value: Any, listed: Sequence[Any] | None, cloud: str) -> Iterator[tuple[str, Any]]:
    if document := _document(value):
        yield from _weak_documents(document)
    elif listed:
        yield from ((_shown(weak), weak) for weak in listed if weak != value)
    elif listed is None:
        yield from ((label, weak) for label, weak in _suggested(path, value, cloud) if weak != value)


def _suggested(path: str, value: Any, cloud: str) -> Iterator[tuple[str, Any]]:
    """What the value itself suggests."""
    weak: Any = value
    if isinstance(value, bool):
        weak = not value
    elif isinstance(value, int | float) and _DAYS.search(path):
        weak = 1
    elif isinstance(value, str):
        if arn := _ARN_WITH_REGION.fullmatch(value):
            yield _ABROAD_LABEL, f"{arn[1]}us-east-1{arn[3]}"
        elif find_region(cloud, value):
            weak = _ABROAD[cloud]
        elif _CIDR.fullmatch(value):
            weak = "0.0.0.0/0"
        elif value.startswith("TLS"):
            weak = "TLS1_0"
        else:
            weak = _OPPOSITES.get(value, value)
    yield _shown(weak), weak


def _document(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, str) or not value.startswith("{"):
        return None
    document = json.loads(value)
    return document if isinstance(document, dict) and isinstance(document.get("Statement"), list) else None


def _weak_documents(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A refusal lost, or a permission given to everyone, for everything, or without its condition."""
    statements = document["Statement"]
    for position, statement in enumerate(statements):
        name = f"#{statement.get('Sid', position)}"
        if statement["Effect"] == "Deny":
            yield f"{name} {REMOVED}", _redrawn(document, position, None)
            if "Condition" in statement:
                # Refused under an impossible condition: never refused.
                never = {"StringEquals": {"aws:PrincipalArn": "nobody"}}
                yield f"{name} refuses nobody", _redrawn(document, position, {**statement, "Condition": never})
            continue
        free = {key: each for key, each in statement.items() if key != "Condition"}
        if "Principal" in statement:
            yield f"{name} for everyone", _redrawn(document, position, {**free, "Principal": "*"})
        if statement.get("Action") != "*" and "Resource" in statement:
            everything = {**statement, "Action": "*", "Resource": "*"}
            yield f"{name} for everything", _redrawn(document, position, everything)
        if "Condition" in statement:
            yield f"{name} without condition", _redrawn(document, position, free)


def _redrawn(document: dict[str, Any], position: int, statement: dict[str, Any] | None) -> str:
    kept = list(document["Statement"])
    kept[position : position + 1] = [] if statement is None else [statement]
    return json.dumps({**document, "Statement": kept})


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.replace("[*]", ".[*]").split("."))


def _places(value: Any, steps: tuple[str, ...], place: Place = ()) -> Iterator[Place]:
    """Where something stands at a path."""
    if not steps:
        if value is not None:
            yield place
    elif steps[0] == "[*]":
        if isinstance(value, list):
            for position, element in enumerate(value):
                yield from _places(element, steps[1:], (*place, position))
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _places(value[steps[0]], steps[1:], (*place, steps[0]))


def _at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value


def _with(value: Any, place: Place, new: Any) -> Any:
    if not place:
        return new
    step, *rest = place
    if isinstance(step, int):
        return [_with(each, tuple(rest), new) if at == step else each for at, each in enumerate(value)]
    return {**(value or {}), step: _with((value or {}).get(step), tuple(rest), new)}


def _without(value: Any, place: Place) -> Any:
    step, *rest = place
    if isinstance(step, int):
        changed = [_without(value[step], tuple(rest))] if rest else []
        return [*value[:step], *changed, *value[step + 1 :]]
    if rest:
        return {**value, step: _without(value[step], tuple(rest))}
    return {key: each for key, each in value.items() if key != step}


def _is_collection(value: Any) -> bool:
    return isinstance(value, dict | list) or _document(value) is not None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
