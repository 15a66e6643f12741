import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.processing_abroad import RULES, judge_inference
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

TYPES = {rule.id: rule.types for rule in RULES}
MODEL = "arn:aws:bedrock:eu-west-3::foundation-model/mistral.mistral-large-2402-v1:0"
PROFILE = "arn:aws:bedrock:eu-west-3:111122223333:inference-profile/{}.anthropic.claude-3-7-sonnet-20250219-v1:0"
DOMAIN, REGION = "aws:apigateway/domainName:DomainName", "aws:account/region:Region"


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict) -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


CASES = [
    *everywhere(
        "aws-inference-profile-in-eea",
        "modelSource.copyFrom",
        PROFILE.format("eu"),
        PROFILE.format("us"),
        "not-applicable",
    ),
    *everywhere("aws-agent-model-in-eea", "foundationModel", MODEL, PROFILE.format("global"), "not-applicable"),
    *everywhere("aws-bucket-not-accelerated", "status", "Suspended", "Enabled", "fail"),
    *everywhere("aws-bucket-inline-not-accelerated", "accelerationStatus", "Suspended", "Enabled", "not-applicable"),
    *everywhere("aws-rest-api-not-at-the-edge", "endpointConfiguration.types", "REGIONAL", "EDGE", "fail"),
    *everywhere("aws-api-domain-not-at-the-edge", "endpointConfiguration.types", "REGIONAL", "EDGE", "fail"),
    *cases("aws-api-domain-not-at-the-edge", DOMAIN, ("missing", "not-applicable", {"regionalCertificateArn": "arn"})),
    *everywhere("aws-stack-set-in-eea", "regions[*]", "eu-west-3", "us-east-1", "not-applicable"),
    *everywhere("aws-stack-set-instance-in-eea", "stackSetInstanceRegion", "eu-west-3", "us-east-1", "not-applicable"),
    *cases(
        "aws-account-region-in-eea",
        REGION,
        ("good", "pass", {"regionName": "eu-south-2", "enabled": True}),
        ("bad", "fail", {"regionName": "me-south-1", "enabled": True}),
        ("missing", "not-applicable", {"regionName": "me-south-1", "enabled": False}),
        ("unknown", "unknown", {"regionName": "me-south-1", "enabled": UNKNOWN}),
        ("unknown", "unknown", {"regionName": UNKNOWN, "enabled": True}),
    ),
    *everywhere("aws-availability-zones-in-eea", "availabilityZones[*]", "eu-west-3a", "us-east-1a", "not-applicable"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)


@pytest.mark.parametrize(
    ("model", "passes"),
    [
        ("mistral.mistral-large-2402-v1:0", True),
        ("eu.amazon.nova-pro-v1:0", True),
        ("us.amazon.nova-pro-v1:0", False),
        ("apac.amazon.nova-pro-v1:0", False),
        ("us-gov.anthropic.claude-3-haiku-20240307-v1:0", False),
        ("jp.anthropic.claude-sonnet-4-5-20250929-v1:0", False),
        (MODEL, True),
    ],
)
def test_where_a_model_answers(model: str, passes: bool) -> None:
    assert (judge_inference(model) is None) is passes
