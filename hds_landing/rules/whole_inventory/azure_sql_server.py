"""Azure SQL servers with what completes them: key, audit, threat detection, administrator, backups, failover."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.backup import REQUIREMENTS as BACKUP
from hds_landing.rules.azure.customer_keys import REQUIREMENTS as CUSTOMER_KEY
from hds_landing.rules.azure.traces import MONITORING
from hds_landing.rules.azure.traces import REQUIREMENTS as LOGGING
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find, find_one
from hds_landing.rules.residency import REQUIREMENTS as RESIDENCY
from hds_landing.rules.residency import SOURCE as RESIDENCY_SOURCE
from hds_landing.rules.residency import judge_region
from hds_landing.rules.rule import Rule, WholeInventoryRule

SERVER: Final = "azure-native:sql:Server"
DATABASE: Final = "azure-native:sql:Database"
PROTECTOR: Final = "azure-native:sql:EncryptionProtector"
AUDITS: Final = ("azure-native:sql:ExtendedServerBlobAuditingPolicy", "azure-native:sql:ServerBlobAuditingPolicy")
ALERTS: Final = "azure-native:sql:ServerSecurityAlertPolicy"
ADMINISTRATOR: Final = "azure-native:sql:ServerAzureADAdministrator"
LONG_TERM: Final = "azure-native:sql:LongTermRetentionPolicy"
FAILOVER: Final = "azure-native:sql:FailoverGroup"

_KEY_TYPE: Final = "azurekeyvault"


def _state(
    server: Resource, graph: InventoryGraph, tokens: tuple[str, ...], path: str, wanted: str, none: str
) -> Judgement:
    """Whether one of the resources that complete a server has the wanted value."""
    joins = [graph.companions(server, SERVER, token, "serverName") for token in tokens]
    values = [find_one(companion.inputs, path) for join in joins for companion in join.found]
    if any(isinstance(found.value, str) and found.value.lower() == wanted for found in values):
        return None
    if any(found.value is UNKNOWN for found in values):
        return Undetermined(f"{path} is not known yet")
    if any(join.undetermined for join in joins):
        return Undetermined("something is there that completes a server that is not known yet")
    return f"{values[0]}" if values else none


def _customer_key(server: Resource, graph: InventoryGraph) -> Judgement:
    key = find_one(server.inputs, "keyId")
    if key.value is UNKNOWN:
        return Undetermined("keyId is not known yet")
    if key.value not in (ABSENT, ""):
        return None
    none = "neither keyId nor an encryption protector: Azure encrypts with a key of Microsoft"
    return _state(server, graph, (PROTECTOR,), "serverKeyType", _KEY_TYPE, none)


def _audited(server: Resource, graph: InventoryGraph) -> Judgement:
    return _state(server, graph, AUDITS, "state", "enabled", "no auditing policy: nothing is written down")


def _watched(server: Resource, graph: InventoryGraph) -> Judgement:
    return _state(server, graph, (ALERTS,), "state", "enabled", "no security alert policy: nobody is told")


def _administered(server: Resource, graph: InventoryGraph) -> Judgement:
    inline = find_one(server.inputs, "administrators")
    if inline.value is UNKNOWN:
        return Undetermined("administrators is not known yet")
    if inline.value not in (ABSENT, {}):
        return None
    administrators = graph.companions(server, SERVER, ADMINISTRATOR, "serverName")
    if administrators.found:
        return None
    if administrators.undetermined:
        return Undetermined("an administrator is there whose server is not known yet")
    return "neither administrators nor an administrator of its own: only passwords of the server open it"


def _long_term(database: Resource, graph: InventoryGraph) -> Judgement:
    name = find_one(database.inputs, "databaseName").value
    if isinstance(name, str) and name.lower() == "master":
        return NOT_APPLICABLE
    policies = graph.companions(database, DATABASE, LONG_TERM, "databaseName")
    if policies.found:
        return None
    if policies.undetermined:
        return Undetermined("a long-term policy is there whose database is not known yet")
    return "no long-term policy: nothing is kept beyond 35 days"


def _failover(group: Resource, graph: InventoryGraph) -> Judgement:
    return worst(_partner(group, found, graph) for found in find(group.inputs, "partnerServers[*].id"))


def _partner(group: Resource, found: Found, graph: InventoryGraph) -> Judgement:
    partner = graph.referred(group, "partnerServers", SERVER, found.value)
    if partner is None:
        return Undetermined(f"the server at {found.path} is not in the inventory, so where it stands is not known")
    location = find_one(partner.inputs, "location")
    if location.value in (ABSENT, UNKNOWN):
        location = find_one(partner.outputs, "location")
    if location.value in (ABSENT, UNKNOWN):
        return Undetermined(f"where {partner.name} stands is not known yet")
    judgement = judge_region("azure", location.value)
    return f"{partner.name}: {judgement}" if isinstance(judgement, str) else judgement


RULES: tuple[Rule, ...] = (
    WholeInventoryRule(
        id="azure-sql-server-customer-key",
        title="A SQL server encrypts its databases with the customer's key",
        theme=Theme.CUSTOMER_KEY,
        severity=Severity.HIGH,
        requirements=CUSTOMER_KEY,
        fix="Set keyId, or add an EncryptionProtector with serverKeyType AzureKeyVault.",
        source="learn.microsoft.com, Azure SQL transparent data encryption with customer-managed key",
        types=(SERVER,),
        joins={PROTECTOR: ("serverName", "serverKeyType")},
        paths=("keyId",),
        absence="Azure encrypts with a key of Microsoft",
        judge=_customer_key,
    ),
    WholeInventoryRule(
        id="azure-sql-server-audited",
        title="The audit of a SQL server is declared and on",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=LOGGING,
        fix="Add an ExtendedServerBlobAuditingPolicy with state Enabled.",
        source="learn.microsoft.com, Auditing for Azure SQL Database",
        types=(SERVER,),
        joins=dict.fromkeys(AUDITS, ("serverName", "state")),
        absence="Azure audits nothing that nobody asks for",
        judge=_audited,
    ),
    WholeInventoryRule(
        id="azure-sql-server-threats-detected",
        title="Threat detection of a SQL server is declared and on",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=MONITORING,
        fix="Add a ServerSecurityAlertPolicy with state Enabled.",
        source="learn.microsoft.com, SQL Advanced Threat Protection",
        types=(SERVER,),
        joins={ALERTS: ("serverName", "state")},
        absence="without a plan of Defender nothing is detected",
        judge=_watched,
    ),
    WholeInventoryRule(
        id="azure-sql-server-entra-administrator",
        title="A SQL server has an administrator from Entra ID",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-D", "SNC-9.5", "ISO27001-A.8.5"),
        fix="Set administrators, or add a ServerAzureADAdministrator.",
        source="learn.microsoft.com, Microsoft Entra authentication for Azure SQL",
        types=(SERVER,),
        joins={ADMINISTRATOR: ("serverName",)},
        paths=("administrators",),
        absence="only passwords of the server open it",
        judge=_administered,
    ),
    WholeInventoryRule(
        id="azure-sql-database-long-term-backup",
        title="A long-term policy covers a SQL database",
        theme=Theme.BACKUP,
        severity=Severity.MEDIUM,
        requirements=BACKUP,
        fix="Add a LongTermRetentionPolicy for the database.",
        source="learn.microsoft.com, Long-term retention: Azure SQL Database",
        types=(DATABASE,),
        joins={LONG_TERM: ("databaseName",)},
        paths=("databaseName",),
        absence="nothing is kept beyond 35 days",
        judge=_long_term,
    ),
    WholeInventoryRule(
        id="azure-sql-failover-in-eea",
        title="A SQL server fails over to a server inside the EEA",
        theme=Theme.REGION,
        severity=Severity.CRITICAL,
        requirements=RESIDENCY,
        fix="Fail over to a server of the recovery region, declared in the same stack.",
        source=RESIDENCY_SOURCE,
        types=(FAILOVER,),
        joins={SERVER: ("location",)},
        paths=("partnerServers[*].id",),
        absence="a group without partners copies nothing",
        judge=_failover,
    ),
)
