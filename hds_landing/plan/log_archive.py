"""Where traces go, how long they stay and how firmly."""

from dataclasses import dataclass
from typing import Optional


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
