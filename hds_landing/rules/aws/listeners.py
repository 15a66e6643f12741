"""AWS load balancers, distributions and interfaces: what is encrypted on its way in, and on its way on."""

from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.tls_versions import LISTENERS, REQUIREMENTS
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import (
    Absence,
    Expectation,
    Where,
    fails,
    judge_property,
    none_of,
    nothing_to_judge,
    one_of,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_DISTRIBUTION: Final = "aws:cloudfront/distribution:Distribution"
_VIEWERS: Final = one_of("https-only", "redirect-to-https")
_NO_BEHAVIOUR: Final = nothing_to_judge("a distribution has no further behaviour that it does not name")
_REFUSED: Final = fails("the provider refuses a distribution that does not say")
_NOT_HTTP: Final = Expectation(
    "an address that does not start with http://",
    lambda value: not (isinstance(value, str) and value.strip().lower().startswith("http://")),
)
_REDIRECT: Final = "defaultActions[*].redirect.protocol"
_PASSED_ON: Final = "passes through what the two ends agree on, which does not show here"


def _judge_protocol(value: Any) -> Judgement | bool:
    given = str(value).upper()
    if given in ("HTTPS", "TLS", "SSL", "QUIC"):
        return True
    return False if given == "HTTP" else Undetermined(_PASSED_ON)


_PROTOCOL: Final = Expectation("HTTPS or TLS", _judge_protocol)
_LISTENER_ABSENT: Final = fails("Elastic Load Balancing listens for HTTP in clear")


def _judge_listener(subject: Subject) -> Judgement:
    protocol = find_one(subject.properties, "protocol")
    if protocol.value is ABSENT and find_one(subject.properties, "port").value is ABSENT:
        return NOT_APPLICABLE  # a gateway load balancer: neither is set there
    if str(protocol.value).upper() == "HTTP" or protocol.value is ABSENT:
        redirects = find(subject.properties, _REDIRECT)
        if any(redirect.value is UNKNOWN for redirect in redirects):
            return Undetermined(f"{_REDIRECT} is not known yet")
        if redirects and all(str(redirect.value).upper() == "HTTPS" for redirect in redirects):
            return None
    return judge_property(subject, "protocol", _PROTOCOL, _LISTENER_ABSENT)


def _judge_viewers(subject: Subject) -> Judgement:
    return worst(
        (
            judge_property(subject, "defaultCacheBehavior.viewerProtocolPolicy", _VIEWERS, _REFUSED),
            judge_property(
                subject, "orderedCacheBehaviors[*].viewerProtocolPolicy", _VIEWERS, _REFUSED, no_element=_NO_BEHAVIOUR
            ),
        )
    )


def _rule(
    id: str, title: str, types: tuple[str, ...], path: str, expected: Expectation, absent: Absence, **more: Any
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        requirements=REQUIREMENTS,
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        **more,
    )


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-load-balancer-encrypted",
        title="A load balancer listens for encrypted connections",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set protocol to HTTPS or TLS with a certificate, or redirect to HTTPS.",
        source="docs.aws.amazon.com, Create an HTTPS listener for your Application Load Balancer",
        types=LISTENERS,
        paths=("protocol", "port", _REDIRECT),
        absence=f"{_LISTENER_ABSENT.meaning}; a gateway load balancer has neither protocol nor port",
        judge=_judge_listener,
    ),
    ResourceRule(
        id="aws-distribution-encrypted",
        title="A distribution serves viewers over HTTPS only",
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set viewerProtocolPolicy of every behaviour to https-only or redirect-to-https.",
        source="docs.aws.amazon.com, Require HTTPS for communication between viewers and CloudFront",
        types=(_DISTRIBUTION,),
        paths=("defaultCacheBehavior.viewerProtocolPolicy", "orderedCacheBehaviors[*].viewerProtocolPolicy"),
        absence=_REFUSED.meaning,
        judge=_judge_viewers,
    ),
    _rule(
        "aws-distribution-origin-encrypted",
        "A distribution reaches its origins over HTTPS only",
        (_DISTRIBUTION,),
        "origins[*].customOriginConfig.originProtocolPolicy",
        one_of("https-only"),
        nothing_to_judge("an origin in S3 has no choice of protocol"),
        severity=Severity.HIGH,
        fix="Set customOriginConfig.originProtocolPolicy of every origin to https-only.",
        source="docs.aws.amazon.com, Require HTTPS for communication between CloudFront and your custom origin",
    ),
    _rule(
        "aws-classic-load-balancer-encrypted",
        "A classic load balancer listens for encrypted connections",
        ("aws:elb/loadBalancer:LoadBalancer",),
        "listeners[*].lbProtocol",
        _PROTOCOL,
        fails("the provider refuses a listener without a protocol"),
        severity=Severity.HIGH,
        fix="Set lbProtocol of every listener to HTTPS or SSL, or move to an Application Load Balancer.",
        source="docs.aws.amazon.com, Listeners for your Classic Load Balancer",
    ),
    _rule(
        "aws-target-group-encrypted",
        "A load balancer reaches its targets encrypted",
        ("aws:alb/targetGroup:TargetGroup", "aws:lb/targetGroup:TargetGroup"),
        "protocol",
        none_of("HTTP"),
        nothing_to_judge("a function has no protocol"),
        severity=Severity.MEDIUM,
        fix="Set protocol to HTTPS or TLS.",
        source="docs.aws.amazon.com, Target groups for your Application Load Balancers",
        where=(Where("targetType", none_of("lambda", "alb"), unset=True),),
    ),
    _rule(
        "aws-api-backend-encrypted",
        "A REST interface reaches its back end encrypted",
        ("aws:apigateway/integration:Integration",),
        "uri",
        _NOT_HTTP,
        nothing_to_judge("an integration without an address calls nobody"),
        severity=Severity.MEDIUM,
        fix="Set uri to an address that starts with https://.",
        source="docs.aws.amazon.com, Set up HTTP integrations in API Gateway",
    ),
    _rule(
        "aws-http-api-backend-encrypted",
        "An HTTP interface reaches its back end encrypted",
        ("aws:apigatewayv2/integration:Integration",),
        "integrationUri",
        _NOT_HTTP,
        nothing_to_judge("an integration without an address calls nobody"),
        severity=Severity.MEDIUM,
        fix="Set integrationUri to an address that starts with https://.",
        source="docs.aws.amazon.com, Create HTTP proxy integrations for HTTP APIs",
    ),
)
