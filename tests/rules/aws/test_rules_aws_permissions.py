import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.permissions import RULES
from tests.rules.rule_case import Case, cases, cases_at, check, check_all_kinds

PERMISSION, LAYER = "aws:lambda/permission:Permission", "aws:lambda/layerVersionPermission:LayerVersionPermission"
EVENTS = "aws:cloudwatch/eventPermission:EventPermission"
METHOD = "aws:apigateway/method:Method"

CASES = [
    *cases(
        "aws-function-permission-not-public",
        PERMISSION,
        ("good", "pass", {"principal": "s3.amazonaws.com"}),
        ("good", "pass", {"principal": "*", "sourceAccount": "111122223333"}),
        ("bad", "fail", {"principal": "*"}, "none of sourceArn, sourceAccount, principalOrgId limits it"),
        ("bad", "fail", {"principal": "*", "functionUrlAuthType": "AWS_IAM"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"principal": UNKNOWN}),
        ("unknown", "unknown", {"principal": "*", "sourceArn": UNKNOWN}),
    ),
    *cases(
        "aws-layer-permission-not-public",
        LAYER,
        ("good", "pass", {"principal": "111122223333"}),
        ("good", "pass", {"principal": "*", "organizationId": "o-1a2b3c4d5e"}),
        ("bad", "fail", {"principal": "*"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"principal": UNKNOWN}),
    ),
    *cases(
        "aws-event-permission-not-public",
        EVENTS,
        ("good", "pass", {"principal": "111122223333"}),
        ("good", "pass", {"principal": "*", "condition": {"key": "aws:PrincipalOrgID", "value": "o-1"}}),
        ("bad", "fail", {"principal": "*"}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"principal": "*", "condition": UNKNOWN}),
    ),
    *cases_at(
        "aws-function-url-signed",
        "aws:lambda/functionUrl:FunctionUrl",
        "authorizationType",
        good="AWS_IAM",
        bad="NONE",
        missing="fail",
    ),
    *cases_at("aws-api-method-authorised", METHOD, "authorization", good="AWS_IAM", bad="NONE", missing="fail"),
    *cases(
        "aws-api-method-authorised",
        METHOD,
        ("good", "not-applicable", {"authorization": "NONE", "httpMethod": "OPTIONS"}),
        ("bad", "fail", {"authorization": "NONE", "httpMethod": "ANY"}),
    ),
    *cases_at(
        "aws-api-route-authorised",
        "aws:apigatewayv2/route:Route",
        "authorizationType",
        good="JWT",
        bad="NONE",
        missing="fail",
    ),
    *cases_at(
        "aws-graph-api-without-api-key",
        "aws:appsync/graphQLApi:GraphQLApi",
        "authenticationType",
        good="AWS_IAM",
        bad="API_KEY",
        missing="fail",
    ),
    *cases_at(
        "aws-api-origins-named",
        "aws:apigatewayv2/api:Api",
        "corsConfiguration.allowOrigins[*]",
        good="https://portal.example.org",
        bad="*",
        missing="not-applicable",
    ),
    *cases_at(
        "aws-function-url-origins-named",
        "aws:lambda/functionUrl:FunctionUrl",
        "cors.allowOrigins[*]",
        good="https://portal.example.org",
        bad="*",
        missing="not-applicable",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
