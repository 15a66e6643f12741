"""What Azure resources write down: flows, audits, alerts, and where it goes."""

import re
from typing import Final

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import NOT_APPLICABLE, Judgement, Undetermined
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import (
    SET,
    TRUE,
    Absence,
    Expectation,
    Where,
    at_least,
    at_most,
    fails,
    matching,
    none_of,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

REQUIREMENTS: Final = ("HDS-EXI-05-D-C", "SNC-12.6", "PGSSI-LOG", "ISO27001-A.8.15")
MONITORING: Final = ("HDS-EXI-05-F", "SNC-12.6", "NIS2-21.2-B", "ISO27001-A.8.16")


def _trace_rule(
    id: str,
    title: str,
    types: tuple[str, ...],
    path: str,
    *,
    fix: str,
    source: str,
    absent: Absence,
    expected: Expectation = TRUE,
    severity: Severity = Severity.MEDIUM,
    requirements: tuple[str, ...] = REQUIREMENTS,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=f"azure-{id}",
        title=title,
        theme=Theme.LOGGING,
        severity=severity,
        requirements=requirements,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{each}" for each in types),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
    )


_NETWORK: tuple[Rule, ...] = (
    _trace_rule(
        "flow-log-on",
        "A flow log is on",
        ("network:FlowLog",),
        "enabled",
        fix="Set enabled to true.",
        source="Virtual network flow logs",
        severity=Severity.HIGH,
        absent=fails("nothing asks Azure to write flows"),
    ),
    _trace_rule(
        "flow-log-counts-bytes",
        "A flow log has the format that counts packets and bytes",
        ("network:FlowLog",),
        "format.version",
        fix="Set format.version to 2.",
        source="Flow logging for network security groups: version 2",
        expected=at_least(2),
        severity=Severity.LOW,
        absent=fails("Azure writes version 1, without states and counts"),
    ),
    _trace_rule(
        "flow-log-analysed",
        "A flow log is analysed in a workspace",
        ("network:FlowLog",),
        "flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.enabled",
        fix="Set enabled of flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration to true.",
        source="Traffic analytics overview",
        severity=Severity.LOW,
        absent=fails("flows lie in storage, where nobody searches them"),
        requirements=MONITORING,
    ),
    _trace_rule(
        "firewall-policy-analysed",
        "A firewall policy sends what it sees to a workspace",
        ("network:FirewallPolicy",),
        "insights.isEnabled",
        fix="Set insights.isEnabled to true, with a workspace.",
        source="Azure Firewall policy analytics",
        severity=Severity.LOW,
        absent=fails("nobody sees which rules are used"),
        requirements=MONITORING,
    ),
)

_SETTINGS: Final = ("azure-native:monitor:DiagnosticSetting",)
_NOT_OF_STORAGE: Final = matching(r"(?i)(?!.*/providers/Microsoft\.Storage/).*", "a resource that is no storage")

_DATA: tuple[Rule, ...] = (
    property_rule(
        id="azure-diagnostic-setting-searchable",
        title="A diagnostic setting sends its logs to where they are searched",
        theme=Theme.LOGGING,
        severity=Severity.LOW,
        requirements=MONITORING,
        fix="Set workspaceId to a workspace of the establishment, beside the archive.",
        source="learn.microsoft.com, Diagnostic settings in Azure Monitor: destinations",
        types=("azure-native:monitor:DiagnosticSetting", "azure-native:monitor:SubscriptionDiagnosticSetting"),
        path="workspaceId",
        expected=SET,
        absent=fails("logs lie in storage, where nobody searches them"),
        unless=("eventHubAuthorizationRuleId", "marketplacePartnerId"),
        where=(Where("logs[*].enabled", TRUE, unset=False),),
    ),
    property_rule(
        id="azure-diagnostic-setting-archived",
        title="A diagnostic setting sends its logs to an archive as well",
        theme=Theme.LOGGING,
        severity=Severity.LOW,
        requirements=REQUIREMENTS,
        fix="Set storageAccountId to the log archive, whose blobs nobody can alter.",
        source="learn.microsoft.com, Diagnostic settings in Azure Monitor: destinations",
        types=_SETTINGS,
        path="storageAccountId",
        expected=SET,
        absent=fails("logs are only where whoever administers the workspace may purge them"),
        unless=("eventHubAuthorizationRuleId", "marketplacePartnerId"),
        where=(
            Where("logs[*].enabled", TRUE, unset=False),
            # The archive's own accesses, written into itself, would be accesses again.
            Where("resourceUri", _NOT_OF_STORAGE, unset=True),
        ),
    ),
    _trace_rule(
        "sql-auditing-on",
        "The audit of a SQL server is on",
        ("sql:ServerBlobAuditingPolicy", "sql:ExtendedServerBlobAuditingPolicy"),
        "state",
        fix="Set state to Enabled, with isAzureMonitorTargetEnabled or a storageEndpoint.",
        source="Auditing for Azure SQL Database",
        expected=one_of("Enabled"),
        severity=Severity.HIGH,
        absent=fails("the resource is there to decide it and decides nothing"),
    ),
    _trace_rule(
        "sql-threats-detected",
        "Threat detection of a SQL server or database is on",
        ("sql:ServerSecurityAlertPolicy", "sql:DatabaseSecurityAlertPolicy"),
        "state",
        fix="Set state to Enabled.",
        source="SQL Advanced Threat Protection",
        expected=one_of("Enabled"),
        absent=fails("the resource is there to decide it and decides nothing"),
        requirements=MONITORING,
    ),
    _trace_rule(
        "threat-protection-on",
        "Threat protection of a resource is on",
        ("security:AdvancedThreatProtection",),
        "isEnabled",
        fix="Set isEnabled to true.",
        source="Microsoft Defender for Storage",
        absent=fails("the resource is there to decide it and decides nothing"),
        requirements=MONITORING,
    ),
    _trace_rule(
        "defender-plan-on",
        "A plan of Defender for Cloud is on",
        ("security:Pricing",),
        "pricingTier",
        fix="Set pricingTier to Standard.",
        source="Microsoft Defender for Cloud pricing tiers",
        expected=one_of("Standard"),
        absent=fails("the free tier detects no attack"),
        requirements=MONITORING,
    ),
    _trace_rule(
        "security-contact-reachable",
        "A security contact has an address",
        ("security:SecurityContact",),
        "emails",
        fix="Set emails to addresses of the on-call team.",
        source="Configure email notifications for Defender for Cloud",
        expected=SET,
        absent=fails("Defender writes to nobody"),
        requirements=("HDS-EXI-11", *MONITORING),
    ),
    _trace_rule(
        "security-contact-owners-told",
        "Owners of a subscription are told of security alerts",
        ("security:SecurityContact",),
        "notificationsByRole.state",
        fix="Set notificationsByRole.state to On.",
        source="Configure email notifications for Defender for Cloud",
        expected=one_of("On"),
        severity=Severity.LOW,
        absent=fails("only the addresses that are named are told"),
        requirements=("HDS-EXI-11", *MONITORING),
    ),
)

_APPLICATIONS: tuple[Rule, ...] = (
    _trace_rule(
        "application-insights-in-workspace",
        "An Application Insights component keeps its traces in a workspace",
        ("applicationinsights:Component",),
        "workspaceResourceId",
        fix="Set workspaceResourceId to a workspace of the establishment.",
        source="Migrate to workspace-based Application Insights resources",
        expected=SET,
        severity=Severity.LOW,
        absent=fails("Azure keeps them where neither the workspace's retention nor its access rules hold"),
    ),
    _trace_rule(
        "container-environment-logs-kept",
        "A container apps environment sends its logs somewhere",
        ("app:ManagedEnvironment",),
        "appLogsConfiguration.destination",
        fix="Set appLogsConfiguration.destination to log-analytics or azure-monitor.",
        source="Log storage and monitoring options in Azure Container Apps",
        expected=one_of("log-analytics", "azure-monitor"),
        absent=fails("logs can be streamed and are kept nowhere"),
    ),
    _trace_rule(
        "web-app-requests-logged",
        "A web app logs its requests",
        ("web:WebApp", "web:WebAppSlot"),
        "siteConfig.httpLoggingEnabled",
        fix="Set siteConfig.httpLoggingEnabled to true, with a diagnostic setting.",
        source="Enable diagnostic logging for apps in Azure App Service",
        severity=Severity.LOW,
        absent=fails("the web server writes no log"),
    ),
    _trace_rule(
        "kubernetes-threats-detected",
        "Defender watches a Kubernetes cluster",
        ("containerservice:ManagedCluster",),
        "securityProfile.defender.securityMonitoring.enabled",
        fix="Set securityProfile.defender.securityMonitoring.enabled to true.",
        source="Microsoft Defender for Containers",
        absent=fails("nobody watches what runs in the cluster"),
        requirements=MONITORING,
    ),
    _trace_rule(
        "workspace-takes-everything",
        "A workspace has no daily cap",
        ("operationalinsights:Workspace",),
        "workspaceCapping.dailyQuotaGb",
        fix="Remove workspaceCapping, or set dailyQuotaGb to -1, and alert on volume instead.",
        source="Set daily cap on Log Analytics workspace: what comes after the cap is lost",
        expected=at_most(-1),
        absent=passes("Azure sets no cap"),
    ),
)


def _container_logs(subject: Subject) -> Judgement:
    agents = find_one(subject.properties, "addonProfiles.omsagent.enabled")
    if agents.value is ABSENT:
        agents = find_one(subject.properties, "addonProfiles.omsAgent.enabled")
    if agents.value is UNKNOWN:
        return Undetermined(f"{agents.path} is not known yet")
    return None if TRUE.judge(agents.value) is True else f"{agents}, expected true"


_PARAMETERS: Final = {
    "log_connections": one_of("on"),
    "log_disconnections": one_of("on"),
    "log_checkpoints": one_of("on"),
    "pgaudit.log": none_of("none", ""),
    "audit_log_enabled": one_of("on"),
    "connection_throttle.enable": one_of("on"),
    "connection_throttling": one_of("on"),
}
"""Server parameters that decide what a database writes down."""


def _parameter(subject: Subject) -> Judgement:
    name = find_one(subject.properties, "configurationName")
    if name.value is ABSENT:
        name = find_one(subject.outputs, "name")
    if name.value is UNKNOWN:
        return Undetermined(f"{name.path} is not known yet")
    expected = _PARAMETERS.get(name.value.lower()) if isinstance(name.value, str) else None
    if expected is None:
        return NOT_APPLICABLE
    value = find_one(subject.properties, "value")
    if value.value is UNKNOWN:
        return Undetermined(f"value of {name.value} is not known yet")
    if value.value is ABSENT:
        return f"value of {name.value} is not set: the server keeps its default, which is off"
    return None if expected.judge(value.value) is True else f"{value} for {name.value}, expected {expected.wording}"


_SUBSCRIPTION: Final = re.compile(r"/subscriptions/[^/]+/?", re.IGNORECASE)
_ACTIVITY_CATEGORIES: Final = ("Administrative", "Security", "Policy", "Alert")


def is_subscription(scope: str) -> bool:
    """Whether a resource id is that of a subscription itself."""
    return _SUBSCRIPTION.fullmatch(scope) is not None


def _activity_log(subject: Subject) -> Judgement:
    if subject.type.endswith(":DiagnosticSetting"):
        scope = find_one(subject.properties, "resourceUri").value
        if not isinstance(scope, str) or not _SUBSCRIPTION.fullmatch(scope):
            return NOT_APPLICABLE
    logs = find_one(subject.properties, "logs").value
    entries = find(subject.properties, "logs[*]")
    if logs is UNKNOWN or any(found.value is UNKNOWN for found in entries):
        return Undetermined("logs is not known yet")
    kept = {
        str(_plain(found.value.get("category"))).lower()
        for found in entries
        if isinstance(found.value, dict) and _plain(found.value.get("enabled")) is True
    }
    missing = [category for category in _ACTIVITY_CATEGORIES if category.lower() not in kept]
    if not missing:
        return None
    undecided = any(
        isinstance(found.value, dict)
        and UNKNOWN in (_plain(found.value.get("category")), _plain(found.value.get("enabled")))
        for found in entries
    )
    if undecided:
        return Undetermined("a category of logs is not known yet")
    return f"{', '.join(missing)} not kept"


def _named_logs(subject: Subject) -> Judgement:
    entries = find(subject.properties, "logs[*]")
    if find_one(subject.properties, "logs").value is UNKNOWN or any(found.value is UNKNOWN for found in entries):
        return Undetermined("logs is not known yet")
    nameless = [
        found.path
        for found in entries
        if all(find_one(found.value, name).value in (ABSENT, "") for name in ("category", "categoryGroup"))
    ]
    return f"{nameless[0]} names no log" if nameless else None


def _plain(value: object) -> object:
    return value.value if isinstance(value, Secret) else value


_JUDGED: tuple[Rule, ...] = (
    ResourceRule(
        id="azure-activity-log-whole",
        title="The activity log of a subscription is kept with its administration, security, policy and alert events",
        theme=Theme.LOGGING,
        severity=Severity.HIGH,
        requirements=REQUIREMENTS,
        fix="Enable the categories Administrative, Security, Policy and Alert in logs.",
        source="learn.microsoft.com, Azure Monitor activity log: export it with a diagnostic setting",
        types=("azure-native:monitor:DiagnosticSetting", "azure-native:monitor:SubscriptionDiagnosticSetting"),
        paths=("logs[*].category", "logs[*].enabled"),
        absence="a category that is not named is not kept",
        judge=_activity_log,
    ),
    ResourceRule(
        id="azure-diagnostic-setting-names-logs",
        title="Each log of a diagnostic setting has a category or a group of categories",
        theme=Theme.LOGGING,
        severity=Severity.LOW,
        requirements=REQUIREMENTS,
        fix="Set category or categoryGroup of each entry of logs.",
        source="learn.microsoft.com, Diagnostic settings in Azure Monitor: logs",
        types=_SETTINGS,
        paths=("logs[*].category", "logs[*].categoryGroup"),
        absence="an entry that names no log keeps none",
        judge=_named_logs,
    ),
    ResourceRule(
        id="azure-kubernetes-logs-kept",
        title="A Kubernetes cluster sends the logs of its containers to a workspace",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Set addonProfiles.omsagent.enabled to true, with its workspace.",
        source="learn.microsoft.com, Enable monitoring for Kubernetes clusters",
        types=("azure-native:containerservice:ManagedCluster",),
        paths=("addonProfiles",),
        absence="logs go with their containers",
        judge=_container_logs,
    ),
    ResourceRule(
        id="azure-database-parameter-logs",
        title="Parameters of a PostgreSQL or MySQL server have it write down who connects and what is audited",
        theme=Theme.LOGGING,
        severity=Severity.MEDIUM,
        requirements=REQUIREMENTS,
        fix="Set value to on, or pgaudit.log to the classes to audit.",
        source="learn.microsoft.com, Logs in Azure Database for PostgreSQL; Audit logs in Azure Database for MySQL",
        types=("azure-native:dbforpostgresql:Configuration", "azure-native:dbformysql:Configuration"),
        paths=("configurationName", "value"),
        absence="the server keeps its default, which is off",
        judge=_parameter,
    ),
)

RULES: tuple[Rule, ...] = (*_NETWORK, *_DATA, *_APPLICATIONS, *_JUDGED)
