import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.destinations import RULES
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

PARIS, VIRGINIA = "eu-west-3", "us-east-1"
TYPES = {rule.id: rule.types for rule in RULES}
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
OBJECTS = "aws:datasync/locationObjectStorage:LocationObjectStorage"
PULL_THROUGH = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"


def arn(service: str, region: str, name: str = "it") -> str:
    return f"arn:aws:{service}:{region}:111122223333:{name}"


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict = "not-applicable") -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


def by_region(rule: str, path: str) -> list[Case]:
    return everywhere(rule, path, PARIS, VIRGINIA)


def by_arn(rule: str, path: str, service: str) -> list[Case]:
    return everywhere(rule, path, arn(service, PARIS), arn(service, VIRGINIA))


CASES = [
    *by_arn("aws-event-target-in-eea", "arn", "events"),
    *cases(
        "aws-event-target-in-eea",
        TARGET,
        # What names no region is not judged here.
        ("missing", "not-applicable", {"arn": "arn:aws:iam::111122223333:role/it"}),
        ("unknown", "unknown", {"arn": "it"}, "not an ARN"),
    ),
    *by_region("aws-event-endpoint-in-eea", "routingConfig.failoverConfig.secondary.route"),
    *by_arn("aws-event-pipe-target-in-eea", "target", "events"),
    *by_arn("aws-log-subscription-in-eea", "destinationArn", "logs"),
    *by_arn("aws-log-destination-in-eea", "targetArn", "kinesis"),
    *by_region("aws-log-centralization-in-eea", "rule.destination.region"),
    *by_region(
        "aws-log-centralization-backup-in-eea",
        "rule.destination.destinationLogsConfiguration.backupConfiguration.region",
    ),
    *by_region("aws-security-lake-in-eea", "configuration.region"),
    *by_region("aws-security-lake-replica-in-eea", "configuration.replicationConfiguration.regions[*]"),
    *cases(
        "aws-topic-subscription-in-eea",
        SUBSCRIPTION,
        ("good", "pass", {"protocol": "sqs", "endpoint": arn("sqs", PARIS)}),
        ("bad", "fail", {"protocol": "lambda", "endpoint": arn("lambda", VIRGINIA)}),
        ("missing", "not-applicable", {"protocol": "sqs"}),
        ("missing", "not-applicable", {"protocol": "email", "endpoint": "rssi@example.org"}),
        ("unknown", "unknown", {"protocol": "sqs", "endpoint": UNKNOWN}),
        ("unknown", "unknown", {"protocol": UNKNOWN, "endpoint": arn("sqs", VIRGINIA)}),
    ),
    *by_region("aws-inventory-sync-in-eea", "s3Destination.region"),
    *by_region("aws-configuration-collector-in-eea", "authorizedAwsRegion"),
    *by_arn("aws-transfer-file-system-in-eea", "fsxFilesystemArn", "fsx"),
    *by_arn("aws-transfer-elastic-file-system-in-eea", "efsFileSystemArn", "elasticfilesystem"),
    *cases(
        "aws-transfer-object-storage-in-eea",
        OBJECTS,
        ("good", "pass", {"serverHostname": "s3.eu-west-3.amazonaws.com"}),
        ("good", "pass", {"serverHostname": "s3.dualstack.eu-central-1.amazonaws.com"}),
        ("bad", "fail", {"serverHostname": "s3.us-east-1.amazonaws.com"}, "outside the EEA"),
        ("bad", "fail", {"serverHostname": "https://S3.US-EAST-1.amazonaws.com"}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"serverHostname": "objects.example.org"}, "does not say where it stores"),
        ("unknown", "unknown", {"serverHostname": UNKNOWN}),
    ),
    *cases(
        "aws-container-registry-upstream-in-eea",
        PULL_THROUGH,
        ("good", "pass", {"upstreamRegistryUrl": "111122223333.dkr.ecr.eu-west-3.amazonaws.com"}),
        ("bad", "fail", {"upstreamRegistryUrl": "111122223333.dkr.ecr.us-east-1.amazonaws.com"}),
        ("missing", "not-applicable", {"upstreamRegistryUrl": "public.ecr.aws"}),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", {"upstreamRegistryUrl": UNKNOWN}),
    ),
    *everywhere("aws-delivery-stream-within-aws", "destination", "extended_s3", "http_endpoint", "fail"),
    *cases(
        "aws-delivery-stream-within-aws",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        ("bad", "fail", {"destination": "splunk"}),
        ("bad", "fail", {"destination": "snowflake"}),
    ),
    *by_region("aws-network-peer-in-eea", "peerRegion"),
    *by_region("aws-endpoint-service-in-eea", "serviceRegion"),
    *by_region("aws-endpoint-consumers-in-eea", "supportedRegions[*]"),
    *by_region("aws-search-peer-in-eea", "remoteDomainInfo.region"),
    *by_arn("aws-network-firewall-key-in-eea", "encryptionConfiguration.keyId", "kms"),
    *cases(
        "aws-network-firewall-key-in-eea",
        "aws:networkfirewall/firewall:Firewall",
        # An id or an alias is of the region that the firewall stands in.
        ("good", "not-applicable", {"encryptionConfiguration": {"keyId": "1a2b"}}),
        ("good", "not-applicable", {"encryptionConfiguration": {"keyId": "alias/firewall"}}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
