from collections.abc import Iterator
from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.web_app import APP
from hds_landing.rules.whole_inventory.azure_sign_in import RULES
from tests.rules.rule_case import Case, check, check_all_kinds, resource


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


SERVERS = {
    "azure-sql-no-passwords": ("Server", "ServerAzureADOnlyAuthentication", "serverName"),
    "azure-sql-managed-instance-no-passwords": (
        "ManagedInstance",
        "ManagedInstanceAzureADOnlyAuthentication",
        "managedInstanceName",
    ),
}
APPS = {
    "azure-app-no-ftp-password": "azure-native:web:WebAppFtpAllowed",
    "azure-app-no-deployment-password": "azure-native:web:WebAppScmAllowed",
}


def completing(token: str, property_name: str, refers: str | None, **inputs: Any) -> Resource:
    named = {property_name: UNKNOWN, **inputs}
    return resource(token, "setting", refers={property_name: refers} if refers else {}, inputs=named)


def servers() -> Iterator[Case]:
    for rule, (kind, companion, name) in SERVERS.items():
        token, setting = f"azure-native:sql:{kind}", f"azure-native:sql:{companion}"
        bare = resource(token, inputs={name: "sql"})

        def inline(value: object, token: str = token) -> Resource:
            return resource(token, inputs={"administrators": {"azureADOnlyAuthentication": value}})

        def split(refers: str | None, value: object, setting: str = setting, name: str = name) -> Resource:
            return completing(setting, name, refers, azureADOnlyAuthentication=value)

        yield case(rule, "good", "pass", inline(True))
        yield case(rule, "good", "pass", bare, split("it", True))
        yield case(rule, "good", "pass", inline(True), split(None, True))
        by_name = resource(setting, "setting", inputs={name: "sql", "azureADOnlyAuthentication": True})
        yield case(rule, "good", "pass", bare, by_name)
        yield case(rule, "bad", "fail", inline(False))
        yield case(rule, "bad", "fail", bare, split("it", False))
        yield case(rule, "missing", "fail", bare, observed="the administrator's password works")
        yield case(rule, "unknown", "unknown", inline(UNKNOWN))
        yield case(rule, "unknown", "unknown", bare, split("it", UNKNOWN))
        yield case(rule, "unknown", "unknown", bare, split(None, True), observed="not known yet")


def apps() -> Iterator[Case]:
    for rule, setting in APPS.items():
        app = resource(APP, inputs={"name": "portal"})
        yield case(rule, "good", "pass", app, completing(setting, "name", "it", allow=False))
        yield case(rule, "good", "pass", app, resource(setting, "setting", inputs={"name": "portal", "allow": False}))
        yield case(rule, "bad", "fail", app, completing(setting, "name", "it", allow=True))
        yield case(rule, "missing", "fail", app, observed="Azure takes publishing passwords")
        yield case(rule, "unknown", "unknown", app, completing(setting, "name", "it", allow=UNKNOWN))
        yield case(rule, "unknown", "unknown", app, completing(setting, "name", None, allow=False))


CASES = [*servers(), *apps()]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
