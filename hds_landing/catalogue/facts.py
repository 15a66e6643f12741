"""Reads the catalogue's data files.

Every file has the same shape:

    sources:     id -> {name, checked_on}: public pages and repository files, the document's own date in its name
    defaults:    what a row has unless it says otherwise
    rows:        one mapping per fact; `source` is an id, a list of ids, or `unknown`

A row leaves here with `source` as text and `checked_on` as a date: the day on which the source was read. A fact that
nobody could find a source for says `unknown` and has no date.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
UNKNOWN = "unknown"

CLOUDS = ("aws", "azure", "ovhcloud", "scaleway", "outscale")
"""The clouds that the catalogue knows; landing zones are drawn on the first two."""

# libyaml parses an order of magnitude faster; PyYAML can be built without it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_facts(name: str) -> dict[str, Any]:
    """The parsed content of `data/<name>.yaml`; a `KeyError` or `OSError` here is a defect of the package."""
    content = yaml.load((DATA / f"{name}.yaml").read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader either way
    if not isinstance(content, dict):
        raise TypeError(f"{name}.yaml: a mapping is expected")
    return content


def read_rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of `data/<name>.yaml`, with defaults applied and sources resolved."""
    facts = read_facts(name)
    sources = facts.get("sources", {})
    defaults = facts.get("defaults", {})
    for row in facts["rows"]:
        yield sourced({**defaults, **row}, sources)


def sourced(row: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    """The row with the ids of its sources replaced by their names, and the day of the oldest check."""
    source, checked_on = resolve(row["source"], sources)
    return {**row, "source": source, "checked_on": checked_on}


def resolve(reference: str | list[str], sources: dict[str, Any]) -> tuple[str, date | None]:
    """Name and day of check of a source id, or of several."""
    ids = [reference] if isinstance(reference, str) else reference
    if ids == [UNKNOWN]:
        return UNKNOWN, None
    found = [sources[id_] for id_ in ids]
    return "; ".join(source["name"] for source in found), min(source["checked_on"] for source in found)
