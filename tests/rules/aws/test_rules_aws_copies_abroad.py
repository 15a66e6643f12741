import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.aws.copies_abroad import RULES
from tests.rules.rule_case import Case, Verdict, cases, cases_at, check, check_all_kinds

PARIS, VIRGINIA = "eu-west-3", "us-east-1"
ARN = "arn:aws:{service}:{region}:111122223333:{name}"
TYPES = {rule.id: rule.types for rule in RULES}


def arn(service: str, region: str, name: str) -> str:
    return ARN.format(service=service, region=region, name=name)


def everywhere(rule: str, path: str, good: object, bad: object, missing: Verdict = "not-applicable") -> list[Case]:
    return [case for token in TYPES[rule] for case in cases_at(rule, token, path, good=good, bad=bad, missing=missing)]


def by_region(rule: str, path: str) -> list[Case]:
    return [*everywhere(rule, path, "eu-central-1", VIRGINIA), *everywhere(rule, path, PARIS, "eu-west-2")]


def by_arn(rule: str, path: str, service: str, name: str) -> list[Case]:
    return everywhere(rule, path, arn(service, PARIS, name), arn(service, VIRGINIA, name))


DISK_RULES = "policyDetails.schedules[*].crossRegionCopyRules[*]"

CASES = [
    *by_region("aws-file-system-replica-in-eea", "destination.region"),
    *everywhere(
        "aws-file-system-replica-zone-in-eea", "destination.availabilityZoneName", "eu-west-3a", "us-east-1-bos-1a"
    ),
    *by_region("aws-keyspace-replica-in-eea", "replicationSpecification.regionLists[*]"),
    *cases(
        "aws-keyspace-replica-in-eea",
        "aws:keyspaces/keyspace:Keyspace",
        ("bad", "fail", {"replicationSpecification": {"regionLists": [PARIS, VIRGINIA]}}, "regionLists[1]"),
        ("unknown", "unknown", {"replicationSpecification": {"regionLists": [PARIS, UNKNOWN]}}),
    ),
    *by_region("aws-dynamodb-global-table-in-eea", "replicas[*].regionName"),
    *by_arn("aws-dynamodb-replicated-table-in-eea", "globalTableArn", "dynamodb", "table/patients"),
    *by_region("aws-distributed-sql-witness-in-eea", "multiRegionProperties.witnessRegion"),
    *by_arn("aws-database-automated-backups-in-eea", "sourceDbInstanceArn", "rds", "db:patients"),
    *by_region("aws-database-snapshot-copy-in-eea", "destinationRegion"),
    *by_arn("aws-database-replica-of-eea-source", "replicateSourceDb", "rds", "db:patients"),
    *cases(
        "aws-database-replica-of-eea-source",
        "aws:rds/instance:Instance",
        ("good", "pass", {"replicateSourceDb": "patients"}),
        ("unknown", "unknown", {"replicateSourceDb": 3}),
    ),
    *by_arn("aws-database-cluster-of-eea-source", "replicationSourceIdentifier", "rds", "cluster:patients"),
    *by_region("aws-database-cluster-source-region-in-eea", "sourceRegion"),
    *by_arn("aws-global-database-of-eea-source", "sourceDbClusterIdentifier", "rds", "cluster:patients"),
    *by_region("aws-warehouse-snapshot-copy-in-eea", "destinationRegion"),
    *by_region("aws-warehouse-share-in-eea", "consumerRegion"),
    *by_region("aws-disk-snapshot-of-eea-source", "sourceRegion"),
    *by_region("aws-disk-lifecycle-copy-in-eea", f"{DISK_RULES}.targetRegion"),
    *by_region("aws-disk-lifecycle-target-in-eea", f"{DISK_RULES}.target"),
    *by_arn("aws-disk-lifecycle-target-in-eea", f"{DISK_RULES}.target", "outposts", "outpost/op-1"),
    *by_region("aws-shared-snapshot-copy-in-eea", "policyDetails.action.crossRegionCopies[*].target"),
    *by_arn("aws-broker-replica-of-eea-primary", "dataReplicationPrimaryBrokerArn", "mq", "broker:hl7:b-1"),
    *by_arn("aws-kafka-replicator-in-eea", "kafkaClusters[*].amazonMskCluster.mskClusterArn", "kafka", "cluster/c/1"),
    *by_region("aws-directory-region-in-eea", "regionName"),
    *by_region("aws-incident-replica-in-eea", "regions[*].name"),
    *by_region("aws-image-distribution-in-eea", "distributions[*].region"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
