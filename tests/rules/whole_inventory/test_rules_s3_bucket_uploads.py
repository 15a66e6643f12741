import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.s3_bucket import BUCKET, ENCRYPTION
from hds_landing.rules.whole_inventory.s3_bucket_uploads import POLICY, RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource

(IT,) = (rule.id for rule in RULES)
ALGORITHM = "s3:x-amz-server-side-encryption"
KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id"
KEY = "arn:aws:kms:eu-west-3:111122223333:key/1a2b"
SET = {"Null": {ALGORITHM: "false"}}
OTHER_ALGORITHM = {"StringNotEquals": {ALGORITHM: "aws:kms"}}


def encryption(key: object = KEY) -> Resource:
    default = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": key}
    inputs = {"bucket": UNKNOWN, "rules": [{"applyServerSideEncryptionByDefault": default}]}
    return resource(ENCRYPTION, "encryption", refers={"bucket": "it"}, inputs=inputs)


def policy(condition: Any, refers: str | None = "it", **changed: Any) -> Resource:
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*", "Condition": condition}
    return written(json.dumps({"Statement": [{**statement, **changed}]}), refers)


def written(document: Any, refers: str | None = "it") -> Resource:
    inputs = {"bucket": UNKNOWN, "policy": document}
    return resource(POLICY, "policy", refers={"bucket": refers} if refers else {}, inputs=inputs)


def case(kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(IT, kind, verdict, (resource(BUCKET), *resources), observed=observed)


CASES = [
    case("good", "pass", encryption(), policy({**SET, **OTHER_ALGORITHM})),
    case("good", "pass", encryption(), policy({"StringNotEqualsIfExists": {KEY_ID: KEY}})),
    case("good", "pass", encryption(), policy({"ArnNotEqualsIfExists": {KEY_ID: KEY}}, Action="s3:Put*")),
    # Without a customer's key there is none to insist on, which another rule says.
    case("good", "not-applicable"),
    case("good", "not-applicable", encryption("alias/aws/s3")),
    case("bad", "fail", encryption(), policy({"Bool": {"aws:SecureTransport": "false"}}), observed="no statement"),
    case("bad", "fail", encryption(), policy({**SET, **OTHER_ALGORITHM}, Effect="Allow")),
    case("bad", "fail", encryption(), policy(OTHER_ALGORITHM, Principal={"AWS": "111122223333"})),
    case("bad", "fail", encryption(), policy(OTHER_ALGORITHM, Action="s3:GetObject")),
    case("bad", "fail", encryption(), policy({"StringNotEquals": {ALGORITHM: ["aws:kms", "AES256"]}})),
    case("bad", "fail", encryption(), policy({**OTHER_ALGORITHM, "StringEquals": {"aws:PrincipalArn": "nobody"}})),
    case("bad", "fail", encryption(), policy({**OTHER_ALGORITHM, "Null": {"aws:PrincipalArn": "true"}})),
    case("missing", "fail", encryption()),
    case("missing", "not-applicable", encryption(None)),
    case("unknown", "unknown", encryption(), written(UNKNOWN)),
    case("unknown", "unknown", encryption(), policy(OTHER_ALGORITHM, None)),
    case("unknown", "unknown", encryption(), written("not JSON")),
    case("unknown", "fail", encryption(UNKNOWN)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
