"""Rows of the rules on what Azure resources write down, and how long it stays."""

from tests.rules.inventory_changes import AZURE, REMOVED, Changed, Grafted, Mutation
from tests.rules.property_row import Row, row_mutations

FLOW_LOG = "azure-native:network:FlowLog"
WORKSPACE = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"

ROWS = [
    Row("azure-flow-log-on", "enabled", True, False),
    Row("azure-flow-log-counts-bytes", "format.version", 2, 1),
    Row(
        "azure-flow-log-analysed",
        "flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.enabled",
        True,
        False,
    ),
    Row("azure-firewall-policy-analysed", "insights.isEnabled", True, False),
    Row(
        "azure-diagnostic-setting-searchable",
        "workspaceId",
        WORKSPACE,
        "",
        beside={"logs": [{"categoryGroup": "audit", "enabled": True}]},
    ),
    Row("azure-sql-auditing-on", "state", "Enabled", "Disabled"),
    Row("azure-sql-threats-detected", "state", "Enabled", "Disabled"),
    Row("azure-threat-protection-on", "isEnabled", True, False),
    Row("azure-defender-plan-on", "pricingTier", "Standard", "Free"),
    Row("azure-security-contact-reachable", "emails", "astreinte@example.org", ""),
    Row("azure-security-contact-owners-told", "notificationsByRole.state", "On", "Off"),
    Row("azure-application-insights-in-workspace", "workspaceResourceId", WORKSPACE, ""),
    Row("azure-container-environment-logs-kept", "appLogsConfiguration.destination", "log-analytics", "none"),
    Row("azure-web-app-requests-logged", "siteConfig.httpLoggingEnabled", True, False),
    Row("azure-kubernetes-threats-detected", "securityProfile.defender.securityMonitoring.enabled", True, False),
    Row("azure-workspace-takes-everything", "workspaceCapping.dailyQuotaGb", -1, 5, missing="pass"),
    Row("azure-kubernetes-logs-kept", "addonProfiles.omsagent.enabled", True, False),
    Row("azure-kubernetes-logs-kept", "addonProfiles.omsAgent.enabled", "true", "false"),
    Row("azure-database-parameter-logs", "value", "ON", "off", beside={"configurationName": "log_connections"}),
    Row("azure-database-parameter-logs", "value", "write,ddl", "none", beside={"configurationName": "pgaudit.log"}),
]

RETENTION_ROWS = [
    Row("azure-workspace-searchable", "retentionInDays", 90, 30),
    Row("azure-workspace-table-searchable", "totalRetentionInDays", 365, 30, missing="pass"),
    Row("azure-workspace-table-searchable", "totalRetentionInDays", -1, 89, missing="pass"),
    Row("azure-workspace-not-purged", "features.immediatePurgeDataOn30Days", False, True, missing="pass"),
    Row(
        "azure-flow-log-kept",
        "retentionPolicy.days",
        365,
        30,
        missing="pass",
        beside={"retentionPolicy": {"enabled": True}},
    ),
    Row(
        "azure-flow-log-kept",
        "retentionPolicy.days",
        0,
        364,
        missing="pass",
        beside={"retentionPolicy": {"enabled": True}},
    ),
    Row("azure-sql-audit-kept", "retentionDays", 0, 30, missing="pass"),
    Row("azure-sql-audit-kept", "retentionDays", 400, 364, missing="pass"),
]

MUTATIONS: list[Mutation] = [
    *row_mutations([*ROWS, *RETENTION_ROWS], AZURE),
    ("azure-flow-log-on", AZURE, Changed(FLOW_LOG, "enabled", REMOVED)),
    (
        "azure-activity-log-whole",
        AZURE,
        Grafted(
            "azure-native:monitor:SubscriptionDiagnosticSetting",
            {"logs": [{"category": "Administrative", "enabled": True}]},
        ),
    ),
]
