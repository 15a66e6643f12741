import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory import backup_selections
from hds_landing.rules.whole_inventory.aws_backup import LOCK, PLAN, REGION_SETTINGS, RULES, VAULT, VAULT_POLICY
from hds_landing.rules.whole_inventory.backup_selections import SELECTION, STORES
from tests.rules.rule_case import Case, check, check_all_kinds, finding_of, judged, resource

TABLE = "aws:dynamodb/table:Table"
ARN = "arn:aws:dynamodb:eu-west-3:111122223333:table/patients"
SELECTED, LOCKED = "aws-store-backed-up", "aws-backup-vault-locked"
REFUSES, SELECTS = "aws-backup-vault-refuses-deletion", "aws-backup-plan-selects"
EVERY_KIND = "aws-backup-takes-every-kind"


def by_tag(value: str) -> list[dict[str, Any]]:
    return [{"stringEquals": [{"key": "aws:ResourceTag/backup", "value": value}]}]


BY_TAG = by_tag("aulnay")


def table(tag: object = "aulnay", **fields: Any) -> Resource:
    return resource(TABLE, inputs={"tags": {"backup": tag}}, outputs={"arn": ARN}, **fields)


def selection(refers: str | None = None, **inputs: Any) -> Resource:
    return resource(SELECTION, "selection", refers={"resources": refers} if refers else {}, inputs=inputs)


def any_tag(value: object, key: str = "backup") -> dict[str, Any]:
    return {"selectionTags": [{"type": "STRINGEQUALS", "key": key, "value": value}]}


def beside(token: str, path: str, refers: str | None = "it", **inputs: Any) -> Resource:
    return resource(token, "beside", refers={path: refers} if refers else {}, inputs={path: UNKNOWN, **inputs})


def policy(effect: str = "Deny", action: object = "backup:DeleteRecoveryPoint", principal: object = "*") -> Any:
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return beside(VAULT_POLICY, "backupVaultName", policy=json.dumps({"Statement": [statement]}))


def vault(name: str = "it") -> Resource:
    return resource(VAULT, name, id=name, inputs={"name": name})


def settings(**kinds: object) -> Resource:
    return resource(REGION_SETTINGS, inputs={"resourceTypeOptInPreference": kinds})


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


CASES = [
    case(SELECTED, "good", "pass", table(), selection(resources=["*"], conditions=BY_TAG)),
    case(SELECTED, "good", "pass", table(), selection(**any_tag("aulnay"))),
    case(SELECTED, "good", "pass", table(), selection(resources=[ARN])),
    case(SELECTED, "good", "pass", table(), selection("it", resources=[UNKNOWN])),
    case(SELECTED, "good", "pass", table(), selection(resources=["arn:aws:dynamodb:*:*:table/*"])),
    case(SELECTED, "good", "pass", table(), selection(resources=["arn:aws:dynamodb:*:*:table/pat*"])),
    # A selection more beside one that does not take it.
    case(
        SELECTED,
        "good",
        "pass",
        table(),
        selection(**any_tag("montreuil")),
        resource(SELECTION, "more", inputs=any_tag("aulnay")),
    ),
    case(SELECTED, "bad", "fail", table("montreuil"), selection(resources=["*"], conditions=BY_TAG)),
    case(SELECTED, "bad", "fail", table(), selection(**any_tag("montreuil"))),
    case(SELECTED, "bad", "fail", table(), selection(resources=["arn:aws:rds:*:*:db:*"])),
    case(SELECTED, "bad", "fail", table(), selection(resources=["*"], notResources=[ARN])),
    case(
        SELECTED,
        "bad",
        "fail",
        table(),
        selection(
            resources=["*"], conditions=[{"stringNotEquals": [{"key": "aws:ResourceTag/backup", "value": "aulnay"}]}]
        ),
    ),
    case(SELECTED, "missing", "fail", table()),
    case(SELECTED, "missing", "fail", resource(TABLE, inputs={}), selection(resources=["*"], conditions=BY_TAG)),
    *(case(SELECTED, "missing", "fail", resource(token)) for token in STORES),
    *(case(SELECTED, "good", "pass", resource(token), selection(resources=["*"])) for token in STORES),
    case(SELECTED, "unknown", "unknown", table(), selection(resources=UNKNOWN)),
    case(SELECTED, "unknown", "unknown", table(), selection(resources=["*"], conditions=UNKNOWN)),
    case(SELECTED, "unknown", "unknown", table(UNKNOWN), selection(**any_tag("aulnay"))),
    case(SELECTED, "unknown", "unknown", table(), selection(**any_tag(UNKNOWN))),
    case(LOCKED, "good", "pass", vault(), beside(LOCK, "backupVaultName", minRetentionDays=35)),
    case(LOCKED, "good", "pass", vault(), resource(LOCK, "beside", inputs={"backupVaultName": "it"})),
    case(LOCKED, "bad", "fail", vault(), vault("other"), beside(LOCK, "backupVaultName", "other")),
    case(LOCKED, "missing", "fail", vault()),
    case(LOCKED, "unknown", "unknown", vault(), beside(LOCK, "backupVaultName", None)),
    case(REFUSES, "good", "pass", vault(), policy()),
    case(REFUSES, "good", "pass", vault(), policy(action=["backup:Delete*"])),
    case(REFUSES, "bad", "fail", vault(), policy("Allow")),
    case(REFUSES, "bad", "fail", vault(), policy(action="backup:StartRestoreJob")),
    case(REFUSES, "bad", "fail", vault(), policy(principal={"AWS": "arn:aws:iam::111122223333:role/a"})),
    case(REFUSES, "missing", "fail", vault()),
    case(REFUSES, "unknown", "unknown", vault(), beside(VAULT_POLICY, "backupVaultName", policy=UNKNOWN)),
    case(REFUSES, "unknown", "unknown", vault(), beside(VAULT_POLICY, "backupVaultName", policy="{")),
    case(REFUSES, "unknown", "unknown", vault(), beside(VAULT_POLICY, "backupVaultName", None)),
    case(SELECTS, "good", "pass", resource(PLAN), beside(SELECTION, "planId")),
    case(SELECTS, "bad", "fail", resource(PLAN), resource(PLAN, "other"), beside(SELECTION, "planId", "other")),
    case(SELECTS, "missing", "fail", resource(PLAN)),
    case(SELECTS, "unknown", "unknown", resource(PLAN), beside(SELECTION, "planId", None)),
    case(EVERY_KIND, "good", "pass", settings(DynamoDB=True, EFS=False), resource(TABLE, "table")),
    case(EVERY_KIND, "bad", "fail", settings(DynamoDB=False), resource(TABLE, "table"), observed="DynamoDB is off"),
    case(EVERY_KIND, "missing", "not-applicable", resource(REGION_SETTINGS), resource(TABLE, "table")),
    case(EVERY_KIND, "missing", "pass", settings(DynamoDB=False)),
    case(EVERY_KIND, "unknown", "unknown", settings(DynamoDB=UNKNOWN)),
    case(EVERY_KIND, "unknown", "unknown", resource(REGION_SETTINGS, inputs={"resourceTypeOptInPreference": UNKNOWN})),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


def test_no_store_asks_every_selection(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    takes = backup_selections._takes

    def counted(selection: Any, store: Resource, graph: Any) -> bool | None:
        asked.append(store)
        return takes(selection, store, graph)

    monkeypatch.setattr(backup_selections, "_takes", counted)
    selections = [
        resource(SELECTION, f"selection-{number}", inputs={"resources": ["*"], "conditions": by_tag(str(number))})
        for number in range(50)
    ]
    stores = [resource(TABLE, f"table-{number}", inputs={"tags": {"backup": str(number)}}) for number in range(50)]
    evaluation = judged([*stores, *selections])
    assert finding_of(SELECTED, evaluation, "table-49") is not None
    assert {each.verdict.value for each in evaluation.findings if each.rule == SELECTED} == {"pass"}
    assert len(asked) == 50
