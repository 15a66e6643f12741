"""AWS stores that live through the loss of one availability zone."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    NOTHING,
    TRUE,
    Absence,
    Expectation,
    fails,
    matching,
    none_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS: Final = ("HDS-EXI-05-G", "ISO27001-A.8.14", "NIS2-21.2-C")
_ONE_ZONE: Final = fails("one zone holds all of it")


def _spread(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    absent: Absence,
    *,
    fix: str,
    source: str,
    expected: Expectation = TRUE,
    severity: Severity = Severity.MEDIUM,
    unless: tuple[str, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.OTHER,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=f"docs.aws.amazon.com, {source}",
        types=types,
        path=path,
        expected=expected,
        absent=absent,
        unless=unless,
    )


RULES: tuple[Rule, ...] = (
    _spread(
        "aws-database-several-zones",
        "An RDS instance stands by in a second zone",
        ("aws:rds/instance:Instance",),
        "multiAz",
        _ONE_ZONE,
        fix="Set multiAz to true.",
        source="Configuring and managing a Multi-AZ deployment for Amazon RDS",
        unless=("replicateSourceDb",),
    ),
    _spread(
        "aws-files-several-zones",
        "An EFS file system is held in several zones",
        ("aws:efs/fileSystem:FileSystem",),
        "availabilityZoneName",
        passes("EFS holds files in several zones of its region"),
        fix="Remove availabilityZoneName: it asks for one zone.",
        source="Amazon EFS file system types",
        expected=NOTHING,
        severity=Severity.HIGH,
    ),
    _spread(
        "aws-windows-files-several-zones",
        "An FSx for Windows file system stands by in a second zone",
        ("aws:fsx/windowsFileSystem:WindowsFileSystem",),
        "deploymentType",
        _ONE_ZONE,
        fix="Set deploymentType to MULTI_AZ_1.",
        source="Availability and durability: Single-AZ and Multi-AZ file systems, FSx for Windows File Server",
        expected=matching("MULTI_AZ.*", "MULTI_AZ_1"),
    ),
    _spread(
        "aws-cache-fails-over",
        "A cache fails over to a replica by itself",
        ("aws:elasticache/replicationGroup:ReplicationGroup",),
        "automaticFailoverEnabled",
        fails("somebody must promote a replica"),
        fix="Set automaticFailoverEnabled and multiAzEnabled to true with two nodes or more.",
        source="Minimizing downtime in ElastiCache by using Multi-AZ",
        severity=Severity.LOW,
    ),
    _spread(
        "aws-search-several-zones",
        "A search domain is held in several zones",
        ("aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"),
        "clusterConfig.zoneAwarenessEnabled",
        _ONE_ZONE,
        fix="Set clusterConfig.zoneAwarenessEnabled to true.",
        source="Configuring a multi-AZ domain in Amazon OpenSearch Service",
    ),
    _spread(
        "aws-broker-several-zones",
        "A message broker stands by in a second zone",
        ("aws:mq/broker:Broker",),
        "deploymentMode",
        fails("a broker is a single instance"),
        fix="Set deploymentMode to ACTIVE_STANDBY_MULTI_AZ or CLUSTER_MULTI_AZ.",
        source="Amazon MQ, Deployment options",
        expected=none_of("SINGLE_INSTANCE"),
    ),
)
