"""Where AWS resources send what they hold: events, logs, messages, streams, files."""

import re
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.property_rule import (
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    property_rule,
)
from hds_landing.rules.residency import AWS_ARN, AWS_REGION, REQUIREMENTS, SOURCE, judge_arn, judge_region
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_WITHIN: Final = "Send to a destination in a region inside the EEA."
_AWS_HOST: Final = re.compile(r"[./](?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d)\.(?:amazonaws\.com|api\.aws)", re.IGNORECASE)
_REGISTRY: Final = re.compile(r"\d{12}\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?:/.*)?")
_REGIONAL_ARN: Final = Expectation(
    "an ARN of a region inside the EEA",
    lambda value: judge_arn(value) if _names_a_region(value) else NOT_APPLICABLE,
)

_KEY_ARN: Final = Expectation(
    "a key of a region inside the EEA",
    lambda value: judge_arn(value) if str(value).startswith("arn:") else NOT_APPLICABLE,
)


def _names_a_region(value: Any) -> bool:
    """False for an ARN of what has none: a bucket's region is judged where the bucket is in the inventory."""
    fields = value.split(":") if isinstance(value, str) else []
    return not (len(fields) > 3 and fields[0] == "arn" and not fields[3])


def _sent(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    absence: str,
    *,
    expected: Expectation = AWS_ARN,
    severity: Severity = Severity.CRITICAL,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.REGION,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=_WITHIN,
        source=SOURCE,
        types=types,
        path=path,
        expected=expected,
        absent=nothing_to_judge(absence),
        where=where,
    )


def judge_host(path: str, service: str) -> Any:
    """A judge of the host at `path`: an AWS host names its region; of any other host nobody knows where it stores."""

    def judge(subject: Subject) -> Judgement:
        found = find_one(subject.properties, path)
        if found.value is ABSENT:
            return NOT_APPLICABLE
        if found.value is UNKNOWN or not isinstance(found.value, str):
            return Undetermined(f"{path} is not known yet")
        host = _AWS_HOST.search(f".{found.value}")
        if host is None:
            return Undetermined(f"{path} is a host of {service}: it does not say where it stores")
        judgement = judge_region("aws", host["region"].lower())
        if isinstance(judgement, Undetermined):
            return Undetermined(f"{path}: {judgement.why}")
        return f"{path}: {judgement}" if isinstance(judgement, str) else None

    return judge


def judge_registry(subject: Subject) -> Judgement:
    """An upstream that is a private ECR registry names its region; from others images come in and nothing goes out."""
    found = find_one(subject.properties, "upstreamRegistryUrl")
    if found.value is ABSENT:
        return NOT_APPLICABLE
    if found.value is UNKNOWN or not isinstance(found.value, str):
        return Undetermined("upstreamRegistryUrl is not known yet")
    registry = _REGISTRY.fullmatch(found.value.removeprefix("https://"))
    if registry is None:
        return NOT_APPLICABLE
    judgement = judge_region("aws", registry["region"])
    return f"{found}: {judgement}" if isinstance(judgement, str) else judgement


RULES: tuple[Rule, ...] = (
    _sent(
        "aws-network-firewall-key-in-eea",
        "The key of a network firewall stands inside the EEA",
        (
            "aws:networkfirewall/firewall:Firewall",
            "aws:networkfirewall/firewallPolicy:FirewallPolicy",
            "aws:networkfirewall/ruleGroup:RuleGroup",
        ),
        "encryptionConfiguration.keyId",
        "the rule on its key judges a firewall without one",
        expected=_KEY_ARN,
        severity=Severity.HIGH,
    ),
    _sent(
        "aws-event-target-in-eea",
        "An EventBridge rule sends events to targets inside the EEA",
        ("aws:cloudwatch/eventTarget:EventTarget",),
        "arn",
        "the provider refuses a target without an ARN",
        expected=_REGIONAL_ARN,
    ),
    _sent(
        "aws-event-endpoint-in-eea",
        "A global EventBridge endpoint fails over to a region inside the EEA",
        ("aws:cloudwatch/eventEndpoint:EventEndpoint",),
        "routingConfig.failoverConfig.secondary.route",
        "the provider refuses an endpoint without a secondary region",
        expected=AWS_REGION,
    ),
    _sent(
        "aws-event-pipe-target-in-eea",
        "An EventBridge pipe ends inside the EEA",
        ("aws:pipes/pipe:Pipe",),
        "target",
        "the provider refuses a pipe without a target",
        expected=_REGIONAL_ARN,
    ),
    _sent(
        "aws-log-subscription-in-eea",
        "A log group is streamed to destinations inside the EEA",
        ("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",),
        "destinationArn",
        "the provider refuses a subscription without a destination",
    ),
    _sent(
        "aws-log-destination-in-eea",
        "A log destination feeds a stream inside the EEA",
        ("aws:cloudwatch/logDestination:LogDestination",),
        "targetArn",
        "the provider refuses a destination without a target",
    ),
    _sent(
        "aws-log-centralization-in-eea",
        "Centralised logs are gathered in a region inside the EEA",
        ("aws:observabilityadmin/centralizationRuleForOrganization:CentralizationRuleForOrganization",),
        "rule.destination.region",
        "the provider refuses a rule without a destination",
        expected=AWS_REGION,
    ),
    _sent(
        "aws-log-centralization-backup-in-eea",
        "Centralised logs are backed up in a region inside the EEA",
        ("aws:observabilityadmin/centralizationRuleForOrganization:CentralizationRuleForOrganization",),
        "rule.destination.destinationLogsConfiguration.backupConfiguration.region",
        "centralised logs have no second copy unless they ask for it",
        expected=AWS_REGION,
    ),
    _sent(
        "aws-security-lake-in-eea",
        "A security lake collects in a region inside the EEA",
        ("aws:securitylake/dataLake:DataLake",),
        "configuration.region",
        "the provider refuses a lake without a region",
        expected=AWS_REGION,
        severity=Severity.HIGH,
    ),
    _sent(
        "aws-security-lake-replica-in-eea",
        "A security lake is replicated inside the EEA only",
        ("aws:securitylake/dataLake:DataLake",),
        "configuration.replicationConfiguration.regions[*]",
        "a lake is replicated nowhere unless it says so",
        expected=AWS_REGION,
        severity=Severity.HIGH,
    ),
    _sent(
        "aws-topic-subscription-in-eea",
        "A topic delivers to queues, functions and streams inside the EEA",
        ("aws:sns/topicSubscription:TopicSubscription",),
        "endpoint",
        "the provider refuses a subscription without an endpoint",
        severity=Severity.HIGH,
        where=(Where("protocol", one_of("sqs", "lambda", "firehose", "application"), unset=False),),
    ),
    _sent(
        "aws-inventory-sync-in-eea",
        "The inventory of managed instances is stored in a region inside the EEA",
        ("aws:ssm/resourceDataSync:ResourceDataSync",),
        "s3Destination.region",
        "the provider refuses a sync without a region",
        expected=AWS_REGION,
        severity=Severity.HIGH,
    ),
    _sent(
        "aws-configuration-collector-in-eea",
        "The configuration of an account is given to aggregators inside the EEA only",
        ("aws:cfg/aggregateAuthorization:AggregateAuthorization",),
        "authorizedAwsRegion",
        "`region` names it in the provider's older spelling, and is judged as the resource's own",
        expected=AWS_REGION,
        severity=Severity.HIGH,
    ),
    _sent(
        "aws-transfer-file-system-in-eea",
        "DataSync moves files between file systems inside the EEA",
        (
            "aws:datasync/locationFsxLustre:LocationFsxLustre",
            "aws:datasync/locationFsxWindows:LocationFsxWindows",
        ),
        "fsxFilesystemArn",
        "the provider refuses a location without its file system",
    ),
    _sent(
        "aws-transfer-elastic-file-system-in-eea",
        "DataSync moves files between EFS file systems inside the EEA",
        ("aws:datasync/efsLocation:EfsLocation",),
        "efsFileSystemArn",
        "the provider refuses a location without its file system",
    ),
    ResourceRule(
        id="aws-transfer-object-storage-in-eea",
        title="DataSync moves objects to and from hosts inside the EEA",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Move objects between buckets of regions inside the EEA, or waive a host whose place is documented.",
        source=SOURCE,
        types=("aws:datasync/locationObjectStorage:LocationObjectStorage",),
        paths=("serverHostname",),
        absence="the provider refuses a location without a host",
        judge=judge_host("serverHostname", "somebody else"),
    ),
    ResourceRule(
        id="aws-container-registry-upstream-in-eea",
        title="Images are pulled through from private registries inside the EEA",
        theme=Theme.REGION,
        severity=Severity.LOW,
        requirements=("SNC-19.2", "ISO27001-A.5.21"),
        fix="Set upstreamRegistryUrl to a registry of a region inside the EEA.",
        source="docs.aws.amazon.com, Amazon ECR, ECR to ECR pull through cache",
        types=("aws:ecr/pullThroughCacheRule:PullThroughCacheRule",),
        paths=("upstreamRegistryUrl",),
        absence="the provider refuses a rule without a registry",
        judge=judge_registry,
    ),
    property_rule(
        id="aws-delivery-stream-within-aws",
        title="A Firehose stream delivers to AWS stores, whose region can be told",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=(*REQUIREMENTS, "HDS-EXI-22"),
        fix="Deliver to S3, OpenSearch or Redshift inside the EEA, or waive a destination whose place is documented.",
        source="docs.aws.amazon.com, Amazon Data Firehose, Configure destination settings",
        types=("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",),
        path="destination",
        expected=none_of("http_endpoint", "splunk", "snowflake"),
        absent=fails("the provider refuses a stream without a destination"),
    ),
    property_rule(
        id="aws-network-peer-in-eea",
        title="A network is peered with a network inside the EEA",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=(*REQUIREMENTS, "SNC-13.2"),
        fix="Peer with a network of a region inside the EEA, or remove peerRegion.",
        source=SOURCE,
        types=(
            "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
            "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
        ),
        path="peerRegion",
        expected=AWS_REGION,
        absent=nothing_to_judge("the peer is in the same region"),
    ),
    property_rule(
        id="aws-endpoint-service-in-eea",
        title="A VPC endpoint reaches a service inside the EEA",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Remove serviceRegion, or set it to a region inside the EEA.",
        source="docs.aws.amazon.com, AWS PrivateLink, Cross-Region enabled endpoint services",
        types=("aws:ec2/vpcEndpoint:VpcEndpoint",),
        path="serviceRegion",
        expected=AWS_REGION,
        absent=nothing_to_judge("the service is in the same region"),
    ),
    property_rule(
        id="aws-endpoint-consumers-in-eea",
        title="An endpoint service is offered to regions inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Leave only regions inside the EEA in supportedRegions.",
        source="docs.aws.amazon.com, AWS PrivateLink, Cross-Region enabled endpoint services",
        types=("aws:ec2/vpcEndpointService:VpcEndpointService",),
        path="supportedRegions[*]",
        expected=AWS_REGION,
        absent=nothing_to_judge("the service is offered in its own region only"),
    ),
    property_rule(
        id="aws-search-peer-in-eea",
        title="An OpenSearch domain searches domains inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Connect to a domain of a region inside the EEA.",
        source="docs.aws.amazon.com, Amazon OpenSearch Service, Cross-cluster search",
        types=("aws:opensearch/outboundConnection:OutboundConnection",),
        path="remoteDomainInfo.region",
        expected=AWS_REGION,
        absent=nothing_to_judge("the provider refuses a connection without the region of its peer"),
    ),
)
