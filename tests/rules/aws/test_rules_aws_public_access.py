import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.public_access import FLAGS, RULES
from tests.rules.rule_case import Case, cases, check, check_all_kinds

ON = dict.fromkeys(FLAGS, True)

CASES = [
    *cases(
        "aws-public-access-block-whole",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        ("good", "pass", ON),
        *(("bad", "fail", ON | {flag: False}, f"{flag} is false") for flag in FLAGS),
        *(("missing", "fail", {key: True for key in FLAGS if key != flag}, f"{flag} is not set") for flag in FLAGS),
        ("missing", "fail", {}),
        *(("unknown", "unknown", ON | {flag: UNKNOWN}, f"{flag} is not known yet") for flag in FLAGS),
        ("unknown", "fail", ON | {FLAGS[0]: UNKNOWN, FLAGS[1]: False}),
    ),
    *cases(
        "aws-database-not-public",
        "aws:rds/instance:Instance",
        ("good", "pass", {"publiclyAccessible": False}),
        ("bad", "fail", {"publiclyAccessible": True}),
        ("missing", "pass", {}, "pulumi-aws asks for no public address"),
        ("unknown", "unknown", {"publiclyAccessible": UNKNOWN}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
