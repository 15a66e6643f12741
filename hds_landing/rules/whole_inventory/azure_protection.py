"""Azure resources with the locks, backups and keys that protect them."""

import re
from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.backup import REQUIREMENTS as BACKUP
from hds_landing.rules.azure.deletion_protection import REQUIREMENTS as DELETION
from hds_landing.rules.azure.keys import REQUIREMENTS as KEY_MANAGEMENT
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Passed, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.residency import REQUIREMENTS as RESIDENCY
from hds_landing.rules.residency import judge_region, region_named
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import current_token

LOCK: Final = "azure-native:authorization:ManagementLockByScope"
GROUP: Final = "azure-native:resources:ResourceGroup"
MACHINE: Final = "azure-native:compute:VirtualMachine"
PROTECTED_ITEM: Final = "azure-native:recoveryservices:ProtectedItem"
KEY: Final = "azure-native:keyvault:Key"
VAULT: Final = "azure-native:keyvault:Vault"
ACCOUNT: Final = "azure-native:cognitiveservices:Account"
DEPLOYMENT: Final = "azure-native:cognitiveservices:Deployment"

_LOCKED_TYPES: Final = (
    "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:dataprotection:BackupVault",
    "azure-native:dbformysql:Server",
    "azure-native:dbforpostgresql:Server",
    VAULT,
    "azure-native:operationalinsights:Workspace",
    "azure-native:recoveryservices:Vault",
    "azure-native:sql:Server",
    "azure-native:storage:StorageAccount",
)
_BACKUP_TAG: Final = "tags.backup"
_NOT_BACKED_UP: Final = ("", "none", "false", "no")
_DATA_ZONE: Final = re.compile(r"datazone\w*", re.IGNORECASE)
_OUTSIDE_THE_UNION: Final = frozenset({"IS", "LI", "NO"})
"""Countries of the EEA that are not in the European Union."""


def _locked(resource: Resource, graph: InventoryGraph) -> Judgement:
    own = graph.companions(resource, current_token(resource.type), LOCK, "scope")
    if own.found:
        return None
    group = graph.referred(resource, "resourceGroupName", GROUP, find_one(resource.inputs, "resourceGroupName").value)
    inherited = graph.companions(group, GROUP, LOCK, "scope") if group else None
    if group and inherited and inherited.found:
        return Passed(f"the lock of its group {group.name} holds for it")
    if own.undetermined and (inherited is None or inherited.undetermined):
        return Undetermined("a lock is there whose scope is not known yet")
    return "no lock, neither its own nor its group's"


def _backed_up(machine: Resource, graph: InventoryGraph) -> Judgement:
    items = graph.companions(machine, MACHINE, PROTECTED_ITEM, "properties.sourceResourceId")
    if items.found:
        return None
    tag = find_one(machine.inputs, _BACKUP_TAG)
    if isinstance(tag.value, str) and tag.value.lower() not in _NOT_BACKED_UP:
        return Passed("its tag backup selects it for a policy")
    if tag.value is UNKNOWN or items.undetermined:
        return Undetermined("its tag backup, or what a protected item protects, is not known yet")
    return "no protected item names it, and no tag backup selects it"


def _in_hardware(key: Resource, graph: InventoryGraph) -> Judgement:
    vault = graph.referred(key, "vaultName", VAULT, find_one(key.inputs, "vaultName").value)
    sku = find_one(vault.inputs, "properties.sku.name").value if vault else ABSENT
    if not isinstance(sku, str) or sku.lower() != "premium":
        return NOT_APPLICABLE
    kty = find_one(key.inputs, "properties.kty")
    if kty.value is UNKNOWN:
        return Undetermined(f"{kty.path} is not known yet")
    if isinstance(kty.value, str) and kty.value.upper().endswith("-HSM"):
        return None
    return f"{kty}, in a vault with hardware protection: expected RSA-HSM or EC-HSM"


def _model_in_eea(deployment: Resource, graph: InventoryGraph) -> Judgement:
    sku = find_one(deployment.inputs, "sku.name")
    if sku.value is UNKNOWN:
        return Undetermined("sku.name is not known yet")
    if sku.value is ABSENT or not isinstance(sku.value, str):
        return Undetermined(f"{sku}, and Azure chooses what the model offers")
    if sku.value.lower().startswith("global"):
        return f"{sku}: prompts are processed in any region of the world"
    account = graph.referred(deployment, "accountName", ACCOUNT, find_one(deployment.inputs, "accountName").value)
    location = find_one(account.inputs, "location") if account else None
    if location is None or location.value in (ABSENT, UNKNOWN):
        return Undetermined(f"{sku}, of an account whose location is not known")
    judgement = judge_region("azure", location.value)
    if isinstance(judgement, str):
        return f"{sku}, of an account elsewhere: {judgement}"
    if judgement is not None or not _DATA_ZONE.fullmatch(sku.value):
        return judgement
    region = region_named("azure", location.value)
    if region is None or region.country in _OUTSIDE_THE_UNION:
        return Undetermined(f"{sku}, of an account outside the European Union, whose data zone is not known")
    return Passed(f"{sku}: the data zone of an account in the European Union is the European Union")


def _hsm_there(key: Resource, graph: InventoryGraph) -> Judgement:
    kind = find_one(key.inputs, "properties.kty").value
    if kind is UNKNOWN:
        return Undetermined("properties.kty is not known yet")
    if not str(kind).lower().endswith("-hsm"):
        return NOT_APPLICABLE
    vault = graph.referred(key, "vaultName", VAULT, find_one(key.inputs, "vaultName").value)
    if vault is None:
        return Undetermined("its vault is not in the inventory")
    tier = find_one(vault.inputs, "properties.sku.name")
    if tier.value is UNKNOWN:
        return Undetermined(f"{tier.path} of {vault.name} is not known yet")
    return None if str(tier.value).lower() == "premium" else f"{tier} in {vault.name}, which has no HSM"


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="azure-store-locked",
        title="A lock holds what is costly to lose",
        theme=Theme.DELETION_PROTECTION,
        severity=Severity.MEDIUM,
        requirements=DELETION,
        fix="Add a ManagementLockByScope with level CanNotDelete on it or on its resource group.",
        source="learn.microsoft.com, Lock your Azure resources to protect your infrastructure",
        types=_LOCKED_TYPES,
        joins={LOCK: ("scope",), GROUP: ("resourceGroupName",)},
        paths=("resourceGroupName",),
        absence="whoever may delete the resource deletes it at once",
        judge=_locked,
    ),
    WholeInventoryRule(
        id="azure-virtual-machine-backed-up",
        title="A virtual machine is backed up",
        theme=Theme.BACKUP,
        severity=Severity.HIGH,
        requirements=BACKUP,
        fix="Add a ProtectedItem whose properties.sourceResourceId is the machine, or the tag backup.",
        source="learn.microsoft.com, About Azure virtual machine backup",
        types=(MACHINE,),
        joins={PROTECTED_ITEM: ("properties",)},
        paths=("tags",),
        absence="Azure backs up nothing that nobody asks for",
        judge=_backed_up,
    ),
    WholeInventoryRule(
        id="azure-key-in-hardware-where-there-is-some",
        title="A key in a vault with hardware protection is in hardware",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=KEY_MANAGEMENT,
        fix="Set properties.kty to RSA-HSM.",
        source="learn.microsoft.com, About keys: HSM-protected keys in vaults of the Premium tier",
        types=(KEY,),
        joins={VAULT: ("properties.sku.name",)},
        paths=("vaultName", "properties.kty"),
        absence="Azure makes a key in software",
        judge=_in_hardware,
    ),
    WholeInventoryRule(
        id="azure-model-deployment-in-eea",
        title="A model is deployed where prompts are processed inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=RESIDENCY,
        fix="Set sku.name to Standard or DataZoneStandard, in an account of a region inside the EEA.",
        source="learn.microsoft.com, Deployment types in Azure AI Foundry Models: where data is processed",
        types=(DEPLOYMENT,),
        joins={ACCOUNT: ("location",)},
        paths=("sku.name", "accountName"),
        absence="Azure chooses what the model offers, which may be global",
        judge=_model_in_eea,
    ),
    WholeInventoryRule(
        id="azure-hsm-key-in-premium-vault",
        title="A key that asks for an HSM stands in a vault that has one",
        theme=Theme.KEY_MANAGEMENT,
        severity=Severity.MEDIUM,
        requirements=KEY_MANAGEMENT,
        fix="Set properties.sku.name of the vault to premium.",
        source="learn.microsoft.com, About keys: HSM-protected keys are for the premium tier",
        types=(KEY,),
        joins={VAULT: ("properties.sku.name",)},
        paths=("properties.kty", "vaultName"),
        absence="a key whose kind says nothing of an HSM is kept in software",
        judge=_hsm_there,
    ),
)
