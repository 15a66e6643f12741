"""S3: the settings of a bucket, which are resources of their own; each is put whole, whether it is new or changed."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from hds_landing.rehearsal.embedded_aws.bucket_lifecycle import lifecycle_configuration
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_VERSIONING = {"mfaDelete": "MFADelete"}
_ENCRYPTION = {
    "blockedEncryptionTypes": "Blocked",
    "kmsMasterKeyId": "KMSMasterKeyID",
    "sseAlgorithm": "SSEAlgorithm",
}


def _versioning(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = _existing_bucket(request)
    asked = as_aws(inputs["versioningConfiguration"], _VERSIONING)
    locked = request.standing.find(bucket).get("objectLockEnabled")
    if locked and asked["Status"] != "Enabled":
        raise Refused(f"InvalidBucketState: bucket {bucket} has object lock, its versioning stays Enabled")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=asked)
    request.expect("versioningConfiguration.status", asked["Status"], s3.get_bucket_versioning(Bucket=bucket)["Status"])
    return request.exercised(bucket, {})


def _encryption(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = _existing_bucket(request)
    rules = [as_aws(rule, _ENCRYPTION) for rule in inputs["rules"]]
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


def _observe_versioning(request: Request, identity: str) -> Mapping[str, Any]:
    status = request.client("s3").get_bucket_versioning(Bucket=identity).get("Status", "Disabled")
    return {"versioningConfiguration": {**request.known["versioningConfiguration"], "status": status}}


def _delete_versioning(request: Request, identity: str) -> None:
    """Suspends it, unless object lock keeps it on: the provider then lets go of it."""
    configuration, locked = request.known["versioningConfiguration"], request.standing.find(identity)
    if configuration["status"] != "Disabled" and not locked.get("objectLockEnabled"):
        suspended = {"Status": "Suspended"}
        request.client("s3").put_bucket_versioning(Bucket=identity, VersioningConfiguration=suspended)


def _observe_encryption(request: Request, identity: str) -> Mapping[str, Any]:
    s3 = request.client("s3")
    try:
        kept = s3.get_bucket_encryption(Bucket=identity)["ServerSideEncryptionConfiguration"]["Rules"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ServerSideEncryptionConfigurationNotFoundError":
            raise
        return {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]}
    default = "ApplyServerSideEncryptionByDefault"
    known = [as_aws(rule, _ENCRYPTION) for rule in request.known["rules"]]
    intact = len(known) == len(kept) and all(
        ours.get(default) == theirs.get(default)
        and bool(ours.get("BucketKeyEnabled")) == bool(theirs.get("BucketKeyEnabled"))
        for ours, theirs in zip(known, kept, strict=True)
    )
    return {} if intact else {"rules": as_pulumi(kept, _ENCRYPTION)}


def _delete_encryption(request: Request, identity: str) -> None:
    request.client("s3").delete_bucket_encryption(Bucket=identity)


def _observe_object_lock(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("s3").get_object_lock_configuration(Bucket=identity)["ObjectLockConfiguration"]
    retention = kept.get("Rule", {}).get("DefaultRetention") or {}
    found = {name: value for name, value in retention.items() if value}
    return {
        "objectLockEnabled": kept["ObjectLockEnabled"],
        "rule": {"defaultRetention": as_pulumi(found)} if found else None,
    }


def _delete_object_lock(request: Request, identity: str) -> None:
    """The lock stays with the bucket, its default retention goes."""
    empty = {"ObjectLockEnabled": "Enabled"}
    request.client("s3").put_object_lock_configuration(Bucket=identity, ObjectLockConfiguration=empty)


def _observe_public_access_block(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("s3").get_public_access_block(Bucket=identity)["PublicAccessBlockConfiguration"]
    return {ours: kept[theirs] for ours, theirs in _PUBLIC_ACCESS.items()}


def _delete_public_access_block(request: Request, identity: str) -> None:
    request.client("s3").delete_public_access_block(Bucket=identity)


def _observe_ownership(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("s3").get_bucket_ownership_controls(Bucket=identity)["OwnershipControls"]["Rules"]
    return {"rule": as_pulumi(kept[0])}


def _delete_ownership(request: Request, identity: str) -> None:
    request.client("s3").delete_bucket_ownership_controls(Bucket=identity)


def _observe_policy(request: Request, identity: str) -> Mapping[str, Any]:
    return {"policy": request.client("s3").get_bucket_policy(Bucket=identity)["Policy"]}


def _delete_policy(request: Request, identity: str) -> None:
    request.client("s3").delete_bucket_policy(Bucket=identity)


def _observe_lifecycle(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("s3").get_bucket_lifecycle_configuration(Bucket=identity)["Rules"]
    known = lifecycle_configuration(request.known)
    compared = ("ID", "Status", "Expiration", "Transitions", "NoncurrentVersionExpiration")
    ours, theirs = ([{name: rule.get(name) for name in compared} for rule in rules] for rules in (known, kept))
    return {} if ours == theirs else {"rules": as_pulumi(kept, {"id": "ID"})}


def _delete_lifecycle(request: Request, identity: str) -> None:
    request.client("s3").delete_bucket_lifecycle(Bucket=identity)


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": Lifecycle(
        _lifecycle, _observe_lifecycle, delete=_delete_lifecycle
    ),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": Lifecycle(
        _object_lock, _observe_object_lock, delete=_delete_object_lock
    ),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": Lifecycle(
        _ownership, _observe_ownership, delete=_delete_ownership
    ),
    "aws:s3/bucketPolicy:BucketPolicy": Lifecycle(_policy, _observe_policy, delete=_delete_policy),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": Lifecycle(
        _public_access_block, _observe_public_access_block, delete=_delete_public_access_block
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Lifecycle(
        _encryption, _observe_encryption, delete=_delete_encryption
    ),
    "aws:s3/bucketVersioning:BucketVersioning": Lifecycle(_versioning, _observe_versioning, delete=_delete_versioning),
}
