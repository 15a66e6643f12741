import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.iam_trust import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds, resource

ROLE = "aws:iam/role:Role"
PUBLIC, WEB = "aws-role-trust-not-public", "aws-role-web-identity-named"
OTHERS = "aws-role-trusts-other-accounts-with-care"
GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
CLAIM = "token.actions.githubusercontent.com"


def trusting(principal: Any, condition: Any = None, action: str = "sts:AssumeRole") -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action}
    whole = {"Statement": [statement | ({"Condition": condition} if condition is not None else {})]}
    return {"assumeRolePolicy": whole}


def federated(condition: Any = None, provider: Any = GITHUB) -> dict[str, Any]:
    return trusting({"Federated": provider}, condition, "sts:AssumeRoleWithWebIdentity")


def other(verdict: Any, kind: Any, trust: Any, **fields: Any) -> Case:
    return Case(OTHERS, kind, verdict, (resource(ROLE, inputs=trust, **fields),))


OUR_ARN: dict[str, Any] = {"outputs": {"arn": "arn:aws:iam::111122223333:role/it"}}
ELSEWHERE, HERE = {"AWS": "arn:aws:iam::444455556666:root"}, {"AWS": ["111122223333"]}

CASES = [
    *cases(
        PUBLIC,
        ROLE,
        ("good", "pass", trusting({"Service": "backup.amazonaws.com"})),
        ("good", "pass", trusting("*", {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}})),
        ("bad", "fail", trusting("*")),
        ("bad", "fail", trusting({"AWS": "*"}, {"StringEquals": {"sts:ExternalId": "guessed"}})),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"assumeRolePolicy": UNKNOWN}),
    ),
    *cases(
        WEB,
        ROLE,
        ("good", "pass", trusting({"Service": "backup.amazonaws.com"})),
        ("good", "pass", federated({"StringEquals": {f"{CLAIM}:sub": "repo:ght/landing-zone:ref:refs/heads/main"}})),
        ("good", "pass", federated({"StringLike": {f"{CLAIM}:sub": ["repo:ght/*"]}})),
        ("good", "pass", federated({"StringEquals": {"accounts.google.com:aud": "1"}}, "accounts.google.com")),
        ("bad", "fail", federated()),
        ("bad", "fail", federated({"StringEquals": {f"{CLAIM}:aud": "sts.amazonaws.com"}})),
        ("bad", "fail", federated({"StringLike": {f"{CLAIM}:sub": "*"}})),
        ("bad", "fail", federated({"StringLike": {f"{CLAIM}:sub": ["repo:ght/*", "repo:*"]}})),
        ("bad", "fail", federated({"StringNotEquals": {f"{CLAIM}:sub": "repo:ght/other"}})),
        ("bad", "fail", federated({"StringEquals": {"other.example.org:sub": "repo:ght/landing-zone"}})),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"assumeRolePolicy": UNKNOWN}),
        ("unknown", "unknown", federated({"StringEquals": {f"{CLAIM}:sub": UNKNOWN}})),
        ("unknown", "unknown", trusting(UNKNOWN)),
        ("unknown", "unknown", {"assumeRolePolicy": json.dumps("nothing")}),
    ),
    other("pass", "good", trusting({"AWS": "arn:aws:iam::444455556666:role/ci"}), **OUR_ARN),
    other("pass", "good", trusting(HERE), **OUR_ARN),
    other("pass", "good", trusting(HERE), provider_inputs={"allowedAccountIds": ["111122223333"]}),
    other(
        "pass",
        "good",
        trusting(HERE),
        provider_inputs={"assumeRoles": [{"roleArn": "arn:aws:iam::111122223333:role/ci"}]},
    ),
    other("pass", "good", trusting(ELSEWHERE, {"StringEquals": {"sts:ExternalId": "1a2b"}}), **OUR_ARN),
    other(
        "pass",
        "good",
        trusting(ELSEWHERE, {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/ci"}}),
        **OUR_ARN,
    ),
    other("fail", "bad", trusting(ELSEWHERE), **OUR_ARN),
    other("fail", "bad", trusting(ELSEWHERE, {"Bool": {"aws:MultiFactorAuthPresent": "true"}}), **OUR_ARN),
    other("unknown", "missing", {}, **OUR_ARN),
    other("unknown", "unknown", trusting(ELSEWHERE)),
    other("unknown", "unknown", {"assumeRolePolicy": UNKNOWN}, **OUR_ARN),
    other("unknown", "unknown", trusting(ELSEWHERE, UNKNOWN), **OUR_ARN),
    other("unknown", "unknown", trusting({"AWS": UNKNOWN}), **OUR_ARN),
    *cases_at("aws-role-session-short", ROLE, "maxSessionDuration", good=14400, bad=43200, missing="pass"),
    *cases_at(
        "aws-oidc-provider-audience-named",
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        "clientIdLists[*]",
        good="sts.amazonaws.com",
        bad="*",
        missing="fail",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
