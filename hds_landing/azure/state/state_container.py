"""The container that holds Pulumi's states, and what becomes of their old versions."""

import pulumi
from pulumi_azure_native import storage

from hds_landing.azure.logs.blob_lifecycle import blob_protection
from hds_landing.plan.bootstrap import StateStorePlan


def state_container(
    name: str,
    store: StateStorePlan,
    account: storage.StorageAccount,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> tuple[storage.BlobContainer, storage.ManagementPolicy]:
    """Versioned; what is overwritten or deleted stays for the plan's days, by the policy that comes with it."""
    blobs = blob_protection(name, account, group, parent)
    lifecycle = storage.ManagementPolicy(
        name,
        management_policy_name="default",
        account_name=account.name,
        resource_group_name=group,
        policy=storage.ManagementPolicySchemaArgs(rules=[_old_versions(store.old_version_days)]),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[blobs]),
    )
    container = storage.BlobContainer(
        name,
        container_name=store.container_name,
        account_name=account.name,
        resource_group_name=group,
        public_access=storage.PublicAccess.NONE,
        opts=pulumi.ResourceOptions(parent=parent, protect=True, retain_on_delete=True, depends_on=[blobs]),
    )
    return container, lifecycle


def _old_versions(days: int) -> storage.ManagementPolicyRuleArgs:
    return storage.ManagementPolicyRuleArgs(
        name="old-versions",
        enabled=True,
        type=storage.RuleType.LIFECYCLE,
        definition=storage.ManagementPolicyDefinitionArgs(
            filters=storage.ManagementPolicyFilterArgs(blob_types=["blockBlob"]),
            actions=storage.ManagementPolicyActionArgs(
                version=storage.ManagementPolicyVersionArgs(
                    delete=storage.DateAfterCreationArgs(days_after_creation_greater_than=days)
                )
            ),
        ),
    )
