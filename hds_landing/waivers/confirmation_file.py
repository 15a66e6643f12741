"""Confirmations of services: in a file, or given inline to a policy pack.

confirmations:
  - service: aws:s3
    confirmedBy: AWS France, compliance
    confirmedOn: 2026-09-01
    reference: LETTER-2026-114
    expires: 2027-08-31
"""

from datetime import date
from pathlib import Path
from typing import Final

from hds_landing.waivers.confirmation import Confirmation, refusals, service_token
from hds_landing.waivers.declaration_file import Entry, EntryShape, entries_of, read_entries

SHAPE: Final = EntryShape(
    noun="a confirmation",
    field="confirmations",
    required=("service", "confirmedBy", "confirmedOn", "reference", "expires"),
    dates=("confirmedOn", "expires"),
)


def read_confirmations(path: Path, today: date) -> tuple[Confirmation, ...]:
    """The confirmations of a file: YAML, a list under `confirmations:`, each with `service`, `confirmedBy`,
    `confirmedOn`, `reference` and `expires`.

    Those that have expired are among them: the rule `confirmation-in-date` reports them.

    Raises:
        InputError: the file cannot be read, or holds what no confirmation may be; every problem with file:line:column.
    """
    return tuple(map(_confirmation, read_entries(path, SHAPE, lambda entry: refusals(_confirmation(entry), today))))


def confirmations_given(values: object, origin: str, today: date) -> tuple[Confirmation, ...]:
    """The confirmations of a plain list, in its order; `origin` is what messages call it.

    Raises:
        InputError: every problem with the number of its entry.
    """
    entries = entries_of(values, origin, SHAPE, lambda entry: refusals(_confirmation(entry), today))
    return tuple(map(_confirmation, entries))


def _confirmation(entry: Entry) -> Confirmation:
    texts, dates = entry.texts, entry.dates
    return Confirmation(
        service=service_token(texts["service"]),
        confirmed_by=texts["confirmedBy"],
        confirmed_on=dates["confirmedOn"],
        reference=texts["reference"],
        expires=dates["expires"],
    )
