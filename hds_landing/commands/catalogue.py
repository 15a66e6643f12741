"""`hds-landing catalogue`: looks up facts, each with its source and date."""

import json
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from hds_landing.catalogue.regions import all_regions
from hds_landing.catalogue.requirements import all_requirements
from hds_landing.catalogue.services import all_services
from hds_landing.errors import InputError
from hds_landing.report.console import terminal

_CLOUDS = ("aws", "azure", "ovhcloud", "scaleway", "outscale")
_HEADLINES = {
    "regions": "{name} ({cloud}): {display_name}, country {country}, EEA {eea}, {kind}, HDS {hds_certified}",
    "services": "{module} ({cloud}): {name}, {basis}, {kind}",
    "requirements": "{id}: {title_fr} | {title_en} | {auditable}",
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
    console = terminal()
    for row in found:
        _print_row(console, _HEADLINES[arguments.subject], {key: _shown(value) for key, value in row.items()})
    console.print(f"{len(found)} of {len(rows)} {arguments.subject}")
    return 0


def _rows(subject: str) -> Iterable[Any]:
    if subject == "regions":
        return [region for cloud in _CLOUDS for region in all_regions(cloud)]
    return all_services() if subject == "services" else all_requirements()


def _print_row(console: Console, headline: str, row: dict[str, str]) -> None:
    console.print(Text(headline.format(**row), style="bold"))
    console.print(Padding(Text(f"source: {row['source']}; checked on {row['checked_on']}"), (0, 0, 0, 4)))
    if row.get("notes", "") not in ("", "unknown"):
        console.print(Padding(Text(f"note: {row['notes']}"), (0, 0, 0, 4)))


def _shown(value: Any) -> str:
    words = {True: "yes", False: "no", None: "unknown"}
    return words[value] if value is None or isinstance(value, bool) else str(value)
