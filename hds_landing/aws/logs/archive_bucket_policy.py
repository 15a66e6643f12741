"""The policy of an archive bucket: TLS 1.2 for everybody, writing for the one service whose traces it holds.

Plain text, known at preview.
"""

import json
from collections.abc import Sequence
from typing import Any

from hds_landing.aws.partition import partition

Statement = dict[str, Any]


def archive_bucket_policy(bucket: str, log_class: str, region: str, source_accounts: Sequence[str]) -> str:
    """The policy of the bucket of one log class as JSON, byte-stable.

    Args:
        bucket: its physical name.
        log_class: `administration` takes CloudTrail, `network` takes flow, firewall and DNS query logs, others no
            delivery yet.
        region: of the bucket.
        source_accounts: accounts whose traces may be delivered.
    """
    arn = f"arn:{partition(region)}:s3:::{bucket}"
    statements = _refusals(arn)
    if log_class == "administration":
        statements += _cloudtrail_delivery(arn, region, source_accounts)
    if log_class == "network":
        statements += _log_delivery(arn, region, source_accounts)
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _refusals(arn: str) -> list[Statement]:
    everything = [arn, f"{arn}/*"]
    return [
        _deny("RefuseWithoutTls", "s3:*", everything, {"Bool": {"aws:SecureTransport": "false"}}),
        _deny("RefuseOldTls", "s3:*", everything, {"NumericLessThan": {"s3:TlsVersion": "1.2"}}),
        _deny(
            "RefuseOtherEncryption",
            "s3:PutObject",
            [f"{arn}/*"],
            # The deny must not meet deliveries that leave encryption to the bucket's own default.
            {
                "Null": {"s3:x-amz-server-side-encryption": "false"},
                "StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"},
            },
        ),
    ]


def _deny(sid: str, action: str, resources: list[str], condition: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resources,
        "Condition": condition,
    }


def _cloudtrail_delivery(arn: str, region: str, accounts: Sequence[str]) -> list[Statement]:
    trails = [f"arn:{partition(region)}:cloudtrail:{region}:{account}:trail/*" for account in accounts]
    objects = [f"{arn}/AWSLogs/{account}/*" for account in accounts]
    return _delivery("CloudTrail", "cloudtrail.amazonaws.com", arn, objects, {"ArnLike": {"aws:SourceArn": trails}})


def _log_delivery(arn: str, region: str, accounts: Sequence[str]) -> list[Statement]:
    sources = {
        "StringEquals": {"aws:SourceAccount": list(accounts)},
        "ArnLike": {"aws:SourceArn": [f"arn:{partition(region)}:logs:{region}:{account}:*" for account in accounts]},
    }
    # Hive-compatible prefixes spell the account `aws-account-id=`, so the source conditions name the accounts.
    return _delivery("LogDelivery", "delivery.logs.amazonaws.com", arn, [f"{arn}/AWSLogs/*"], sources)


def _delivery(sid: str, service: str, arn: str, objects: list[str], sources: dict[str, Any]) -> list[Statement]:
    owner_control = {"s3:x-amz-acl": "bucket-owner-full-control"}
    write = sources | {"StringEquals": {**sources.get("StringEquals", {}), **owner_control}}
    return [
        _allow(f"{sid}Check", service, "s3:GetBucketAcl", [arn], sources),
        _allow(f"{sid}Write", service, "s3:PutObject", objects, write),
    ]


def _allow(sid: str, service: str, action: str, resources: list[str], condition: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": action,
        "Resource": resources,
        "Condition": condition,
    }
