"""What stands between Azure data and whoever deletes it: soft delete, versions, disks that outlive their machine."""

from typing import Final

from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    FALSE,
    TRUE,
    Absence,
    Expectation,
    Where,
    at_least,
    fails,
    none_of,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule

REQUIREMENTS: Final = ("HDS-EXI-05-E", "HDS-EXI-05-G", "SNC-12.5", "ISO27001-A.8.13")
BLOBS: Final = "azure-native:storage:BlobServiceProperties"
FEWEST_DAYS: Final = 7
"""What Azure's own landing zones ask for at least."""


def _kept(
    id: str,
    title: str,
    type_: str,
    path: str,
    *,
    fix: str,
    source: str,
    absent: Absence,
    expected: Expectation = TRUE,
    severity: Severity = Severity.MEDIUM,
    where: tuple[Where, ...] = (),
    no_element: Absence | None = None,
) -> ResourceRule:
    return property_rule(
        id=f"azure-{id}",
        title=title,
        theme=Theme.DELETION_PROTECTION,
        severity=severity,
        requirements=REQUIREMENTS,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=(type_,),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
        no_element=no_element,
    )


_BLOB_ON: Final = Where("deleteRetentionPolicy.enabled", TRUE, unset=False)
_CONTAINER_ON: Final = Where("containerDeleteRetentionPolicy.enabled", TRUE, unset=False)
_AT_ONCE: Final = fails("what is deleted is gone at once")

RULES: tuple[Rule, ...] = (
    _kept(
        "blob-soft-delete",
        "Deleted blobs can be brought back",
        BLOBS,
        "deleteRetentionPolicy.enabled",
        fix="Set deleteRetentionPolicy.enabled to true.",
        source="Soft delete for blobs",
        absent=_AT_ONCE,
    ),
    _kept(
        "blob-soft-delete-days",
        "Deleted blobs can be brought back for seven days or more",
        BLOBS,
        "deleteRetentionPolicy.days",
        fix="Set deleteRetentionPolicy.days to 30.",
        source="Soft delete for blobs",
        expected=at_least(FEWEST_DAYS),
        absent=fails("the provider asks for the days, and nothing says how many"),
        where=(_BLOB_ON,),
    ),
    _kept(
        "blob-no-permanent-delete",
        "Deleted versions and snapshots cannot be deleted for good before their time",
        BLOBS,
        "deleteRetentionPolicy.allowPermanentDelete",
        fix="Set deleteRetentionPolicy.allowPermanentDelete to false.",
        source="Soft delete for blobs: permanent delete",
        expected=FALSE,
        severity=Severity.HIGH,
        absent=passes("Azure allows no such deletion"),
    ),
    _kept(
        "container-soft-delete",
        "Deleted containers can be brought back",
        BLOBS,
        "containerDeleteRetentionPolicy.enabled",
        fix="Set containerDeleteRetentionPolicy.enabled to true.",
        source="Soft delete for containers",
        absent=_AT_ONCE,
    ),
    _kept(
        "container-soft-delete-days",
        "Deleted containers can be brought back for seven days or more",
        BLOBS,
        "containerDeleteRetentionPolicy.days",
        fix="Set containerDeleteRetentionPolicy.days to 30.",
        source="Soft delete for containers",
        expected=at_least(FEWEST_DAYS),
        absent=fails("the provider asks for the days, and nothing says how many"),
        where=(_CONTAINER_ON,),
    ),
    _kept(
        "blob-changes-recorded",
        "Changes of blobs are recorded",
        BLOBS,
        "changeFeed.enabled",
        fix="Set changeFeed.enabled to true.",
        source="Change feed support in Azure Blob Storage",
        severity=Severity.LOW,
        absent=fails("nothing tells what changed, and a point in time cannot be restored"),
    ),
    _kept(
        "file-share-soft-delete",
        "Deleted file shares can be brought back",
        "azure-native:storage:FileServiceProperties",
        "shareDeleteRetentionPolicy.enabled",
        fix="Set shareDeleteRetentionPolicy.enabled to true, with 7 days or more.",
        source="Prevent accidental deletion of Azure file shares",
        absent=passes("Azure turns it on for a new account, with seven days"),
    ),
    _kept(
        "file-share-soft-delete-days",
        "Deleted file shares can be brought back for seven days or more",
        "azure-native:storage:FileServiceProperties",
        "shareDeleteRetentionPolicy.days",
        fix="Set shareDeleteRetentionPolicy.days to 30.",
        source="Prevent accidental deletion of Azure file shares",
        expected=at_least(FEWEST_DAYS),
        absent=passes("Azure keeps them for seven days"),
        where=(Where("shareDeleteRetentionPolicy.enabled", TRUE, unset=True),),
    ),
    _kept(
        "virtual-machine-data-disk-outlives-it",
        "Data disks stay when their virtual machine is deleted",
        "azure-native:compute:VirtualMachine",
        "storageProfile.dataDisks[*].deleteOption",
        fix="Remove storageProfile.dataDisks.deleteOption, or set it to Detach.",
        source="Delete a VM and attached resources",
        expected=none_of("Delete"),
        absent=passes("Azure detaches the disk and keeps it"),
        no_element=Absence(None, "a machine without data disks loses none"),
    ),
    _kept(
        "app-configuration-purge-protected",
        "A configuration store refuses to purge what was deleted",
        "azure-native:appconfiguration:ConfigurationStore",
        "enablePurgeProtection",
        fix="Set enablePurgeProtection to true.",
        source="Soft delete in Azure App Configuration: purge protection",
        severity=Severity.LOW,
        absent=fails("whoever may purge can destroy the store at once"),
        where=(Where("sku.name", none_of("Free"), unset=True),),
    ),
    _kept(
        "lock-holds",
        "A lock refuses deletion",
        "azure-native:authorization:ManagementLockByScope",
        "level",
        fix="Set level to CanNotDelete or ReadOnly.",
        source="Lock your Azure resources to protect your infrastructure",
        expected=one_of("CanNotDelete", "ReadOnly"),
        absent=fails("the provider asks for it, and nothing says what the lock refuses"),
    ),
)
