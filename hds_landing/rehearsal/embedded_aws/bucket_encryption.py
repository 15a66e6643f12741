"""S3: encryption of a bucket; put whole, whether it is new or changed."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from hds_landing.rehearsal.embedded_aws.existing_bucket import existing_bucket
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle
from hds_landing.rehearsal.embedded_aws.property_names import as_aws, as_pulumi
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_cloud import Created, Refused

_ENCRYPTION = {
    "blockedEncryptionTypes": "Blocked",
    "kmsMasterKeyId": "KMSMasterKeyID",
    "sseAlgorithm": "SSEAlgorithm",
}


def _encryption(request: Request) -> Created:
    inputs, s3 = request.inputs, request.client("s3")
    bucket = existing_bucket(request)
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


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Lifecycle(
        _encryption, _observe_encryption, delete=_delete_encryption
    ),
}
