"""Waivers and confirmations of a policy pack: those that `check` reads, by the path of the same file, or inline.

A file that cannot be accepted waives and confirms nothing, and says so: an update is never let through by a mistake.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from hds_landing.errors import InputError
from hds_landing.waivers.confirmation import Confirmation
from hds_landing.waivers.confirmation_file import SHAPE as CONFIRMATION
from hds_landing.waivers.confirmation_file import confirmations_given, read_confirmations
from hds_landing.waivers.declaration_file import EntryShape
from hds_landing.waivers.waiver import Waiver
from hds_landing.waivers.waiver_file import SHAPE as WAIVER
from hds_landing.waivers.waiver_file import read_waivers, waivers_given

_T = TypeVar("_T")


@dataclass(frozen=True)
class PackDeclarations:
    """What the configuration of a pack declares, as of one day."""

    today: date
    waivers: tuple[Waiver, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    problems: tuple[str, ...] = ()
    """Why some are not accepted, one line each."""

    def waives(self, rule_id: str, urn: str, name: str) -> bool:
        """Whether a waiver in date covers a finding."""
        return any(waiver.matches(rule_id, urn, name) and not waiver.is_expired(self.today) for waiver in self.waivers)


def read_declarations(config: Mapping[str, Any], origin: str, folder: Path, today: date) -> PackDeclarations:
    """`waivers` and `confirmations` of a policy's configuration, each a path (from `folder` on) or a list."""
    problems: list[str] = []

    def read(
        shape: EntryShape,
        from_file: Callable[[Path, date], tuple[_T, ...]],
        given: Callable[[object, str, date], tuple[_T, ...]],
    ) -> tuple[_T, ...]:
        value = config.get(shape.field)
        if value is None:
            return ()
        try:
            if isinstance(value, str):
                return from_file(folder / value, today)
            return given(value, f"{origin}.{shape.field}", today)
        except InputError as error:
            problems.extend(str(error).splitlines())
            return ()

    return PackDeclarations(
        today=today,
        waivers=read(WAIVER, read_waivers, waivers_given),
        confirmations=read(CONFIRMATION, read_confirmations, confirmations_given),
        problems=tuple(problems),
    )


def declarations_schema() -> dict[str, Any]:
    """JSON Schema of the two fields of the configuration."""
    return {shape.field: _schema(shape) for shape in (WAIVER, CONFIRMATION)}


def _schema(shape: EntryShape) -> dict[str, Any]:
    text: Final = {"type": "string", "minLength": 1}
    day: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    names: Sequence[str] = (*shape.required, *shape.optional)
    return {
        "description": f"The {shape.field}: the path of their file from the pack's folder on, or a list of them.",
        "oneOf": [
            text,
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {name: day if name in shape.dates else text for name in names},
                    "required": list(shape.required),
                    "additionalProperties": False,
                },
            },
        ],
    }
