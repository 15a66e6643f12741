"""Small changes of an inventory, each of which must make a rule speak: a value changed, resources lost or grafted.

A mutation is `(rule id, example, change)`. The modules of `mutations/` hold them as `MUTATIONS`, one per family of
rules; every module there is found by itself.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import Inventory, Resource

AWS, AZURE = "minimal-aws", "minimal-azure"
REMOVED = object()

Properties = Mapping[str, Any]
Change = Callable[[Inventory], tuple[Inventory, str]]
"""An inventory changed, and the URN of the resource that a rule must speak of."""
Mutation = tuple[str, str, Change]


def found_mutations() -> Iterator[Mutation]:
    """Those of every module in `mutations/`."""
    for path in sorted(Path(__file__).with_name("mutations").glob("*.py")):
        yield from importlib.import_module(f"tests.rules.mutations.{path.stem}").MUTATIONS


@dataclass(frozen=True)
class Changed:
    """The first resource of a type, with another value (or none) at a path of its inputs."""

    token: str
    path: str
    value: Any
    named: str = ""
    """A part of its name."""

    def __call__(self, inventory: Inventory) -> tuple[Inventory, str]:
        chosen = next(each for each in inventory if each.type == self.token and self.named in each.name)
        changed = replace(chosen, inputs=_with(chosen.inputs, self.path.split("."), self.value))
        return redrawn(inventory, [changed if each is chosen else each for each in inventory]), chosen.urn


@dataclass(frozen=True)
class Lost:
    """Every resource of a type gone; the first resource that it completed is to be found."""

    token: str
    completed: str

    def __call__(self, inventory: Inventory) -> tuple[Inventory, str]:
        left = [resource for resource in inventory if resource.type != self.token]
        assert len(left) < len(inventory.resources)
        return redrawn(inventory, left), next(each.urn for each in left if each.type == self.completed)


@dataclass(frozen=True)
class Grafted:
    """One more resource, under the provider of the others."""

    token: str
    inputs: Properties
    refers_to: str | None = None

    def __call__(self, inventory: Inventory) -> tuple[Inventory, str]:
        urn = f"{inventory.resources[0].urn.rpartition('::')[0].rpartition('::')[0]}::{self.token}::grafted"
        provider = next(each.urn for each in inventory if each.type.startswith("pulumi:providers:"))
        target = next((each.urn for each in inventory if each.type == self.refers_to), None)
        grafted = Resource(
            urn=urn,
            type=self.token,
            name="grafted",
            custom=True,
            inputs=self.inputs,
            provider=provider,
            property_dependencies={"rules": (target,)} if target else {},
        )
        return redrawn(inventory, [*inventory, grafted]), urn


def redrawn(inventory: Inventory, resources: list[Resource]) -> Inventory:
    """Providers are read again, so that a changed provider changes its resources."""
    return recorded_inventory(resources, origin=inventory.origin, complete=inventory.complete)


def _with(value: Any, steps: list[str], new: Any) -> Any:
    step, *rest = steps
    if isinstance(value, list):
        return [_with(each, steps, new) for each in value]
    if rest:
        return {**(value or {}), step: _with((value or {}).get(step, {}), rest, new)}
    kept = {key: each for key, each in (value or {}).items() if key != step}
    return kept if new is REMOVED else {**kept, step: new}
