"""The part of a log key's policy that lets the log services in.

Source: CloudWatch Logs, CloudTrail and VPC flow logs user guides, key policies; read 2026-11-22.
"""

from collections.abc import Sequence
from typing import Any

from hds_landing.aws.partition import partition

Statement = dict[str, Any]


def log_delivery_statements(region: str, account_id: str, sources: Sequence[str]) -> list[Statement]:
    """CloudWatch Logs, CloudTrail and the log delivery service, each for named accounts only.

    The first two are held to an account by the encryption context that only they can set.

    Args:
        region: of the key.
        account_id: that holds the key; log groups of other accounts do not use it.
        sources: accounts whose trails, flow logs and firewall logs it encrypts.
    """
    arn = f"arn:{partition(region)}"
    groups = f"{arn}:logs:{region}:{account_id}:log-group:*"
    trails = [f"{arn}:cloudtrail:*:{account}:trail/*" for account in sources]
    encrypt = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    return [
        _service(
            "CloudWatchLogs",
            f"logs.{region}.amazonaws.com",
            encrypt,
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        ),
        _service(
            "CloudTrail",
            "cloudtrail.amazonaws.com",
            ["kms:GenerateDataKey*"],
            {
                "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": trails},
                "ArnLike": {"aws:SourceArn": trails},
            },
        ),
        _service("CloudTrailDescribes", "cloudtrail.amazonaws.com", ["kms:DescribeKey"], None),
        _service(
            "LogDelivery",
            "delivery.logs.amazonaws.com",
            encrypt,
            {"StringEquals": {"aws:SourceAccount": list(sources)}},
        ),
    ]


def _service(sid: str, service: str, actions: Sequence[str], condition: dict[str, Any] | None) -> Statement:
    statement: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": list(actions),
        "Resource": "*",
    }
    return statement | ({"Condition": condition} if condition else {})
