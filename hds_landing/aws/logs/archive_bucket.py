"""One immutable bucket of the log archive, with every setting that keeps it private, whole and dated."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_aws import s3

from hds_landing.aws.logs.archive_bucket_policy import archive_bucket_policy
from hds_landing.known_after import known_after
from hds_landing.plan.log_archive import LockPlan, LogClassPlan

_COLDER_AFTER_LEAST_DAYS = 90
"""Glacier Instant Retrieval bills at least ninety days: what leaves sooner is dearer there."""


@dataclass(frozen=True)
class ArchiveBucket:
    """A bucket and the moment from which it may be written to."""

    bucket: s3.Bucket
    policy: s3.BucketPolicy

    @property
    def arn(self) -> pulumi.Output[str]:
        """The bucket's ARN, once its policy lets deliveries in: a delivery set up before that is refused."""
        return known_after(self.bucket.arn, self.policy)


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
    """Draws the bucket of one log class. `opts` go to every resource: what guards a retained bucket is retained too."""
    bucket = s3.Bucket(
        name,
        bucket=log_class.store_name,
        object_lock_enabled=True,
        force_destroy=False,
        tags=tags | {"Name": log_class.store_name},
        opts=opts,
    )
    versioning = _keep_versions(name, bucket, opts)
    _encrypt(name, bucket, key_id, opts)
    _lock(name, bucket, log_class, locked, pulumi.ResourceOptions.merge(opts, _after(versioning)))
    _age(name, bucket, log_class, pulumi.ResourceOptions.merge(opts, _after(versioning)))
    policy = _close(name, bucket, log_class, region, source_accounts, opts)
    return ArchiveBucket(bucket=bucket, policy=policy)


def _keep_versions(name: str, bucket: s3.Bucket, opts: pulumi.ResourceOptions) -> s3.BucketVersioning:
    return s3.BucketVersioning(
        f"{name}-versioning", bucket=bucket.id, versioning_configuration={"status": "Enabled"}, opts=opts
    )


def _encrypt(name: str, bucket: s3.Bucket, key_id: pulumi.Input[str], opts: pulumi.ResourceOptions) -> None:
    s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption",
        bucket=bucket.id,
        rules=[
            {
                "apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": key_id},
                "bucket_key_enabled": True,
                "blocked_encryption_types": ["SSE-C"],
            }
        ],
        opts=opts,
    )


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


def _close(
    name: str,
    bucket: s3.Bucket,
    log_class: LogClassPlan,
    region: str,
    source_accounts: list[str],
    opts: pulumi.ResourceOptions,
) -> s3.BucketPolicy:
    """One after the other: S3 answers `OperationAborted` to concurrent changes of who may reach a bucket."""
    block = s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=opts,
    )
    ownership = s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.id,
        rule={"object_ownership": "BucketOwnerEnforced"},
        opts=pulumi.ResourceOptions.merge(opts, _after(block)),
    )
    return s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.id,
        policy=archive_bucket_policy(log_class.store_name, log_class.key, region, source_accounts),
        opts=pulumi.ResourceOptions.merge(opts, _after(ownership)),
    )


def _after(resource: pulumi.Resource) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(depends_on=[resource])
