import pytest

from hds_landing.rules.azure.public_network_access import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, check, check_all_kinds

CASES = [
    *property_cases(
        "azure-sql-managed-instance-not-public",
        ["sql:ManagedInstance"],
        "publicDataEndpointEnabled",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-mongo-cluster-not-public",
        ["mongocluster:MongoCluster"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-data-explorer-not-public",
        ["kusto:Cluster"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-synapse-not-public",
        ["synapse:Workspace"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-health-api-not-public",
        ["healthcareapis:Service"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-redis-not-public",
        ["redis:Redis", "redisenterprise:RedisEnterprise"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-container-registry-not-public",
        ["containerregistry:Registry"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-event-hub-not-public",
        ["eventhub:Namespace"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-service-bus-not-public",
        ["servicebus:Namespace", "relay:Namespace"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-event-grid-not-public",
        ["eventgrid:Topic", "eventgrid:Domain", "eventgrid:Namespace", "eventgrid:PartnerNamespace"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-search-not-public",
        ["search:Service"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-ai-service-not-public",
        ["cognitiveservices:Account"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-machine-learning-not-public",
        ["machinelearningservices:Workspace"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-machine-learning-endpoint-not-public",
        ["machinelearningservices:OnlineEndpoint"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-data-factory-not-public",
        ["datafactory:Factory"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-databricks-not-public",
        ["databricks:Workspace"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-purview-not-public",
        ["purview:Account"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled", "NotSpecified"],
    ),
    *property_cases(
        "azure-app-configuration-not-public",
        ["appconfiguration:ConfigurationStore"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-automation-not-public", ["automation:AutomationAccount"], "publicNetworkAccess", good=[False], bad=[True]
    ),
    *property_cases(
        "azure-batch-not-public",
        ["batch:BatchAccount"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-iot-hub-not-public",
        ["iothub:IotHubResource", "deviceprovisioningservices:IotDpsResource"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-live-messages-not-public",
        ["signalrservice:SignalR", "webpubsub:WebPubSub"],
        "publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-grafana-not-public",
        ["dashboard:Grafana"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-recovery-vault-not-public",
        ["recoveryservices:Vault"],
        "properties.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-log-ingestion-not-public",
        ["operationalinsights:Workspace", "applicationinsights:Component"],
        "publicNetworkAccessForIngestion",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-data-collection-not-public",
        ["monitor:DataCollectionEndpoint"],
        "networkAcls.publicNetworkAccess",
        good=["Disabled", "SecuredByPerimeter"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-file-sync-not-public",
        ["storagesync:StorageSyncService"],
        "incomingTrafficPolicy",
        good=["AllowVirtualNetworksOnly"],
        bad=["AllowAllTraffic"],
    ),
    *property_cases(
        "azure-disk-export-not-public",
        ["compute:Disk", "compute:Snapshot"],
        "networkAccessPolicy",
        good=["DenyAll", "AllowPrivate"],
        bad=["AllowAll"],
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-api-management-not-public",
        ["apimanagement:ApiManagementService"],
        "virtualNetworkType",
        good=["Internal"],
        bad=["External", "None"],
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-container-environment-not-public",
        ["app:ManagedEnvironment"],
        "vnetConfiguration.internal",
        good=[True],
        bad=[False],
        other={"publicNetworkAccess": "Disabled"},
    ),
    *property_cases(
        "azure-container-group-not-public",
        ["containerinstance:ContainerGroup"],
        "ipAddress.type",
        good=["Private"],
        bad=["Public"],
        missing="not-applicable",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
