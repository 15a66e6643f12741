"""Where traces go, how long they stay and how firmly."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

from hds_landing.catalogue.retention import log_classes
from hds_landing.errors import Problem
from hds_landing.plan.existing import TRAIL_CLASS, WORKSPACE, existing_of
from hds_landing.plan.names import (
    AWS_LOG_GROUP,
    AWS_S3_BUCKET,
    AZURE_LOG_ANALYTICS_WORKSPACE,
    AZURE_STORAGE_ACCOUNT,
    physical_name,
)
from hds_landing.plan.owners import LOGS, PLATFORM, SpokeOwner
from hds_landing.plan.providers import account_id
from hds_landing.plan.tags import owner_tags, platform_tags
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.landing_zone import LandingZoneSpec
from hds_landing.spec.protection import Immutability, Locked


@dataclass(frozen=True)
class LockPlan:
    """A lock that becomes final: the spec's `locked` decision. Whole days."""

    grace_days: int
    min_retention_days: int
    max_retention_days: int


@dataclass(frozen=True)
class LogClassPlan:
    """One log class: `administration`, `network`, `security`, `health-access`."""

    key: str
    hot_days: int
    """Days searchable."""
    archive_days: int
    """Days in the immutable store, hot days included."""
    store_name: str
    """Physical name of its bucket (3 to 63 characters) or storage account (3 to 24), unique in the world."""
    existing_id: Optional[str] = None
    """AWS: bucket name. Azure: id of the storage account. Of the store that stands already, and is read; None: it is
    drawn."""


@dataclass(frozen=True)
class LogArchivePlan:
    """The platform's log archive."""

    name: str
    """`<ght>-logs`."""
    region: str
    account_id: str
    """AWS account or Azure subscription that holds it."""
    workspace_name: str
    """Azure: Log Analytics workspace, 4 to 63 characters. AWS: prefix of log group names."""
    classes: dict[str, LogClassPlan]
    locked: Optional[LockPlan]
    """None: `trial`, reversible."""
    dedicated_cluster: bool
    """Azure: a Log Analytics cluster with the customer's key (profile reinforced)."""
    tags: dict[str, str]
    existing_workspace_id: Optional[str] = None
    """AWS: name of the trail's log group. Azure: id of the workspace. Of what stands already, and is read; None: it is
    drawn."""


@dataclass(frozen=True)
class EstablishmentLogsPlan:
    """The logs of one spoke's own applications, readable by its owner."""

    owner: str
    name: str
    """`<ght>-<owner>`."""
    region: str
    workspace_name: str
    """Azure: workspace name. AWS: prefix of log group names."""
    hot_days: dict[str, int]
    """Days searchable, by log class."""
    tags: dict[str, str]
    existing_workspace_ids: Optional[dict[str, str]] = None
    """What stands already, and is read. AWS: name of the log group by log class. Azure: id of the workspace, under
    `workspace`. None: all is drawn."""


def log_archive_plan(spec: LandingZoneSpec) -> LogArchivePlan:
    """The platform's archive, with one store per log class."""
    aws = spec.cloud.provider is CloudProvider.AWS
    account = account_id(spec, PLATFORM)
    slug = spec.ght.slug
    existing = existing_of(spec, PLATFORM)
    return LogArchivePlan(
        name=f"{slug}-{LOGS}",
        region=spec.cloud.region,
        account_id=account,
        workspace_name=_workspace_name(spec, LOGS),
        classes={
            key: LogClassPlan(
                key=key,
                hot_days=hot_days,
                archive_days=archive_days,
                store_name=physical_name(
                    AWS_S3_BUCKET if aws else AZURE_STORAGE_ACCOUNT,
                    slug=slug,
                    owner=LOGS,
                    use=key,
                    account_id=account,
                ),
                existing_id=existing.log_stores.get(key),
            )
            for key, (hot_days, archive_days) in _class_days(spec).items()
        },
        locked=lock_plan(spec.logging.immutability),
        dedicated_cluster=not aws and spec.profile is Profile.REINFORCED,
        tags=platform_tags(spec),
        existing_workspace_id=existing.workspaces.get(TRAIL_CLASS if aws else WORKSPACE),
    )


def establishment_logs_plans(
    spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]
) -> dict[str, EstablishmentLogsPlan]:
    """The logs of every spoke's own applications."""
    hot_days = {key: hot for key, (hot, _) in _class_days(spec).items()}
    return {
        key: EstablishmentLogsPlan(
            owner=key,
            name=f"{spec.ght.slug}-{key}",
            region=spec.cloud.region,
            workspace_name=_workspace_name(spec, key),
            hot_days=hot_days,
            tags=owner_tags(spec, owner),
            existing_workspace_ids=dict(existing_of(spec, key).workspaces) or None,
        )
        for key, owner in owners.items()
    }


def lock_plan(immutability: Immutability) -> Optional[LockPlan]:
    """The lock that the spec decided; none for `trial`."""
    if not isinstance(immutability, Locked):
        return None
    decision = immutability.locked
    return LockPlan(decision.grace_days, decision.min_retention_days, decision.max_retention_days)


def logging_problems(spec: LandingZoneSpec) -> list[Problem]:
    """Classes that nobody knows, and retentions that the lock would refuse."""
    known = log_classes()
    problems = [
        Problem(("logging", "classes", key), f"unknown log class {key}; known are {', '.join(sorted(known))}")
        for key in sorted(set(spec.logging.classes) - known.keys())
    ]
    lock = lock_plan(spec.logging.immutability)
    for key, (hot_days, archive_days) in _class_days(spec).items():
        path = ("logging", "classes", key) if key in spec.logging.classes else ("logging", "immutability")
        if archive_days < hot_days:
            problems.append(
                Problem(path, f"{key}: archiveDays {archive_days} includes the {hot_days} hotDays: make it as long")
            )
        if lock is not None and not lock.min_retention_days <= archive_days <= lock.max_retention_days:
            problems.append(
                Problem(
                    path,
                    f"{key} is kept for {archive_days} days, the lock takes {lock.min_retention_days} to "
                    f"{lock.max_retention_days}: change one of them",
                )
            )
    return problems


def _class_days(spec: LandingZoneSpec) -> dict[str, tuple[int, int]]:
    """Hot days and archive days by class: the catalogue's unless the spec says otherwise."""
    days = {key: (known.hot_days, known.archive_days) for key, known in sorted(log_classes().items())}
    own = {key: (given.hot_days, given.archive_days) for key, given in spec.logging.classes.items() if key in days}
    return days | own


def _workspace_name(spec: LandingZoneSpec, owner: str) -> str:
    service = AWS_LOG_GROUP if spec.cloud.provider is CloudProvider.AWS else AZURE_LOG_ANALYTICS_WORKSPACE
    return physical_name(service, slug=spec.ght.slug, owner=owner)
