"""Where AWS resources stand, and where their data is copied to."""

from collections.abc import Mapping
from typing import Any, Final

from hds_landing.catalogue.services import find_service
from hds_landing.inventory.resource import UNKNOWN, Unknown
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined
from hds_landing.rules.properties import ABSENT, Found, find_one
from hds_landing.rules.property_rule import nothing_to_judge, property_rule
from hds_landing.rules.residency import AWS_ARN, AWS_REGION, AWS_ZONE, REQUIREMENTS, SOURCE, judge_region
from hds_landing.rules.rule import ResourceRule, Rule, Subject

CONFIG_KEY: Final = "aws:region"

_REGIONAL_PARTS_OF_GLOBAL_SERVICES: Final = ("aws:route53/resolver",)


def effective_region(
    properties: Mapping[str, Any], provider: Mapping[str, Any] | Unknown | None, config: Mapping[str, str]
) -> Found | None:
    """The region that decides: the resource's own, else its provider's, else the stack's; none where undetermined."""
    own = find_one(properties, "region")
    if own.value is not ABSENT:
        return own
    if provider is not None:
        given = find_one(provider, "region")
        if given.value is not ABSENT:
            return Found("region of its provider", given.value, given.secret)
    return Found(CONFIG_KEY, config[CONFIG_KEY]) if config.get(CONFIG_KEY) else None


def judge_found_region(found: Found | None) -> Judgement:
    """The judgement of `effective_region`."""
    if found is None:
        return Undetermined(
            "the region is undetermined: neither the resource nor its provider nor aws:region names one, "
            "so the environment of whoever deploys decides"
        )
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    judgement = judge_region("aws", found.value)
    if isinstance(judgement, str):
        return f"{found}: {judgement}"
    return Undetermined(f"{found}: {judgement.why}") if isinstance(judgement, Undetermined) else judgement


def _provider_region(subject: Subject) -> Judgement:
    return judge_found_region(effective_region(subject.properties, None, subject.config))


def _resource_region(subject: Subject) -> Judgement:
    service = find_service(subject.type)
    if service and service.scope == "global" and not subject.type.startswith(_REGIONAL_PARTS_OF_GLOBAL_SERVICES):
        return Passed(f"{service.name} is a global control plane: it has no region to choose and stores no health data")
    return judge_found_region(effective_region(subject.properties, subject.provider, subject.config))


def _replica(id: str, title: str, types: tuple[str, ...], path: str, absence: str) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Replicate to a region inside the EEA, or remove the replica.",
        source=SOURCE,
        types=types,
        path=path,
        expected=AWS_REGION,
        absent=nothing_to_judge(absence),
    )


RULES: tuple[Rule, ...] = (
    ResourceRule(
        id="aws-provider-region-in-eea",
        title="An AWS provider works in a region inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Give the provider an explicit region inside the EEA, such as eu-west-3.",
        source=SOURCE,
        types=("pulumi:providers:aws",),
        paths=("region",),
        absence="aws:region decides, else AWS_REGION or the profile of whoever deploys: undetermined",
        judge=_provider_region,
    ),
    ResourceRule(
        id="aws-resource-region-in-eea",
        title="An AWS resource stands in a region inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Set `region`, or the region of its provider, to a region inside the EEA.",
        source=SOURCE,
        types=("aws:*",),
        absence="the region of its provider decides; a global control plane has none and passes",
        judge=_resource_region,
    ),
    property_rule(
        id="aws-availability-zone-in-eea",
        title="An AWS resource stands in an availability zone of a region inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=REQUIREMENTS,
        fix="Use an availability zone of the landing zone's region, such as eu-west-3a.",
        source=SOURCE,
        types=(
            "aws:dms/replicationInstance:ReplicationInstance",
            "aws:ebs/volume:Volume",
            "aws:ec2/instance:Instance",
            "aws:ec2/subnet:Subnet",
            "aws:rds/instance:Instance",
        ),
        path="availabilityZone",
        expected=AWS_ZONE,
        absent=nothing_to_judge("AWS picks a zone of the region, which is judged by itself"),
    ),
    _replica(
        "aws-dynamodb-replica-in-eea",
        "Every replica of a DynamoDB table is inside the EEA",
        ("aws:dynamodb/table:Table",),
        "replicas[*].regionName",
        "a table has no replica that it does not name",
    ),
    _replica(
        "aws-secret-replica-in-eea",
        "Every replica of a secret is inside the EEA",
        ("aws:secretsmanager/secret:Secret",),
        "replicas[*].region",
        "a secret has no replica that it does not name",
    ),
    _replica(
        "aws-container-registry-replica-in-eea",
        "Container images are replicated inside the EEA only",
        ("aws:ecr/replicationConfiguration:ReplicationConfiguration",),
        "replicationConfiguration.rules[*].destinations[*].region",
        "a registry has no replica that it does not name",
    ),
    property_rule(
        id="aws-kms-replica-of-eea-key",
        title="A replica key replicates a key held inside the EEA",
        theme=Theme.REGION,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Replicate a primary key of a region inside the EEA.",
        source=SOURCE,
        types=("aws:kms/replicaKey:ReplicaKey", "aws:kms/replicaExternalKey:ReplicaExternalKey"),
        path="primaryKeyArn",
        expected=AWS_ARN,
        absent=nothing_to_judge("the provider refuses a replica key without its primary"),
    ),
    property_rule(
        id="aws-backup-copy-in-eea",
        title="AWS Backup copies recovery points to vaults inside the EEA only",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=(*REQUIREMENTS, "SNC-12.5"),
        fix="Copy to a vault of the recovery region that the spec names.",
        source=SOURCE,
        types=("aws:backup/plan:Plan",),
        path="rules[*].copyActions[*].destinationVaultArn",
        expected=AWS_ARN,
        absent=nothing_to_judge("a plan copies nowhere unless it says so"),
    ),
)
