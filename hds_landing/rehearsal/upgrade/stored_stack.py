"""A stack as its stored state knows it."""

from collections.abc import Mapping
from typing import Any, Final

from hds_landing.errors import InputError
from hds_landing.inventory.resource import Inventory, Resource, Unknown
from hds_landing.inventory.urn import name_of
from hds_landing.rehearsal.urn import STACK

_DEFAULTS: Final = "__defaults"
"""Under which a bridged provider lists the inputs that it added itself
(`pkg/tfbridge/schema.go` of https://github.com/pulumi/pulumi-terraform-bridge)."""


class StoredStack:
    """The resources of one stored state by URN."""

    def __init__(self, state: Inventory) -> None:
        """Raises InputError where the state is not that of one stack."""
        self.resources: Mapping[str, Resource] = {resource.urn: resource for resource in state}
        roots = [resource for resource in state if resource.type == STACK]
        if len(roots) != 1:
            raise InputError(
                f"expected the state of one stack, found {len(roots)} stacks in it. "
                "Export the state that the upgrade is for: pulumi stack export --file state.json"
            )
        _, _, stack_and_more = roots[0].urn.partition("urn:pulumi:")
        self.stack, self.project = stack_and_more.split("::")[:2]
        self.root = roots[0]

    @property
    def name(self) -> str:
        """`<project>-<stack>`."""
        return name_of(self.root.urn)


def asked(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that a program gave, without those that its provider added."""
    added = {_DEFAULTS, *(name for name in inputs.get(_DEFAULTS) or () if isinstance(name, str))}
    return {name: _asked(value) for name, value in inputs.items() if name not in added}


def _asked(value: Any) -> Any:
    match value:
        case dict():
            return asked(value)
        case list():
            return [_asked(item) for item in value]
    return value


def with_withheld(old: Any, new: Any) -> Any:
    """Old values with the new one wherever the state withholds a secret: the two cannot be compared."""
    match old, new:
        case Unknown(), _:
            return new
        case dict(), dict():
            return {name: with_withheld(value, new.get(name)) for name, value in old.items()}
        case list(), list() if len(old) == len(new):
            return [with_withheld(*pair) for pair in zip(old, new, strict=True)]
    return old
