import pytest

from hds_landing.rules.aws.redundancy import RULES
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


CASES = [
    *everywhere("aws-database-several-zones", "multiAz", True, False, "fail"),
    *cases(
        "aws-database-several-zones",
        "aws:rds/instance:Instance",
        ("missing", "not-applicable", {"replicateSourceDb": "main"}),
    ),
    *everywhere("aws-files-several-zones", "availabilityZoneName", "", "eu-west-3a", "pass"),
    *everywhere("aws-windows-files-several-zones", "deploymentType", "MULTI_AZ_1", "SINGLE_AZ_2", "fail"),
    *everywhere("aws-cache-fails-over", "automaticFailoverEnabled", True, False, "fail"),
    *everywhere("aws-search-several-zones", "clusterConfig.zoneAwarenessEnabled", True, False, "fail"),
    *everywhere("aws-broker-several-zones", "deploymentMode", "ACTIVE_STANDBY_MULTI_AZ", "SINGLE_INSTANCE", "fail"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
