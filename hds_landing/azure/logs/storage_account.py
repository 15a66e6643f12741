"""The storage account of one log class: private, encrypted with the platform's key, immutable."""

import pulumi
from pulumi_azure_native import storage

from hds_landing.azure.storage.private_account import private_account
from hds_landing.plan.log_archive import LockPlan, LogClassPlan


def archive_account(
    name: str,
    *,
    log_class: LogClassPlan,
    locked: LockPlan | None,
    region: str,
    key_id: pulumi.Input[str],
    key_identity_id: pulumi.Input[str],
    group: pulumi.Input[str],
    tags: dict[str, str],
    protect: bool,
    parent: pulumi.Resource,
) -> storage.StorageAccount:
    """An account whose blobs cannot be changed or deleted for the class's days.

    Diagnostic settings and flow logs write to it as Azure's trusted services; without that exception they would write
    nowhere. A zone-redundant account has no archive tier, so old logs go to `Cold`.
    """
    return private_account(
        name,
        account_name=log_class.store_name,
        region=region,
        key_id=key_id,
        key_identity_id=key_identity_id,
        group=group,
        tags=tags,
        protect=protect,
        parent=parent,
        immutability=_immutability(log_class.archive_days, locked),
    )


def _immutability(archive_days: int, locked: LockPlan | None) -> storage.ImmutableStorageAccountArgs:
    """Appending stays allowed: diagnostic settings add to the blob of the hour.

    Azure creates a policy Unlocked only; it can be Locked afterwards, which is final. So a landing zone goes through
    `trial` before `locked`.
    """
    state = storage.AccountImmutabilityPolicyState
    return storage.ImmutableStorageAccountArgs(
        enabled=True,
        immutability_policy=storage.AccountImmutabilityPolicyPropertiesArgs(
            state=state.LOCKED if locked else state.UNLOCKED,
            immutability_period_since_creation_in_days=archive_days,
            allow_protected_append_writes=True,
        ),
    )
