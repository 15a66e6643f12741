"""The settings that keep a bucket whole, encrypted with the customer's key, and closed."""

import pulumi
from pulumi_aws import s3


def keep_versions(name: str, bucket: s3.Bucket, opts: pulumi.ResourceOptions) -> s3.BucketVersioning:
    """What is overwritten or deleted can be brought back."""
    return s3.BucketVersioning(
        f"{name}-versioning", bucket=bucket.id, versioning_configuration={"status": "Enabled"}, opts=opts
    )


def encrypt(name: str, bucket: s3.Bucket, key_id: pulumi.Input[str], opts: pulumi.ResourceOptions) -> None:
    """Every object with the key of that ARN; nobody may bring a key that the hospital does not hold."""
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


def close(name: str, bucket: s3.Bucket, policy: str, opts: pulumi.ResourceOptions) -> s3.BucketPolicy:
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
        opts=pulumi.ResourceOptions.merge(opts, after(block)),
    )
    return s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.id,
        policy=policy,
        opts=pulumi.ResourceOptions.merge(opts, after(ownership)),
    )


def after(resource: pulumi.Resource) -> pulumi.ResourceOptions:
    """The option that waits for `resource`."""
    return pulumi.ResourceOptions(depends_on=[resource])
