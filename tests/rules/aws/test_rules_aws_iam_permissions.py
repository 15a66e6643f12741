import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.iam_permissions import RULES
from tests.rules.rule_case import Case, Verdict, cases, check, check_all_kinds, inputs_with

POLICY = "aws:iam/policy:Policy"
FULL, ALL_BUT = "aws-iam-policy-without-full-rights", "aws-iam-policy-allows-by-name"
SERVICES, ESCALATION = "aws-iam-policy-without-whole-services", "aws-iam-policy-without-escalation"

BAD: dict[str, dict[str, Any]] = {
    FULL: {"Action": "*"},
    ALL_BUT: {"Action": None, "NotAction": ["iam:*"]},
    SERVICES: {"Action": ["logs:PutLogEvents", "KMS:*"]},
    ESCALATION: {"Action": "iam:Put*"},
    "aws-iam-pass-role-limited": {"Action": "iam:PassRole"},
    "aws-iam-assume-role-limited": {"Action": ["sts:AssumeRole"]},
    "aws-iam-key-use-limited": {"Action": "kms:Decrypt"},
    "aws-iam-secret-reading-limited": {"Action": "secretsmanager:Get*"},
    "aws-iam-data-reading-limited": {"Action": ["s3:Get*", "s3:List*"]},
    "aws-iam-policy-keeps-protections": {"Action": "kms:ScheduleKeyDeletion"},
}


def document(**other: Any) -> Any:
    statement = {"Effect": "Allow", "Resource": "*", **other}
    return {"Statement": [{key: value for key, value in statement.items() if value is not None}]}


def of_every_rule() -> list[Case]:
    table: list[Case] = []
    for rule in RULES:
        bad = BAD[rule.id]
        under_conditions: Verdict = "fail" if rule.id == FULL else "pass"
        condition = {"StringEquals": {"aws:ResourceTag/establishment": "centre"}}
        table += cases(
            rule.id,
            POLICY,
            ("good", "pass", {"policy": json.dumps(document(**bad, Effect="Deny"))}),
            ("good", "pass", {"policy": document(**bad, Resource=["arn:aws:s3:::establishment/*"])}),
            (
                "good",
                "pass",
                {"policy": document(Action=["logs:PutLogEvents", "ec2:Describe*", "s3:ListAllMyBuckets"])},
            ),
            ("good", under_conditions, {"policy": document(**bad, Condition=condition)}),
            ("bad", "fail", {"policy": document(**bad)}, "policy: statement 1 allows"),
            ("bad", "fail", {"policy": document(**bad, Condition={"Bool": {"aws:SecureTransport": "true"}})}),
            ("bad", "fail", {"policy": document(**bad, Resource=None, NotResource="arn:aws:s3:::other")}),
            ("bad", "fail", {"policy": document(**bad, Resource=["arn:aws:s3:::a", "arn:aws:s3:::*"])}),
            ("bad", "fail", {"policy": document(**bad, Resource="arn:aws:kms:*:*:key/*")}),
            ("unknown", "unknown", {"policy": UNKNOWN}),
            ("unknown", "unknown", {"policy": document(Action=[UNKNOWN])}),
            ("unknown", "unknown", {"policy": document(**bad, Resource=UNKNOWN)}),
            ("unknown", "unknown", {"policy": "not JSON"}),
            ("unknown", "fail" if rule.id == FULL else "unknown", {"policy": document(**bad, Condition=UNKNOWN)}),
        )
        for token in rule.types:
            (path,) = rule.paths_by_type.get(token, rule.paths)
            table += cases(
                rule.id,
                token,
                ("bad", "fail", inputs_with(path, json.dumps(document(**bad)))),
                ("missing", "not-applicable", {}),
            )
    return table


CASES = [
    *of_every_rule(),
    # What is wider is told by the rule on what is wider.
    *cases(ESCALATION, POLICY, *(("good", "pass", {"policy": document(Action=each)}) for each in ("*", "iam:*"))),
    *cases(SERVICES, POLICY, ("good", "pass", {"policy": document(Action="*")})),
    *cases(
        FULL,
        POLICY,
        ("good", "pass", {"policy": document(Action="s3:*")}),
        ("bad", "fail", {"policy": document(Action="*:*")}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
