"""What is kept, for how long, and how firmly: backup and logs."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from hds_landing.spec.model import Key, SpecModel, Text, word_or_table


class LockDecision(SpecModel):
    """The decision that makes a lock final. Days are whole days; after `graceDays` nobody can undo it."""

    grace_days: int = Field(ge=30, le=365)
    """Days during which the lock can still be undone."""
    min_retention_days: int = Field(ge=1, le=36500)
    """What is younger cannot be deleted by anyone."""
    max_retention_days: int = Field(ge=1, le=36500)
    """Nothing can be kept for longer."""
    decision_ref: Text
    decided_by: Annotated[tuple[Text, ...], Field(min_length=1)]


class Locked(SpecModel):
    """Compliance mode: WORM that even the provider's administrators respect."""

    locked: LockDecision


Immutability = Annotated[
    Annotated[Literal["trial"], Tag("word")] | Annotated[Locked, Tag("table")], Discriminator(word_or_table)
]
"""`trial` is reversible (governance mode, Unlocked)."""


class BackupRetention(SpecModel):
    """How long each tier of backups is kept."""

    daily_days: int = Field(default=35, ge=7, le=400)
    monthly_months: int = Field(default=12, ge=0, le=120)
    yearly_years: int = Field(default=0, ge=0, le=50)


class Backup(SpecModel):
    """Backups of every workload that does not say `backup: none`."""

    immutability: Immutability
    retention: BackupRetention = BackupRetention()
    soft_delete_days: int = Field(default=30, ge=14, le=180)
    """Days during which a deleted backup can be brought back."""


class LogClassRetention(SpecModel):
    """One log class. `hotDays` searchable, `archiveDays` immutable; above 365 archive days a `reason` is required."""

    hot_days: int = Field(ge=30, le=730)
    archive_days: int = Field(ge=180, le=3650)
    reason: Text | None = None


class Logging(SpecModel):
    """Log retention where it differs from the catalogue's classes, and how firmly the archive is locked."""

    immutability: Immutability
    classes: dict[Key, LogClassRetention] = Field(default_factory=dict)
