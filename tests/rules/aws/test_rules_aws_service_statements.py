import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.service_statements import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

KEY, BUCKET_POLICY = "aws:kms/key:Key", "aws:s3/bucketPolicy:BucketPolicy"
ACCOUNT = "111122223333"
ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
LOGS = {"Service": "logs.eu-west-3.amazonaws.com"}
BALANCER = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
USE = ["kms:Decrypt", "kms:GenerateDataKey*"]


def policy(actions: Any, principal: Any, *, resource: str = "*", **condition: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": resource}
    if condition:
        statement["Condition"] = condition
    return {"policy": json.dumps({"Statement": statement})}


def unknown(actions: Any, principal: Any, effect: Any = "Allow") -> dict[str, Any]:
    return {
        "policy": {
            "Statement": {
                "Effect": effect,
                "Principal": principal,
                "Action": actions,
                "Resource": "*",
                "Condition": UNKNOWN,
            }
        }
    }


CONTEXT = "kms:EncryptionContext:aws:logs:arn"
CASES = [
    *cases(
        "aws-kms-key-service-for-named-account",
        KEY,
        ("good", "pass", policy(USE, LOGS, StringEquals={"aws:SourceAccount": ACCOUNT})),
        ("good", "pass", policy(USE, LOGS, ArnLike={CONTEXT: f"arn:aws:logs:eu-west-3:{ACCOUNT}:*"})),
        ("good", "pass", policy("kms:DescribeKey", LOGS)),
        ("good", "pass", policy(USE, ROOT)),
        ("bad", "fail", policy(USE, LOGS)),
        ("bad", "fail", policy("kms:*", {**ROOT, **LOGS})),
        ("bad", "fail", policy(USE, LOGS, StringLike={CONTEXT: "*"})),
        ("bad", "fail", policy(USE, LOGS, StringNotEquals={"aws:SourceAccount": ACCOUNT})),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"policy": UNKNOWN}),
        ("unknown", "unknown", unknown(USE, LOGS)),
        ("unknown", "unknown", unknown(USE, UNKNOWN)),
    ),
    *cases(
        "aws-kms-key-grants-for-resources",
        KEY,
        ("good", "pass", policy("kms:CreateGrant", ROOT, Bool={"kms:GrantIsForAWSResource": "true"})),
        ("good", "pass", policy("kms:CreateGrant", ROOT, Bool={"kms:GrantIsForAWSResource": True})),
        ("good", "pass", policy("kms:CreateGrant", ROOT, StringLike={"kms:ViaService": "rds.*.amazonaws.com"})),
        ("good", "pass", policy(["kms:Create*", "kms:Put*"], ROOT)),
        ("good", "pass", policy("kms:CreateGrant", LOGS)),
        ("bad", "fail", policy("kms:CreateGrant", ROOT)),
        ("bad", "fail", policy("kms:CreateGrant", ROOT, Bool={"kms:GrantIsForAWSResource": "false"})),
        ("bad", "fail", policy("kms:Create*", {**ROOT, **LOGS}, StringEquals={"kms:CallerAccount": ACCOUNT})),
        ("missing", "pass", {}),
        ("unknown", "unknown", unknown("kms:CreateGrant", ROOT)),
        ("unknown", "unknown", unknown(UNKNOWN, ROOT)),
    ),
    *cases(
        "aws-kms-key-use-not-left-to-account",
        KEY,
        ("good", "pass", policy(USE, ROOT, StringEquals={"kms:ViaService": "s3.eu-west-3.amazonaws.com"})),
        ("good", "pass", policy(USE, {"AWS": f"arn:aws:iam::{ACCOUNT}:role/worker"})),
        ("good", "pass", policy("kms:*", ROOT)),
        ("bad", "fail", policy(USE, ROOT)),
        ("bad", "fail", policy(USE, {"AWS": ACCOUNT}, StringEquals={"kms:CallerAccount": ACCOUNT})),
        ("missing", "pass", {}),
        ("unknown", "unknown", unknown(USE, ROOT)),
        ("unknown", "unknown", unknown(USE, UNKNOWN)),
    ),
    *cases(
        "aws-bucket-service-for-named-account",
        BUCKET_POLICY,
        ("good", "pass", policy("s3:PutObject", LOGS, ArnLike={"aws:SourceArn": f"arn:aws:logs:*:{ACCOUNT}:*"})),
        ("good", "pass", policy("s3:PutObject", BALANCER, resource=f"arn:aws:s3:::it/AWSLogs/{ACCOUNT}/*")),
        ("good", "pass", policy("s3:PutObject", ROOT)),
        ("bad", "fail", policy("s3:PutObject", BALANCER, resource="arn:aws:s3:::it/*")),
        ("bad", "fail", policy("s3:PutObject", LOGS, resource=f"arn:aws:s3:::it/AWSLogs/{ACCOUNT}/*")),
        ("bad", "fail", policy("s3:PutObject", LOGS, StringEquals={"s3:x-amz-acl": "bucket-owner-full-control"})),
        ("missing", "pass", {}),
        ("unknown", "unknown", unknown("s3:PutObject", LOGS)),
    ),
    *cases(
        "aws-bucket-service-few-actions",
        BUCKET_POLICY,
        ("good", "pass", policy(["s3:PutObject", "s3:GetBucketAcl"], LOGS)),
        ("good", "pass", policy("s3:*", ROOT)),
        ("bad", "fail", policy("*", LOGS, StringEquals={"aws:SourceAccount": ACCOUNT})),
        ("bad", "fail", policy("s3:Put*", LOGS)),
        ("missing", "pass", {}),
        ("unknown", "unknown", unknown("s3:*", UNKNOWN)),
        ("unknown", "unknown", unknown(UNKNOWN, LOGS)),
        ("unknown", "unknown", unknown("s3:*", LOGS, UNKNOWN)),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_service_statements(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
