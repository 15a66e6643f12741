"""A backup vault with its lock and its policy: what its owner cannot lose by mistake, nor an intruder by intent."""

import json
from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import backup

from hds_landing.errors import ComponentArgsError
from hds_landing.plan.log_archive import LockPlan

_REFUSE_DELETION = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "RefuseDeletion",
                "Effect": "Deny",
                "Principal": "*",
                "Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
                "Resource": "*",
            }
        ],
    }
)


@dataclass(frozen=True)
class VaultRetention:
    """What a vault accepts, in whole days, and whether that is final."""

    min_days: int
    max_days: int
    locked: Optional[LockPlan]


def create_locked_vault(
    name: str,
    *,
    physical_name: str,
    region: str,
    key_id: pulumi.Input[str],
    retention: VaultRetention,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
    existing_id: Optional[str] = None,
) -> backup.Vault:
    """Draws a vault, its lock and its policy; all three go or stay together, so `opts` apply to each.

    The lock is in governance mode in `trial`: `changeable_for_days` is left out, because setting it at all makes a
    compliance lock, which nobody can undo once the days are over. With `existing_id` it reads the vault that stands
    already, with the lock and the policy that it has.
    """
    if existing_id is not None:
        return backup.Vault.get(f"{name}-vault", existing_id, pulumi.ResourceOptions(parent=opts.parent), region=region)
    if retention.min_days > retention.max_days:
        raise ComponentArgsError(
            f"{physical_name}: its shortest retention is {retention.min_days} days and its longest "
            f"{retention.max_days}. The vault would refuse every backup."
        )
    vault = backup.Vault(
        f"{name}-vault",
        name=physical_name,
        region=region,
        kms_key_arn=key_id,
        force_destroy=False,
        tags=tags | {"Name": physical_name},
        opts=opts,
    )
    backup.VaultLockConfiguration(
        f"{name}-lock",
        backup_vault_name=vault.name,
        region=region,
        min_retention_days=retention.min_days,
        max_retention_days=retention.max_days,
        changeable_for_days=retention.locked.grace_days if retention.locked else None,
        opts=opts,
    )
    backup.VaultPolicy(
        f"{name}-policy", backup_vault_name=vault.name, region=region, policy=_REFUSE_DELETION, opts=opts
    )
    return vault
