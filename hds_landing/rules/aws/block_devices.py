"""Disks that AWS machines, their templates and their images start with, and copies of disks."""

from collections.abc import Iterator
from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find
from hds_landing.rules.property_rule import TRUE, Absence, fails, passes, property_rule, undetermined
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-B", "SNC-10.1", "ISO27001-A.8.24")
_SOURCE: Final = "docs.aws.amazon.com, Amazon EBS encryption"
_IN_CLEAR: Final = "a new disk is encrypted only where it asks for it or its account does so by default"


def _devices_rule(id: str, title: str, types: tuple[str, ...], devices: str, ebs: str = "") -> ResourceRule:
    """Every disk at `devices`, described under `ebs` there, asks for encryption; one from a snapshot follows it."""
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix=f"Set {ebs}encrypted to true on every entry of {devices}.",
        source=_SOURCE,
        types=types,
        paths=tuple(f"{devices}[*].{ebs}{name}" for name in ("encrypted", "snapshotId")),
        absence=f"{_IN_CLEAR}; a disk made from a snapshot follows it; without entries there is nothing to judge",
        judge=lambda subject: worst(_judged(subject, devices, ebs)),
    )


def _judged(subject: Subject, devices: str, ebs: str) -> Iterator[Judgement]:
    described, encrypted, snapshots = (
        find(subject.properties, f"{devices}[*].{ebs}{name}".rstrip(".")) for name in ("", "encrypted", "snapshotId")
    )
    for disk, flag, snapshot in zip(described, encrypted, snapshots, strict=True):
        if disk.value is ABSENT:
            yield NOT_APPLICABLE  # a device that is left out, or one of the host's own
        elif flag.value is UNKNOWN:
            yield Undetermined(f"{flag.path} is not known yet")
        elif flag.value is not ABSENT:
            yield None if TRUE.judge(flag.value) else f"{flag}, expected {TRUE.wording}"
        elif snapshot.value is not ABSENT:
            yield Undetermined(f"{flag} and follows its snapshot")
        else:
            yield f"{flag}: {_IN_CLEAR}"


def _copy(id: str, title: str, types: tuple[str, ...], absent: Absence) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set encrypted to true and kmsKeyId to the establishment's disk key.",
        source=_SOURCE,
        types=types,
        path="encrypted",
        expected=TRUE,
        absent=absent,
    )


RULES: tuple[Rule, ...] = (
    _devices_rule(
        "aws-instance-data-disks-encrypted",
        "Every further disk of an EC2 instance is encrypted",
        (
            "aws:ec2/instance:Instance",
            "aws:ec2/launchConfiguration:LaunchConfiguration",
            "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        ),
        "ebsBlockDevices",
    ),
    _devices_rule(
        "aws-launch-template-disks-encrypted",
        "Every disk of a launch template is encrypted",
        ("aws:ec2/launchTemplate:LaunchTemplate",),
        "blockDeviceMappings",
        "ebs.",
    ),
    _devices_rule(
        "aws-image-disks-encrypted",
        "Every disk of a machine image is encrypted",
        ("aws:ec2/ami:Ami",),
        "ebsBlockDevices",
    ),
    _copy(
        "aws-copied-disk-encrypted",
        "A copy of an image or of a snapshot is encrypted",
        ("aws:ebs/snapshotCopy:SnapshotCopy", "aws:ec2/amiCopy:AmiCopy"),
        undetermined("a copy follows what it copies"),
    ),
    _copy(
        "aws-imported-disk-encrypted",
        "An imported disk is encrypted",
        ("aws:ebs/snapshotImport:SnapshotImport",),
        fails(_IN_CLEAR),
    ),
    property_rule(
        id="aws-disk-encryption-by-default",
        title="EBS encrypts new disks by default",
        theme=Theme.ENCRYPTION_AT_REST,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set enabled to true.",
        source=_SOURCE,
        types=("aws:ebs/encryptionByDefault:EncryptionByDefault",),
        path="enabled",
        expected=TRUE,
        absent=passes("pulumi-aws turns encryption by default on"),
    ),
)
