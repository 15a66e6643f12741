"""The key of AWS disks: their own, else the account's default."""

from collections.abc import Callable
from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.customer_key import CUSTOMER_KEY, KEY_RESOURCES, REQUIREMENTS
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find
from hds_landing.rules.property_rule import comes_from
from hds_landing.rules.rule import Rule, WholeInventoryRule

VOLUME: Final = "aws:ebs/volume:Volume"
INSTANCE: Final = "aws:ec2/instance:Instance"
LAUNCH_TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
DEFAULT_KEY: Final = "aws:ebs/defaultKmsKey:DefaultKmsKey"

_BY_DEFAULT: Final = "EBS takes the account's default key, which AWS manages where nothing changes it"


def _judged(
    disk: str, key: str = "kmsKeyId", follows: str | None = None
) -> Callable[[Resource, InventoryGraph], Judgement]:
    """Judges every disk at `disk`, whose own key stands at `key`; one with something at `follows` follows that."""

    def judge(resource: Resource, graph: InventoryGraph) -> Judgement:
        prefix = f"{disk}." if disk else ""
        keys = find(resource.inputs, f"{prefix}{key}")
        sources = find(resource.inputs, f"{prefix}{follows}") if follows else (None,) * len(keys)
        present = find(resource.inputs, disk) if "[*]" in disk else (None,) * len(keys)
        return worst(
            _judge_disk(found, source, resource, graph)
            for found, source, is_there in zip(keys, sources, present, strict=True)
            if is_there is None or is_there.value is not ABSENT
        )

    return judge


def _judge_disk(key: Found, source: Found | None, resource: Resource, graph: InventoryGraph) -> Judgement:
    if key.value is UNKNOWN:
        if comes_from(resource.property_dependencies, key.path.partition("[")[0], KEY_RESOURCES):
            return Passed(f"{key.path} is not known yet, and comes from a key of the same program")
        return Undetermined(f"{key.path} is not known yet")
    if key.value is not ABSENT:
        judged = CUSTOMER_KEY.judge(key.value)
        return None if judged is True else f"{key}, expected {CUSTOMER_KEY.wording}"
    if source is not None and source.value is not ABSENT:
        return Undetermined(f"{key.path} is not set and follows what {source.path} names")
    defaults = [default for default in graph.of_type(DEFAULT_KEY) if default.provider == resource.provider]
    values = [find(default.inputs, "keyArn")[0].value for default in defaults]
    if any(value is UNKNOWN for value in values):
        return Undetermined("the account's default key is not known yet")
    if any(CUSTOMER_KEY.judge(value) is True for value in values):
        return Passed("the account's default key is one that the customer holds")
    return f"{key}: {_BY_DEFAULT}"


def _rule(
    id: str, title: str, token: str, path: str, judge: Callable[[Resource, InventoryGraph], Judgement], *more: str
) -> Rule:
    return WholeInventoryRule(
        id=id,
        title=title,
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix=f"Set {path.replace('[*]', '')} to the establishment's disk key, or make it the account's DefaultKmsKey.",
        source="docs.aws.amazon.com, Amazon EBS encryption",
        types=(token,),
        joins={DEFAULT_KEY: ("keyArn",)},
        paths=(path, *more),
        absence=f"{_BY_DEFAULT}; a disk made from a snapshot follows it",
        judge=judge,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "aws-ebs-volume-customer-key",
        "An EBS volume encrypts with a KMS key that the customer holds",
        VOLUME,
        "kmsKeyId",
        _judged("", follows="snapshotId"),
        "snapshotId",
    ),
    _rule(
        "aws-instance-root-disk-customer-key",
        "The root disk of an EC2 instance encrypts with a KMS key that the customer holds",
        INSTANCE,
        "rootBlockDevice.kmsKeyId",
        _judged("rootBlockDevice"),
    ),
    _rule(
        "aws-instance-data-disks-customer-key",
        "Every further disk of an EC2 instance encrypts with a KMS key that the customer holds",
        INSTANCE,
        "ebsBlockDevices[*].kmsKeyId",
        _judged("ebsBlockDevices[*]", follows="snapshotId"),
        "ebsBlockDevices[*].snapshotId",
    ),
    _rule(
        "aws-launch-template-disks-customer-key",
        "Every disk of a launch template encrypts with a KMS key that the customer holds",
        LAUNCH_TEMPLATE,
        "blockDeviceMappings[*].ebs.kmsKeyId",
        _judged("blockDeviceMappings[*].ebs", follows="snapshotId"),
        "blockDeviceMappings[*].ebs.snapshotId",
    ),
)
