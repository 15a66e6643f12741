"""Azure databases and apps with the resources that say which passwords they take."""

from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.web_app import APP
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Undetermined, worst
from hds_landing.rules.properties import ABSENT, Found, find_one
from hds_landing.rules.property_rule import FALSE, TRUE, Expectation
from hds_landing.rules.rule import Rule, WholeInventoryRule

_REQUIREMENTS: Final = ("HDS-EXI-05-D", "HDS-EXI-05-D-B", "SNC-9.5", "ISO27001-A.5.17", "ISO27001-A.8.5")
_INLINE: Final = "administrators.azureADOnlyAuthentication"


def _judge(found: Found, expected: Expectation) -> Judgement:
    if found.value is UNKNOWN:
        return Undetermined(f"{found.path} is not known yet")
    return None if expected.judge(found.value) is True else f"{found}, expected {expected.wording}"


def _sql(id: str, noun: str, token: str, companion: str, name: str) -> WholeInventoryRule:
    def judge(server: Resource, graph: InventoryGraph) -> Judgement:
        companions = graph.companions(server, token, companion, name)
        if companions.found:
            return worst(_judge(find_one(each.inputs, "azureADOnlyAuthentication"), TRUE) for each in companions.found)
        inline = find_one(server.inputs, _INLINE)
        if companions.undetermined and TRUE.judge(inline.value) is not True:
            return Undetermined("an Entra setting is there whose server is not known yet")
        return f"{inline}: the administrator's password works" if inline.value is ABSENT else _judge(inline, TRUE)

    return WholeInventoryRule(
        id=id,
        title=f"{noun} takes no passwords",
        theme=Theme.IDENTITY,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix=f"Set {_INLINE} to true with a group of administrators.",
        source="learn.microsoft.com, Microsoft Entra-only authentication with Azure SQL",
        types=(token,),
        joins={companion: (name, "azureADOnlyAuthentication")},
        paths=(_INLINE,),
        absence="the administrator's password works",
        judge=judge,
    )


def _app(id: str, over: str, companion: str) -> WholeInventoryRule:
    def judge(app: Resource, graph: InventoryGraph) -> Judgement:
        companions = graph.companions(app, APP, companion, "name")
        if companions.found:
            return worst(_judge(find_one(each.inputs, "allow"), FALSE) for each in companions.found)
        if companions.undetermined:
            return Undetermined("a publishing setting is there whose app is not known yet")
        return f"no {companion.rpartition(':')[2]}: Azure takes publishing passwords over {over}"

    return WholeInventoryRule(
        id=id,
        title=f"An app takes no publishing password over {over}",
        theme=Theme.IDENTITY,
        severity=Severity.MEDIUM,
        requirements=_REQUIREMENTS,
        fix=f"Add a {companion.rpartition(':')[2]} with allow false, and deploy with an Entra identity.",
        source="learn.microsoft.com, Disable basic authentication in Azure App Service deployments",
        types=(APP,),
        joins={companion: ("name", "allow")},
        paths=("name",),
        absence=f"Azure takes publishing passwords over {over}",
        judge=judge,
    )


RULES: tuple[Rule, ...] = (
    _sql(
        "azure-sql-no-passwords",
        "A SQL server",
        "azure-native:sql:Server",
        "azure-native:sql:ServerAzureADOnlyAuthentication",
        "serverName",
    ),
    _sql(
        "azure-sql-managed-instance-no-passwords",
        "A SQL managed instance",
        "azure-native:sql:ManagedInstance",
        "azure-native:sql:ManagedInstanceAzureADOnlyAuthentication",
        "managedInstanceName",
    ),
    _app("azure-app-no-ftp-password", "FTP", "azure-native:web:WebAppFtpAllowed"),
    _app("azure-app-no-deployment-password", "its deployment site", "azure-native:web:WebAppScmAllowed"),
)
