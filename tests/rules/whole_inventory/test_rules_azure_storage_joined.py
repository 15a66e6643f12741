from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.azure_storage import LIFECYCLE, OBJECT_REPLICATION, RULES
from hds_landing.rules.whole_inventory.azure_traces import ACCOUNT, FLOW_LOG, SETTING
from tests.rules.mutations.azure_joined import BLOBS
from tests.rules.rule_case import Case, check, check_all_kinds, resource

ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/it"
_POLICY = "immutabilityPeriodSinceCreationInDays"


def account(name: str = "it", **inputs: object) -> Resource:
    return resource(ACCOUNT, name, id=f"{ID[:-2]}{name}", inputs=inputs)


def immutable(state: object = "Unlocked", enabled: object = True, **policy: object) -> dict[str, object]:
    return {"immutableStorageWithVersioning": {"enabled": enabled, "immutabilityPolicy": {"state": state, **policy}}}


def blobs(refers: str | None = "it", account_name: object = UNKNOWN, **inputs: object) -> Resource:
    named = {"accountName": refers} if refers else {}
    return resource(BLOBS, "blobs", refers=named, inputs={"accountName": account_name, **inputs})


def setting(refers: str | None = "it", store: object = UNKNOWN) -> Resource:
    named = {"storageAccountId": refers} if refers else {}
    return resource(SETTING, "diag", refers=named, inputs={"storageAccountId": store})


def flow_log(refers: str | None = "it", store: object = UNKNOWN) -> Resource:
    return resource(FLOW_LOG, "flows", refers={"storageId": refers} if refers else {}, inputs={"storageId": store})


def lifecycle(days: object, refers: str = "it", trigger: str = "daysAfterModificationGreaterThan") -> Resource:
    rules = [{"definition": {"actions": {"baseBlob": {"delete": {trigger: days}}}}}]
    return resource(LIFECYCLE, "life", refers={"accountName": refers}, inputs={"policy": {"rules": rules}})


COOLING = resource(
    LIFECYCLE,
    "life",
    refers={"accountName": "it"},
    inputs={"policy": {"rules": [{"definition": {"actions": {"baseBlob": {"tierToCool": {}}}}}]}},
)


def replication(destination: object = UNKNOWN, refers: str | None = None) -> Resource:
    named = {"destinationAccount": refers} if refers else {}
    return resource(OBJECT_REPLICATION, refers=named, inputs={"destinationAccount": destination})


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


HEALTH, STAFF = account(tags={"data-class": "health"}), account(tags={"data-class": "staff"})

CASES = [
    case("azure-storage-versioned", "good", "pass", account(), blobs(isVersioningEnabled=True)),
    case(
        "azure-storage-versioned",
        "good",
        "pass",
        account(accountName="data"),
        blobs(refers=None, account_name="data", isVersioningEnabled=True),
    ),
    case("azure-storage-versioned", "good", "not-applicable", account(isHnsEnabled=True)),
    case("azure-storage-versioned", "good", "not-applicable", account(kind="FileStorage")),
    case("azure-storage-versioned", "bad", "fail", account(), blobs(isVersioningEnabled=False)),
    case(
        "azure-storage-versioned",
        "bad",
        "fail",
        account(),
        account("other"),
        blobs(refers="other", isVersioningEnabled=True),
    ),
    case("azure-storage-versioned", "missing", "fail", account(), observed="Azure keeps no versions"),
    case("azure-storage-versioned", "missing", "fail", account(), blobs()),
    case("azure-storage-versioned", "unknown", "unknown", account(), blobs(isVersioningEnabled=UNKNOWN)),
    case("azure-storage-versioned", "unknown", "unknown", account(), blobs(refers=None, isVersioningEnabled=True)),
    case("azure-storage-recoverable", "good", "pass", account(), blobs(deleteRetentionPolicy={"enabled": True})),
    case("azure-storage-recoverable", "good", "not-applicable", account(kind="FileStorage")),
    case("azure-storage-recoverable", "bad", "fail", account(), blobs(deleteRetentionPolicy={"enabled": False})),
    case("azure-storage-recoverable", "missing", "fail", account(), observed="gone at once"),
    case("azure-storage-recoverable", "unknown", "unknown", account(), blobs(deleteRetentionPolicy=UNKNOWN)),
    case("azure-log-store-immutable", "good", "pass", account(**immutable()), setting()),
    case("azure-log-store-immutable", "good", "pass", account(**immutable("Locked")), flow_log()),
    case("azure-log-store-immutable", "good", "pass", account(**immutable()), flow_log(refers=None, store=ID)),
    case("azure-log-store-immutable", "good", "not-applicable", account()),
    # A setting that goes to a workspace alone.
    case("azure-log-store-immutable", "good", "not-applicable", account(), resource(SETTING, "diag")),
    case("azure-log-store-immutable", "bad", "fail", account(**immutable("Disabled")), setting()),
    case("azure-log-store-immutable", "bad", "fail", account(**immutable(enabled=False)), flow_log()),
    case("azure-log-store-immutable", "missing", "fail", account(), flow_log(), observed="can delete the logs in it"),
    case("azure-log-store-immutable", "unknown", "unknown", account(**immutable(UNKNOWN)), setting()),
    case("azure-log-store-immutable", "unknown", "unknown", account(), flow_log(refers=None)),
    case("azure-log-store-immutable-long-enough", "good", "pass", account(**immutable(**{_POLICY: 365})), setting()),
    case("azure-log-store-immutable-long-enough", "bad", "fail", account(**immutable(**{_POLICY: 364})), setting()),
    case("azure-log-store-immutable-long-enough", "missing", "fail", account(**immutable()), setting()),
    case("azure-log-store-immutable-long-enough", "missing", "not-applicable", account(), setting()),
    case("azure-log-store-immutable-long-enough", "missing", "not-applicable", account(**immutable(**{_POLICY: 1}))),
    case(
        "azure-log-store-immutable-long-enough",
        "unknown",
        "unknown",
        account(**immutable(**{_POLICY: UNKNOWN})),
        setting(),
    ),
    case("azure-log-store-not-cut", "good", "pass", account(), setting(), lifecycle(365)),
    case("azure-log-store-not-cut", "bad", "fail", account(), setting(), lifecycle(364)),
    case(
        "azure-log-store-not-cut",
        "bad",
        "fail",
        account(),
        setting(),
        lifecycle(30, trigger="daysAfterCreationGreaterThan"),
    ),
    case("azure-log-store-not-cut", "missing", "not-applicable", account(), setting(), COOLING),
    case("azure-log-store-not-cut", "missing", "not-applicable", account(), lifecycle(1)),
    case("azure-log-store-not-cut", "unknown", "unknown", account(), setting(), lifecycle(UNKNOWN)),
    case("azure-record-not-deleted-by-timer", "good", "not-applicable", HEALTH, COOLING),
    case("azure-record-not-deleted-by-timer", "good", "not-applicable", STAFF, lifecycle(30)),
    # An archive of logs has an end, whatever the class of what they tell of.
    case("azure-record-not-deleted-by-timer", "good", "not-applicable", HEALTH, setting(), lifecycle(365)),
    case("azure-record-not-deleted-by-timer", "bad", "fail", HEALTH, lifecycle(36500), observed="of class health"),
    case("azure-record-not-deleted-by-timer", "missing", "unknown", account(), lifecycle(365)),
    case("azure-record-not-deleted-by-timer", "unknown", "unknown", account(tags=UNKNOWN), lifecycle(365)),
    case(
        "azure-object-replica-in-eea",
        "good",
        "pass",
        replication(refers="copy"),
        account("copy", location="swedencentral"),
    ),
    case(
        "azure-object-replica-in-eea",
        "good",
        "pass",
        replication("copy"),
        account("copy", location="France Central", accountName="copy"),
    ),
    case("azure-object-replica-in-eea", "bad", "fail", replication(refers="copy"), account("copy", location="uksouth")),
    case("azure-object-replica-in-eea", "missing", "unknown", replication(refers="copy"), account("copy")),
    case("azure-object-replica-in-eea", "unknown", "unknown", replication()),
    case("azure-object-replica-in-eea", "unknown", "unknown", replication("elsewhere")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
