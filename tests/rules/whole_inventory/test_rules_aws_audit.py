from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.aws_audit import (
    LOG_GROUP,
    RECORDER,
    RECORDER_STATUS,
    RULES,
    TRAIL,
    WAREHOUSE,
    WAREHOUSE_LOGGING,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource

ARN = "arn:aws:logs:eu-west-3:111122223333:log-group:traces"
GROUP_KEPT = "aws-trail-log-group-protected"


def trail(refers: str | None = "group", **inputs: Any) -> Resource:
    return resource(TRAIL, refers={"cloudWatchLogsGroupArn": refers} if refers else {}, inputs=inputs)


def group(**inputs: Any) -> Resource:
    return resource(LOG_GROUP, "group", inputs=inputs, outputs={"arn": ARN})


def simple(rule: str, token: str, companion: str, path: str) -> list[Case]:
    it = resource(token, id="it-1a2b")
    return [
        Case(rule, "good", "pass", (it, resource(companion, "a", refers={path: "it"}, inputs={path: UNKNOWN}))),
        Case(rule, "good", "pass", (it, resource(companion, "a", inputs={path: "it-1a2b"}))),
        Case(rule, "bad", "fail", (it, resource(companion, "a", inputs={path: "other"}))),
        Case(rule, "missing", "fail", (it,)),
        Case(rule, "unknown", "unknown", (it, resource(companion, "a", inputs={path: UNKNOWN}))),
    ]


CASES = [
    Case(GROUP_KEPT, "good", "pass", (trail(cloudWatchLogsGroupArn=UNKNOWN), group(deletionProtectionEnabled=True))),
    Case(
        GROUP_KEPT,
        "good",
        "pass",
        (trail(None, cloudWatchLogsGroupArn=f"{ARN}:*"), group(deletionProtectionEnabled=True)),
    ),
    Case(GROUP_KEPT, "bad", "fail", (trail(cloudWatchLogsGroupArn=UNKNOWN), group(deletionProtectionEnabled=False))),
    Case(GROUP_KEPT, "missing", "fail", (trail(cloudWatchLogsGroupArn=UNKNOWN), group())),
    Case(GROUP_KEPT, "missing", "not-applicable", (trail(None), group())),
    Case(
        GROUP_KEPT, "unknown", "unknown", (trail(cloudWatchLogsGroupArn=ARN), group(deletionProtectionEnabled=UNKNOWN))
    ),
    Case(GROUP_KEPT, "unknown", "unknown", (trail(None, cloudWatchLogsGroupArn=UNKNOWN), group())),
    *simple("aws-config-recorder-started", RECORDER, RECORDER_STATUS, "name"),
    *simple("aws-warehouse-logged", WAREHOUSE, WAREHOUSE_LOGGING, "clusterIdentifier"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
