"""S3: who may reach a bucket, by three settings that are resources of their own; each is put whole."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.existing_bucket import existing_bucket
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created

_PUBLIC_ACCESS = {
    "blockPublicAcls": "BlockPublicAcls",
    "blockPublicPolicy": "BlockPublicPolicy",
    "ignorePublicAcls": "IgnorePublicAcls",
    "restrictPublicBuckets": "RestrictPublicBuckets",
}


def _public_access_block(request: Request) -> Created:
    s3, bucket = request.client("s3"), existing_bucket(request)
    asked = {theirs: bool(request.inputs.get(name)) for name, theirs in _PUBLIC_ACCESS.items()}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=asked)
    kept = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    request.expect("public access block", asked, kept)
    return request.exercised(bucket, {name: asked[theirs] for name, theirs in _PUBLIC_ACCESS.items()})


def _observe_public_access_block(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("s3").get_public_access_block(Bucket=identity)["PublicAccessBlockConfiguration"]
    return {ours: kept[theirs] for ours, theirs in _PUBLIC_ACCESS.items()}


def _delete_public_access_block(request: Request, identity: str) -> None:
    request.client("s3").delete_public_access_block(Bucket=identity)


def _ownership(request: Request) -> Created:
    s3, bucket = request.client("s3"), existing_bucket(request)
    rules = [as_aws(request.inputs["rule"])]
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls={"Rules": rules})
    request.expect("rule", rules, s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"])
    return request.exercised(bucket, {})


def _observe_ownership(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("s3").get_bucket_ownership_controls(Bucket=identity)["OwnershipControls"]["Rules"]
    return {"rule": as_pulumi(kept[0])}


def _delete_ownership(request: Request, identity: str) -> None:
    request.client("s3").delete_bucket_ownership_controls(Bucket=identity)


def _policy(request: Request) -> Created:
    s3, bucket, policy = request.client("s3"), existing_bucket(request), request.inputs["policy"]
    refuse_unreadable_policy(policy, resource=f":::{bucket}")
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)
    request.expect("policy", policy, s3.get_bucket_policy(Bucket=bucket)["Policy"])
    return request.exercised(bucket, {})


def _observe_policy(request: Request, identity: str) -> Mapping[str, Any]:
    return {"policy": request.client("s3").get_bucket_policy(Bucket=identity)["Policy"]}


def _delete_policy(request: Request, identity: str) -> None:
    request.client("s3").delete_bucket_policy(Bucket=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": Lifecycle(
        _ownership, _observe_ownership, delete=_delete_ownership
    ),
    "aws:s3/bucketPolicy:BucketPolicy": Lifecycle(_policy, _observe_policy, delete=_delete_policy),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": Lifecycle(
        _public_access_block, _observe_public_access_block, delete=_delete_public_access_block
    ),
}
