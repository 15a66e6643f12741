"""One immutable bucket of the log archive, with every setting that keeps it private, whole and dated."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import s3

from hds_landing.aws.logs.archive_bucket_policy import archive_bucket_policy
from hds_landing.aws.storage.private_bucket import after, close, encrypt, keep_versions
from hds_landing.known_after import known_after
from hds_landing.plan.log_archive import LockPlan, LogClassPlan

_COLDER_AFTER_LEAST_DAYS = 90
"""Glacier Instant Retrieval bills at least ninety days: what leaves sooner is dearer there."""


@dataclass(frozen=True)
class ArchiveBucket:
    """A bucket and the moment from which it may be written to."""

    bucket: s3.Bucket
    policy: Optional[s3.BucketPolicy]
    """None: the bucket stood already, with a policy of its own."""

    @property
    def arn(self) -> pulumi.Output[str]:
        """The bucket's ARN, once its policy lets deliveries in: a delivery set up before that is refused."""
        return known_after(self.bucket.arn, *([self.policy] if self.policy else []))


def bucket_name(arn: pulumi.Input[str]) -> pulumi.Output[str]:
    """The name at the end of a bucket's ARN: what services ask for that do not take an ARN."""
    return pulumi.Output.from_input(arn).apply(lambda known: known.rpartition(":")[2])


def create_archive_bucket(
    name: str,
    log_class: LogClassPlan,
    *,
    region: str,
    key_id: pulumi.Input[str],
    source_accounts: list[str],
    locked: Optional[LockPlan],
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> ArchiveBucket:
    """Draws the bucket of one log class. `opts` go to every resource: what guards a retained bucket is retained too.

    One that stands already is read, and none of its settings is touched.
    """
    if log_class.existing_id is not None:
        known = s3.Bucket.get(name, log_class.existing_id, pulumi.ResourceOptions(parent=opts.parent))
        return ArchiveBucket(bucket=known, policy=None)
    bucket = s3.Bucket(
        name,
        bucket=log_class.store_name,
        object_lock_enabled=True,
        force_destroy=False,
        tags=tags | {"Name": log_class.store_name},
        opts=opts,
    )
    versioning = keep_versions(name, bucket, opts)
    encrypt(name, bucket, key_id, opts)
    _lock(name, bucket, log_class, locked, pulumi.ResourceOptions.merge(opts, after(versioning)))
    _age(name, bucket, log_class, pulumi.ResourceOptions.merge(opts, after(versioning)))
    policy = archive_bucket_policy(log_class.store_name, log_class.key, region, source_accounts)
    return ArchiveBucket(bucket=bucket, policy=close(name, bucket, policy, opts))


def _lock(
    name: str, bucket: s3.Bucket, log_class: LogClassPlan, locked: Optional[LockPlan], opts: pulumi.ResourceOptions
) -> None:
    s3.BucketObjectLockConfiguration(
        f"{name}-lock",
        bucket=bucket.id,
        object_lock_enabled="Enabled",
        rule={"default_retention": {"mode": "COMPLIANCE" if locked else "GOVERNANCE", "days": log_class.archive_days}},
        opts=opts,
    )


def _age(name: str, bucket: s3.Bucket, log_class: LogClassPlan, opts: pulumi.ResourceOptions) -> None:
    cold = log_class.archive_days - log_class.hot_days >= _COLDER_AFTER_LEAST_DAYS
    s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.id,
        rules=[
            {
                "id": "archive",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "transitions": [{"days": log_class.hot_days, "storage_class": "GLACIER_IR"}] if cold else [],
                "expiration": {"days": log_class.archive_days},
                "noncurrent_version_expiration": {"noncurrent_days": 1},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            },
            {
                "id": "delete-markers",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"expired_object_delete_marker": True},
            },
        ],
        opts=opts,
    )
