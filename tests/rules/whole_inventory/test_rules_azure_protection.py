from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.azure_protection import (
    ACCOUNT,
    DEPLOYMENT,
    GROUP,
    KEY,
    LOCK,
    MACHINE,
    PROTECTED_ITEM,
    RULES,
    VAULT,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource

ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/it"
LOCKED = next(rule for rule in RULES if rule.id == "azure-store-locked").types


def lock(refers: str | None = "it", scope: object = UNKNOWN) -> Resource:
    return resource(LOCK, "lock", refers={"scope": refers} if refers else {}, inputs={"scope": scope})


def group(name: str = "rg") -> Resource:
    return resource(GROUP, name, id=f"/subscriptions/1/resourceGroups/{name}", inputs={"resourceGroupName": name})


def item(refers: str | None = "it", source: object = UNKNOWN) -> Resource:
    named = {"properties": refers} if refers else {}
    return resource(PROTECTED_ITEM, "item", refers=named, inputs={"properties": {"sourceResourceId": source}})


def key(kty: object, refers: str | None = "vault", vault_name: object = UNKNOWN) -> Resource:
    named = {"vaultName": refers} if refers else {}
    return resource(KEY, refers=named, inputs={"vaultName": vault_name, "properties": {"kty": kty}})


def vault(sku: object = "premium") -> Resource:
    return resource(VAULT, "vault", inputs={"vaultName": "vault", "properties": {"sku": {"name": sku}}})


def deployment(sku: object = None, refers: str | None = "account") -> Resource:
    named = {"accountName": refers} if refers else {}
    return resource(DEPLOYMENT, refers=named, inputs={"accountName": UNKNOWN, "sku": {"name": sku}})


def account(location: object) -> Resource:
    return resource(ACCOUNT, "account", inputs={"location": location})


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


BACKED_UP = "azure-virtual-machine-backed-up"
HARDWARE = "azure-key-in-hardware-where-there-is-some"
IN_PREMIUM = "azure-hsm-key-in-premium-vault"
MODEL = "azure-model-deployment-in-eea"

CASES = [
    *(
        made
        for it in (resource(token, id=ID, inputs={"resourceGroupName": "rg"}) for token in LOCKED)
        for made in (
            case("azure-store-locked", "good", "pass", it, lock()),
            case("azure-store-locked", "good", "pass", it, lock(None, ID)),
            case("azure-store-locked", "good", "pass", it, group(), lock("rg"), observed="the lock of its group rg"),
            case("azure-store-locked", "bad", "fail", it, group(), group("other"), lock("other")),
            case("azure-store-locked", "missing", "fail", it, group()),
            case("azure-store-locked", "unknown", "unknown", it, lock(None)),
        )
    ),
    case(BACKED_UP, "good", "pass", resource(MACHINE), item()),
    case(BACKED_UP, "good", "pass", resource(MACHINE, id=ID), item(None, ID)),
    case(BACKED_UP, "good", "pass", resource(MACHINE, inputs={"tags": {"backup": "daily"}}), observed="its tag backup"),
    case(BACKED_UP, "bad", "fail", resource(MACHINE, inputs={"tags": {"backup": "none"}})),
    case(BACKED_UP, "bad", "fail", resource(MACHINE), resource(MACHINE, "other"), item("other")),
    case(BACKED_UP, "missing", "fail", resource(MACHINE), observed="no protected item"),
    case(BACKED_UP, "unknown", "unknown", resource(MACHINE), item(None)),
    case(BACKED_UP, "unknown", "unknown", resource(MACHINE, inputs={"tags": UNKNOWN})),
    case(HARDWARE, "good", "pass", key("RSA-HSM"), vault()),
    case(HARDWARE, "good", "pass", key("EC-HSM", None, "vault"), vault()),
    # A vault of the Standard tier has no hardware to ask for.
    case(HARDWARE, "good", "not-applicable", key("RSA"), vault("standard")),
    case(HARDWARE, "bad", "fail", key("RSA"), vault(), observed="expected RSA-HSM"),
    case(HARDWARE, "missing", "fail", key(None), vault()),
    case(HARDWARE, "missing", "not-applicable", key("RSA", None)),
    case(HARDWARE, "unknown", "unknown", key(UNKNOWN), vault()),
    case(MODEL, "good", "pass", deployment("Standard"), account("francecentral")),
    case(MODEL, "good", "pass", deployment("DataZoneStandard"), account("swedencentral"), observed="European Union"),
    case(MODEL, "bad", "fail", deployment("GlobalStandard"), account("francecentral"), observed="any region"),
    case(MODEL, "bad", "fail", deployment("GlobalBatch", None)),
    case(MODEL, "bad", "fail", deployment("DataZoneStandard"), account("eastus"), observed="elsewhere"),
    # Norway is in the EEA, and not in the European Union.
    case(MODEL, "unknown", "unknown", deployment("DataZoneStandard"), account("norwayeast")),
    case(MODEL, "missing", "unknown", deployment(), account("francecentral")),
    case(MODEL, "unknown", "unknown", deployment(UNKNOWN)),
    case(MODEL, "unknown", "unknown", deployment("Standard", None)),
    case(IN_PREMIUM, "good", "pass", key("RSA-HSM"), vault()),
    case(IN_PREMIUM, "good", "pass", key("EC-HSM", None, "vault"), vault("Premium")),
    case(IN_PREMIUM, "good", "not-applicable", key("RSA"), vault("standard")),
    case(IN_PREMIUM, "bad", "fail", key("RSA-HSM"), vault("standard"), observed="has no HSM"),
    case(IN_PREMIUM, "missing", "not-applicable", key(None), vault()),
    case(IN_PREMIUM, "missing", "fail", key("RSA-HSM"), vault(None)),
    case(IN_PREMIUM, "unknown", "unknown", key(UNKNOWN), vault()),
    case(IN_PREMIUM, "unknown", "unknown", key("RSA-HSM"), vault(UNKNOWN)),
    case(IN_PREMIUM, "unknown", "unknown", key("RSA-HSM", None)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
