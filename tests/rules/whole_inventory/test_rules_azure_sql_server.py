from typing import Any

import pytest

from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.whole_inventory.azure_sql_server import (
    ADMINISTRATOR,
    ALERTS,
    AUDITS,
    DATABASE,
    FAILOVER,
    LONG_TERM,
    PROTECTOR,
    RULES,
    SERVER,
)
from tests.rules.rule_case import Case, check, check_all_kinds, resource


def server(name: str = "it", **inputs: object) -> Resource:
    return resource(SERVER, name, id=f"/subscriptions/1/servers/{name}", inputs=inputs)


def beside(token: str, refers: str | None = "it", **inputs: object) -> Resource:
    """A resource that completes a server."""
    named = {"serverName": refers} if refers else {}
    return resource(token, "beside", refers=named, inputs={"serverName": UNKNOWN, **inputs})


def database(**inputs: object) -> Resource:
    return resource(DATABASE, inputs=inputs)


def policy(refers: str | None = "it", name: object = UNKNOWN) -> Resource:
    return resource(LONG_TERM, "ltr", refers={"databaseName": refers} if refers else {}, inputs={"databaseName": name})


def failover(*ids: object, refers: str | None = None) -> Resource:
    named = {"partnerServers": refers} if refers else {}
    return resource(FAILOVER, refers=named, inputs={"partnerServers": [{"id": each} for each in ids]})


def case(rule: str, kind: Any, verdict: Any, *resources: Resource, observed: str | None = None) -> Case:
    return Case(rule, kind, verdict, resources, observed=observed)


STATES = [
    ("azure-sql-server-customer-key", PROTECTOR, "serverKeyType", "AzureKeyVault", "ServiceManaged"),
    *(("azure-sql-server-audited", token, "state", "Enabled", "Disabled") for token in AUDITS),
    ("azure-sql-server-threats-detected", ALERTS, "state", "Enabled", "Disabled"),
]

CASES = [
    *(
        made
        for rule, token, path, good, bad in STATES
        for made in (
            case(rule, "good", "pass", server(), beside(token, **{path: good})),
            case(rule, "good", "pass", server(serverName="sql"), beside(token, None, serverName="sql", **{path: good})),
            case(rule, "bad", "fail", server(), beside(token, **{path: bad}), observed=bad),
            case(rule, "bad", "fail", server(), server("other"), beside(token, "other", **{path: good})),
            case(rule, "missing", "fail", server()),
            case(rule, "missing", "fail", server(), beside(token)),
            case(rule, "unknown", "unknown", server(), beside(token, **{path: UNKNOWN})),
            case(rule, "unknown", "unknown", server(), beside(token, None, **{path: good})),
        )
    ),
    case("azure-sql-server-customer-key", "good", "pass", server(keyId="https://centre.vault.azure.net/keys/sql/1")),
    case("azure-sql-server-customer-key", "unknown", "unknown", server(keyId=UNKNOWN)),
    case(
        "azure-sql-server-entra-administrator",
        "good",
        "pass",
        server(administrators={"administratorType": "ActiveDirectory"}),
    ),
    case("azure-sql-server-entra-administrator", "good", "pass", server(), beside(ADMINISTRATOR)),
    case("azure-sql-server-entra-administrator", "bad", "fail", server(administratorLogin="sa")),
    case(
        "azure-sql-server-entra-administrator", "bad", "fail", server(), server("other"), beside(ADMINISTRATOR, "other")
    ),
    case("azure-sql-server-entra-administrator", "missing", "fail", server(), observed="only passwords"),
    case("azure-sql-server-entra-administrator", "unknown", "unknown", server(administrators=UNKNOWN)),
    case("azure-sql-server-entra-administrator", "unknown", "unknown", server(), beside(ADMINISTRATOR, None)),
    case("azure-sql-database-long-term-backup", "good", "pass", database(), policy()),
    case("azure-sql-database-long-term-backup", "good", "pass", database(databaseName="dpi"), policy(None, "dpi")),
    case("azure-sql-database-long-term-backup", "good", "not-applicable", database(databaseName="master")),
    case("azure-sql-database-long-term-backup", "bad", "fail", database(databaseName="dpi"), policy(None, "rh")),
    case("azure-sql-database-long-term-backup", "missing", "fail", database(), observed="beyond 35 days"),
    case("azure-sql-database-long-term-backup", "unknown", "unknown", database(), policy(None)),
    # Two databases of one name: nobody can tell whose policy it is.
    case(
        "azure-sql-database-long-term-backup",
        "unknown",
        "unknown",
        database(databaseName="dpi"),
        resource(DATABASE, "twin", inputs={"databaseName": "dpi"}),
        policy(None, "dpi"),
    ),
    case(
        "azure-sql-failover-in-eea",
        "good",
        "pass",
        failover(UNKNOWN, refers="far"),
        server("far", location="swedencentral"),
    ),
    case(
        "azure-sql-failover-in-eea",
        "good",
        "pass",
        failover("/subscriptions/1/Servers/FAR"),
        server("far", location="Sweden Central"),
    ),
    case(
        "azure-sql-failover-in-eea",
        "bad",
        "fail",
        failover(UNKNOWN, refers="far"),
        server("far", location="uksouth"),
        observed="far: UK South",
    ),
    case("azure-sql-failover-in-eea", "missing", "not-applicable", resource(FAILOVER)),
    case("azure-sql-failover-in-eea", "missing", "unknown", failover(UNKNOWN, refers="far"), server("far")),
    case("azure-sql-failover-in-eea", "unknown", "unknown", failover("/subscriptions/2/servers/elsewhere")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
