import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.disk_key import DEFAULT_KEY, INSTANCE, LAUNCH_TEMPLATE, RULES, VOLUME
from tests.rules.rule_case import Case, cases, check, check_all_kinds, resource

OWN, OF_AWS = "arn:aws:kms:eu-west-3:111122223333:key/1a2b", "alias/aws/ebs"
DATA_DISKS = "aws-instance-data-disks-customer-key"


def default(key: object, **fields: str) -> Resource:
    return resource(DEFAULT_KEY, "default", inputs={"keyArn": key}, **fields)


def beside(key: object, verdict: str, **fields: str) -> Case:
    volume = resource(VOLUME, inputs={"encrypted": True})
    return Case("aws-ebs-volume-customer-key", "missing", verdict, (volume, default(key, **fields)))  # type: ignore[arg-type]


CASES = [
    *cases(
        "aws-ebs-volume-customer-key",
        VOLUME,
        ("good", "pass", {"kmsKeyId": OWN}),
        ("bad", "fail", {"kmsKeyId": OF_AWS}),
        ("missing", "fail", {}, "the account's default key"),
        ("missing", "unknown", {"snapshotId": "snap-1"}, "follows what snapshotId names"),
        ("unknown", "unknown", {"kmsKeyId": UNKNOWN}),
    ),
    beside(OWN, "pass"),
    beside(OF_AWS, "fail"),
    beside(UNKNOWN, "unknown"),
    beside(OWN, "fail", provider="urn:pulumi:prod::ght::pulumi:providers:aws::another"),
    *cases(
        "aws-instance-root-disk-customer-key",
        INSTANCE,
        ("good", "pass", {"rootBlockDevice": {"kmsKeyId": OWN}}),
        ("bad", "fail", {"rootBlockDevice": {"kmsKeyId": OF_AWS}}),
        ("missing", "fail", {"rootBlockDevice": {"encrypted": True}}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"rootBlockDevice": UNKNOWN}),
    ),
    *cases(
        DATA_DISKS,
        INSTANCE,
        ("good", "pass", {"ebsBlockDevices": [{"kmsKeyId": OWN}]}),
        ("bad", "fail", {"ebsBlockDevices": [{"kmsKeyId": OWN}, {"kmsKeyId": OF_AWS}]}, "ebsBlockDevices[1]"),
        ("missing", "not-applicable", {}),
        ("missing", "fail", {"ebsBlockDevices": [{"encrypted": True}]}),
        ("missing", "unknown", {"ebsBlockDevices": [{"snapshotId": "snap-1"}]}),
        ("unknown", "unknown", {"ebsBlockDevices": UNKNOWN}),
    ),
    *cases(
        "aws-launch-template-disks-customer-key",
        LAUNCH_TEMPLATE,
        ("good", "pass", {"blockDeviceMappings": [{"ebs": {"kmsKeyId": OWN}}]}),
        ("good", "not-applicable", {"blockDeviceMappings": [{"deviceName": "/dev/sdb", "noDevice": ""}]}),
        ("bad", "fail", {"blockDeviceMappings": [{"ebs": {"kmsKeyId": OF_AWS}}]}),
        ("missing", "fail", {"blockDeviceMappings": [{"ebs": {}}]}),
        ("unknown", "unknown", {"blockDeviceMappings": [{"ebs": UNKNOWN}]}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
