"""Confirmations of services: what they make of a verdict, and what is wrong with them."""

from dataclasses import replace
from datetime import date

import pytest

from hds_landing.inventory.resource import Resource
from hds_landing.rules.confirmed_services import covering
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Evaluation, Finding, Verdict
from hds_landing.waivers.confirmation import Confirmation
from tests.rules.rule_case import TODAY, finding_of, inventory_of, resource

BUCKET, ACCOUNT = "aws:s3/bucket:Bucket", "azure-native:storage:StorageAccount"
SCOPE = "aws-service-in-certificate-scope"
LETTER = Confirmation("aws:s3", "AWS France", date(2026, 9, 1), "LETTER-114", date(2027, 8, 31))


def evaluated(*confirmations: Confirmation, of: tuple[Resource, ...] = (), complete: bool = True) -> Evaluation:
    inventory = inventory_of(of or (resource(BUCKET),), complete=complete)
    return evaluate(inventory, confirmations=confirmations, today=TODAY)


def about(evaluation: Evaluation) -> list[Finding]:
    return [finding for finding in evaluation.findings if finding.rule.startswith("confirmation-")]


def test_a_confirmed_service_passes_as_declared_with_who_and_when() -> None:
    finding = finding_of(SCOPE, evaluated(LETTER))
    assert finding is not None
    assert finding.verdict is Verdict.PASS
    assert not finding.proxy
    assert finding.observed == (
        "Amazon S3 is declared: confirmed by AWS France on 2026-09-01, reference LETTER-114, until 2027-08-31"
    )
    assert about(evaluated(LETTER)) == []
    without = finding_of(SCOPE, evaluated())
    assert without is not None
    assert without.proxy


@pytest.mark.parametrize(
    ("service", "token"),
    [
        ("azure-native:storage", "azure-native:storage/v20230101:StorageAccount"),
        ("azure-native:storage", "azure-native_storage_v20230101:storage:StorageAccount"),
        ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"),
    ],
)
def test_former_and_versioned_tokens_are_covered(service: str, token: str) -> None:
    rule = SCOPE if token.startswith("aws:") else "azure-service-in-certificate-scope"
    evaluation = evaluated(replace(LETTER, service=service), of=(resource(token),))
    finding = finding_of(rule, evaluation)
    assert finding is not None
    assert finding.verdict is Verdict.PASS
    assert about(evaluation) == []


def test_an_unlisted_service_is_declared_too() -> None:
    app = "azure-native:app:ContainerApp"
    rule = "azure-service-in-certificate-scope"
    refused = finding_of(rule, evaluated(of=(resource(app),)))
    declared = finding_of(rule, evaluated(replace(LETTER, service="azure-native:app"), of=(resource(app),)))
    assert refused is not None
    assert declared is not None
    assert (refused.verdict, declared.verdict) == (Verdict.FAIL, Verdict.PASS)
    assert "is declared: " in declared.observed


def test_it_declares_a_service_and_nothing_else() -> None:
    bucket = resource(BUCKET, inputs={"region": "us-east-1"})
    confirmed, plain = (
        {(finding.rule, finding.verdict) for finding in evaluation.findings}
        for evaluation in (evaluated(LETTER, of=(bucket,)), evaluated(of=(bucket,)))
    )
    assert {rule for rule, _ in confirmed ^ plain} == {SCOPE}
    edge = resource("aws:cloudfront/distribution:Distribution")
    finding = finding_of("aws-edge-service-absent", evaluated(replace(LETTER, service="aws:cloudfront"), of=(edge,)))
    assert finding is not None
    assert finding.verdict is Verdict.FAIL


def test_an_expired_confirmation_declares_nothing_and_is_a_finding() -> None:
    evaluation = evaluated(replace(LETTER, expires=date(2026, 11, 21)))
    scope = finding_of(SCOPE, evaluation)
    assert scope is not None
    assert scope.proxy
    (finding,) = about(evaluation)
    assert (finding.rule, finding.verdict, finding.urn) == ("confirmation-in-date", Verdict.FAIL, None)
    assert finding.observed == "the confirmation of aws:s3 (reference LETTER-114) expired on 2026-11-21"
    assert about(evaluated(replace(LETTER, expires=TODAY))) == []


@pytest.mark.parametrize("service", ["aws:nosuch", "gcp:storage", "aws:s3x", "azure-native:nosuch:Thing"])
def test_an_unknown_service_is_a_finding(service: str) -> None:
    (finding,) = about(evaluated(replace(LETTER, service=service)))
    assert (finding.rule, finding.verdict) == ("confirmation-service-known", Verdict.FAIL)
    assert service in finding.observed


@pytest.mark.parametrize("service", ["aws:rds", "azure-native:storage", "aws:s3/bucket:Bucketeer"])
def test_one_that_covers_nothing_is_a_finding(service: str) -> None:
    (finding,) = about(evaluated(replace(LETTER, service=service)))
    assert (finding.rule, finding.verdict) == ("confirmation-matches", Verdict.FAIL)


def test_what_an_incomplete_inventory_does_not_show_may_be_covered() -> None:
    (finding,) = about(evaluated(replace(LETTER, service="aws:rds"), complete=False))
    assert (finding.rule, finding.verdict) == ("confirmation-matches", Verdict.UNKNOWN)
    assert "not every resource" in finding.observed


def test_a_component_and_what_is_only_read_need_no_confirmation() -> None:
    read = resource("aws:rds/cluster:Cluster", external=True)
    (finding,) = about(evaluated(replace(LETTER, service="aws:rds"), of=(read,)))
    assert finding.rule == "confirmation-matches"


def test_the_narrowest_and_longest_confirmation_is_told() -> None:
    narrow = replace(LETTER, service="aws:s3/bucket:Bucket", expires=date(2027, 1, 1))
    longer = replace(narrow, expires=date(2027, 2, 1))
    assert covering([LETTER, longer, narrow], BUCKET) == longer
    assert covering([LETTER, narrow], "aws:s3/bucketPolicy:BucketPolicy") == LETTER
    assert covering([narrow], "aws:sqs/queue:Queue") is None
