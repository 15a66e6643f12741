"""What another stack exports, read before anything is drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

import pulumi
from pulumi.runtime import invoke_async

from hds_landing.errors import InputError

_READ_STACK_OUTPUTS = "pulumi:pulumi:readStackOutputs"
"""The engine's own function, which any state store answers."""


@dataclass(frozen=True)
class OtherStack:
    """The outputs of a stack. `known` is None where they are not known, as in a preview without a state store."""

    name: str
    known: Optional[Mapping[str, Any]]
    unknown: Optional[pulumi.Output[Any]] = field(default=None, repr=False)

    def texts(self, where: Iterable[str], names: Iterable[str]) -> dict[str, pulumi.Input[str]]:
        """Texts by name out of the record at a path of keys; unknown ones stay unknown.

        Raises:
            InputError: every one that the stack does not export.
        """
        path, names = list(where), list(names)
        if self.known is None:
            return {name: _unknown_text(self.unknown, [*path, name]) for name in names}
        record = _at(self.known, path)
        given = record if isinstance(record, Mapping) else {}
        missing = [name for name in names if not isinstance(given.get(name), str)]
        if missing:
            outputs = ", ".join(f"`{'.'.join([*path, name])}`" for name in missing)
            raise InputError(f"The stack {self.name} exports no {outputs}.")
        return {name: given[name] for name in names}

    def plain(self, *path: str) -> Any:
        """Whatever stands at a path of keys; None where nothing does, or where it is not known."""
        return None if self.known is None else _at(self.known, path)


async def read_stack(name: str) -> OtherStack:
    """The outputs of a stack, in the form `organisation/project/stack`.

    Raises:
        InputError: there is no such stack, or its state cannot be read.
    """
    await _refuse_unreadable(name)
    reference = pulumi.StackReference(name)
    if not await reference.outputs.is_known():
        return OtherStack(name, None, reference.outputs)
    return OtherStack(name, await reference.outputs.future())


async def _refuse_unreadable(name: str) -> None:
    """Asks for the stack by a function, whose failure is told; a reference that fails has the program interrupted."""
    try:
        await invoke_async(_READ_STACK_OUTPUTS, {"name": name})
    except Exception as failed:
        reason = str(failed).rpartition("returned an error: ")[2].rpartition(" failed: ")[2].removesuffix(" ()")
        raise InputError(f"The stack {name} cannot be read: {reason}.") from failed


def _at(outputs: Any, path: Iterable[str]) -> Any:
    found = outputs
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _unknown_text(outputs: Optional[pulumi.Output[Any]], path: list[str]) -> pulumi.Output[str]:
    return pulumi.Output.from_input(outputs).apply(lambda known: str(_at(known, path)))
