"""The bucket that holds Pulumi's states: private, versioned, encrypted with the customer's key."""

import json
from typing import Any

import pulumi
from pulumi_aws import s3

from hds_landing.aws.partition import partition
from hds_landing.aws.storage.private_bucket import after, close, encrypt, keep_versions
from hds_landing.known_after import known_after
from hds_landing.plan.bootstrap import StateStorePlan


def create_state_bucket(
    name: str, store: StateStorePlan, key_id: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    """The bucket's ARN, once nobody reaches it in clear. No lock on its objects: Pulumi removes its own lock files."""
    bucket = s3.Bucket(
        name,
        bucket=store.store_name,
        force_destroy=False,
        tags=store.tags | {"Name": store.store_name},
        opts=opts,
    )
    versioning = keep_versions(name, bucket, opts)
    encrypt(name, bucket, key_id, opts)
    _age(name, bucket, store.old_version_days, pulumi.ResourceOptions.merge(opts, after(versioning)))
    return known_after(bucket.arn, close(name, bucket, state_bucket_policy(store), opts))


def state_bucket_policy(store: StateStorePlan) -> str:
    """TLS 1.2 for everybody; who is let in stands in the policies of the roles of this account alone."""
    arn = f"arn:{partition(store.region)}:s3:::{store.store_name}"
    other_encryption = {
        # Pulumi leaves encryption to the bucket's own default, which this must not meet.
        "Null": {"s3:x-amz-server-side-encryption": "false"},
        "StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"},
    }
    statements = [
        _refusal("RefuseOtherEncryption", arn, other_encryption) | {"Action": "s3:PutObject", "Resource": [f"{arn}/*"]},
        _refusal("RefuseWithoutTls", arn, {"Bool": {"aws:SecureTransport": "false"}}),
        _refusal("RefuseOldTls", arn, {"NumericLessThan": {"s3:TlsVersion": "1.2"}}),
        _refusal("RefuseOtherAccounts", arn, {"StringNotEquals": {"aws:PrincipalAccount": store.account_id}}),
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _refusal(sid: str, arn: str, condition: dict[str, Any]) -> dict[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": condition,
    }


def _age(name: str, bucket: s3.Bucket, old_version_days: int, opts: pulumi.ResourceOptions) -> None:
    s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.id,
        rules=[
            {
                "id": "old-versions",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "noncurrent_version_expiration": {"noncurrent_days": old_version_days},
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
