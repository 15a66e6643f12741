"""Permissions that AWS resources give one caller at a time: functions, layers, event buses."""

from typing import Any

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import Where, fails, none_of, nothing_to_judge, one_of, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS = ("HDS-EXI-05-D", "HDS-EXI-23", "SNC-9.7", "ISO27001-A.5.15")
_REQUIRED = "the provider refuses a permission without a principal"


def _value(subject: Subject, path: str) -> Any:
    return find_one(subject.properties, path).value


def _not_everyone(*limits: str) -> Any:
    """A judge of `principal`: everyone is a failure unless one of the other properties limits it."""

    def judge(subject: Subject) -> Judgement:
        principal = _value(subject, "principal")
        if principal is UNKNOWN:
            return Undetermined("principal is not known yet")
        if principal != "*":
            return None
        limited = [_value(subject, limit) for limit in limits]
        if any(value not in (ABSENT, "", {}) and value is not UNKNOWN for value in limited):
            return None
        if UNKNOWN in limited:
            return Undetermined("principal is everyone, and what limits it is not known yet")
        return f"principal is everyone, and none of {', '.join(limits)} limits it"

    return judge


def _permission(
    id: str, title: str, severity: Severity, token: str, limits: tuple[str, ...], fix: str, source: str
) -> Rule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.PUBLIC_EXPOSURE,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=source,
        types=(token,),
        paths=("principal", *limits),
        absence=_REQUIRED,
        judge=_not_everyone(*limits),
    )


RULES: tuple[Rule, ...] = (
    _permission(
        "aws-function-permission-not-public",
        "A permission to call a function names who may",
        Severity.CRITICAL,
        "aws:lambda/permission:Permission",
        ("sourceArn", "sourceAccount", "principalOrgId"),
        "Name the service or account in principal, and its resource in sourceArn.",
        "docs.aws.amazon.com, Using resource-based policies for Lambda",
    ),
    _permission(
        "aws-layer-permission-not-public",
        "A permission to use a layer names who may",
        Severity.HIGH,
        "aws:lambda/layerVersionPermission:LayerVersionPermission",
        ("organizationId",),
        "Name the account in principal, or the organization in organizationId.",
        "docs.aws.amazon.com, Granting Lambda layer access to other accounts",
    ),
    _permission(
        "aws-event-permission-not-public",
        "A permission to put events names who may",
        Severity.HIGH,
        "aws:cloudwatch/eventPermission:EventPermission",
        ("condition",),
        "Name the account in principal, or the organization in condition.",
        "docs.aws.amazon.com, Permissions for Amazon EventBridge event buses",
    ),
    property_rule(
        id="aws-function-url-signed",
        title="The URL of a function takes signed requests only",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set authorizationType to AWS_IAM.",
        source="docs.aws.amazon.com, Control access to Lambda function URLs",
        types=("aws:lambda/functionUrl:FunctionUrl",),
        path="authorizationType",
        expected=one_of("AWS_IAM"),
        absent=fails("the provider refuses a URL that does not say"),
    ),
    property_rule(
        id="aws-api-method-authorised",
        title="A method of an API asks who calls",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-D", "SNC-9.7", "ISO27001-A.8.5"),
        fix="Set authorization to AWS_IAM, COGNITO_USER_POOLS or CUSTOM.",
        source="docs.aws.amazon.com, Control and manage access to REST APIs in API Gateway",
        types=("aws:apigateway/method:Method",),
        path="authorization",
        expected=none_of("NONE"),
        absent=fails("the provider refuses a method that does not say"),
        where=(Where("httpMethod", none_of("OPTIONS"), unset=True),),
    ),
    property_rule(
        id="aws-api-route-authorised",
        title="A route of an HTTP or WebSocket API asks who calls",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-D", "SNC-9.7", "ISO27001-A.8.5"),
        fix="Set authorizationType to AWS_IAM, JWT or CUSTOM.",
        source="docs.aws.amazon.com, Control and manage access to HTTP APIs in API Gateway",
        types=("aws:apigatewayv2/route:Route",),
        path="authorizationType",
        expected=none_of("NONE"),
        absent=fails("API Gateway then lets everyone in"),
    ),
    property_rule(
        id="aws-graph-api-without-api-key",
        title="A GraphQL API knows its callers by more than a shared key",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-D", "SNC-9.5", "ISO27001-A.8.5"),
        fix="Set authenticationType to AWS_IAM, OPENID_CONNECT, AMAZON_COGNITO_USER_POOLS or AWS_LAMBDA.",
        source="docs.aws.amazon.com, Configuring authorization and authentication to secure your GraphQL APIs",
        types=("aws:appsync/graphQLApi:GraphQLApi",),
        path="authenticationType",
        expected=none_of("API_KEY"),
        absent=fails("the provider refuses an API that does not say"),
    ),
    property_rule(
        id="aws-api-origins-named",
        title="An API names the web sites whose pages may call it",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-F", "ISO27001-A.8.21"),
        fix="Name the origins in corsConfiguration.allowOrigins in place of *.",
        source="docs.aws.amazon.com, Configure CORS for HTTP APIs in API Gateway",
        types=("aws:apigatewayv2/api:Api",),
        path="corsConfiguration.allowOrigins[*]",
        expected=none_of("*"),
        absent=nothing_to_judge("browsers then keep other sites' pages out"),
    ),
    property_rule(
        id="aws-function-url-origins-named",
        title="The URL of a function names the web sites whose pages may call it",
        theme=Theme.PUBLIC_EXPOSURE,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-F", "ISO27001-A.8.21"),
        fix="Name the origins in cors.allowOrigins in place of *.",
        source="docs.aws.amazon.com, Cross-origin resource sharing (CORS) of Lambda function URLs",
        types=("aws:lambda/functionUrl:FunctionUrl",),
        path="cors.allowOrigins[*]",
        expected=none_of("*"),
        absent=nothing_to_judge("browsers then keep other sites' pages out"),
    ),
)
