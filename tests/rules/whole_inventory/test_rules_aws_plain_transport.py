import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.whole_inventory.plain_transport import (
    BUCKET,
    BUCKET_POLICY,
    FILE_SYSTEM,
    FILE_SYSTEM_POLICY,
    RULES,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource

BUCKET_RULE, MOUNT_RULE = "aws-bucket-in-transit", "aws-file-system-in-transit"
IN_CLEAR = {"Bool": {"aws:SecureTransport": "false"}}
OBJECTS = ["arn:aws:s3:::images", "arn:aws:s3:::images/*"]


def document(**statement: Any) -> str:
    refusal = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": OBJECTS, "Condition": IN_CLEAR}
    return json.dumps({"Version": "2012-10-17", "Statement": [refusal | statement]})


def bucket(kind: Any, verdict: Any, policy: Any, refers: str = "it") -> Case:
    completing = resource(
        BUCKET_POLICY, "policy", inputs={"bucket": UNKNOWN, "policy": policy}, refers={"bucket": refers}
    )
    return Case(BUCKET_RULE, kind, verdict, (resource(BUCKET), completing))


def mounted(kind: Any, verdict: Any, policy: Any) -> Case:
    completing = resource(
        FILE_SYSTEM_POLICY,
        "policy",
        inputs={"fileSystemId": UNKNOWN, "policy": policy},
        refers={"fileSystemId": "it"},
    )
    return Case(MOUNT_RULE, kind, verdict, (resource(FILE_SYSTEM), completing))


CASES = [
    bucket("good", "pass", document()),
    bucket("good", "pass", document(Principal={"AWS": "*"}, Action="*", Resource="*")),
    bucket("good", "pass", document(Condition={"Bool": {"aws:SecureTransport": False}})),
    bucket("good", "pass", document(Condition={"BoolIfExists": {"aws:securetransport": ["false"]}})),
    bucket("good", "pass", Secret(document())),
    bucket("bad", "fail", document(Effect="Allow")),
    bucket("bad", "fail", document(Principal={"AWS": "arn:aws:iam::1:root"})),
    bucket("bad", "fail", document(Action="s3:PutObject")),
    bucket("bad", "fail", document(Resource="arn:aws:s3:::images")),
    bucket("bad", "fail", document(Condition={"Bool": {"aws:SecureTransport": "true"}})),
    bucket("bad", "fail", document(Condition=IN_CLEAR | {"StringEquals": {"aws:PrincipalAccount": "1"}})),
    bucket("bad", "fail", json.dumps({"Statement": []})),
    bucket("unknown", "unknown", UNKNOWN),
    bucket("unknown", "unknown", "not JSON"),
    bucket("unknown", "unknown", document(), "nobody"),
    Case(BUCKET_RULE, "missing", "fail", (resource(BUCKET),)),
    Case(BUCKET_RULE, "good", "pass", (resource(BUCKET, inputs={"policy": document()}),)),
    Case(BUCKET_RULE, "unknown", "unknown", (resource(BUCKET, inputs={"policy": UNKNOWN}),)),
    mounted("good", "pass", document(Action="*", Resource="arn:aws:elasticfilesystem:eu-west-3:1:file-system/fs-1")),
    mounted("good", "pass", document(Action="elasticfilesystem:Client*", Resource="*")),
    mounted("bad", "fail", document(Action="elasticfilesystem:ClientWrite")),
    mounted("bad", "fail", document(Effect="Allow", Action="*")),
    mounted("unknown", "unknown", UNKNOWN),
    Case(MOUNT_RULE, "missing", "fail", (resource(FILE_SYSTEM),)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
