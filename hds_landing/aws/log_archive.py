"""The platform's log archive: an immutable bucket per log class, and the trail of its own account."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import cloudtrail, cloudwatch

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.logs.archive_bucket import ArchiveBucket, create_archive_bucket
from hds_landing.aws.logs.log_retention import retention_in_days
from hds_landing.aws.logs.trail import TRAIL_CLASS, create_trail
from hds_landing.errors import ComponentArgsError
from hds_landing.keyed_outputs import keyed
from hds_landing.plan.log_archive import LogArchivePlan


@dataclass(frozen=True)
class LogArchiveArgs:
    """What LogArchive needs."""

    archive: LogArchivePlan
    """Classes, retention and lock."""
    key_id: pulumi.Input[str]
    """ARN of the key that encrypts the archive."""
    source_account_ids: Optional[list[str]] = None
    """Accounts whose traces the archive takes; none: its own only."""


class LogArchive(pulumi.ComponentResource):
    """A bucket per log class under Object Lock, and a multi-region trail.

    Object Lock is in governance mode in `trial` (reversible) and in compliance mode once `locked` (final).
    Everything is protected and retained; a bucket or log group that stands already is read.
    Requirements: SNC-12.6, SNC-12.7, CNIL-LOG.
    """

    store_ids: pulumi.Output[dict[str, str]]
    """ARN of the bucket of each log class."""
    workspace_id: pulumi.Output[str]
    """ARN of the log group where the trail is searchable."""

    def __init__(self, name: str, args: LogArchiveArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the archive in the platform's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(LogArchiveArgs, args)
        one_provider_per_package(name, opts)
        _refuse_no_trail_class(args.archive)
        super().__init__(component_type("hds-aws", LogArchive), name, None, opts)
        self.buckets = {key: _create_bucket(self, name, key, args) for key in args.archive.classes}
        self.log_group = _create_log_group(self, name, args)
        self.trail = _create_trail(self, name, args, self.buckets[TRAIL_CLASS], self.log_group)
        self.store_ids = keyed({key: bucket.arn for key, bucket in self.buckets.items()})
        self.workspace_id = self.log_group.arn
        self.register_outputs({"storeIds": self.store_ids, "workspaceId": self.workspace_id})

    def store_id(self, log_class: str) -> pulumi.Output[str]:
        """ARN of the bucket of one class; who reads it waits for that bucket only.

        Raises:
            ComponentArgsError: the archive has no such class.
        """
        if log_class not in self.buckets:
            raise ComponentArgsError(
                f"The log archive has the classes {', '.join(sorted(self.buckets))}, and not '{log_class}'."
            )
        return self.buckets[log_class].arn


def _refuse_no_trail_class(archive: LogArchivePlan) -> None:
    if TRAIL_CLASS not in archive.classes:
        raise ComponentArgsError(
            f"LogArchiveArgs.archive.classes has {', '.join(sorted(archive.classes)) or 'nothing'}, "
            f"and needs '{TRAIL_CLASS}', the class of the account's trail."
        )


def _kept(parent: pulumi.Resource) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(parent=parent, protect=True, retain_on_delete=True)


def _create_bucket(parent: LogArchive, name: str, key: str, args: LogArchiveArgs) -> ArchiveBucket:
    archive = args.archive
    return create_archive_bucket(
        f"{name}-{key}",
        archive.classes[key],
        region=archive.region,
        key_id=args.key_id,
        source_accounts=args.source_account_ids or [archive.account_id],
        locked=archive.locked,
        tags=archive.tags,
        opts=_kept(parent),
    )


def _create_log_group(parent: LogArchive, name: str, args: LogArchiveArgs) -> cloudwatch.LogGroup:
    archive, resource_name = args.archive, f"{name}-log-group-{TRAIL_CLASS}"
    if archive.existing_workspace_id is not None:
        child = pulumi.ResourceOptions(parent=parent)
        return cloudwatch.LogGroup.get(resource_name, archive.existing_workspace_id, child)
    return cloudwatch.LogGroup(
        resource_name,
        name=f"{archive.workspace_name}/{TRAIL_CLASS}",
        kms_key_id=args.key_id,
        retention_in_days=retention_in_days(archive.classes[TRAIL_CLASS].hot_days),
        deletion_protection_enabled=True,
        tags=archive.tags,
        opts=_kept(parent),
    )


def _create_trail(
    parent: LogArchive, name: str, args: LogArchiveArgs, bucket: ArchiveBucket, log_group: cloudwatch.LogGroup
) -> cloudtrail.Trail:
    return create_trail(
        name,
        physical_name=args.archive.name,
        log_store_id=bucket.arn,
        archive_key_id=args.key_id,
        log_group=log_group,
        tags=args.archive.tags,
        opts=_kept(parent),
    )
