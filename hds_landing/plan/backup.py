"""Backup vaults: one per establishment and shared workload."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from hds_landing.catalogue.regions import find_region
from hds_landing.errors import Problem
from hds_landing.plan.existing import existing_of
from hds_landing.plan.log_archive import LockPlan, lock_plan
from hds_landing.plan.names import AWS_BACKUP_VAULT, AZURE_RECOVERY_SERVICES_VAULT, physical_name
from hds_landing.plan.owners import SpokeOwner
from hds_landing.plan.tags import BACKUP_TAG, owner_tags
from hds_landing.spec.cloud import CloudProvider
from hds_landing.spec.establishment import Store
from hds_landing.spec.landing_zone import LandingZoneSpec

SUB_DAILY_RETENTION_DAYS = 7
"""Points taken several times a day serve the first days after a loss; the daily ones serve the rest."""
COLD_AFTER_DAYS, MIN_COLD_DAYS = 90, 90
"""AWS charges at least 90 days of cold storage; points kept for 180 days and more move there after 90."""
_AZURE_SUB_DAILY = frozenset({Store.VIRTUAL_MACHINE})
"""Stores that a Recovery Services vault takes several times a day; databases have their own log backups."""
DAYS_PER_MONTH, DAYS_PER_YEAR = 31, 366
"""The longest, so that nothing is deleted before its month or year is over."""


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
    existing_id: Optional[str] = None
    """Name of the vault that stands already, and is read; None: it is drawn."""


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
    existing_id: Optional[str] = None
    """AWS: name. Azure: ARM id. Of the vault that stands already, and is read; None: it is drawn."""


def vault_plans(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> dict[str, VaultPlan]:
    """One vault per establishment and shared workload."""
    return {key: _vault_plan(spec, owner) for key, owner in owners.items()}


def retention_problems(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> list[Problem]:
    """Tiers of backups whose retention the lock would refuse."""
    lock = lock_plan(spec.backup.immutability)
    if lock is None:
        return []
    retentions = {
        frequency: days for owner in owners.values() for frequency, days in _retention_days(spec, owner).items()
    }
    return [
        Problem(
            ("backup", "immutability", "locked"),
            f"{frequency.value} backups are kept for {days} days, the lock takes {lock.min_retention_days} to "
            f"{lock.max_retention_days}: change backup.retention or the decision",
        )
        for frequency, days in sorted(retentions.items())
        if not lock.min_retention_days <= days <= lock.max_retention_days
    ]


def paired_recovery(spec: LandingZoneSpec) -> bool:
    """Azure: the recovery region is the region's pair, the only place that geo redundancy copies to."""
    region = find_region(spec.cloud.provider.value, spec.cloud.region)
    return (
        spec.cloud.provider is CloudProvider.AZURE
        and region is not None
        and spec.cloud.recovery_region is not None
        and region.paired_region == spec.cloud.recovery_region
    )


def shortest_frequency(spec: LandingZoneSpec, owner: SpokeOwner) -> BackupFrequency:
    """How often the strictest RPO among the owner's backed-up workloads asks for a point."""
    aws = spec.cloud.provider is CloudProvider.AWS
    asked = [
        workload.rpo_hours
        for workload in owner.workloads.values()
        if workload.backup == "vault" and workload.rpo_hours is not None and (aws or workload.store in _AZURE_SUB_DAILY)
    ]
    strictest = min(asked, default=24.0)
    if strictest >= 24:
        return BackupFrequency.DAILY
    return BackupFrequency.HOURLY if aws and strictest < 4 else BackupFrequency.EVERY_FOUR_HOURS


def _vault_plan(spec: LandingZoneSpec, owner: SpokeOwner) -> VaultPlan:
    aws = spec.cloud.provider is CloudProvider.AWS
    copied = aws and spec.cloud.recovery_region is not None
    geo = paired_recovery(spec)
    tiers = {
        frequency.value: BackupTierPlan(
            frequency=frequency,
            start_time=_START_TIMES[frequency],
            retention_days=days,
            cold_after_days=_cold_after_days(frequency, days) if aws else None,
            copy_to_recovery=copied,
        )
        for frequency, days in _retention_days(spec, owner).items()
    }
    return VaultPlan(
        owner=owner.key,
        name=physical_name(
            AWS_BACKUP_VAULT if aws else AZURE_RECOVERY_SERVICES_VAULT, slug=spec.ght.slug, owner=owner.key
        ),
        region=spec.cloud.region,
        tiers=tiers,
        locked=lock_plan(spec.backup.immutability),
        soft_delete_days=spec.backup.soft_delete_days,
        redundancy=VaultRedundancy.GEO if geo else VaultRedundancy.ZONE,
        cross_region_restore=geo,
        copy=_copy_vault_plan(spec, owner, tiers) if copied else None,
        selection_tag={BACKUP_TAG: owner.key},
        tags=owner_tags(spec, owner),
        existing_id=existing_of(spec, owner.key).vault,
    )


def _copy_vault_plan(spec: LandingZoneSpec, owner: SpokeOwner, tiers: Mapping[str, BackupTierPlan]) -> CopyVaultPlan:
    lock = lock_plan(spec.backup.immutability)
    retentions = [tier.retention_days for tier in tiers.values()]
    return CopyVaultPlan(
        owner=owner.key,
        name=physical_name(AWS_BACKUP_VAULT, slug=spec.ght.slug, owner=owner.key, use="copy"),
        region=spec.cloud.recovery_region or "",
        locked=lock,
        min_retention_days=lock.min_retention_days if lock else min(retentions),
        max_retention_days=lock.max_retention_days if lock else max(retentions),
        tags=owner_tags(spec, owner),
        existing_id=existing_of(spec, owner.key).copy_vault,
    )


def _retention_days(spec: LandingZoneSpec, owner: SpokeOwner) -> dict[BackupFrequency, int]:
    """Days by tier, the most frequent first."""
    retention = spec.backup.retention
    lock = lock_plan(spec.backup.immutability)
    days = {
        BackupFrequency.DAILY: retention.daily_days,
        BackupFrequency.MONTHLY: retention.monthly_months * DAYS_PER_MONTH,
        BackupFrequency.YEARLY: retention.yearly_years * DAYS_PER_YEAR,
    }
    frequency = shortest_frequency(spec, owner)
    if frequency is not BackupFrequency.DAILY:
        days = {frequency: max(SUB_DAILY_RETENTION_DAYS, lock.min_retention_days if lock else 0)} | days
    return {frequency: kept for frequency, kept in days.items() if kept > 0}


def _cold_after_days(frequency: BackupFrequency, retention_days: int) -> Optional[int]:
    long_term = frequency in {BackupFrequency.MONTHLY, BackupFrequency.YEARLY}
    return COLD_AFTER_DAYS if long_term and retention_days >= COLD_AFTER_DAYS + MIN_COLD_DAYS else None


_START_TIMES = {
    BackupFrequency.HOURLY: "00:30",
    BackupFrequency.EVERY_FOUR_HOURS: "00:30",
    BackupFrequency.DAILY: "01:00",
    BackupFrequency.MONTHLY: "02:00",
    BackupFrequency.YEARLY: "03:00",
}
