"""Azure storage accounts with the blob service, lifecycle and logs that complete them."""

from collections.abc import Iterator
from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.deletion_protection import BLOBS
from hds_landing.rules.azure.deletion_protection import REQUIREMENTS as DELETION
from hds_landing.rules.azure.retention import ARCHIVE_DAYS
from hds_landing.rules.azure.retention import REQUIREMENTS as RETENTION
from hds_landing.rules.azure.retention import SOURCE as RETENTION_SOURCE
from hds_landing.rules.data_classes import RECORD_CLASSES, TAG
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.property_rule import TRUE, at_least
from hds_landing.rules.residency import REQUIREMENTS as RESIDENCY
from hds_landing.rules.residency import SOURCE as RESIDENCY_SOURCE
from hds_landing.rules.residency import judge_region
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.whole_inventory.azure_traces import ACCOUNT, FLOW_LOG, SETTING

LIFECYCLE: Final = "azure-native:storage:ManagementPolicy"
OBJECT_REPLICATION: Final = "azure-native:storage:ObjectReplicationPolicy"

_SINKS: Final = {SETTING: "storageAccountId", FLOW_LOG: "storageId"}
_POLICY: Final = "immutableStorageWithVersioning.immutabilityPolicy"
_DELETE: Final = "policy.rules[*].definition.actions.baseBlob.delete"
_DELETE_AFTER: Final = tuple(
    f"{_DELETE}.{name}"
    for name in (
        "daysAfterModificationGreaterThan",
        "daysAfterCreationGreaterThan",
        "daysAfterLastAccessTimeGreaterThan",
    )
)


def _has_versions(account: Resource) -> bool:
    """Azure keeps no versions of file shares, nor of blobs in a hierarchy of folders."""
    hierarchy = find_one(account.inputs, "isHnsEnabled").value
    return find_one(account.inputs, "kind").value != "FileStorage" and TRUE.judge(hierarchy) is not True


def _of_blobs(account: Resource, graph: InventoryGraph, path: str, none: str) -> Judgement:
    services = graph.companions(account, ACCOUNT, BLOBS, "accountName")
    values = [find_one(service.inputs, path) for service in services.found]
    if any(TRUE.judge(found.value) is True for found in values):
        return None
    if any(found.value is UNKNOWN for found in values) or (services.undetermined and not values):
        return Undetermined(f"{path} of its blob service is not known yet")
    return f"{values[0]} in its blob service" if values else none


def _versioned(account: Resource, graph: InventoryGraph) -> Judgement:
    if not _has_versions(account):
        return NOT_APPLICABLE
    return _of_blobs(account, graph, "isVersioningEnabled", "no blob service properties: Azure keeps no versions")


def _recoverable(account: Resource, graph: InventoryGraph) -> Judgement:
    if find_one(account.inputs, "kind").value == "FileStorage":
        return NOT_APPLICABLE
    path = "deleteRetentionPolicy.enabled"
    return _of_blobs(account, graph, path, "no blob service properties: what is deleted is gone at once")


def _logs_into(account: Resource, graph: InventoryGraph) -> bool | None:
    """Whether logs are written into an account; none where a flow log goes nobody knows where.

    A diagnostic setting needs no account, so one that names none says nothing.
    """
    if any(graph.companions(account, ACCOUNT, token, path).found for token, path in _SINKS.items()):
        return True
    return None if graph.companions(account, ACCOUNT, FLOW_LOG, _SINKS[FLOW_LOG]).undetermined else False


def _log_store_immutable(account: Resource, graph: InventoryGraph) -> Judgement:
    logs_into = _logs_into(account, graph)
    if logs_into is False:
        return NOT_APPLICABLE
    judgement = _immutable(account)
    if logs_into is None and isinstance(judgement, str):
        return Undetermined(f"a flow log is there whose account is not known yet, and {judgement}")
    return judgement


def _immutable(account: Resource) -> Judgement:
    enabled, state = (
        find_one(account.inputs, path) for path in ("immutableStorageWithVersioning.enabled", f"{_POLICY}.state")
    )
    if UNKNOWN in (enabled.value, state.value):
        return Undetermined("immutableStorageWithVersioning is not known yet")
    if TRUE.judge(enabled.value) is not True:
        return f"{enabled}: whoever administers the account can delete the logs in it"
    if not isinstance(state.value, str) or state.value.lower() not in ("unlocked", "locked"):
        return f"{state}, expected Unlocked or Locked"
    return None


def _log_store_days(account: Resource, graph: InventoryGraph) -> Judgement:
    days = find_one(account.inputs, f"{_POLICY}.immutabilityPeriodSinceCreationInDays")
    if _immutable(account) is not None or not _logs_into(account, graph):
        return NOT_APPLICABLE
    if days.value is UNKNOWN:
        return Undetermined(f"{days.path} is not known yet")
    met = at_least(ARCHIVE_DAYS)
    return None if met.judge(days.value) is True else f"{days}, expected {met.wording}"


def _deletions(lifecycle: Resource) -> Iterator[Found]:
    for path in _DELETE_AFTER:
        yield from (found for found in find(lifecycle.inputs, path) if found.value is not ABSENT)


def _lifecycles(account: Resource, graph: InventoryGraph) -> list[Found]:
    companions = graph.companions(account, ACCOUNT, LIFECYCLE, "accountName")
    return [found for lifecycle in companions.found for found in _deletions(lifecycle)]


def _logs_not_cut(account: Resource, graph: InventoryGraph) -> Judgement:
    deletions = _lifecycles(account, graph)
    if not deletions or not _logs_into(account, graph):
        return NOT_APPLICABLE
    return worst(_late_enough(found) for found in deletions)


def _late_enough(found: Found) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    met = at_least(ARCHIVE_DAYS)
    return None if met.judge(found.value) is True else f"{found}, expected {met.wording}"


def _records_not_timed(account: Resource, graph: InventoryGraph) -> Judgement:
    deletions = _lifecycles(account, graph)
    data_class = find_one(account.inputs, f"tags.{TAG}").value
    if not deletions or _logs_into(account, graph):
        return NOT_APPLICABLE
    if data_class in (ABSENT, UNKNOWN, ""):
        return Undetermined(f"its lifecycle deletes blobs, and no tag {TAG} says of what kind they are")
    if data_class not in RECORD_CLASSES:
        return NOT_APPLICABLE
    return f"its lifecycle deletes blobs by a timer ({deletions[0].path}), and they are of class {data_class}"


def _replica(replication: Resource, graph: InventoryGraph) -> Judgement:
    path = "destinationAccount"
    destination = graph.referred(replication, path, ACCOUNT, find_one(replication.inputs, path).value)
    if destination is None:
        return Undetermined(f"the account at {path} is not in the inventory, so where it stands is not known")
    location = find_one(destination.inputs, "location")
    if location.value in (ABSENT, UNKNOWN):
        location = find_one(destination.outputs, "location")
    if location.value in (ABSENT, UNKNOWN):
        return Undetermined(f"where {destination.name} stands is not known yet")
    judgement = judge_region("azure", location.value)
    return f"{destination.name}: {judgement}" if isinstance(judgement, str) else judgement


_SINK_READS: Final = {SETTING: ("storageAccountId",), FLOW_LOG: ("storageId",)}

RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="azure-storage-versioned",
        title="A storage account keeps earlier versions of its blobs",
        theme=Theme.DELETION_PROTECTION,
        severity=Severity.MEDIUM,
        requirements=DELETION,
        fix="Add BlobServiceProperties with isVersioningEnabled true.",
        source="learn.microsoft.com, Blob versioning",
        types=(ACCOUNT,),
        joins={BLOBS: ("accountName", "isVersioningEnabled")},
        paths=("kind", "isHnsEnabled"),
        absence="Azure keeps no versions",
        judge=_versioned,
    ),
    WholeInventoryRule(
        id="azure-storage-recoverable",
        title="Deleted blobs of a storage account can be brought back",
        theme=Theme.DELETION_PROTECTION,
        severity=Severity.MEDIUM,
        requirements=DELETION,
        fix="Add BlobServiceProperties with deleteRetentionPolicy enabled.",
        source="learn.microsoft.com, Soft delete for blobs",
        types=(ACCOUNT,),
        joins={BLOBS: ("accountName", "deleteRetentionPolicy.enabled")},
        paths=("kind",),
        absence="what is deleted is gone at once",
        judge=_recoverable,
    ),
    WholeInventoryRule(
        id="azure-log-store-immutable",
        title="A storage account that logs are written to is immutable",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-D-C", "SNC-12.6", "PGSSI-LOG", "ISO27001-A.5.33"),
        fix="Set immutableStorageWithVersioning with a policy Unlocked, and Locked once it is decided for good.",
        source="learn.microsoft.com, Version-level immutability policies for blobs",
        types=(ACCOUNT,),
        joins=_SINK_READS,
        paths=("immutableStorageWithVersioning.enabled", f"{_POLICY}.state"),
        absence="whoever administers the account can delete the logs in it",
        judge=_log_store_immutable,
    ),
    WholeInventoryRule(
        id="azure-log-store-immutable-long-enough",
        title=f"Logs in an immutable storage account stay for {ARCHIVE_DAYS} days or more",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=RETENTION,
        fix=f"Set {_POLICY}.immutabilityPeriodSinceCreationInDays to {ARCHIVE_DAYS} or more.",
        source=RETENTION_SOURCE,
        types=(ACCOUNT,),
        joins=_SINK_READS,
        paths=(f"{_POLICY}.immutabilityPeriodSinceCreationInDays",),
        absence="an account that is not immutable is for another rule; a policy without days holds nothing",
        judge=_log_store_days,
    ),
    WholeInventoryRule(
        id="azure-log-store-not-cut",
        title=f"A lifecycle deletes no log before {ARCHIVE_DAYS} days",
        theme=Theme.RETENTION,
        severity=Severity.MEDIUM,
        requirements=RETENTION,
        fix=f"Set the days of baseBlob.delete to {ARCHIVE_DAYS} or more.",
        source=RETENTION_SOURCE,
        types=(ACCOUNT,),
        joins={LIFECYCLE: ("accountName", *_DELETE_AFTER), **_SINK_READS},
        absence="without a lifecycle nothing is deleted",
        judge=_logs_not_cut,
    ),
    WholeInventoryRule(
        id="azure-record-not-deleted-by-timer",
        title="No timer deletes medical records",
        theme=Theme.RETENTION,
        severity=Severity.HIGH,
        requirements=("CSP-R.1112-7", "ISO27001-A.5.33", "ISO27001-A.8.10"),
        fix="Remove baseBlob.delete from the lifecycle, or say with the tag data-class what else the account holds.",
        source="Code de la santé publique, R.1112-7: twenty years from the last visit, which no blob knows",
        types=(ACCOUNT,),
        joins={LIFECYCLE: ("accountName", *_DELETE_AFTER), **_SINK_READS},
        paths=("tags",),
        absence="without a lifecycle nothing is deleted; without a tag nothing says what is",
        judge=_records_not_timed,
    ),
    WholeInventoryRule(
        id="azure-object-replica-in-eea",
        title="Blobs are replicated to an account inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=RESIDENCY,
        fix="Replicate to an account of the recovery region, declared in the same stack.",
        source=RESIDENCY_SOURCE,
        types=(OBJECT_REPLICATION,),
        joins={ACCOUNT: ("location",)},
        paths=("destinationAccount",),
        absence="the provider asks for a destination",
        judge=_replica,
    ),
)
