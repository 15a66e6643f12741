"""S3: buckets, and the settings that are resources of their own."""

import re
from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.bucket_lifecycle import lifecycle_configuration
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import as_aws
from hds_landing.rehearsal.embedded_aws.request import Handler, Request, tag_list
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
    request.standing.claim(f"BucketAlreadyExists: bucket {name} exists already, names are global", "bucket", name)
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


def _versioning(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = _existing_bucket(request)
    asked = as_aws(inputs["versioningConfiguration"], {"mfaDelete": "MFADelete"})
    locked = request.standing.find(bucket).get("objectLockEnabled")
    if locked and asked["Status"] != "Enabled":
        raise Refused(f"InvalidBucketState: bucket {bucket} has object lock, its versioning stays Enabled")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=asked)
    request.expect("versioningConfiguration.status", asked["Status"], s3.get_bucket_versioning(Bucket=bucket)["Status"])
    return request.exercised(bucket, {})


def _encryption(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = _existing_bucket(request)
    names = {"sseAlgorithm": "SSEAlgorithm", "kmsMasterKeyId": "KMSMasterKeyID", "blockedEncryptionTypes": "Blocked"}
    rules = [as_aws(rule, names) for rule in inputs["rules"]]
    for rule in rules:
        default = rule.get("ApplyServerSideEncryptionByDefault") or {}
        request.standing.require("key", default.get("KMSMasterKeyID"))
        if default.get("SSEAlgorithm") == "AES256" and default.get("KMSMasterKeyID"):
            raise Refused("sseAlgorithm AES256 takes no kmsMasterKeyId; allowed with aws:kms and aws:kms:dsse")
        if "Blocked" in rule:
            rule["BlockedEncryptionTypes"] = {"EncryptionType": rule.pop("Blocked")}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})
    kept = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    for asked, found in zip(rules, kept, strict=True):
        name = "ApplyServerSideEncryptionByDefault"
        request.expect("rules", asked.get(name), found.get(name))
        request.expect("bucketKeyEnabled", bool(asked.get("BucketKeyEnabled")), bool(found.get("BucketKeyEnabled")))
    return request.exercised(bucket, {})


def _object_lock(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = _existing_bucket(request)
    if not request.standing.find(bucket).get("objectLockEnabled"):
        raise Refused(f"InvalidBucketState: bucket {bucket} was not created with objectLockEnabled")
    asked: dict[str, Any] = {"ObjectLockEnabled": inputs.get("objectLockEnabled") or "Enabled"}
    retention = (inputs.get("rule") or {}).get("defaultRetention")
    if retention:
        if bool(retention.get("days")) == bool(retention.get("years")):
            raise Refused("rule.defaultRetention takes either days or years")
        asked["Rule"] = {"DefaultRetention": as_aws(retention)}
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=asked)
    kept = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    if retention:
        found = {name: value for name, value in kept["Rule"]["DefaultRetention"].items() if value}
        request.expect("rule.defaultRetention", asked["Rule"]["DefaultRetention"], found)
    return request.exercised(bucket, {"objectLockEnabled": asked["ObjectLockEnabled"]})


_PUBLIC_ACCESS = {
    "blockPublicAcls": "BlockPublicAcls",
    "blockPublicPolicy": "BlockPublicPolicy",
    "ignorePublicAcls": "IgnorePublicAcls",
    "restrictPublicBuckets": "RestrictPublicBuckets",
}


def _public_access_block(request: Request) -> Created:
    s3, bucket = request.client("s3"), _existing_bucket(request)
    asked = {theirs: bool(request.inputs.get(name)) for name, theirs in _PUBLIC_ACCESS.items()}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=asked)
    kept = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    request.expect("public access block", asked, kept)
    return request.exercised(bucket, {name: asked[theirs] for name, theirs in _PUBLIC_ACCESS.items()})


def _ownership(request: Request) -> Created:
    s3, bucket = request.client("s3"), _existing_bucket(request)
    rules = [as_aws(request.inputs["rule"])]
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls={"Rules": rules})
    request.expect("rule", rules, s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"])
    return request.exercised(bucket, {})


def _policy(request: Request) -> Created:
    s3, bucket, policy = request.client("s3"), _existing_bucket(request), request.inputs["policy"]
    refuse_unreadable_policy(policy, resource=f":::{bucket}")
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)
    request.expect("policy", policy, s3.get_bucket_policy(Bucket=bucket)["Policy"])
    return request.exercised(bucket, {})


def _lifecycle(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket, rules = _existing_bucket(request), lifecycle_configuration(request.inputs)
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    kept = s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    request.expect("rules", [rule["ID"] for rule in rules], [rule["ID"] for rule in kept])
    request.expect("expiration", [rule.get("Expiration") for rule in rules], [rule.get("Expiration") for rule in kept])
    return request.exercised(
        bucket,
        {
            "expectedBucketOwner": inputs.get("expectedBucketOwner") or "",
            "transitionDefaultMinimumObjectSize": inputs.get("transitionDefaultMinimumObjectSize")
            or "all_storage_classes_128K",
        },
    )


def _existing_bucket(request: Request) -> str:
    bucket = str(request.inputs["bucket"])
    request.standing.require("bucket", bucket)
    found = request.standing.find(bucket)["region"]
    if found != request.region:
        raise Refused(f"PermanentRedirect: bucket {bucket} is in {found}, the request went to {request.region}")
    return bucket


HANDLERS: Mapping[str, Handler] = {
    "aws:s3/bucket:Bucket": _bucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _lifecycle,
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": _object_lock,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _ownership,
    "aws:s3/bucketPolicy:BucketPolicy": _policy,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _public_access_block,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": _encryption,
    "aws:s3/bucketVersioning:BucketVersioning": _versioning,
}
