"""Tags that say whose an AWS resource is and what it holds; those that its provider gives every resource count."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one, shown
from hds_landing.rules.property_rule import TRUE, fails, property_rule
from hds_landing.rules.rule import ResourceRule, Rule, Subject

DATA_CLASSES: Final = ("health", "patient-administrative", "research-pseudonymised", "staff", "technical")
HEALTH_CLASSES: Final = frozenset(DATA_CLASSES[:3])
"""Classes that are judged as health data."""

STORES: Final = (
    "aws:backup/vault:Vault",
    "aws:docdb/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:ebs/volume:Volume",
    "aws:efs/fileSystem:FileSystem",
    "aws:fsx/ontapFileSystem:OntapFileSystem",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    "aws:fsx/windowsFileSystem:WindowsFileSystem",
    "aws:neptune/cluster:Cluster",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:redshift/cluster:Cluster",
    "aws:s3/bucket:Bucket",
)
_OWNED: Final = (*STORES, "aws:ec2/instance:Instance", "aws:ec2/vpc:Vpc", "aws:kms/key:Key")
_ABSENCE: Final = "only the tags of its provider and its own are on it"


def tag_of(subject: Subject, key: str) -> Any:
    """The value of a tag, its own before what its provider gives every resource; ABSENT or UNKNOWN where it is so."""
    own = find_one(subject.properties, f"tags.{key}").value
    if own is not ABSENT:
        return own
    merged = find_one(subject.outputs, f"tagsAll.{key}").value
    if merged is not ABSENT and merged is not UNKNOWN:
        return merged
    if subject.provider is UNKNOWN:
        return UNKNOWN
    given = find_one(subject.provider, "defaultTags").value if subject.provider else ABSENT
    if given is ABSENT:
        given = subject.config.get("aws:defaultTags", ABSENT)
    return ABSENT if given is ABSENT else find_one(_opened(given), f"tags.{key}").value


def _opened(given: Any) -> Any:
    """Provider inputs travel as JSON text."""
    if not isinstance(given, str):
        return given
    try:
        read = json.loads(given)
    except (ValueError, RecursionError):
        return UNKNOWN
    return read if isinstance(read, Mapping) else UNKNOWN


def _tagged(key: str, allowed: tuple[str, ...] = ()) -> Callable[[Subject], Judgement]:
    def judge(subject: Subject) -> Judgement:
        value = tag_of(subject, key)
        if value is UNKNOWN:
            return Undetermined(f"the tag {key} is not known yet")
        if value is ABSENT or value == "":
            return f"no tag {key}, neither its own nor its provider's"
        if allowed and value not in allowed:
            secret = find_one(subject.properties, f"tags.{key}").secret
            return f"the tag {key} is {'[secret]' if secret else shown(value)}, expected {' or '.join(allowed)}"
        return None

    return judge


def _rule(
    key: str, title: str, severity: Severity, types: tuple[str, ...], allowed: tuple[str, ...] = ()
) -> ResourceRule:
    return ResourceRule(
        id=f"aws-tagged-{key}",
        title=title,
        theme=Theme.TAGS,
        severity=severity,
        requirements=("ISO27001-A.5.9", "ISO27001-A.5.12" if allowed else "SNC-13.1", "ISO27001-A.5.13"),
        fix=f"Set the tag {key} in tags, or in defaultTags of the provider.",
        source="docs.aws.amazon.com, Best Practices for Tagging AWS Resources; the tag keys of this project",
        types=types,
        paths=("tags",),
        absence=_ABSENCE,
        judge=_tagged(key, allowed),
    )


RULES: tuple[Rule, ...] = (
    _rule("data-class", "A store says what kind of data it holds", Severity.MEDIUM, STORES, DATA_CLASSES),
    _rule("establishment", "A resource says which establishment it belongs to", Severity.LOW, _OWNED),
    _rule("environment", "A resource says which environment it belongs to", Severity.LOW, _OWNED),
    _rule("cost-centre", "A resource says who pays for it", Severity.LOW, _OWNED),
    property_rule(
        id="aws-snapshots-tagged",
        title="Snapshots of a database bear its tags",
        theme=Theme.TAGS,
        severity=Severity.LOW,
        requirements=("ISO27001-A.5.13", "SNC-12.5"),
        fix="Set copyTagsToSnapshot to true.",
        source="docs.aws.amazon.com, Copying tags to DB snapshots, Amazon RDS",
        types=("aws:neptune/cluster:Cluster", "aws:rds/cluster:Cluster", "aws:rds/instance:Instance"),
        path="copyTagsToSnapshot",
        expected=TRUE,
        absent=fails("a snapshot bears no tag, so nothing says whose data it holds"),
    ),
    property_rule(
        id="aws-file-backups-tagged",
        title="Backups of a file system bear its tags",
        theme=Theme.TAGS,
        severity=Severity.LOW,
        requirements=("ISO27001-A.5.13", "SNC-12.5"),
        fix="Set copyTagsToBackups to true.",
        source="docs.aws.amazon.com, Tagging Amazon FSx resources",
        types=("aws:fsx/openZfsFileSystem:OpenZfsFileSystem", "aws:fsx/windowsFileSystem:WindowsFileSystem"),
        path="copyTagsToBackups",
        expected=TRUE,
        absent=fails("a backup bears no tag, so nothing says whose data it holds"),
    ),
    property_rule(
        id="aws-instances-of-group-tagged",
        title="Instances bear the tags of their group",
        theme=Theme.TAGS,
        severity=Severity.LOW,
        requirements=("ISO27001-A.5.9", "ISO27001-A.5.13"),
        fix="Set propagateAtLaunch to true on every entry of tags.",
        source="docs.aws.amazon.com, Tag Auto Scaling groups and instances",
        types=("aws:autoscaling/group:Group",),
        path="tags[*].propagateAtLaunch",
        expected=TRUE,
        absent=fails("an instance bears no tag of its group"),
    ),
)
