"""Encryption keys: one set per establishment, shared workload and platform, one key per use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from hds_landing.plan.existing import existing_of
from hds_landing.plan.names import AWS_KMS_ALIAS, AZURE_KEY_VAULT, AZURE_KEY_VAULT_KEY, physical_name
from hds_landing.plan.owners import BOOTSTRAP, PLATFORM, SpokeOwner
from hds_landing.plan.providers import account_id, bootstrap_provider, role_arn
from hds_landing.plan.tags import owner_tags, platform_tags
from hds_landing.spec.cloud import CloudProvider, Profile
from hds_landing.spec.landing_zone import LandingZoneSpec

AWS_ROTATION_DAYS = 365
AZURE_ROTATION_DAYS = 335
"""A key version lives 365 days; its successor comes 30 days before."""
AWS_DELETION_WINDOW_DAYS = 30
"""The longest that KMS allows."""
AZURE_DELETION_WINDOW_DAYS = 90
"""The longest soft delete of a Key Vault."""


class KeyUse(str, Enum):
    """What a key encrypts."""

    STORAGE = "storage"
    DISK = "disk"
    BACKUP = "backup"
    LOG = "log"
    BACKUP_COPY = "backup-copy"
    SECRETS = "secrets"
    """What Pulumi encrypts in its states; the bootstrap's only."""


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
    existing_id: Optional[str] = None
    """AWS: key id. Azure: ARM id. Of the key that stands already, and is read; None: it is drawn."""


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
    existing_group_id: Optional[str] = None
    """Azure: id of the owner's resource group that stands already, and is read; None: it is drawn."""


def key_sets(spec: LandingZoneSpec, owners: Mapping[str, SpokeOwner]) -> dict[str, KeySetPlan]:
    """The keys of every establishment and shared workload."""
    return {
        key: _key_set(spec, key, account_id(spec, key), key_uses(spec, key), owner_tags(spec, owner))
        for key, owner in owners.items()
    }


def platform_key_set(spec: LandingZoneSpec) -> KeySetPlan:
    """The keys of what all share."""
    return _key_set(spec, PLATFORM, account_id(spec, PLATFORM), key_uses(spec, PLATFORM), platform_tags(spec))


def bootstrap_key_set(spec: LandingZoneSpec) -> KeySetPlan:
    """The keys of the state store: of its files, of what is secret in them and, on AWS, of its trail."""
    uses = [KeyUse.STORAGE, KeyUse.SECRETS]
    if spec.cloud.provider is CloudProvider.AWS:
        uses.append(KeyUse.LOG)
    return _key_set(spec, BOOTSTRAP, bootstrap_provider(spec).account_id, uses, platform_tags(spec))


def key_uses(spec: LandingZoneSpec, owner: str) -> list[KeyUse]:
    """What an owner of a spoke, or `platform`, has keys for."""
    uses = [KeyUse.STORAGE, KeyUse.DISK, KeyUse.BACKUP, KeyUse.LOG]
    copied = spec.cloud.provider is CloudProvider.AWS and spec.cloud.recovery_region is not None and owner != PLATFORM
    return [*uses, KeyUse.BACKUP_COPY] if copied else uses


def _key_set(
    spec: LandingZoneSpec, owner: str, account: str, uses: Sequence[KeyUse], tags: dict[str, str]
) -> KeySetPlan:
    aws = spec.cloud.provider is CloudProvider.AWS
    recovery_region = spec.cloud.recovery_region
    name = f"{spec.ght.slug}-{owner}"
    existing = existing_of(spec, owner)
    return KeySetPlan(
        owner=owner,
        name=name,
        vault_name=physical_name(AZURE_KEY_VAULT, slug=spec.ght.slug, owner=owner, account_id=account),
        region=spec.cloud.region,
        keys={
            use.value: KeyPlan(
                use=use,
                name=physical_name(
                    AWS_KMS_ALIAS if aws else AZURE_KEY_VAULT_KEY, slug=spec.ght.slug, owner=owner, use=use.value
                ),
                region=(recovery_region if use is KeyUse.BACKUP_COPY else None) or spec.cloud.region,
                existing_id=existing.keys.get(use.value),
            )
            for use in uses
        },
        hardware_protected=aws or spec.profile is not Profile.ESSENTIAL,
        rotation_days=AWS_ROTATION_DAYS if aws else AZURE_ROTATION_DAYS,
        deletion_window_days=AWS_DELETION_WINDOW_DAYS if aws else AZURE_DELETION_WINDOW_DAYS,
        administration=_administration(spec, account),
        tags=tags,
        existing_group_id=existing.resource_group,
    )


def _administration(spec: LandingZoneSpec, account: str) -> AdministrationPlan:
    if spec.aws is not None and spec.cloud.provider is CloudProvider.AWS:
        ci, recovery = (role_arn(spec, account, role) for role in (spec.aws.ci_role, spec.aws.recovery_role))
        return AdministrationPlan(account_id=account, ci_principal=ci, recovery_principal=recovery)
    assert spec.azure is not None  # noqa: S101 - account_problems refuses it before
    return AdministrationPlan(
        account_id=account,
        ci_principal=spec.azure.ci_principal_id,
        recovery_principal=spec.azure.recovery_principal_id,
    )
