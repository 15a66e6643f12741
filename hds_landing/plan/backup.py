"""Backup vaults: one per establishment and shared workload."""

from dataclasses import dataclass
from enum import Enum
from typing import Optional

from hds_landing.plan.log_archive import LockPlan


class BackupFrequency(str, Enum):
    """How often a tier of backups is taken."""

    HOURLY = "hourly"
    EVERY_FOUR_HOURS = "every-4-hours"
    DAILY = "daily"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class VaultRedundancy(str, Enum):
    """Azure: how the vault stores its points. AWS vaults are always zone-redundant."""

    ZONE = "zone"
    GEO = "geo"


@dataclass(frozen=True)
class BackupTierPlan:
    """One tier of backups. Keyed by its frequency in a vault's plan."""

    frequency: BackupFrequency
    start_time: str
    """`HH:MM`, UTC."""
    retention_days: int
    cold_after_days: Optional[int]
    """AWS: moved to cold storage after so many days; at least 90 fewer than `retention_days`."""
    copy_to_recovery: bool


@dataclass(frozen=True)
class CopyVaultPlan:
    """The vault that receives copies in the recovery region (AWS)."""

    owner: str
    name: str
    region: str
    locked: Optional[LockPlan]
    min_retention_days: int
    max_retention_days: int
    tags: dict[str, str]


@dataclass(frozen=True)
class VaultPlan:
    """One owner's vault."""

    owner: str
    name: str
    """Physical name, 2 to 50 characters."""
    region: str
    tiers: dict[str, BackupTierPlan]
    locked: Optional[LockPlan]
    """None: `trial`, reversible."""
    soft_delete_days: int
    """14 to 180; soft delete itself is always on."""
    redundancy: VaultRedundancy
    cross_region_restore: bool
    """Azure: true only with geo redundancy, whose pair is then the recovery region."""
    copy: Optional[CopyVaultPlan]
    """None: no copy by the vault; recovery says what covers the region instead, or `not covered`."""
    selection_tag: dict[str, str]
    """Resources with these tags are backed up here."""
    tags: dict[str, str]
