import json
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.aws.tags import DATA_CLASSES, HEALTH_CLASSES, RULES
from hds_landing.spec.establishment import HEALTH_CLASSES as SPECIFIED_HEALTH_CLASSES
from hds_landing.spec.establishment import DataClass
from tests.rules.rule_case import Case, Kind, Verdict, cases, cases_at, check, check_all_kinds, resource, urn

TYPES = {rule.id: rule.types for rule in RULES}
BUCKET = "aws:s3/bucket:Bucket"


def by_default(**tags: str) -> dict[str, Any]:
    return {"provider": urn("paris"), "provider_inputs": {"defaultTags": json.dumps({"tags": tags})}}


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


def tagged(key: str, good: str, bad: str) -> list[Case]:
    rule = f"aws-tagged-{key}"
    return [
        *(
            case
            for token in TYPES[rule]
            for case in cases(
                rule,
                token,
                ("good", "pass", {"tags": {key: good}}),
                ("good", "pass", {"tags": {key: Secret(good)}}),
                ("bad", "fail", {"tags": {key: bad}}),
                ("missing", "fail", {"tags": {"other": good}}),
                ("missing", "fail", {}),
                ("unknown", "unknown", {"tags": UNKNOWN}),
                ("unknown", "unknown", {"tags": {key: UNKNOWN}}),
            )
        ),
        case(rule, "good", "pass", **by_default(**{key: good})),
        case(rule, "missing", "fail", **by_default(other=good)),
        case(rule, "good", "pass", outputs={"tagsAll": {key: good}}),
        case(rule, "unknown", "unknown", provider=urn("elsewhere")),
        case(rule, "unknown", "unknown", provider=urn("paris"), provider_inputs={"defaultTags": "{"}),
        case(rule, "good", "pass", config={"aws:defaultTags": json.dumps({"tags": {key: good}})}),
        # Its own tag wins over its provider's.
        case(rule, "bad", "fail", inputs={"tags": {key: bad}}, **by_default(**{key: good})),
    ]


def case(rule: str, kind: Kind, verdict: Verdict, config: dict[str, str] | None = None, **fields: Any) -> Case:
    return Case(rule, kind, verdict, (resource(BUCKET, **fields),), config or {})


CASES = [
    *tagged("data-class", "patient-administrative", "secret-ish"),
    *cases(
        "aws-tagged-data-class",
        BUCKET,
        ("bad", "fail", {"tags": {"data-class": Secret("hush")}}, "[secret]"),
    ),
    *tagged("establishment", "aulnay", ""),
    *tagged("environment", "production", ""),
    *tagged("cost-centre", "GHT-AUL", ""),
    *everywhere("aws-snapshots-tagged", "copyTagsToSnapshot", True, False, "fail"),
    *everywhere("aws-file-backups-tagged", "copyTagsToBackups", True, False, "fail"),
    *everywhere("aws-instances-of-group-tagged", "tags[*].propagateAtLaunch", True, False, "fail"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


def test_data_classes_are_those_of_the_spec() -> None:
    assert set(DATA_CLASSES) == {each.value for each in DataClass}
    assert {each.value for each in SPECIFIED_HEALTH_CLASSES} == HEALTH_CLASSES
