from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource, Secret
from hds_landing.rules.aws.public_access import FLAGS
from hds_landing.rules.whole_inventory.s3_bucket import (
    ACCOUNT_BLOCK,
    BUCKET,
    ENCRYPTION,
    LOGGING,
    PUBLIC_ACCESS_BLOCK,
    REPLICATION,
    RULES,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource, urn

KEY = "arn:aws:kms:eu-west-3:111122223333:key/1"
ON = dict.fromkeys(FLAGS, True)
PARIS: dict[str, Any] = {"provider": urn("paris"), "provider_inputs": {"region": "eu-west-3"}}
VIRGINIA: dict[str, Any] = {"provider": urn("virginia"), "provider_inputs": {"region": "us-east-1"}}


def bucket(name: str = "it", **fields: Any) -> Resource:
    return resource(BUCKET, name, id=f"{name}-1a2b", **{**PARIS, **fields})


def balancer(type_: str = "aws:lb/loadBalancer:LoadBalancer", **inputs: object) -> Resource:
    return resource(type_, "balancer", inputs={"accessLogs": {"bucket": "it-1a2b", "enabled": True}, **inputs})


def by_default(algorithm: object = "aws:kms", **key: object) -> dict[str, object]:
    return {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm, **key}}


def encryption(*rules: Mapping[str, object], refers: str = "it", **inputs: object) -> Resource:
    return resource(ENCRYPTION, "sse", refers={"bucket": refers}, inputs={"bucket": UNKNOWN, "rules": rules, **inputs})


def block(token: str = PUBLIC_ACCESS_BLOCK, refers: str | None = "it", **inputs: object) -> Resource:
    return resource(token, "block", refers={"bucket": refers} if refers else {}, inputs={**ON, **inputs}, **PARIS)


def replication(destination: object, refers: str | None = None) -> Resource:
    return resource(
        REPLICATION,
        refers={"rules": refers} if refers else {},
        inputs={"bucket": "it", "rules": [{"status": "Enabled", "destination": {"bucket": destination}}]},
    )


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


INLINE = {"serverSideEncryptionConfiguration": {"rule": by_default(kmsMasterKeyId=KEY)}}
OLD_INLINE = {
    "serverSideEncryptionConfigurations": [
        {"rules": [{"applyServerSideEncryptionByDefaults": [{"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY}]}]}
    ]
}
OLD = "aws:s3/bucketV2:BucketV2"
OLD_ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"

CASES = [
    case("aws-bucket-customer-key", "good", "pass", bucket(), encryption(by_default(kmsMasterKeyId=KEY))),
    case(
        "aws-bucket-customer-key", "good", "pass", bucket(), encryption(by_default("aws:kms:dsse", kmsMasterKeyId=KEY))
    ),
    case("aws-bucket-customer-key", "good", "pass", bucket(), encryption(by_default(kmsMasterKeyId=Secret(KEY)))),
    case("aws-bucket-customer-key", "good", "pass", bucket(inputs=INLINE)),
    case("aws-bucket-customer-key", "good", "pass", resource(OLD, inputs=OLD_INLINE)),
    case(
        "aws-bucket-customer-key",
        "good",
        "pass",
        resource(OLD, id="old"),
        resource(OLD_ENCRYPTION, "sse", inputs={"bucket": "old", "rules": [by_default(kmsMasterKeyId=KEY)]}),
    ),
    case(
        "aws-bucket-customer-key",
        "bad",
        "fail",
        bucket(),
        encryption(by_default("AES256")),
        observed='sseAlgorithm is "AES256", expected aws:kms',
    ),
    case(
        "aws-bucket-customer-key",
        "bad",
        "fail",
        bucket(),
        encryption(by_default()),
        observed="the key that AWS manages",
    ),
    case("aws-bucket-customer-key", "bad", "fail", bucket(), encryption(by_default(kmsMasterKeyId="alias/aws/s3"))),
    case("aws-bucket-customer-key", "bad", "fail", bucket(), encryption(), observed="without a rule"),
    case("aws-bucket-customer-key", "missing", "fail", bucket(), observed="no encryption configuration"),
    # Somebody else's configuration does not count.
    case(
        "aws-bucket-customer-key",
        "missing",
        "fail",
        bucket(),
        bucket("other"),
        encryption(by_default(kmsMasterKeyId=KEY), refers="other"),
    ),
    case("aws-bucket-customer-key", "unknown", "unknown", bucket(), encryption(by_default(kmsMasterKeyId=UNKNOWN))),
    case("aws-bucket-customer-key", "unknown", "unknown", bucket(), encryption(by_default(UNKNOWN))),
    case("aws-bucket-customer-key", "unknown", "unknown", bucket(), encryption(refers="it", rules=UNKNOWN)),
    case(
        "aws-bucket-customer-key",
        "unknown",
        "unknown",
        bucket(),
        resource(ENCRYPTION, "sse", inputs={"bucket": UNKNOWN}),
        observed="whose bucket is not known yet",
    ),
    case(
        "aws-bucket-customer-key",
        "good",
        "pass",
        bucket(),
        resource(LOGGING, "log", inputs={"bucket": "other", "targetBucket": "it-1a2b"}),
        observed="access logs are delivered to it",
    ),
    # A bucket that logs to itself holds more than logs.
    case(
        "aws-bucket-customer-key",
        "bad",
        "fail",
        bucket(),
        resource(LOGGING, "log", inputs={"bucket": "it-1a2b", "targetBucket": "it-1a2b"}),
    ),
    case("aws-bucket-customer-key", "good", "pass", bucket(), balancer()),
    case("aws-bucket-customer-key", "good", "pass", bucket(), balancer("aws:elb/loadBalancer:LoadBalancer")),
    case("aws-bucket-customer-key", "bad", "fail", bucket(), balancer(loadBalancerType="network")),
    # The account's block holds whatever the bucket's own says.
    case(
        "aws-bucket-not-public",
        "good",
        "pass",
        bucket(),
        block(blockPublicAcls=False),
        replace(block(ACCOUNT_BLOCK, refers=None), name="account", urn=urn("account")),
    ),
    case("aws-bucket-not-public", "good", "pass", bucket(), block()),
    case("aws-bucket-not-public", "good", "pass", bucket(), block(refers=None, bucket="it-1a2b")),
    case("aws-bucket-not-public", "good", "pass", bucket(), block(ACCOUNT_BLOCK, refers=None)),
    case("aws-bucket-not-public", "bad", "fail", bucket(), block(restrictPublicBuckets=False)),
    # The block of another account.
    case("aws-bucket-not-public", "bad", "fail", bucket(**VIRGINIA), block(ACCOUNT_BLOCK, refers=None)),
    case("aws-bucket-not-public", "missing", "fail", bucket(), observed="no public access block"),
    case("aws-bucket-not-public", "unknown", "unknown", bucket(), block(blockPublicAcls=UNKNOWN)),
    case("aws-bucket-not-public", "unknown", "unknown", bucket(), block(refers=None, bucket=UNKNOWN)),
    case("aws-bucket-replica-in-eea", "good", "pass", replication(UNKNOWN, "copy"), bucket("copy")),
    case("aws-bucket-replica-in-eea", "good", "pass", replication("copy-1a2b"), bucket("copy")),
    case("aws-bucket-replica-in-eea", "bad", "fail", replication(UNKNOWN, "copy"), bucket("copy", **VIRGINIA)),
    case(
        "aws-bucket-replica-in-eea",
        "bad",
        "fail",
        replication("copy-1a2b"),
        bucket("copy", inputs={"region": "us-east-1"}),
    ),
    case("aws-bucket-replica-in-eea", "missing", "not-applicable", resource(REPLICATION, inputs={"bucket": "it"})),
    case(
        "aws-bucket-replica-in-eea",
        "unknown",
        "unknown",
        replication("arn:aws:s3:::elsewhere"),
        observed="not in the inventory",
    ),
    case("aws-bucket-replica-in-eea", "unknown", "unknown", replication(UNKNOWN), observed="not known yet"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
