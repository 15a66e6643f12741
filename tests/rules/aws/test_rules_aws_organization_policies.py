import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.organization_policies import RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

POLICY = "aws:organizations/policy:Policy"


def regions(*names: str, operator: str = "StringNotEquals", effect: str = "Deny") -> dict[str, Any]:
    condition = {operator: {"aws:RequestedRegion": list(names)}}
    statement = {"Effect": effect, "NotAction": ["iam:*"], "Resource": "*", "Condition": condition}
    return {"content": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}


def backup(region: str, vault_region: str = "eu-central-1") -> dict[str, Any]:
    vault = f"arn:aws:backup:{vault_region}:$account:backup-vault:copy"
    rule = {"copy_actions": {vault: {"target_backup_vault_arn": {"@@assign": vault}}}}
    plan = {"regions": {"@@assign": [region]}, "rules": {"daily": rule}}
    return {"type": "BACKUP_POLICY", "content": json.dumps({"plans": {"health": plan}})}


def opt_out(value: str) -> dict[str, Any]:
    policy = {"services": {"default": {"opt_out_policy": {"@@assign": value}}}}
    return {"type": "AISERVICES_OPT_OUT_POLICY", "content": json.dumps(policy)}


CASES = [
    *cases(
        "aws-organization-regions-in-eea",
        POLICY,
        ("good", "pass", regions("eu-west-3", "eu-central-1")),
        ("bad", "fail", regions("eu-west-3", "us-east-1"), "outside the EEA"),
        ("bad", "fail", regions("eu-*", operator="StringNotLike"), "a pattern of regions"),
        ("bad", "fail", {**regions("eu-west-2"), "type": "SERVICE_CONTROL_POLICY"}),
        # Refusing named regions leaves others to other policies.
        ("missing", "not-applicable", regions("us-east-1", operator="StringEquals")),
        ("missing", "not-applicable", regions("us-east-1", effect="Allow")),
        ("missing", "not-applicable", {**regions("us-east-1"), "type": "TAG_POLICY"}),
        ("unknown", "unknown", {"content": UNKNOWN}),
        ("unknown", "unknown", {"content": "{"}, "not a policy that can be read"),
        ("unknown", "unknown", {**regions("us-east-1"), "type": UNKNOWN}),
    ),
    *cases(
        "aws-organization-backup-in-eea",
        POLICY,
        ("good", "pass", backup("eu-west-3")),
        ("bad", "fail", backup("us-east-1")),
        ("bad", "fail", backup("eu-west-3", "us-east-1"), "a vault outside the EEA"),
        ("missing", "not-applicable", {"type": "BACKUP_POLICY", "content": "{}"}),
        ("missing", "not-applicable", {"content": "{}"}),
        ("unknown", "unknown", {"type": "BACKUP_POLICY", "content": UNKNOWN}),
    ),
    *cases(
        "aws-organization-content-not-learned-from",
        POLICY,
        ("good", "pass", opt_out("optOut")),
        ("bad", "fail", opt_out("optIn")),
        ("missing", "fail", {"type": "AISERVICES_OPT_OUT_POLICY", "content": "{}"}),
        ("missing", "not-applicable", {"content": "{}"}),
        ("unknown", "unknown", {"type": "AISERVICES_OPT_OUT_POLICY", "content": UNKNOWN}),
        ("unknown", "unknown", {"type": "AISERVICES_OPT_OUT_POLICY", "content": "[]"}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
