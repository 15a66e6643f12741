"""What a `data-class` tag changes: the severity of a few rules, and no verdict at all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Inventory, Resource, Secret
from hds_landing.rules.data_classes import TAG, data_class, severity_on
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Severity, Theme, Verdict
from hds_landing.rules.rule import Subject
from hds_landing.rules.rulebook import find_rule, rulebook
from tests.rules.inventory_changes import AWS, AZURE
from tests.rules.rule_case import TODAY, inventory_of, judged, resource
from tests.rules.test_rules_on_examples import drawn

VALUES: tuple[Any, ...] = ("health", "staff", "technical", "public", "", None, 3, ["technical"], UNKNOWN)
LOWERED = {
    "aws-service-in-certificate-scope": {Verdict.UNKNOWN: Severity.MEDIUM},
    "azure-service-in-certificate-scope": {Verdict.UNKNOWN: Severity.MEDIUM},
    "aws-edge-service-absent": {Verdict.FAIL: Severity.MEDIUM},
    "azure-edge-service-absent": {Verdict.FAIL: Severity.MEDIUM},
    "azure-stable-api-version": {Verdict.FAIL: Severity.MEDIUM},
}
BAD = (
    ("aws:ebs/volume:Volume", {"encrypted": False, "availabilityZone": "us-east-1a"}),
    ("aws:s3/bucket:Bucket", {"region": "eu-west-2", "acl": "public-read"}),
    ("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {"blockPublicAcls": False}),
    ("aws:rds/instance:Instance", {"storageEncrypted": False, "publiclyAccessible": True, "region": "us-east-1"}),
    ("azure-native:storage:StorageAccount", {"location": "uksouth", "allowBlobPublicAccess": True}),
    ("azure-native:sql:TransparentDataEncryption", {"state": "Disabled"}),
    ("aws:cloudfront/distribution:Distribution", {}),
    ("azure-native:cdn/v20240901preview:Profile", {"location": "westus"}),
    ("azure-native:app:ContainerApp", {"location": "westus"}),
)


def of(tags: Any = None, provider: Any = None) -> str:
    properties = {} if tags is None else {"tags": tags}
    return data_class(Subject(type="aws:s3/bucket:Bucket", properties=properties, provider=provider))


@pytest.mark.parametrize(
    ("tags", "judged_as"),
    [
        ({TAG: "staff"}, "staff"),
        ({TAG: "technical", "ght": "x"}, "technical"),
        ({TAG: "health"}, "health"),
        ({TAG: "patient-administrative"}, "health"),
        ({TAG: "research-pseudonymised"}, "health"),
        ({TAG: "public"}, "health"),
        ({TAG: "Technical"}, "health"),
        ({TAG: "technical "}, "health"),
        ({TAG: "technical staff"}, "health"),
        ({TAG: "technical health"}, "health"),
        ({TAG: ""}, "health"),
        ({TAG: None}, "health"),
        ({TAG: UNKNOWN}, "health"),
        ({TAG: Secret("technical")}, "health"),
        ({TAG: ["technical"]}, "health"),
        ({"Data-Class": "technical"}, "health"),
        ({}, "health"),
        (None, "health"),
        (UNKNOWN, "health"),
        (Secret({TAG: "technical"}), "health"),
        ([{"key": TAG, "value": "technical"}], "health"),
        ("technical", "health"),
    ],
)
def test_what_is_missing_or_not_known_is_judged_as_health(tags: Any, judged_as: str) -> None:
    assert of(tags) == judged_as


def test_default_tags_of_a_provider_count_where_the_resource_has_none() -> None:
    technical = {"defaultTags": {"tags": {TAG: "technical"}}}
    assert of(provider=technical) == "technical"
    assert of({"ght": "x"}, technical) == "technical"
    assert of({TAG: "health"}, technical) == "health"
    assert of({TAG: UNKNOWN}, technical) == "health"
    assert of(UNKNOWN, technical) == "health"
    for provider in (UNKNOWN, {}, {"defaultTags": UNKNOWN}, {"defaultTags": {"tags": UNKNOWN}}, {"defaultTags": 3}):
        assert of(provider=provider) == "health"


def test_properties_that_cannot_be_read_are_judged_as_health() -> None:
    assert data_class(Subject(type="aws:s3/bucket:Bucket", properties=UNKNOWN)) == "health"  # type: ignore[arg-type]


def test_these_rules_are_lowered_and_no_other() -> None:
    assert {rule.id: dict(rule.severity_below_health) for rule in rulebook() if rule.severity_below_health} == LOWERED


def test_a_lowered_severity_is_a_lower_one() -> None:
    order = list(Severity)
    for rule in rulebook():
        assert all(order.index(low) > order.index(rule.severity) for low in rule.severity_below_health.values())


@pytest.mark.parametrize("value", ["staff", "technical"])
def test_the_severity_of_those_alone_follows_the_tag(value: str) -> None:
    edge = find_rule("aws-edge-service-absent")
    assert edge is not None
    subject = Subject(type="aws:cloudfront/distribution:Distribution", properties={"tags": {TAG: value}})
    assert severity_on(edge, subject, Verdict.FAIL) is Severity.MEDIUM
    assert severity_on(edge, subject, Verdict.PASS) is edge.severity
    assert severity_on(edge, replace(subject, properties={}), Verdict.FAIL) is edge.severity
    unlisted = judged([resource("azure-native:app:ContainerApp", inputs={"tags": {TAG: value}})])
    (finding,) = (one for one in unlisted.findings if one.rule == "azure-service-in-certificate-scope")
    assert (finding.verdict, finding.severity) == (Verdict.FAIL, Severity.HIGH)


def verdicts(inventory: Inventory) -> set[tuple[str, str | None, str, str]]:
    """Of every rule but those on tags themselves and on how long health data is kept; without the severity of those
    that a tag lowers."""
    return {
        (one.rule, one.urn, one.verdict.value, "" if one.rule in LOWERED else one.severity.value)
        for one in evaluate(inventory, today=TODAY).findings
        if one.theme not in (Theme.TAGS, Theme.RETENTION, Theme.BACKUP)
    }


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_no_tag_silences_a_rule_on_bad_resources(value: Any) -> None:
    def bad(tags: Mapping[str, Any]) -> Inventory:
        return inventory_of(
            resource(token, f"bad-{number}", inputs={**inputs, **tags}) for number, (token, inputs) in enumerate(BAD)
        )

    untagged = verdicts(bad({}))
    assert verdicts(bad({"tags": {TAG: value}})) == untagged
    failing = {rule for rule, _, verdict, _ in untagged if verdict == "fail"}
    themes = {rule.theme for rule in rulebook() if rule.id in failing}
    assert themes >= {Theme.REGION, Theme.ENCRYPTION_AT_REST, Theme.PUBLIC_EXPOSURE, Theme.SERVICE_ELIGIBILITY}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the SDK warns of its own older types
@pytest.mark.parametrize("example", [AWS, AZURE])
def test_no_tag_changes_a_verdict_of_an_example(example: str) -> None:
    inventory = drawn(example)
    for value in ("staff", "technical"):
        retagged = replace(inventory, resources=tuple(_retagged(one, value) for one in inventory))
        assert sum(one != other for one, other in zip(retagged, inventory, strict=True)) > 5
        assert verdicts(retagged) == verdicts(inventory)


def _retagged(one: Resource, value: str) -> Resource:
    tags = one.inputs.get("tags")
    return replace(one, inputs={**one.inputs, "tags": {**tags, TAG: value}}) if isinstance(tags, Mapping) else one
