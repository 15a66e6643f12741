"""Azure resources with the diagnostic settings and flow logs that write down what happens to them."""

from collections.abc import Iterable
from typing import Final

from hds_landing.inventory.graph import InventoryGraph
from hds_landing.inventory.resource import UNKNOWN, Resource
from hds_landing.rules.azure.deletion_protection import BLOBS
from hds_landing.rules.azure.traces import REQUIREMENTS, is_subscription
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import find, find_one
from hds_landing.rules.property_rule import TRUE
from hds_landing.rules.rule import Rule, WholeInventoryRule
from hds_landing.rules.type_tokens import current_token

SETTING: Final = "azure-native:monitor:DiagnosticSetting"
ACCOUNT: Final = "azure-native:storage:StorageAccount"
NETWORK: Final = "azure-native:network:VirtualNetwork"
WORKSPACE: Final = "azure-native:operationalinsights:Workspace"
SUBSCRIPTION_SETTING: Final = "azure-native:monitor:SubscriptionDiagnosticSetting"
FLOW_LOG: Final = "azure-native:network:FlowLog"

_SETTING_READS: Final = ("resourceUri", "logs[*].enabled")


def judge_settings(settings: Iterable[Resource], undetermined: bool, none: str) -> Judgement:
    """Whether one of the diagnostic settings of a resource keeps a log."""
    enabled = [found for setting in settings for found in find(setting.inputs, "logs[*].enabled")]
    if any(TRUE.judge(found.value) is True for found in enabled):
        return None
    if undetermined or any(found.value is UNKNOWN for found in enabled):
        return Undetermined("a diagnostic setting is there whose resource or logs are not known yet")
    return none if not enabled else "its diagnostic settings enable no log"


def _traced(resource: Resource, graph: InventoryGraph) -> Judgement:
    companions = graph.companions(resource, current_token(resource.type), SETTING, "resourceUri")
    return judge_settings(companions.found, companions.undetermined, "no diagnostic setting names it")


def _blobs_traced(account: Resource, graph: InventoryGraph) -> Judgement:
    """A setting names the blob service, a child of the account, whose own settings have metrics only."""
    kind = find_one(account.inputs, "kind").value
    if kind == "FileStorage":
        return NOT_APPLICABLE
    own = graph.companions(account, ACCOUNT, SETTING, "resourceUri")
    services = graph.companions(account, ACCOUNT, BLOBS, "accountName").found
    named = [graph.companions(service, BLOBS, SETTING, "resourceUri") for service in services]
    settings = [*own.found, *(setting for each in named for setting in each.found)]
    open_ = own.undetermined or any(each.undetermined for each in named)
    return judge_settings(settings, open_, "no diagnostic setting names its blob service")


def _flows_logged(network: Resource, graph: InventoryGraph) -> Judgement:
    logs = graph.companions(network, NETWORK, FLOW_LOG, "targetResourceId")
    states = [find_one(log.inputs, "enabled") for log in logs.found]
    if any(TRUE.judge(found.value) is True for found in states):
        return None
    if logs.undetermined or any(found.value is UNKNOWN for found in states):
        return Undetermined("a flow log is there whose network or state is not known yet")
    return "no flow log names it" if not states else "its flow log is off"


def _activity_log_kept(provider: Resource, graph: InventoryGraph) -> Judgement:
    """Asked of a program that holds a workspace: one that only uses another's leaves it to that one's program."""
    if not any(workspace.provider == provider.urn for workspace in graph.of_type(WORKSPACE)):
        return NOT_APPLICABLE
    subscription = find_one(provider.inputs, "subscriptionId").value
    settings = graph.of_type(SETTING)
    scopes = [find_one(setting.inputs, "resourceUri").value for setting in settings]
    of_subscriptions = [scope.lower() for scope in scopes if isinstance(scope, str) and is_subscription(scope)]
    known = isinstance(subscription, str) and subscription
    if (f"/subscriptions/{subscription}".lower() in of_subscriptions) if known else of_subscriptions:
        return None
    own = [setting for setting in graph.of_type(SUBSCRIPTION_SETTING) if setting.provider == provider.urn]
    if own:
        return None
    if UNKNOWN in scopes:
        return Undetermined("a diagnostic setting is there whose resource is not known yet")
    return "no diagnostic setting of its subscription, whose log tells who administers and deletes"


def _rule(id: str, thing: str, severity: Severity, *types: str) -> WholeInventoryRule:
    return WholeInventoryRule(
        id=f"azure-{id}-traced",
        title=f"A diagnostic setting keeps the logs of {thing}",
        theme=Theme.LOGGING,
        severity=severity,
        requirements=REQUIREMENTS,
        fix="Add a DiagnosticSetting whose resourceUri is its id, with the category group allLogs or audit.",
        source="learn.microsoft.com, Diagnostic settings in Azure Monitor",
        types=tuple(f"azure-native:{each}" for each in types),
        joins={SETTING: _SETTING_READS},
        absence="Azure keeps no resource log that nobody asks for",
        judge=_traced,
    )


RULES: tuple[Rule, ...] = (
    _rule("key-vault", "a key vault", Severity.HIGH, "keyvault:Vault", "keyvault:ManagedHsm"),
    _rule("backup-vault", "a backup vault", Severity.MEDIUM, "recoveryservices:Vault", "dataprotection:BackupVault"),
    _rule("firewall", "a firewall", Severity.HIGH, "network:AzureFirewall"),
    _rule("kubernetes", "a Kubernetes cluster's control plane", Severity.HIGH, "containerservice:ManagedCluster"),
    _rule("application-gateway", "an application gateway", Severity.MEDIUM, "network:ApplicationGateway"),
    _rule("network-gateway", "a network gateway", Severity.MEDIUM, "network:VirtualNetworkGateway"),
    _rule("bastion", "a bastion", Severity.HIGH, "network:BastionHost"),
    _rule("workspace", "a workspace: who searched what", Severity.MEDIUM, "operationalinsights:Workspace"),
    _rule("cosmos", "a Cosmos DB account", Severity.MEDIUM, "cosmosdb:DatabaseAccount"),
    _rule(
        "flexible-server",
        "a PostgreSQL or MySQL server",
        Severity.MEDIUM,
        "dbforpostgresql:Server",
        "dbformysql:Server",
    ),
    _rule(
        "health-data-service",
        "a FHIR or DICOM service",
        Severity.HIGH,
        "healthcareapis:FhirService",
        "healthcareapis:DicomService",
    ),
    _rule("api-management", "an API Management service", Severity.MEDIUM, "apimanagement:ApiManagementService"),
    WholeInventoryRule(
        id="azure-blob-service-traced",
        title="A diagnostic setting keeps the logs of a storage account's blobs",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Add a DiagnosticSetting whose resourceUri is <account id>/blobServices/default, "
        "with StorageRead and StorageDelete.",
        source="learn.microsoft.com, Monitor Azure Blob Storage: resource logs",
        types=(ACCOUNT,),
        joins={SETTING: _SETTING_READS, BLOBS: ("accountName",)},
        paths=("kind",),
        absence="nothing tells who read or deleted a blob",
        judge=_blobs_traced,
    ),
    WholeInventoryRule(
        id="azure-activity-log-kept",
        title="A program that holds a log workspace keeps the activity log of its subscription",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Add a DiagnosticSetting whose resourceUri is /subscriptions/<id>, towards the workspace and the archive.",
        source="learn.microsoft.com, Azure Monitor activity log: retained for 90 days, export it to keep it longer",
        types=("pulumi:providers:azure-native",),
        joins={SETTING: ("resourceUri",), SUBSCRIPTION_SETTING: (), WORKSPACE: ()},
        paths=("subscriptionId",),
        absence="Azure deletes the activity log after 90 days",
        judge=_activity_log_kept,
    ),
    WholeInventoryRule(
        id="azure-network-flows-logged",
        title="A flow log covers a virtual network",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-C", *REQUIREMENTS),
        fix="Add a FlowLog whose targetResourceId is the virtual network.",
        source="learn.microsoft.com, Virtual network flow logs",
        types=(NETWORK,),
        joins={FLOW_LOG: ("targetResourceId", "enabled")},
        absence="Azure writes no flow that nobody asks for",
        judge=_flows_logged,
    ),
)
