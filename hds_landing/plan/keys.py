"""Encryption keys: one set per establishment, shared workload and platform, one key per use."""

from dataclasses import dataclass
from enum import Enum


class KeyUse(str, Enum):
    """What a key encrypts."""

    STORAGE = "storage"
    DISK = "disk"
    BACKUP = "backup"
    LOG = "log"
    BACKUP_COPY = "backup-copy"


@dataclass(frozen=True)
class AdministrationPlan:
    """The two administration paths of every key. Neither may use a key; `ci` may not disable or delete one either."""

    account_id: str
    """AWS account or Azure subscription that holds the keys."""
    ci_principal: str
    """AWS: role ARN. Azure: object id."""
    recovery_principal: str
    """AWS: role ARN. Azure: object id. Outside CI; the only one that may schedule a deletion."""


@dataclass(frozen=True)
class KeyPlan:
    """One key."""

    use: KeyUse
    name: str
    """Physical name; AWS: the alias without its `alias/`."""
    region: str
    """Where the key lives; the recovery region for `backup-copy`."""


@dataclass(frozen=True)
class KeySetPlan:
    """The keys of one owner."""

    owner: str
    """Spoke key, or `platform`."""
    name: str
    """`<ght>-<owner>`."""
    vault_name: str
    """Azure: Key Vault name, 3 to 24 characters, unique in the world. AWS: unused, same value."""
    region: str
    """Home region of the set."""
    keys: dict[str, KeyPlan]
    """By use (`storage`, `disk`, `backup`, `log`, and `backup-copy` where there is a recovery region on AWS)."""
    hardware_protected: bool
    """Azure: premium vault and RSA-HSM keys (profile standard and above). AWS: always true."""
    rotation_days: int
    """Whole days between rotations."""
    deletion_window_days: int
    """AWS: 7 to 30. Azure: soft-delete retention, 7 to 90."""
    administration: AdministrationPlan
    tags: dict[str, str]
