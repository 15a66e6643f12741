from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.azure_traces import (
    ACCOUNT,
    FLOW_LOG,
    NETWORK,
    RULES,
    SETTING,
    SUBSCRIPTION_SETTING,
    WORKSPACE,
)
from tests.rules.mutations.azure_joined import BLOBS, TRACED
from tests.rules.rule_case import Case, check, check_all_kinds, resource, urn

ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Any/things/it"
ALL_LOGS = {"categoryGroup": "allLogs", "enabled": True}


def setting(*logs: object, refers: str | None = "it", uri: object = UNKNOWN, name: str = "diag") -> Resource:
    inputs = {"resourceUri": uri, "logs": list(logs)}
    return resource(SETTING, name, refers={"resourceUri": refers} if refers else {}, inputs=inputs)


def flow_log(enabled: object = True, refers: str | None = "it", target: object = UNKNOWN) -> Resource:
    inputs = {"targetResourceId": target, "enabled": enabled}
    return resource(FLOW_LOG, "log", refers={"targetResourceId": refers} if refers else {}, inputs=inputs)


def blobs(refers: str | None = "it", account: object = UNKNOWN) -> Resource:
    return resource(
        BLOBS,
        "blobs",
        id=f"{ID}/blobServices/default",
        refers={"accountName": refers} if refers else {},
        inputs={"accountName": account},
    )


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


ACTIVITY, SUBSCRIPTION = "azure-activity-log-kept", "/subscriptions/1a2b"


def provider(subscription: object = "1a2b") -> Resource:
    return resource("pulumi:providers:azure-native", inputs={"subscriptionId": subscription})


def workspace() -> Resource:
    return resource(WORKSPACE, "workspace", provider=urn("it"))


CASES = [
    *(
        made
        for rule, types in TRACED
        for it in (resource(f"azure-native:{token}", id=ID) for token in types)
        for made in (
            case(rule, "good", "pass", it, setting(ALL_LOGS)),
            # By its id, in whatever case.
            case(rule, "good", "pass", it, setting(ALL_LOGS, refers=None, uri=ID.upper().replace("/SUB", "/sub"))),
            case(rule, "bad", "fail", it, setting({**ALL_LOGS, "enabled": False}), observed="enable no log"),
            case(rule, "bad", "fail", it, setting()),
            # Somebody else's setting does not count.
            case(rule, "bad", "fail", it, resource(NETWORK, "other"), setting(ALL_LOGS, refers="other")),
            case(rule, "missing", "fail", it, observed="no diagnostic setting names it"),
            case(rule, "unknown", "unknown", it, setting(ALL_LOGS, refers=None)),
            case(rule, "unknown", "unknown", it, setting({"enabled": UNKNOWN})),
        )
    ),
    case("azure-blob-service-traced", "good", "pass", resource(ACCOUNT), setting(ALL_LOGS)),
    case(
        "azure-blob-service-traced",
        "good",
        "pass",
        resource(ACCOUNT),
        blobs(),
        setting(ALL_LOGS, refers=None, uri=f"{ID}/blobServices/default"),
    ),
    case("azure-blob-service-traced", "good", "not-applicable", resource(ACCOUNT, inputs={"kind": "FileStorage"})),
    case("azure-blob-service-traced", "bad", "fail", resource(ACCOUNT), setting()),
    case("azure-blob-service-traced", "missing", "fail", resource(ACCOUNT), blobs()),
    case("azure-blob-service-traced", "unknown", "unknown", resource(ACCOUNT), setting(ALL_LOGS, refers=None)),
    case("azure-network-flows-logged", "good", "pass", resource(NETWORK), flow_log()),
    case("azure-network-flows-logged", "good", "pass", resource(NETWORK, id=ID), flow_log(refers=None, target=ID)),
    case("azure-network-flows-logged", "bad", "fail", resource(NETWORK), flow_log(False), observed="is off"),
    case("azure-network-flows-logged", "missing", "fail", resource(NETWORK), observed="no flow log names it"),
    case("azure-network-flows-logged", "unknown", "unknown", resource(NETWORK), flow_log(UNKNOWN)),
    case("azure-network-flows-logged", "unknown", "unknown", resource(NETWORK), flow_log(refers=None)),
    case(ACTIVITY, "good", "pass", provider(), workspace(), setting(ALL_LOGS, refers=None, uri=SUBSCRIPTION)),
    case(
        ACTIVITY,
        "good",
        "pass",
        provider(),
        workspace(),
        setting(refers=None, uri=SUBSCRIPTION.replace("1a2b", "1A2B")),
    ),
    case(
        ACTIVITY, "good", "pass", provider(), workspace(), resource(SUBSCRIPTION_SETTING, "whole", provider=urn("it"))
    ),
    # A program without a workspace leaves it to the one that holds it.
    case(ACTIVITY, "good", "not-applicable", provider()),
    case(
        ACTIVITY, "bad", "fail", provider(), workspace(), setting(refers=None, uri=f"{SUBSCRIPTION}/resourceGroups/a")
    ),
    case(ACTIVITY, "bad", "fail", provider(), workspace(), setting(refers=None, uri="/subscriptions/other")),
    case(ACTIVITY, "missing", "fail", provider(), workspace(), observed="who administers and deletes"),
    case(ACTIVITY, "missing", "pass", provider(None), workspace(), setting(refers=None, uri="/subscriptions/other")),
    case(ACTIVITY, "unknown", "unknown", provider(), workspace(), setting(refers=None)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
