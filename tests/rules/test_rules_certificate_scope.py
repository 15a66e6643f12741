from dataclasses import replace

import pytest

from hds_landing.catalogue.services import Service, find_service
from hds_landing.rules import certificate_scope
from hds_landing.rules.aws import service_eligibility as aws
from hds_landing.rules.azure import service_eligibility as azure
from hds_landing.rules.certificate_scope import judge_certificate_scope, judge_edge
from hds_landing.rules.finding import Verdict
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Unconfirmed
from hds_landing.rules.rule import Rule, Subject
from tests.rules.rule_case import finding_of, judged, resource

BUCKET = "aws:s3/bucket:Bucket"


def scope(token: str) -> Judgement:
    return judge_certificate_scope(Subject(type=token, properties={}))


def edge(token: str) -> Judgement:
    return judge_edge(Subject(type=token, properties={}))


@pytest.fixture
def basis(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The basis that the catalogue gives every service."""
    given = ["proxy"]

    def find(token: str) -> Service | None:
        service = find_service(token)
        return service and replace(service, basis=given[0], source="certificate 42, until 2028")

    monkeypatch.setattr(certificate_scope, "find_service", find)
    return given


def test_the_four_bases(basis: list[str]) -> None:
    basis[0] = "confirmed"
    assert scope(BUCKET) == Passed("Amazon S3 is confirmed: certificate 42, until 2028")
    basis[0] = "declared"
    assert scope(BUCKET) == Passed("Amazon S3 is declared: certificate 42, until 2028")
    basis[0] = "proxy"
    judgement = scope(BUCKET)
    assert isinstance(judgement, Unconfirmed)
    assert "Amazon S3 is on the nearest audited list only" in judgement.why
    basis[0] = "unlisted"
    assert str(scope(BUCKET)).startswith("Amazon S3 is on no audited list")
    basis[0] = "not-a-service"
    assert scope(BUCKET) is NOT_APPLICABLE


def test_a_service_that_the_catalogue_does_not_know_fails() -> None:
    assert scope("aws:brandnew/thing:Thing") == "aws:brandnew is not in the catalogue of services"
    assert scope("azure-native:brandnew:Thing") == "azure-native:brandnew is not in the catalogue of services"


def test_a_proxy_is_a_warning_and_neither_a_failure_nor_a_pass() -> None:
    evaluation = judged([resource(BUCKET)], complete=False)
    finding = finding_of("aws-service-in-certificate-scope", evaluation)
    assert finding is not None
    assert finding.proxy
    assert finding.verdict is Verdict.UNKNOWN
    assert evaluation.summary.proxy == 1


def test_edge_services_that_carry_content_fail() -> None:
    assert "points of presence" in str(edge("aws:cloudfront/distribution:Distribution"))
    assert "points of presence" in str(edge("azure-native:cdn:Profile"))
    assert isinstance(edge("aws:route53/zone:Zone"), Passed)
    assert isinstance(edge("azure-native:dns:Zone"), Passed)
    assert edge(BUCKET) is NOT_APPLICABLE
    assert edge("aws:brandnew/thing:Thing") is NOT_APPLICABLE


@pytest.mark.parametrize("rule", [*aws.RULES, *azure.RULES], ids=lambda rule: rule.id)
def test_they_judge_every_resource_of_their_package(rule: Rule) -> None:
    assert rule.types in (("aws:*",), ("azure-native:*",))


def test_findings_name_the_versioned_type() -> None:
    evaluation = judged([resource("azure-native:cdn/v20240901:Profile")])
    finding = finding_of("azure-edge-service-absent", evaluation)
    assert finding is not None
    assert finding.verdict is Verdict.FAIL
    assert finding.type == "azure-native:cdn/v20240901:Profile"
