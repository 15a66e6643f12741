"""`hds-landing catalogue`: looks up facts, each with its source and date."""

import json
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from hds_landing.catalogue.regions import all_regions
from hds_landing.catalogue.requirements import all_requirements
from hds_landing.catalogue.services import all_services
from hds_landing.errors import InputError
from hds_landing.report.console import terminal
from hds_landing.report.tables import table

_CLOUDS = ("aws", "azure", "ovhcloud", "scaleway", "outscale")
_COLUMNS = {
    "regions": ("name", "country", "eea", "kind", "hds_certified", "source", "checked_on"),
    "services": ("module", "name", "basis", "kind", "source", "checked_on"),
    "requirements": ("id", "title_fr", "title_en", "auditable", "source"),
}


def run(arguments: Namespace) -> int:
    """Prints the rows that contain the word."""
    rows = [asdict(row) for row in _rows(arguments.subject)]
    word = arguments.word.casefold()
    found = [row for row in rows if any(word in str(value).casefold() for value in row.values())]
    if not found:
        raise InputError(f"No row of {arguments.subject} contains '{arguments.word}'.")
    if arguments.format == "json":
        print(json.dumps(found, indent=2, ensure_ascii=False, default=str))
        return 0
    columns = _COLUMNS[arguments.subject]
    title = f"{len(found)} of {len(rows)} {arguments.subject}"
    table(terminal(), title, columns, [[_shown(row[column]) for column in columns] for row in found])
    return 0


def _rows(subject: str) -> Iterable[Any]:
    if subject == "regions":
        return [region for cloud in _CLOUDS for region in all_regions(cloud)]
    return all_services() if subject == "services" else all_requirements()


def _shown(value: Any) -> str:
    words = {True: "yes", False: "no", None: "unknown"}
    return words[value] if value is None or isinstance(value, bool) else str(value)
