import pytest

from hds_landing.inventory.resource import UNKNOWN, Secret
from hds_landing.rules.azure.traces import RULES
from tests.rules.mutations.azure_traces import ROWS
from tests.rules.property_row import row_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

SETTING = "azure-native:monitor:DiagnosticSetting"
OF_SUBSCRIPTION = "azure-native:monitor:SubscriptionDiagnosticSetting"
SUBSCRIPTION = "/subscriptions/00000000-0000-4000-8000-000000000001"
ARCHIVE = f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/logs/blobServices/default"
WHOLE = ("Administrative", "Security", "Policy", "Alert")


def logs(*categories: object, enabled: object = True) -> list[dict[str, object]]:
    return [{"category": category, "enabled": enabled} for category in categories]


CASES = [
    *row_cases(ROWS),
    *cases(
        "azure-diagnostic-setting-searchable",
        SETTING,
        ("good", "not-applicable", {"logs": logs("AuditEvent"), "eventHubAuthorizationRuleId": "/hub"}),
        # Metrics are no logs.
        ("good", "not-applicable", {"storageAccountId": "/account", "metrics": [{"enabled": True}]}),
        ("good", "not-applicable", {"storageAccountId": "/account", "logs": logs("AuditEvent", enabled=False)}),
        ("missing", "fail", {"storageAccountId": "/account", "logs": logs("AuditEvent")}, "nobody searches"),
        ("unknown", "unknown", {"logs": logs("AuditEvent", enabled=UNKNOWN)}),
    ),
    *cases(
        "azure-activity-log-whole",
        OF_SUBSCRIPTION,
        ("good", "pass", {"logs": logs(*WHOLE)}),
        ("good", "pass", {"logs": logs(*(Secret(category) for category in WHOLE))}),
        ("bad", "fail", {"logs": logs(*WHOLE[1:])}, "Administrative not kept"),
        ("bad", "fail", {"logs": logs(*WHOLE, enabled=False)}),
        ("missing", "fail", {}),
        ("unknown", "unknown", {"logs": UNKNOWN}),
        ("unknown", "unknown", {"logs": logs(*WHOLE[1:], UNKNOWN)}),
        ("unknown", "unknown", {"logs": logs(*WHOLE, enabled=UNKNOWN)}),
    ),
    *cases(
        "azure-activity-log-whole",
        SETTING,
        ("good", "pass", {"resourceUri": SUBSCRIPTION, "logs": logs(*WHOLE, "Autoscale")}),
        ("bad", "fail", {"resourceUri": f"{SUBSCRIPTION}/", "logs": logs("Administrative")}),
        # The setting of a vault is no activity log.
        ("good", "not-applicable", {"resourceUri": f"{SUBSCRIPTION}/resourceGroups/rg", "logs": []}),
        ("good", "not-applicable", {"resourceUri": UNKNOWN}),
    ),
    *cases(
        "azure-database-parameter-logs",
        "azure-native:dbforpostgresql:Configuration",
        ("good", "not-applicable", {"configurationName": "work_mem", "value": "off"}),
        ("unknown", "unknown", {"configurationName": UNKNOWN}),
    ),
    *cases(
        "azure-diagnostic-setting-archived",
        SETTING,
        ("good", "pass", {"storageAccountId": "/account", "logs": logs("AuditEvent")}),
        ("good", "not-applicable", {"workspaceId": "/workspace", "metrics": [{"enabled": True}]}),
        ("good", "not-applicable", {"logs": logs("AuditEvent"), "eventHubAuthorizationRuleId": "/hub"}),
        # The archive's own accesses are not written into itself.
        ("good", "not-applicable", {"resourceUri": ARCHIVE, "logs": logs("StorageRead")}),
        ("bad", "fail", {"storageAccountId": "", "logs": logs("AuditEvent")}),
        ("missing", "fail", {"workspaceId": "/workspace", "logs": logs("AuditEvent")}, "may purge them"),
        ("unknown", "unknown", {"storageAccountId": UNKNOWN, "logs": logs("AuditEvent")}),
        ("unknown", "unknown", {"resourceUri": UNKNOWN, "logs": logs("AuditEvent")}),
    ),
    *cases(
        "azure-diagnostic-setting-names-logs",
        SETTING,
        ("good", "pass", {"logs": [*logs("AuditEvent"), {"categoryGroup": "allLogs", "enabled": True}]}),
        ("bad", "fail", {"logs": [*logs("AuditEvent"), {"enabled": True}]}, "logs[1] names no log"),
        ("bad", "fail", {"logs": logs("")}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"logs": UNKNOWN}),
        ("unknown", "pass", {"logs": logs(UNKNOWN)}),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
