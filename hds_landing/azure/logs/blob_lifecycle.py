"""What becomes of a log account's blobs: versions, cheaper tiers, and their end."""

import pulumi
from pulumi_azure_native import storage

from hds_landing.plan.log_archive import LogClassPlan

_SOFT_DELETE_DAYS = 30
_COOL_AFTER_DAYS = 30
_COLD_AFTER_DAYS = 90


def blob_protection(
    name: str, account: storage.StorageAccount, group: pulumi.Input[str], parent: pulumi.Resource
) -> storage.BlobServiceProperties:
    """Versions, a change feed, and a way back from deletion."""
    kept = storage.DeleteRetentionPolicyArgs(enabled=True, days=_SOFT_DELETE_DAYS)
    return storage.BlobServiceProperties(
        name,
        account_name=account.name,
        blob_services_name="default",
        resource_group_name=group,
        is_versioning_enabled=True,
        delete_retention_policy=kept,
        container_delete_retention_policy=kept,
        change_feed=storage.ChangeFeedArgs(enabled=True),
        cors=storage.CorsRulesArgs(cors_rules=[]),
        opts=pulumi.ResourceOptions(parent=parent),
    )


def blob_lifecycle(
    name: str,
    log_class: LogClassPlan,
    account: storage.StorageAccount,
    blobs: storage.BlobServiceProperties,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> storage.ManagementPolicy:
    """Cheaper tiers with age, then deletion once the class's days, and with them the immutability, are over."""
    return storage.ManagementPolicy(
        name,
        management_policy_name="default",
        account_name=account.name,
        resource_group_name=group,
        policy=storage.ManagementPolicySchemaArgs(
            rules=[_rule("cool", ["blockBlob"], _cooling(log_class.archive_days)), _expiry(log_class.archive_days)]
        ),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[blobs]),
    )


def _cooling(archive_days: int) -> storage.ManagementPolicyActionArgs:
    """Block blobs only: append blobs have no tiers."""
    return storage.ManagementPolicyActionArgs(
        base_blob=storage.ManagementPolicyBaseBlobArgs(
            tier_to_cool=storage.DateAfterModificationArgs(days_after_modification_greater_than=_COOL_AFTER_DAYS),
            tier_to_cold=storage.DateAfterModificationArgs(days_after_modification_greater_than=_COLD_AFTER_DAYS)
            if archive_days > _COLD_AFTER_DAYS
            else None,
        )
    )


def _expiry(archive_days: int) -> storage.ManagementPolicyRuleArgs:
    return _rule(
        "expire",
        ["blockBlob", "appendBlob"],
        storage.ManagementPolicyActionArgs(
            base_blob=storage.ManagementPolicyBaseBlobArgs(
                delete=storage.DateAfterModificationArgs(days_after_modification_greater_than=archive_days)
            ),
            version=storage.ManagementPolicyVersionArgs(
                delete=storage.DateAfterCreationArgs(days_after_creation_greater_than=archive_days)
            ),
        ),
    )


def _rule(
    name: str, blob_types: list[str], actions: storage.ManagementPolicyActionArgs
) -> storage.ManagementPolicyRuleArgs:
    return storage.ManagementPolicyRuleArgs(
        name=name,
        enabled=True,
        type=storage.RuleType.LIFECYCLE,
        definition=storage.ManagementPolicyDefinitionArgs(
            actions=actions, filters=storage.ManagementPolicyFilterArgs(blob_types=blob_types)
        ),
    )
