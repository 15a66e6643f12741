"""S3: buckets."""

import re
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.request import Request, tag_list
from hds_landing.rehearsal.embedded_aws.tag_stores import BUCKET_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+(\.\d+){3}")
_US_EAST_1 = "us-east-1"
_EMPTY_TEXT = ("accelerationStatus", "acl", "policy", "website", "websiteDomain", "websiteEndpoint")
_EMPTY_LISTS = ("corsRules", "grants", "lifecycleRules")


def _bucket(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    name, locks = request.name("bucket"), bool(inputs.get("objectLockEnabled"))
    _refuse_bad_name(name)
    asked: dict[str, Any] = {"Bucket": name, "ObjectLockEnabledForBucket": locks}
    if request.region != _US_EAST_1:
        asked["CreateBucketConfiguration"] = {"LocationConstraint": request.region}
    request.claim(f"BucketAlreadyExists: bucket {name} exists already, names are global", "bucket", name)
    s3.create_bucket(**asked)
    if request.tags:
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_list(request.tags)})
    kept = s3.get_bucket_location(Bucket=name)["LocationConstraint"]
    request.expect("region", request.region, kept or _US_EAST_1)
    return request.exercised(
        name,
        {
            **dict.fromkeys(_EMPTY_TEXT, ""),
            **{empty: [] for empty in _EMPTY_LISTS},
            "arn": f"arn:{request.partition}:s3:::{name}",
            "bucket": name,
            "bucketDomainName": f"{name}.s3.amazonaws.com",
            "bucketNamespace": inputs.get("bucketNamespace") or "global",
            "bucketPrefix": inputs.get("bucketPrefix") or "",
            "bucketRegion": request.region,
            "bucketRegionalDomainName": f"{name}.s3.{request.region}.amazonaws.com",
            "hostedZoneId": "Z3R1K369G5AVDG",
            "logging": None,
            "objectLockConfiguration": {"objectLockEnabled": "Enabled"} if locks else None,
            "objectLockEnabled": locks,
            "replicationConfiguration": None,
            "requestPayer": "BucketOwner",
            "serverSideEncryptionConfiguration": _always_encrypted(),
            "versioning": {"enabled": locks, "mfaDelete": False},
        },
    )


def _refuse_bad_name(name: str) -> None:
    """The emulated service takes names that S3 does not."""
    if not _NAME.fullmatch(name) or ".." in name or _ADDRESS.fullmatch(name):
        raise Refused(
            f"InvalidBucketName: given {name!r}, allowed 3 to 63 lower-case letters, digits, dots and hyphens, "
            "starting and ending with a letter or digit, and not like an IP address"
        )


def _always_encrypted() -> dict[str, Any]:
    """What S3 does since 2023 where nothing else is said."""
    return {"rule": {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}, "bucketKeyEnabled": False}}


def _observe(request: Request, identity: str) -> Mapping[str, Any]:
    request.client("s3").head_bucket(Bucket=identity)
    return {}


def _delete(request: Request, identity: str) -> None:
    s3 = request.client("s3")
    versions = s3.list_object_versions(Bucket=identity)
    kept = [*versions.get("Versions", []), *versions.get("DeleteMarkers", [])]
    if kept and not request.known.get("forceDestroy"):
        raise Refused(
            f"BucketNotEmpty: bucket {identity} holds {len(kept)} versions of objects; "
            "every one of them must be deleted first, or forceDestroy set"
        )
    # the emulated service lets no client without credentials delete an object
    objects = request.emulator.backend("s3", request.account_id, request.region)
    for each in versions.get("Versions", []):
        if objects.get_object(identity, each["Key"], each["VersionId"]).is_locked(governance_bypass=False):
            raise Refused(f"AccessDenied: {each['Key']} in bucket {identity} is locked until its retention ends")
    for each in kept:
        objects.delete_object(identity, each["Key"], each["VersionId"])
    s3.delete_bucket(Bucket=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:s3/bucket:Bucket": Lifecycle(_bucket, _observe, nothing_but_tags, _delete, BUCKET_TAGS)
}
