"""Tags that say whose an Azure resource is and what it holds; those of its resource group do not reach it."""

from collections.abc import Callable
from typing import Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.data_classes import DATA_CLASSES, TAG
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find_one
from hds_landing.rules.rule import ResourceRule, Rule, Subject

STORES: Final = (
    "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:compute:Disk",
    "azure-native:dataprotection:BackupVault",
    "azure-native:dbformysql:Server",
    "azure-native:dbforpostgresql:Server",
    "azure-native:healthcareapis:DicomService",
    "azure-native:healthcareapis:FhirService",
    "azure-native:netapp:CapacityPoolVolume",
    "azure-native:recoveryservices:Vault",
    "azure-native:sql:Database",
    "azure-native:sql:ManagedInstance",
    "azure-native:storage:StorageAccount",
)
_OWNED: Final = (
    *STORES,
    "azure-native:compute:VirtualMachine",
    "azure-native:containerservice:ManagedCluster",
    "azure-native:keyvault:Vault",
    "azure-native:network:VirtualNetwork",
    "azure-native:operationalinsights:Workspace",
    "azure-native:resources:ResourceGroup",
    "azure-native:sql:Server",
)


def _tagged(key: str, allowed: tuple[str, ...]) -> Callable[[Subject], Judgement]:
    def judge(subject: Subject) -> Judgement:
        found = find_one(subject.properties, f"tags.{key}")
        if found.value is UNKNOWN:
            return Undetermined(f"the tag {key} is not known yet")
        if found.value in (ABSENT, ""):
            return f"no tag {key}"
        if allowed and found.value not in allowed:
            return f"{found}, expected {' or '.join(allowed)}"
        return None

    return judge


def _rule(
    key: str, title: str, severity: Severity, types: tuple[str, ...], allowed: tuple[str, ...] = ()
) -> ResourceRule:
    return ResourceRule(
        id=f"azure-tagged-{key}",
        title=title,
        theme=Theme.TAGS,
        severity=severity,
        requirements=("ISO27001-A.5.9", "ISO27001-A.5.12" if allowed else "SNC-13.1", "ISO27001-A.5.13"),
        fix=f"Set the tag {key} in tags.",
        source="learn.microsoft.com, Define your tagging strategy; the tag keys of this project",
        types=types,
        paths=("tags",),
        absence="Azure gives a resource no tag, not even those of its group",
        judge=_tagged(key, allowed),
    )


RULES: tuple[Rule, ...] = (
    _rule(TAG, "A store says what kind of data it holds", Severity.MEDIUM, STORES, DATA_CLASSES),
    _rule("establishment", "A resource says which establishment it belongs to", Severity.LOW, _OWNED),
    _rule("environment", "A resource says which environment it belongs to", Severity.LOW, _OWNED),
    _rule("cost-centre", "A resource says who pays for it", Severity.LOW, _OWNED),
)
