import pytest

from hds_landing.rules.azure.data_sharing import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, check, check_all_kinds

CASES = [
    *property_cases(
        "azure-blob-container-not-public",
        "storage:BlobContainer",
        "publicAccess",
        good=["None"],
        bad=["Blob", "Container"],
        missing="pass",
    ),
    *property_cases(
        "azure-storage-origins-named",
        [
            "storage:BlobServiceProperties",
            "storage:FileServiceProperties",
            "storage:QueueServiceProperties",
            "storage:TableServiceProperties",
        ],
        "cors.corsRules[*].allowedOrigins[*]",
        good=["https://viewer.example.org"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-health-service-origins-named",
        ["healthcareapis:FhirService", "healthcareapis:DicomService"],
        "corsConfiguration.origins[*]",
        good=["https://viewer.example.org"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-health-api-origins-named",
        "healthcareapis:Service",
        "properties.corsConfiguration.origins[*]",
        good=["https://viewer.example.org"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-synapse-within-a-network", "synapse:Workspace", "managedVirtualNetwork", good=["default"], bad=[""]
    ),
    *property_cases(
        "azure-synapse-sends-to-known-tenants",
        "synapse:Workspace",
        "managedVirtualNetworkSettings.preventDataExfiltration",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-machine-learning-within-a-network",
        "machinelearningservices:Workspace",
        "managedNetwork.isolationMode",
        good=["AllowOnlyApprovedOutbound"],
        bad=["Disabled", "AllowInternetOutbound"],
    ),
    *property_cases(
        "azure-ai-service-sends-to-known-hosts",
        "cognitiveservices:Account",
        "properties.restrictOutboundNetworkAccess",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-database-sends-to-known-hosts",
        ["sql:Server", "kusto:Cluster"],
        "restrictOutboundNetworkAccess",
        good=["Enabled"],
        bad=["Disabled"],
    ),
    *property_cases(
        "azure-data-explorer-own-tenant",
        "kusto:Cluster",
        "trustedExternalTenants",
        good=[[], [{"value": "1-2-3"}]],
        bad=[[{"value": "*"}]],
    ),
    *property_cases(
        "azure-container-registry-keeps-images",
        "containerregistry:Registry",
        "policies.exportPolicy.status",
        good=["disabled"],
        bad=["enabled"],
        given={"publicNetworkAccess": "Disabled"},
        other={"publicNetworkAccess": "Enabled"},
    ),
    *property_cases(
        "azure-monitor-link-private-only",
        "monitor:PrivateLinkScope",
        "accessModeSettings.ingestionAccessMode",
        good=["PrivateOnly"],
        bad=["Open"],
    ),
    *property_cases(
        "azure-private-link-service-for-named-subscriptions",
        "network:PrivateLinkService",
        "visibility.subscriptions[*]",
        good=["1-2-3"],
        bad=["*"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-private-link-service-approved-by-hand",
        "network:PrivateLinkService",
        "autoApproval.subscriptions[*]",
        good=["1-2-3"],
        bad=["*"],
        missing="not-applicable",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
