import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.resource_policies import RULES
from tests.rules.rule_case import Case, Verdict, cases, check, check_all_kinds, inputs_with

ROLE = "arn:aws:iam::111122223333:role/reader"
IN_ORGANIZATION = {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}}


def allowing(principal: Any, condition: Any = None, **other: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*", **other}
    return {"Statement": [statement | ({"Condition": condition} if condition is not None else {})]}


def of_every_rule() -> list[Case]:
    """On every type of every rule, where that type has its policy."""
    table: list[Case] = []
    for rule in RULES:
        missing: Verdict = "not-applicable" if rule.id == "aws-api-policy-not-public" else "pass"
        for token in rule.types:
            (path, *_) = rule.paths_by_type.get(token, rule.paths)
            table += cases(
                rule.id,
                token,
                ("good", "pass", inputs_with(path, json.dumps(allowing({"AWS": ROLE})))),
                ("good", "pass", inputs_with(path, json.dumps(allowing("*", IN_ORGANIZATION)))),
                ("bad", "fail", inputs_with(path, json.dumps(allowing("*"))), f"{path}: statement 1 allows everyone"),
                ("missing", missing, {}),
                ("unknown", "unknown", inputs_with(path, UNKNOWN), f"{path} is not known yet"),
            )
    return table


QUEUE = "aws:sqs/queue:Queue"
PUBLIC: list[Any] = [
    allowing({"AWS": "*"}),
    allowing({"AWS": [ROLE, "*"]}),
    allowing({"AWS": ROLE}, NotPrincipal={"AWS": ROLE}),
    {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}},
    allowing("*", {"StringNotEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}}),
    allowing("*", {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}}),
    allowing("*", {"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1a2b3c4d5e/*"}}),
    allowing("*", {"StringLike": {"aws:PrincipalArn": "*"}}),
    allowing("*", {"StringEquals": {"aws:PrincipalOrgID": []}}),
    allowing("*", {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:anything"}}),
    allowing("*", {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}),
    allowing("*", {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}),
    allowing("*", {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}),
    allowing("*", {"IpAddress": {"aws:SourceIp": "::/0"}}),
    allowing("*", {"Bool": {"aws:SecureTransport": "true"}}),
    allowing("*", {"Bool": {"aws:PrincipalIsAWSService": "false"}}),
]
LIMITED: list[Any] = [
    {"Statement": []},
    allowing({"Service": "sns.amazonaws.com"}),
    allowing({"AWS": "*"}, Effect="Deny"),
    allowing("*", {"ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-3:111122223333:*"}}),
    allowing("*", {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::establishment"}}),
    allowing("*", {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-1a2b3c4d5e/r-ab12/*"]}}),
    allowing("*", {"StringEquals": {"AWS:SourceAccount": "111122223333"}}),
    allowing("*", {"StringEquals": {"aws:SourceVpce": "vpce-1a2b"}}),
    allowing("*", {"IpAddress": {"aws:SourceIp": ["10.64.0.0/12", "fd00::/8"]}}),
    allowing("*", {"Bool": {"aws:PrincipalIsAWSService": True}}),
]
UNCLEAR: list[Any] = [
    "not JSON",
    "[" * 100000,
    {"Version": "2012-10-17"},
    {"Statement": [UNKNOWN]},
    allowing(UNKNOWN),
    allowing({"AWS": [UNKNOWN]}),
    allowing("*", UNKNOWN),
    allowing("*", {"StringEquals": {"aws:PrincipalOrgID": UNKNOWN}}),
    allowing("*", Effect=UNKNOWN),
    Secret(),
]

CASES = [
    *of_every_rule(),
    *cases(
        "aws-queue-policy-not-public",
        QUEUE,
        *(("bad", "fail", {"policy": document}) for document in PUBLIC),
        *(("good", "pass", {"policy": document}) for document in LIMITED),
        *(("unknown", "unknown", {"policy": document}) for document in UNCLEAR),
        ("missing", "pass", {"policy": ""}),
        ("bad", "fail", {"policy": Secret(json.dumps(allowing("*")))}),
        (
            "bad",
            "fail",
            {"policy": {"Statement": [*allowing(ROLE)["Statement"], *allowing("*")["Statement"]]}},
            "statement 2",
        ),
    ),
    *cases(
        "aws-file-system-policy-not-public",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        ("good", "pass", {"policy": allowing("*", {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}})}),
    ),
    *cases(
        "aws-search-domain-policy-not-public",
        "aws:opensearch/domain:Domain",
        ("good", "not-applicable", {"accessPolicies": allowing("*"), "vpcOptions": {"subnetIds": ["subnet-1"]}}),
        ("bad", "fail", {"accessPolicies": allowing("*"), "vpcOptions": {"subnetIds": []}}),
        ("unknown", "unknown", {"accessPolicies": allowing("*"), "vpcOptions": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
