"""The role that AWS Backup takes to back up and to restore."""

import json
from collections.abc import Mapping

import pulumi
from pulumi_aws import iam

from hds_landing.aws.partition import partition
from hds_landing.known_after import known_after
from hds_landing.plan.backup import VaultPlan

_ROLE_POLICIES: Mapping[str, str] = {
    "backup": "service-role/AWSBackupServiceRolePolicyForBackup",
    "restore": "service-role/AWSBackupServiceRolePolicyForRestores",
    "backup-s3": "AWSBackupServiceRolePolicyForS3Backup",
    "restore-s3": "AWSBackupServiceRolePolicyForS3Restore",
}
"""Source: AWS Backup developer guide, managed policies for AWS Backup."""


def create_backup_role(name: str, vault: VaultPlan, parent: pulumi.Resource) -> pulumi.Output[str]:
    """The ARN of the role that AWS Backup takes, once it may do its work."""
    opts = pulumi.ResourceOptions(parent=parent)
    role = iam.Role(
        f"{name}-role",
        name=f"{vault.name}-backup",
        assume_role_policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "backup.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            }
        ),
        tags=vault.tags,
        opts=opts,
    )
    attached = [
        iam.RolePolicyAttachment(
            f"{name}-role-{key}",
            role=role.name,
            policy_arn=f"arn:{partition(vault.region)}:iam::aws:policy/{policy}",
            opts=opts,
        )
        for key, policy in _ROLE_POLICIES.items()
    ]
    return known_after(role.arn, *attached)
