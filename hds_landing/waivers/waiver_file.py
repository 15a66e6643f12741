"""Waivers outside a spec: in a file, or given inline to a policy pack.

One that has expired is read all the same: that it has is a finding, of the rule `waiver-in-date`.
"""

from datetime import date
from pathlib import Path
from typing import Final

from hds_landing.waivers.declaration_file import Entry, EntryShape, entries_of, read_entries
from hds_landing.waivers.waiver import Waiver, refusals

SHAPE: Final = EntryShape(
    noun="a waiver",
    field="waivers",
    required=("rule", "resource", "reason", "owner", "expires"),
    optional=("compensatedBy",),
    dates=("expires",),
)


def read_waivers(path: Path, today: date) -> tuple[Waiver, ...]:
    """The waivers of a file: YAML, a list under `waivers:` with the fields of a spec's waivers.

    Those that have expired are among them: the rule `waiver-in-date` reports them.

    Raises:
        InputError: the file cannot be read, or holds what no waiver may be; every problem with file:line:column.
    """
    return tuple(map(_waiver, read_entries(path, SHAPE, lambda entry: refusals(_waiver(entry), today))))


def waivers_given(values: object, origin: str, today: date) -> tuple[Waiver, ...]:
    """The waivers of a plain list, in its order; `origin` is what messages call it.

    Raises:
        InputError: every problem with the number of its entry.
    """
    return tuple(map(_waiver, entries_of(values, origin, SHAPE, lambda entry: refusals(_waiver(entry), today))))


def _waiver(entry: Entry) -> Waiver:
    texts = entry.texts
    return Waiver(
        texts["rule"],
        texts["resource"],
        texts["reason"],
        texts["owner"],
        entry.dates["expires"],
        texts.get("compensatedBy"),
    )
