"""What would be costly to lose, under the option `protect` of the program that holds it.

Clouds have locks of their own, which other rules ask for. The program's own hand is not stopped by them: a resource is
renamed there, a property forces a replacement, or it falls out with its parent. `protect` stops Pulumi;
`retainOnDelete` does not, and what it leaves behind belongs to nobody.
"""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import Resource
from hds_landing.rules.aws.key_management import KEYS
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement
from hds_landing.rules.rule import Rule, WholeInventoryRule

_REQUIREMENTS: Final = ("HDS-EXI-05-E", "ISO27001-A.5.33", "ISO27001-A.8.10")
_AWS_STORES: Final = (
    "aws:s3/bucket:Bucket",
    "aws:docdb/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:efs/fileSystem:FileSystem",
    "aws:neptune/cluster:Cluster",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
)
_AZURE_STORES: Final = (
    "azure-native:storage:StorageAccount",
    "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:dbformysql:Server",
    "azure-native:dbforpostgresql:Server",
    "azure-native:netapp:CapacityPoolVolume",
    "azure-native:sql:Database",
    "azure-native:sql:ManagedInstance",
    "azure-native:sql:Server",
)


def judge_protected(resource: Resource, graph: InventoryGraph) -> Judgement:
    """Whether the program's own option stops a deletion."""
    del graph
    if resource.protect:
        return None
    if resource.retain_on_delete:
        return "protect is not set: retainOnDelete leaves it behind, and nobody looks after it any more"
    return "protect is not set: a destroy, a rename or a replacement deletes it"


def _rule(id: str, thing: str, types: tuple[str, ...], severity: Severity = Severity.LOW) -> WholeInventoryRule:
    return WholeInventoryRule(
        id=f"{id}-protected-in-program",
        title=f"The program protects {thing} from being deleted",
        theme=Theme.DELETION_PROTECTION,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix="Set the resource option protect to true: opts=pulumi.ResourceOptions(protect=True).",
        source="www.pulumi.com, Resource option: protect",
        types=types,
        joins={},
        absence="Pulumi deletes what is not protected as soon as the program has it no more, or replaces it",
        judge=judge_protected,
        asks_program=True,
    )


RULES: tuple[Rule, ...] = (
    _rule("aws-kms-key", "a KMS key", KEYS, Severity.MEDIUM),
    _rule("aws-data-store", "a bucket, a database or a file system", _AWS_STORES),
    _rule("aws-backup-vault", "a backup vault", ("aws:backup/vault:Vault",), Severity.MEDIUM),
    _rule("aws-trail", "a trail", ("aws:cloudtrail/trail:Trail",)),
    _rule("aws-log-group", "a log group", ("aws:cloudwatch/logGroup:LogGroup",)),
    _rule(
        "aws-network",
        "a network, its transit gateway and its firewall",
        (
            "aws:ec2/vpc:Vpc",
            "aws:ec2transitgateway/transitGateway:TransitGateway",
            "aws:networkfirewall/firewall:Firewall",
        ),
    ),
    _rule(
        "azure-key",
        "a key, its vault and what disks are encrypted by",
        (
            "azure-native:compute:DiskEncryptionSet",
            "azure-native:keyvault:Key",
            "azure-native:keyvault:ManagedHsm",
            "azure-native:keyvault:Vault",
        ),
        Severity.MEDIUM,
    ),
    _rule("azure-data-store", "a storage account or a database", _AZURE_STORES),
    _rule(
        "azure-backup-vault",
        "a backup vault",
        ("azure-native:dataprotection:BackupVault", "azure-native:recoveryservices:Vault"),
        Severity.MEDIUM,
    ),
    _rule("azure-workspace", "a log workspace", ("azure-native:operationalinsights:Workspace",)),
    _rule(
        "azure-network",
        "a network and its firewall",
        ("azure-native:network:AzureFirewall", "azure-native:network:VirtualNetwork"),
    ),
    _rule(
        "azure-resource-group", "a resource group, with which all in it goes", ("azure-native:resources:ResourceGroup",)
    ),
)
