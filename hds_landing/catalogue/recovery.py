"""Mechanisms that bring a workload back, with the best recovery point and time that are publicly documented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from hds_landing.catalogue.facts import CLOUDS, read_rows


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way of backing up or copying one kind of store. None stands for unknown, never for zero."""

    id: str
    cloud: str
    title: str
    scope: Literal["zone", "region"]
    """`zone`: loss or damage inside the region. `region`: loss of the region."""
    stores: frozenset[str]
    """What it protects: `virtual-machine`, `database`, `files`, `objects`."""
    rpo_hours: float | None
    rto_hours: float | None
    requires: str | None
    """What must be there besides a vault: `recovery-region`, `paired-region` (the recovery region is the Azure pair),
    `managed-database`, `sql-server-in-vm` or `storage-account-redundancy` (set up with the workload, outside the
    vault)."""
    source: str
    checked_on: date | None
    notes: str


@lru_cache(maxsize=len(CLOUDS))
def mechanisms(cloud: str) -> Mapping[str, Mechanism]:
    """The mechanisms of a cloud by id, in the order of the data file; empty for a cloud without any."""
    rows = (row for row in read_rows("recovery") if row["cloud"] == cloud)
    return MappingProxyType({row["id"]: _mechanism(row) for row in rows})


def _mechanism(row: dict[str, Any]) -> Mechanism:
    return Mechanism(**{**row, "stores": frozenset(row["stores"])})
