"""The hospitals and what they run: workloads of one establishment, and those that several share."""

from datetime import date
from enum import Enum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from hds_landing.spec.model import Cidr, Key, SpecModel, Text


class Size(str, Enum):
    """How much address space a spoke starts with: /22, /21, /20."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class State(str, Enum):
    """Where an establishment is in its life in the landing zone."""

    ACTIVE = "active"
    READ_ONLY = "read-only"
    QUARANTINED = "quarantined"
    RESTITUTION = "restitution"
    SEALED = "sealed"


class DataClass(str, Enum):
    """What a workload holds. Admission and identity data are health data."""

    HEALTH = "health"
    PATIENT_ADMINISTRATIVE = "patient-administrative"
    RESEARCH_PSEUDONYMISED = "research-pseudonymised"
    STAFF = "staff"
    TECHNICAL = "technical"


HEALTH_CLASSES = frozenset({DataClass.HEALTH, DataClass.PATIENT_ADMINISTRATIVE, DataClass.RESEARCH_PSEUDONYMISED})
"""Classes judged as health data."""


class Availability(str, Enum):
    """How much an outage costs."""

    STANDARD = "standard"
    CRITICAL = "critical"


class Schedule(str, Enum):
    """When a workload runs."""

    ALWAYS = "always"
    OFFICE_HOURS = "office-hours"


class Store(str, Enum):
    """What a workload keeps its data in: decides the mechanism of its backup and of its copy."""

    VIRTUAL_MACHINE = "virtual-machine"
    DATABASE = "database"
    FILES = "files"
    OBJECTS = "objects"


class Declassification(SpecModel):
    """Who decided, and when, that a workload is judged below its natural class."""

    judged_as: DataClass
    decided_by: Text
    decided_on: date


class Retention(SpecModel):
    """How long the record itself is kept by its application; never enforced by deletion here."""

    basis: Literal["last-visit", "creation", "contract-end"]
    min_years: int = Field(ge=1, le=100)


class Workload(SpecModel):
    """Something an establishment runs. `rpoHours`, `rtoHours`: hours; `growthTbPerYear`: terabytes a year.

    `backup: none` is an explicit word, refused for health data.
    """

    data: DataClass
    declassified: Declassification | None = None
    """Only where the workload is judged below the natural class of its data."""
    availability: Availability
    rpo_hours: float | None = Field(default=None, gt=0, le=8760)
    """Hours of data that may be lost; refused where no mechanism reaches it."""
    rto_hours: float | None = Field(default=None, gt=0, le=8760)
    """Hours until it runs again; refused where no mechanism reaches it."""
    schedule: Schedule
    tiers: Annotated[tuple[Key, ...], Field(min_length=1, max_length=6)] = ("app",)
    """One subnet each, apart from the other tiers: `app`, `data`."""
    store: Store = Store.VIRTUAL_MACHINE
    """Decides the mechanism of the backup and of its copy."""
    backup: Literal["vault", "none"] = "vault"
    growth_tb_per_year: float = Field(default=0, ge=0, le=10000)
    """Terabytes a year."""
    retention: Retention | None = None
    cold_after_days: int | None = Field(default=None, ge=30, le=3650)
    """Days after which what is not read moves to a colder class."""


class SharedWorkload(Workload):
    """A workload of several establishments, in a spoke of its own. `controllers`: keys of establishments."""

    controllers: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Keys of the establishments that are joint controllers of the data."""
    cidr: Cidr | None = None
    """Pins the range of its spoke; else one is allocated by size."""
    size: Size = Size.MEDIUM
    cost_centre: Text | None = None


FINESS_PATTERN: Final = r"^([0-9]{9}|2[AB][0-9]{7})$"
FinessNumber = Annotated[str, StringConstraints(pattern=FINESS_PATTERN)]
"""Nine characters: the department first, a Luhn key last."""


class Finess(SpecModel):
    """The FINESS numbers: `ej`, the legal entity; `et`, its sites. Tags only, never part of a name."""

    ej: FinessNumber
    """Number of the legal entity: nine characters, in quotes."""
    et: tuple[FinessNumber, ...] = ()
    """Numbers of its sites."""


class Establishment(SpecModel):
    """A hospital. `cidr` pins its range; else the ledger allocates one by size."""

    name: Text
    finess: Finess
    size: Size
    cost_centre: Text
    """Who is billed: a tag on everything that the establishment has."""
    state: State = State.ACTIVE
    member: bool = True
    """False: hosted, and not in the GHT."""
    cidr: Cidr | None = None
    """Pins the range of its spoke; else one is allocated by size."""
    workloads: dict[Key, Workload] = Field(default_factory=dict)
