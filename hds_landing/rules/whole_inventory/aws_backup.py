"""AWS stores with the plan that backs them up, and vaults with what keeps their recovery points."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.aws.policy_document import refusals
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.whole_inventory.backup_selections import SELECTION, STORES, is_selected

VAULT: Final = "aws:backup/vault:Vault"
LOCK: Final = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
VAULT_POLICY: Final = "aws:backup/vaultPolicy:VaultPolicy"
PLAN: Final = "aws:backup/plan:Plan"
REGION_SETTINGS: Final = "aws:backup/regionSettings:RegionSettings"

_REQUIREMENTS: Final = ("HDS-EXI-05-G", "SNC-12.5", "ISO27001-A.8.13", "NIS2-21.2-C")
_LOCKED: Final = ("SNC-12.5", "ISO27001-A.8.13", "ISO27001-A.5.33")
_OPT_IN: Final = "resourceTypeOptInPreference"
_OPTED: Final = {
    "Aurora": "aws:rds/cluster:Cluster",
    "DocumentDB": "aws:docdb/cluster:Cluster",
    "DynamoDB": "aws:dynamodb/table:Table",
    "EBS": "aws:ebs/volume:Volume",
    "EC2": "aws:ec2/instance:Instance",
    "EFS": "aws:efs/fileSystem:FileSystem",
    "FSx": "aws:fsx/windowsFileSystem:WindowsFileSystem",
    "Neptune": "aws:neptune/cluster:Cluster",
    "RDS": "aws:rds/instance:Instance",
    "S3": "aws:s3/bucket:Bucket",
}


def judge_selected(store: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a selection of a backup plan takes a store, by reference, ARN or tag."""
    selected = is_selected(store, graph)
    if selected is None:
        return Undetermined("whether a backup plan selects it is not known yet")
    return None if selected else "no selection of a backup plan takes it, neither by its ARN nor by its tags"


def judge_locked(vault: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a vault has a lock; governance mode is one, which can be taken back on trial."""
    locks = graph.companions(vault, VAULT, LOCK, "backupVaultName")
    if locks.found:
        return None
    if locks.undetermined:
        return Undetermined("a lock is there whose vault is not known yet")
    return "no lock: whoever may delete recovery points can delete all of them"


def judge_refuses_deletion(vault: Resource, graph: InventoryGraph) -> Judgement:
    """Whether the policy of a vault refuses to delete recovery points."""
    policies = graph.companions(vault, VAULT, VAULT_POLICY, "backupVaultName")
    if not policies.found:
        doubt = Undetermined("a policy is there whose vault is not known yet")
        return doubt if policies.undetermined else "no policy refuses to delete recovery points"
    return worst(_refuses_deletion(policy) for policy in policies.found)


def _refuses_deletion(policy: Resource) -> Judgement:
    document = find_one(policy.inputs, "policy").value
    statements = None if document in (UNKNOWN, ABSENT) else refusals(document)
    if statements is None:
        return Undetermined("the vault's policy is not known yet, or cannot be read")
    for statement in statements:
        everyone = statement.principals is not UNKNOWN and any(name == "*" for _, name in statement.principals)
        if everyone and statement.allows("backup:deleterecoverypoint"):
            return None
    return "the vault's policy does not refuse backup:DeleteRecoveryPoint"


def judge_plan_selects(plan: Resource, graph: InventoryGraph) -> Judgement:
    """Whether a plan backs up anything."""
    selections = graph.companions(plan, PLAN, SELECTION, "planId")
    if selections.found:
        return None
    doubt = Undetermined("a selection is there whose plan is not known yet")
    return doubt if selections.undetermined else "no selection: the plan backs up nothing"


def judge_opted_in(settings: Resource, graph: InventoryGraph) -> Judgement:
    """Whether AWS Backup takes every kind of store that the inventory has; a kind that is off is skipped silently."""
    preferences = find_one(settings.inputs, _OPT_IN)
    if preferences.value in (ABSENT, UNKNOWN):
        return Undetermined(f"{preferences.path} is not known yet") if preferences.value is UNKNOWN else NOT_APPLICABLE
    judgements: list[Judgement] = [None]
    for kind, token in _OPTED.items():
        chosen = find_one(settings.inputs, f"{_OPT_IN}.{kind}").value
        if chosen is UNKNOWN:
            judgements.append(Undetermined(f"{_OPT_IN}.{kind} is not known yet"))
        elif chosen in (False, "false") and graph.of_type(token):
            judgements.append(f"{kind} is off, and there are such stores here: plans skip them silently")
    return worst(judgements)


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="aws-store-backed-up",
        title="A backup plan selects a store",
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Give the store the tag of its establishment's backup selection, such as backup.",
        source="docs.aws.amazon.com, AWS Backup, Assign resources to a backup plan",
        types=STORES,
        joins={SELECTION: ("resources", "notResources", "selectionTags", "conditions")},
        paths=("tags",),
        absence="AWS Backup takes nothing that no plan selects",
        judge=judge_selected,
    ),
    WholeInventoryRule(
        id="aws-backup-vault-locked",
        title="A backup vault has a lock",
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=_LOCKED,
        fix="Add a VaultLockConfiguration; without changeableForDays it can be taken back while on trial.",
        source="docs.aws.amazon.com, AWS Backup Vault Lock",
        types=(VAULT,),
        joins={LOCK: ("backupVaultName",)},
        absence="recovery points can be deleted at any time",
        judge=judge_locked,
    ),
    WholeInventoryRule(
        id="aws-backup-vault-refuses-deletion",
        title="A backup vault refuses to delete recovery points",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=_LOCKED,
        fix="Add a VaultPolicy that denies backup:DeleteRecoveryPoint to everyone.",
        source="docs.aws.amazon.com, AWS Backup, Vault access policies",
        types=(VAULT,),
        joins={VAULT_POLICY: ("backupVaultName", "policy")},
        absence="permissions alone decide",
        judge=judge_refuses_deletion,
    ),
    WholeInventoryRule(
        id="aws-backup-plan-selects",
        title="A backup plan selects something",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix="Add a Selection with the plan's id.",
        source="docs.aws.amazon.com, AWS Backup, Assign resources to a backup plan",
        types=(PLAN,),
        joins={SELECTION: ("planId",)},
        absence="a plan backs up nothing by itself",
        judge=judge_plan_selects,
    ),
    WholeInventoryRule(
        id="aws-backup-takes-every-kind",
        title="AWS Backup takes every kind of store that is there",
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set the kind to true in resourceTypeOptInPreference.",
        source="docs.aws.amazon.com, AWS Backup, Service opt-in",
        types=(REGION_SETTINGS,),
        joins=dict.fromkeys(_OPTED.values(), ()),
        paths=(_OPT_IN,),
        absence="the settings of the account stay as they are",
        judge=judge_opted_in,
    ),
)
