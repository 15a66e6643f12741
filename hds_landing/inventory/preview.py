"""What `pulumi preview --json --show-sames` would leave behind.

A preview has no default providers (the region that the environment or `aws:region` gives is only in its `config`), no
inputs of components, no outputs in first steps, and `[secret]` for secrets. Steps that delete are dropped.

It is complete only where it can be shown whole: no error was reported; as many steps of each kind are listed as its
own summary counts (without `--show-sames` the unchanged ones are counted and not listed); where there is no summary,
an unchanged step is listed, or nothing but creations under the stack's own; and every parent named is listed too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hds_landing.errors import InputError
from hds_landing.inventory.recording import recorded_inventory
from hds_landing.inventory.resource import Inventory, Origin, Resource
from hds_landing.inventory.resource_json import read_resources

_STACK: Final = "pulumi:pulumi:Stack"
_DROPPED: Final = frozenset({"delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"})


def read_preview(data: Mapping[str, Any]) -> Inventory:
    """The inventory after the previewed update; raises InputError where `data` is no preview."""
    steps = data.get("steps")
    if not isinstance(steps, list):
        raise InputError("steps: expected a list of steps.")
    resources = {resource.urn: resource for resource in read_resources(_standing(steps))}
    config = data.get("config")
    return recorded_inventory(
        resources.values(),
        origin=Origin.PREVIEW,
        complete=_shown_whole(data, steps, resources),
        config={key: value for key, value in config.items() if isinstance(value, str)}
        if isinstance(config, dict)
        else None,
    )


def _standing(steps: Sequence[object]) -> Iterator[tuple[object, str]]:
    """The record of what stands after each step, and where it is."""
    for number, step in enumerate(steps):
        if not isinstance(step, dict) or not isinstance(step.get("op"), str):
            raise InputError(f"steps[{number}].op: expected what the step does, such as create or same.")
        if step["op"] not in _DROPPED and step.get("newState") is not None:
            yield step["newState"], f"steps[{number}].newState"


def _shown_whole(
    data: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], resources: Mapping[str, Resource]
) -> bool:
    diagnostics = data.get("diagnostics")
    if isinstance(diagnostics, list) and any(
        isinstance(diagnostic, dict) and diagnostic.get("severity") == "error" for diagnostic in diagnostics
    ):
        return False
    if any(resource.parent and resource.parent not in resources for resource in resources.values()):
        return False
    listed = Counter(step["op"] for step in steps)
    counted = data.get("changeSummary")
    if isinstance(counted, dict):
        return all(isinstance(count, int) and listed[operation] >= count for operation, count in counted.items())
    if listed["same"]:
        return True
    return set(listed) == {"create"} and any(resource.type == _STACK for resource in resources.values())
