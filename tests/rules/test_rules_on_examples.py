"""Our own landing zones break no rule, and each rule breaks on them where one value is changed.

A rule whose resources no example has yet is tried on a resource grafted onto the example.
"""

import json
from collections.abc import Callable

import pytest

from hds_landing.inventory.resource import Inventory
from hds_landing.inventory.state_export import read_state, write_state
from hds_landing.rules.evaluation import evaluate
from hds_landing.rules.finding import Verdict
from hds_landing.rules.rule import ResourceRule, WholeInventoryRule
from hds_landing.rules.rulebook import rulebook
from hds_landing.rules.whole_inventory.s3_bucket import BUCKET, ENCRYPTION, PUBLIC_ACCESS_BLOCK, REPLICATION
from tests.rehearsed_examples import rehearsed
from tests.rules.inventory_changes import AWS, AZURE, REMOVED, Changed, Grafted, Lost, Mutation, found_mutations
from tests.rules.rule_case import TODAY

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the SDK warns of its own older types


def drawn(example: str) -> Inventory:
    rehearsal = rehearsed(example)
    assert [str(error) for error in rehearsal.errors] == []
    return rehearsal.inventory


def replicated_abroad(inventory: Inventory) -> tuple[Inventory, str]:
    """A bucket of the example moved abroad, and a replication towards it."""
    moved, _ = Changed(BUCKET, "region", "us-east-1")(inventory)
    rules = [{"destination": {"bucket": "arn:aws:s3:::anything"}}]
    return Grafted(REPLICATION, {"rules": rules}, refers_to=BUCKET)(moved)


ACCOUNT, VAULT = "azure-native:storage:StorageAccount", "azure-native:keyvault:Vault"
KMS_ABROAD = "arn:aws:kms:us-east-1:111122223333:key/1"
VAULT_ABROAD = "arn:aws:backup:us-east-1:111122223333:backup-vault:copy"

MUTATIONS: list[Mutation] = [
    *found_mutations(),
    ("aws-provider-region-in-eea", AWS, Changed("pulumi:providers:aws", "region", "us-east-1")),
    ("aws-resource-region-in-eea", AWS, Changed(BUCKET, "region", "us-east-1")),
    ("aws-availability-zone-in-eea", AWS, Changed("aws:ec2/subnet:Subnet", "availabilityZone", "us-east-1a")),
    (
        "aws-backup-copy-in-eea",
        AWS,
        Grafted("aws:backup/plan:Plan", {"rules": [{"copyActions": [{"destinationVaultArn": VAULT_ABROAD}]}]}),
    ),
    (
        "aws-dynamodb-replica-in-eea",
        AWS,
        Grafted("aws:dynamodb/table:Table", {"replicas": [{"regionName": "us-east-1"}]}),
    ),
    (
        "aws-secret-replica-in-eea",
        AWS,
        Grafted("aws:secretsmanager/secret:Secret", {"replicas": [{"region": "us-east-1"}]}),
    ),
    (
        "aws-container-registry-replica-in-eea",
        AWS,
        Grafted(
            "aws:ecr/replicationConfiguration:ReplicationConfiguration",
            {"replicationConfiguration": {"rules": [{"destinations": [{"region": "us-east-1"}]}]}},
        ),
    ),
    ("aws-kms-replica-of-eea-key", AWS, Grafted("aws:kms/replicaKey:ReplicaKey", {"primaryKeyArn": KMS_ABROAD})),
    ("aws-service-in-certificate-scope", AWS, Grafted("aws:brandnew/thing:Thing", {})),
    ("aws-edge-service-absent", AWS, Grafted("aws:cloudfront/distribution:Distribution", {})),
    ("aws-ebs-volume-encrypted", AWS, Grafted("aws:ebs/volume:Volume", {"encrypted": False})),
    ("aws-instance-root-disk-encrypted", AWS, Grafted("aws:ec2/instance:Instance", {})),
    (
        "aws-instance-data-disks-encrypted",
        AWS,
        Grafted("aws:ec2/instance:Instance", {"ebsBlockDevices": [{"encrypted": False}]}),
    ),
    ("aws-database-instance-encrypted", AWS, Grafted("aws:rds/instance:Instance", {})),
    ("aws-database-cluster-encrypted", AWS, Grafted("aws:rds/cluster:Cluster", {})),
    ("aws-database-not-public", AWS, Grafted("aws:rds/instance:Instance", {"publiclyAccessible": True})),
    ("aws-public-access-block-whole", AWS, Changed(PUBLIC_ACCESS_BLOCK, "blockPublicPolicy", REMOVED)),
    ("aws-bucket-not-public", AWS, Lost(PUBLIC_ACCESS_BLOCK, BUCKET)),
    ("aws-bucket-not-public", AWS, Grafted(BUCKET, {})),
    ("aws-bucket-customer-key", AWS, Lost(ENCRYPTION, BUCKET)),
    ("aws-bucket-customer-key", AWS, Grafted(BUCKET, {})),
    ("aws-bucket-replica-in-eea", AWS, replicated_abroad),
    ("azure-provider-location-in-eea", AZURE, Changed("pulumi:providers:azure-native", "location", "uksouth")),
    ("azure-provider-public-cloud", AZURE, Changed("pulumi:providers:azure-native", "environment", "china")),
    ("azure-resource-location-in-eea", AZURE, Changed(ACCOUNT, "location", "uksouth")),
    ("azure-resource-location-in-eea", AZURE, Changed("azure-native:resources:ResourceGroup", "location", "eastus")),
    (
        "azure-cosmos-replica-in-eea",
        AZURE,
        Grafted("azure-native:cosmosdb:DatabaseAccount", {"locations": [{"locationName": "UK South"}]}),
    ),
    (
        "azure-image-replica-in-eea",
        AZURE,
        Grafted(
            "azure-native:compute:GalleryImageVersion", {"publishingProfile": {"targetRegions": [{"name": "eastus"}]}}
        ),
    ),
    ("azure-storage-pair-in-eea", AZURE, Grafted(ACCOUNT, {"sku": {"name": "Standard_GRS"}, "location": "eastus"})),
    ("azure-service-in-certificate-scope", AZURE, Grafted("azure-native:brandnew:Thing", {})),
    ("azure-edge-service-absent", AZURE, Grafted("azure-native:cdn:Profile", {})),
    ("azure-storage-customer-key", AZURE, Changed(ACCOUNT, "encryption.keySource", "Microsoft.Storage")),
    ("azure-storage-encrypted-twice", AZURE, Changed(ACCOUNT, "encryption.requireInfrastructureEncryption", REMOVED)),
    ("azure-disk-customer-key", AZURE, Grafted("azure-native:compute:Disk", {})),
    ("azure-virtual-machine-disk-customer-key", AZURE, Grafted("azure-native:compute:VirtualMachine", {})),
    ("azure-database-encrypted", AZURE, Grafted("azure-native:sql:TransparentDataEncryption", {"state": "Disabled"})),
    ("azure-postgresql-customer-key", AZURE, Grafted("azure-native:dbforpostgresql:Server", {})),
    ("azure-storage-not-public", AZURE, Changed(ACCOUNT, "publicNetworkAccess", "Enabled")),
    ("azure-storage-no-anonymous-blob", AZURE, Changed(ACCOUNT, "allowBlobPublicAccess", True)),
    ("azure-key-vault-not-public", AZURE, Changed(VAULT, "properties.publicNetworkAccess", REMOVED)),
    ("azure-database-not-public", AZURE, Grafted("azure-native:sql:Server", {})),
    ("azure-flexible-server-not-public", AZURE, Grafted("azure-native:dbformysql:Server", {})),
]


@pytest.mark.parametrize("example", [AWS, AZURE])
def test_our_own_landing_zones_break_no_rule(example: str) -> None:
    evaluation = evaluate(drawn(example), today=TODAY)
    told = [finding for finding in evaluation.findings if finding.verdict is not Verdict.PASS and not finding.proxy]
    assert [(finding.rule, finding.urn, finding.observed) for finding in told] == []
    assert evaluation.summary.passed > 50
    assert evaluation.not_covered == {}


@pytest.mark.parametrize(
    ("rule", "example", "mutation"), MUTATIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_rule_breaks_where_one_thing_is_changed(
    rule: str, example: str, mutation: Callable[[Inventory], tuple[Inventory, str]]
) -> None:
    mutated, urn = mutation(drawn(example))
    assert urn in {
        finding.urn
        for finding in evaluate(mutated, today=TODAY, with_passed=False).findings
        if finding.rule == rule and finding.verdict is Verdict.FAIL
    }


def test_no_rule_is_left_untried() -> None:
    judging = {rule.id for rule in rulebook() if isinstance(rule, ResourceRule | WholeInventoryRule)}
    assert {rule for rule, _, _ in MUTATIONS} == judging


@pytest.mark.parametrize("example", [AWS, AZURE])
def test_a_rehearsed_inventory_is_read_back_from_its_state(example: str) -> None:
    inventory = drawn(example)
    text = write_state(inventory)
    read = read_state(json.loads(text))
    assert write_state(read) == text
    assert [(each.urn, each.type, each.provider, each.protect) for each in read] == [
        (each.urn, each.type, each.provider, each.protect) for each in inventory
    ]
    assert evaluate(read, today=TODAY) == evaluate(inventory, today=TODAY)
