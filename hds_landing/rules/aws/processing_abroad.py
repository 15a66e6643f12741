"""AWS choices that carry or process content elsewhere without a copy: edge, inference, stacks of other regions."""

import re
from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.property_rule import (
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    property_rule,
)
from hds_landing.rules.residency import AWS_REGION, AWS_ZONE, REQUIREMENTS, SOURCE
from hds_landing.rules.rule import Rule

_PROFILE: Final = re.compile(r"(?:^|/)(?P<area>[a-z]{2,6}(?:-[a-z]+)?)\.[a-z0-9-]+\.")
"""A system profile or model that is called through one: `eu.anthropic.claude...`. A model alone has its maker first."""
_AREAS: Final = frozenset({"us", "us-gov", "eu", "apac", "jp", "au", "ca", "sa", "me", "af", "il", "global"})
_EDGE_REQUIREMENTS: Final = ("HDS-EXI-28", "HDS-EXI-29", "SNC-19.2")


def judge_inference(value: object) -> Judgement:
    """None for a model of the region itself, or a profile that stays in the European Union."""
    if not isinstance(value, str):
        return Undetermined("not the name of a model")
    profile = _PROFILE.search(value)
    if profile is None or profile["area"] not in _AREAS:
        return None
    if profile["area"] == "eu":
        return None
    return "a profile that sends requests to regions outside the EEA"


_INFERENCE: Final = Expectation("a model of the region, or a profile that starts with eu.", judge_inference)

RULES: tuple[Rule, ...] = (
    property_rule(
        id="aws-inference-profile-in-eea",
        title="An inference profile sends requests to regions of the European Union only",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=(*REQUIREMENTS, "HDS-EXI-29"),
        fix="Copy modelSource.copyFrom from a model of the region, or from a profile that starts with `eu.`.",
        source="docs.aws.amazon.com, Amazon Bedrock, Supported Regions and models for inference profiles",
        types=("aws:bedrock/inferenceProfile:InferenceProfile",),
        path="modelSource.copyFrom",
        expected=_INFERENCE,
        absent=nothing_to_judge("the provider refuses a profile without a model"),
    ),
    property_rule(
        id="aws-agent-model-in-eea",
        title="An agent calls a model that answers inside the European Union",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=(*REQUIREMENTS, "HDS-EXI-29"),
        fix="Set foundationModel to a model of the region, or to a profile that starts with `eu.`.",
        source="docs.aws.amazon.com, Amazon Bedrock, Supported Regions and models for inference profiles",
        types=("aws:bedrock/agentAgent:AgentAgent",),
        path="foundationModel",
        expected=_INFERENCE,
        absent=nothing_to_judge("the provider refuses an agent without a model"),
    ),
    property_rule(
        id="aws-bucket-not-accelerated",
        title="Content of a bucket does not travel through edge locations",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=_EDGE_REQUIREMENTS,
        fix="Set status to Suspended: transfer acceleration ends connections at points of presence all over the world.",
        source="docs.aws.amazon.com, Configuring fast, secure file transfers using Amazon S3 Transfer Acceleration",
        types=("aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration",),
        path="status",
        expected=one_of("Suspended"),
        absent=fails("the provider refuses a configuration without a status"),
    ),
    property_rule(
        id="aws-bucket-inline-not-accelerated",
        title="A bucket does not ask for transfer acceleration",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=_EDGE_REQUIREMENTS,
        fix="Remove accelerationStatus, or set it to Suspended.",
        source="docs.aws.amazon.com, Configuring fast, secure file transfers using Amazon S3 Transfer Acceleration",
        types=("aws:s3/bucket:Bucket",),
        path="accelerationStatus",
        expected=one_of("Suspended"),
        absent=nothing_to_judge("S3 accelerates no bucket that does not ask for it"),
    ),
    property_rule(
        id="aws-rest-api-not-at-the-edge",
        title="A REST API answers from its region, not from edge locations",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=_EDGE_REQUIREMENTS,
        fix="Set endpointConfiguration.types to REGIONAL or PRIVATE.",
        source="docs.aws.amazon.com, API endpoint types for REST APIs in API Gateway",
        types=("aws:apigateway/restApi:RestApi",),
        path="endpointConfiguration.types",
        expected=none_of("EDGE"),
        absent=fails("API Gateway answers through CloudFront"),
    ),
    property_rule(
        id="aws-api-domain-not-at-the-edge",
        title="The name of an API leads to its region, not to edge locations",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=_EDGE_REQUIREMENTS,
        fix="Set endpointConfiguration.types to REGIONAL and give a regionalCertificateArn.",
        source="docs.aws.amazon.com, Custom domain name for public REST APIs in API Gateway",
        types=("aws:apigateway/domainName:DomainName",),
        path="endpointConfiguration.types",
        expected=none_of("EDGE"),
        absent=fails("without a regional certificate the name belongs to CloudFront"),
        unless=("regionalCertificateArn", "regionalCertificateName"),
    ),
    property_rule(
        id="aws-stack-set-in-eea",
        title="A stack set deploys to regions inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Leave only regions inside the EEA in regions.",
        source=SOURCE,
        types=("aws:cloudformation/stackInstances:StackInstances",),
        path="regions[*]",
        expected=AWS_REGION,
        absent=nothing_to_judge("the stack set deploys to the region of its provider"),
    ),
    property_rule(
        id="aws-stack-set-instance-in-eea",
        title="An instance of a stack set stands in a region inside the EEA",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Set stackSetInstanceRegion to a region inside the EEA.",
        source=SOURCE,
        types=("aws:cloudformation/stackSetInstance:StackSetInstance",),
        path="stackSetInstanceRegion",
        expected=AWS_REGION,
        absent=nothing_to_judge("the instance stands in the region of its provider"),
    ),
    property_rule(
        id="aws-account-region-in-eea",
        title="An account opens regions inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Set enabled to false for a region outside the EEA.",
        source="docs.aws.amazon.com, Enable or disable AWS Regions in your account",
        types=("aws:account/region:Region",),
        path="regionName",
        expected=AWS_REGION,
        absent=nothing_to_judge("the provider refuses a region without its name"),
        where=(Where("enabled", one_of(True), unset=False),),
    ),
    property_rule(
        id="aws-availability-zones-in-eea",
        title="A group or cluster spreads over availability zones inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Use availability zones of the landing zone's region, such as eu-west-3a and eu-west-3b.",
        source=SOURCE,
        types=(
            "aws:autoscaling/group:Group",
            "aws:docdb/cluster:Cluster",
            "aws:neptune/cluster:Cluster",
            "aws:rds/cluster:Cluster",
        ),
        path="availabilityZones[*]",
        expected=AWS_ZONE,
        absent=nothing_to_judge("AWS picks zones of the region, which is judged by itself"),
    ),
)
