import pytest

from hds_landing.rules.aws.audit_trails import RULES
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


CASES = [
    *everywhere("aws-trail-every-region", "isMultiRegionTrail", True, False, "fail"),
    *everywhere("aws-trail-recording", "enableLogging", True, False, "pass"),
    *everywhere("aws-trail-files-validated", "enableLogFileValidation", True, False, "fail"),
    *everywhere("aws-trail-global-services", "includeGlobalServiceEvents", True, False, "pass"),
    *everywhere("aws-trail-searchable", "cloudWatchLogsGroupArn", "arn:aws:logs:eu-west-3:1:log-group:a:*", "", "fail"),
    *everywhere("aws-event-store-every-region", "multiRegionEnabled", True, False, "pass"),
    *everywhere("aws-event-store-kept-six-months", "retentionPeriod", 180, 179, "pass"),
    *everywhere("aws-config-records-everything", "recordingGroup.allSupported", True, False, "pass"),
    *cases(
        "aws-config-records-everything",
        "aws:cfg/recorder:Recorder",
        (
            "missing",
            "not-applicable",
            {"recordingGroup": {"allSupported": False, "exclusionByResourceTypes": [{"resourceTypes": ["a"]}]}},
        ),
    ),
    *everywhere("aws-config-recording", "isEnabled", True, False, "fail"),
    *everywhere("aws-threat-detection-on", "enable", True, False, "pass"),
    *everywhere("aws-threat-detection-every-account", "autoEnableOrganizationMembers", "ALL", "NEW", "fail"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
