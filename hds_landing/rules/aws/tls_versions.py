"""The names under which AWS services know "TLS 1.2 and above", and rules that ask for one of them.

ANSSI's guide on TLS accepts 1.2 and 1.3 only; a service's name says the lowest version that it accepts.
"""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    Absence,
    Expectation,
    Where,
    fails,
    matching,
    none_of,
    nothing_to_judge,
    one_of,
    property_rule,
    undetermined,
)
from hds_landing.rules.rule import ResourceRule, Rule

REQUIREMENTS: Final = ("HDS-EXI-05-C", "SNC-10.2", "ISO27001-A.5.14", "ISO27001-A.8.24")

LISTENERS: Final = ("aws:alb/listener:Listener", "aws:lb/listener:Listener")
_WORDING: Final = "a policy of TLS 1.2 or above"
_LOAD_BALANCER: Final = matching(r"ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)(-.+)?", _WORDING)
_CLOUDFRONT: Final = matching(r"TLSv1\.(2_20(19|2\d)|3_20\d\d)", "TLSv1.2_2019 or above")
_API: Final = matching(r"TLS_1_2|SecurityPolicy_TLS1[23]_.+", _WORDING)
_OPENSEARCH: Final = matching(r"Policy-Min-TLS-1-[23]-.+", _WORDING)
_TRANSFER: Final = matching(
    r"TransferSecurityPolicy-((FIPS-|Restricted-|AS2Restricted-|SshAuditCompliant-)?20(2[2-9]|[3-9]\d)-\d\d)",
    "a policy of 2022 or later that is no experiment",
)
_IOT: Final = matching(r"IoTSecurityPolicy_TLS1[23]_1_[23]_.+", _WORDING)


def _version(
    *,
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    expected: Expectation,
    absent: Absence,
    value: str,
    source: str,
    severity: Severity = Severity.HIGH,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=f"Set {path.replace('[*]', '')} to {value}.",
        source=f"docs.aws.amazon.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        where=where,
    )


RULES: tuple[Rule, ...] = (
    _version(
        id="aws-load-balancer-tls-version",
        title="A load balancer accepts TLS 1.2 and above only",
        types=LISTENERS,
        path="sslPolicy",
        expected=_LOAD_BALANCER,
        absent=fails("Elastic Load Balancing takes ELBSecurityPolicy-2016-08, which accepts TLS 1.0"),
        value="ELBSecurityPolicy-TLS13-1-2-2021-06",
        source="Security policies for your Application Load Balancer",
        where=(Where("protocol", one_of("HTTPS", "TLS"), unset=False),),
    ),
    _version(
        id="aws-distribution-tls-version",
        title="A distribution accepts TLS 1.2 and above only",
        types=(
            "aws:cloudfront/distribution:Distribution",
            "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
        ),
        path="viewerCertificate.minimumProtocolVersion",
        expected=_CLOUDFRONT,
        absent=fails("CloudFront accepts TLS 1.0"),
        value="TLSv1.2_2021, with a certificate of your own",
        source="Supported protocols and ciphers between viewers and CloudFront",
    ),
    _version(
        id="aws-distribution-origin-tls-version",
        title="A distribution reaches its origins with TLS 1.2 and above only",
        types=("aws:cloudfront/distribution:Distribution",),
        path="origins[*].customOriginConfig.originSslProtocols[*]",
        expected=one_of("TLSv1.2", "TLSv1.3"),
        absent=nothing_to_judge("an origin in S3 has no choice of protocol"),
        value="TLSv1.2 alone",
        source="Minimum Origin SSL Protocol",
    ),
    _version(
        id="aws-api-domain-tls-version",
        title="The domain name of a REST interface accepts TLS 1.2 and above only",
        types=("aws:apigateway/domainName:DomainName",),
        path="securityPolicy",
        expected=_API,
        absent=undetermined("API Gateway chooses a policy by kind of endpoint"),
        value="TLS_1_2",
        source="Choose a security policy for your custom domain in API Gateway",
    ),
    _version(
        id="aws-http-api-domain-tls-version",
        title="The domain name of an HTTP interface accepts TLS 1.2 and above only",
        types=("aws:apigatewayv2/domainName:DomainName",),
        path="domainNameConfiguration.securityPolicy",
        expected=_API,
        absent=fails("the provider refuses a domain name without a policy"),
        value="TLS_1_2",
        source="Security policies for HTTP APIs in API Gateway",
    ),
    _version(
        id="aws-rest-api-tls-version",
        title="The endpoint of a REST interface accepts TLS 1.2 and above only",
        types=("aws:apigateway/restApi:RestApi",),
        path="securityPolicy",
        expected=_API,
        absent=fails("API Gateway accepts TLS 1.0 at every endpoint that is not private"),
        value="a SecurityPolicy_TLS13 policy, or disableExecuteApiEndpoint to true",
        source="Security policies for REST APIs in API Gateway",
        severity=Severity.MEDIUM,
        where=(
            Where("disableExecuteApiEndpoint", none_of(True), unset=True),
            Where("endpointConfiguration.types", none_of("PRIVATE"), unset=True),
        ),
    ),
    _version(
        id="aws-opensearch-tls-version",
        title="An OpenSearch domain accepts TLS 1.2 and above only",
        types=("aws:elasticsearch/domain:Domain", "aws:opensearch/domain:Domain"),
        path="domainEndpointOptions.tlsSecurityPolicy",
        expected=_OPENSEARCH,
        absent=fails("OpenSearch may take Policy-Min-TLS-1-0-2019-07, which accepts TLS 1.0"),
        value="Policy-Min-TLS-1-2-PFS-2023-10",
        source="DomainEndpointOptions, Amazon OpenSearch Service",
    ),
    _version(
        id="aws-file-transfer-policy",
        title="A file transfer server offers current ciphers only",
        types=("aws:transfer/server:Server",),
        path="securityPolicyName",
        expected=_TRANSFER,
        absent=fails("Transfer Family takes TransferSecurityPolicy-2018-11, which accepts SHA-1 and older"),
        value="TransferSecurityPolicy-2024-01 or later",
        source="Security policies for AWS Transfer Family servers",
    ),
    _version(
        id="aws-device-domain-tls-version",
        title="The endpoint of connected devices accepts TLS 1.2 and above only",
        types=("aws:iot/domainConfiguration:DomainConfiguration",),
        path="tlsConfig.securityPolicy",
        expected=_IOT,
        absent=undetermined("IoT Core chooses a policy by the account's age"),
        value="IoTSecurityPolicy_TLS13_1_2_2022_10",
        source="Transport security in AWS IoT Core",
    ),
)
