"""What the referentials ask of a landing zone, as short labels in French and English, with what can show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from hds_landing.catalogue.facts import read_rows


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement. The titles are this project's own: the referential's text is the reference."""

    id: str
    """`HDS-EXI-28`, `HDS-EXI-05-C`, `SNC-10.1`, `NIS2-21.2-C`, `ISO27001-A.8.24` ..."""
    framework: str
    """`HDS` (referential of 2024, v2), `SNC` (SecNumCloud 3.2), `PGSSI-S`, `NIS2`, `CNIL`, `GDPR`, `CSP` ..."""
    title_fr: str
    title_en: str
    auditable: Literal["configuration", "partial", "manual"]
    """Whether what is deployed can show it whole, in part, or not at all."""
    evidence: str
    """What shows the part that configuration can show; empty where nothing does."""
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class HostingActivity:
    """One of the six activities of R.1111-9, whose holder a spec names."""

    id: str
    """As the spec writes it: `physicalSites` ... `backup`."""
    number: int
    title_fr: str
    title_en: str
    meaning: str
    source: str
    checked_on: date | None


def all_requirements() -> tuple[Requirement, ...]:
    """Every requirement, by framework in the order of the data file."""
    return tuple(_by_id().values())


def find_requirement(requirement_id: str) -> Requirement | None:
    """The requirement of that exact id; none where there is none."""
    return _by_id().get(requirement_id)


@lru_cache(maxsize=1)
def hosting_activities() -> tuple[HostingActivity, ...]:
    """The six activities, in the order of the article."""
    return tuple(HostingActivity(**row) for row in read_rows("activities"))


@lru_cache(maxsize=1)
def _by_id() -> Mapping[str, Requirement]:
    requirements = (Requirement(**row) for row in read_rows("requirements"))
    return MappingProxyType({requirement.id: requirement for requirement in requirements})
