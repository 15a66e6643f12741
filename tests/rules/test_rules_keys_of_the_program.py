"""Before a deployment nobody knows the ARN of a key that the program draws: it is the customer's all the same."""

from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.inventory.urn import is_urn
from tests.rules.rule_case import finding_of, judged

STATE = "urn:pulumi:prod::ght"
KEYS = ["aws:kms/key:Key", "aws:kms/alias:Alias", "aws:kms/replicaKey:ReplicaKey"]
AZURE_KEYS = ["azure-native:keyvault:Key", "azure-native:compute:DiskEncryptionSet"]
BUCKET, ENCRYPTION = "aws:s3/bucket:Bucket", "aws:s3/bucketServerSideEncryptionConfiguration"
DISK = {"managedDisk": {"diskEncryptionSet": {"id": UNKNOWN}}}
ROWS = [
    ("aws-queue-customer-key", "aws:sqs/queue:Queue", "kmsMasterKeyId", UNKNOWN),
    ("aws-ebs-volume-customer-key", "aws:ebs/volume:Volume", "kmsKeyId", UNKNOWN),
    ("aws-instance-root-disk-customer-key", "aws:ec2/instance:Instance", "rootBlockDevice", {"kmsKeyId": UNKNOWN}),
    (
        "azure-virtual-machine-data-disk-customer-key",
        "azure-native:compute:VirtualMachine",
        "storageProfile",
        {"dataDisks": [{"createOption": "Empty", **DISK}]},
    ),
    (
        "azure-virtual-machine-disk-customer-key",
        "azure-native:compute:VirtualMachine",
        "storageProfile",
        {"osDisk": DISK},
    ),
]


def drawn(token: str, name: str, **fields: Any) -> Resource:
    urn = f"{STATE}::hds-aws:index:Establishment${token}::{name}"
    assert is_urn(urn)
    return Resource(urn=urn, type=token, name=name, custom=True, **fields)


def verdict(rule: str, *resources: Resource) -> str | None:
    found = finding_of(rule, judged(resources))
    return found.verdict.value if found else None


@pytest.mark.parametrize(("rule", "token", "name", "value"), ROWS)
def test_an_unknown_key_is_the_customers_where_the_program_draws_it(
    rule: str, token: str, name: str, value: Any
) -> None:
    def store(*sources: Resource) -> Resource:
        return drawn(token, "it", inputs={name: value}, property_dependencies={name: [each.urn for each in sources]})

    keys = [drawn(key, "key") for key in (KEYS if token.startswith("aws:") else AZURE_KEYS)]
    for key in keys:
        assert verdict(rule, store(key), key) == "pass"
    other = drawn("aws:ssm/parameter:Parameter", "parameter")
    assert verdict(rule, store(other), other) == "unknown"
    assert verdict(rule, store()) == "unknown"
    elsewhere = drawn(token, "it", inputs={name: value}, property_dependencies={"tags": [keys[0].urn]})
    assert verdict(rule, elsewhere, keys[0]) == "unknown"


def test_a_known_key_of_aws_is_no_customers_whatever_it_comes_from() -> None:
    key = drawn(KEYS[0], "key")
    inputs = {"kmsMasterKeyId": "alias/aws/logs"}
    group = drawn("aws:sqs/queue:Queue", "it", inputs=inputs, property_dependencies={"kmsMasterKeyId": [key.urn]})
    assert verdict("aws-queue-customer-key", group, key) == "fail"


def test_a_bucket_follows_its_configuration_to_the_key() -> None:
    bucket, key = drawn(BUCKET, "it"), drawn(KEYS[0], "key")
    default = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN}

    def encryption(**dependencies: list[str]) -> Resource:
        return drawn(
            f"{ENCRYPTION}:BucketServerSideEncryptionConfiguration",
            "encryption",
            inputs={"bucket": UNKNOWN, "rules": [{"applyServerSideEncryptionByDefault": default}]},
            property_dependencies={"bucket": [bucket.urn], **dependencies},
        )

    assert verdict("aws-bucket-customer-key", bucket, key, encryption(rules=[key.urn])) == "pass"
    assert verdict("aws-bucket-customer-key", bucket, key, encryption()) == "unknown"
