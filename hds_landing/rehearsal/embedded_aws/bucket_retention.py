"""S3: how long a bucket keeps versions: versioning, object lock, lifecycle; each is put whole."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.bucket_lifecycle import lifecycle_configuration
from hds_landing.rehearsal.embedded_aws.existing_bucket import existing_bucket
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_VERSIONING = {"mfaDelete": "MFADelete"}


def _versioning(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = existing_bucket(request)
    asked = as_aws(inputs["versioningConfiguration"], _VERSIONING)
    locked = request.standing.find(bucket).get("objectLockEnabled")
    if locked and asked["Status"] != "Enabled":
        raise Refused(f"InvalidBucketState: bucket {bucket} has object lock, its versioning stays Enabled")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=asked)
    request.expect("versioningConfiguration.status", asked["Status"], s3.get_bucket_versioning(Bucket=bucket)["Status"])
    return request.exercised(bucket, {})


def _observe_versioning(request: Request, identity: str) -> Mapping[str, Any]:
    status = request.client("s3").get_bucket_versioning(Bucket=identity).get("Status", "Disabled")
    return {"versioningConfiguration": {**request.known["versioningConfiguration"], "status": status}}


def _delete_versioning(request: Request, identity: str) -> None:
    """Suspends it, unless object lock keeps it on: the provider then lets go of it."""
    configuration, locked = request.known["versioningConfiguration"], request.standing.find(identity)
    if configuration["status"] != "Disabled" and not locked.get("objectLockEnabled"):
        suspended = {"Status": "Suspended"}
        request.client("s3").put_bucket_versioning(Bucket=identity, VersioningConfiguration=suspended)


def _object_lock(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = existing_bucket(request)
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


def _lifecycle(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket, rules = existing_bucket(request), lifecycle_configuration(request.inputs)
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
    "aws:s3/bucketVersioning:BucketVersioning": Lifecycle(_versioning, _observe_versioning, delete=_delete_versioning),
}
