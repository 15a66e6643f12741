import pytest

from hds_landing.azure.establishment_logs import EstablishmentLogs, EstablishmentLogsArgs
from tests.azure.azure_drawing import ELSEWHERE, STORE, Drawn, draw
from tests.azure.azure_plans import SUBSCRIPTION, establishment_logs

CLUSTER = f"{ELSEWHERE}/Microsoft.OperationalInsights/clusters/other"


def drawn_logs(**given: object) -> Drawn:
    return draw(
        lambda group, opts: EstablishmentLogs(
            "logs", EstablishmentLogsArgs(establishment_logs(), group, STORE, **given), opts
        )
    )


def test_an_owner_without_a_subscription_has_its_workspace_only() -> None:
    drawn = drawn_logs()
    assert drawn.counts() == {
        "operationalinsights:Workspace": 1,
        "authorization:ManagementLockByScope": 1,
        "monitor:DiagnosticSetting": 1,
    }
    workspace = drawn.one("operationalinsights:Workspace")
    assert workspace.inputs["workspaceName"] == "gpne-aulnay-logs"
    assert workspace.inputs["retentionInDays"] == 400
    assert workspace.inputs["features"]["disableLocalAuth"] is True
    assert drawn.component("logs").outputs["workspaceId"] == workspace.id


def test_a_subscription_of_its_own_has_its_activity_log_kept() -> None:
    drawn = drawn_logs(subscription_id=SUBSCRIPTION)
    setting = drawn.inputs("monitor:DiagnosticSetting", "logs-activity")
    assert setting["resourceUri"] == f"/subscriptions/{SUBSCRIPTION}"
    assert setting["storageAccountId"] == STORE


def test_the_platforms_cluster_takes_the_workspace() -> None:
    drawn = drawn_logs(cluster_id=CLUSTER)
    assert drawn.inputs("operationalinsights:LinkedService")["writeAccessResourceId"] == CLUSTER
    assert "LinkedService logs" in drawn.after(drawn.one("authorization:ManagementLockByScope"))


@pytest.mark.parametrize("sealed", [False, True])
def test_the_workspace_is_protected_until_sealed_and_retained_always(sealed: bool) -> None:
    workspace = drawn_logs(sealed=sealed).one("operationalinsights:Workspace")
    assert (workspace.protect, workspace.retain_on_delete) == (not sealed, True)
