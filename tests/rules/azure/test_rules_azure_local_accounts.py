import pytest

from hds_landing.rules.azure.local_accounts import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, check, check_all_kinds

CASES = [
    *property_cases(
        "azure-storage-no-shared-keys", "storage:StorageAccount", "allowSharedKeyAccess", good=[False], bad=[True]
    ),
    *property_cases(
        "azure-storage-no-local-users",
        "storage:StorageAccount",
        "isLocalUserEnabled",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-storage-no-sftp", "storage:StorageAccount", "isSftpEnabled", good=[False], bad=[True], missing="pass"
    ),
    *property_cases("azure-cosmos-no-keys", "cosmosdb:DatabaseAccount", "disableLocalAuth", good=[True], bad=[False]),
    *property_cases(
        "azure-cosmos-keys-change-no-structure",
        "cosmosdb:DatabaseAccount",
        "disableKeyBasedMetadataWriteAccess",
        good=[True],
        bad=[False],
        other={"disableLocalAuth": True},
    ),
    *property_cases("azure-redis-no-keys", "redis:Redis", "disableAccessKeyAuthentication", good=[True], bad=[False]),
    *property_cases(
        "azure-redis-database-no-keys",
        "redisenterprise:Database",
        "accessKeysAuthentication",
        good=["Disabled"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-messaging-no-keys",
        ["eventhub:Namespace", "servicebus:Namespace"],
        "disableLocalAuth",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-event-grid-no-keys",
        ["eventgrid:Topic", "eventgrid:Domain", "eventgrid:PartnerNamespace"],
        "disableLocalAuth",
        good=[True],
        bad=[False],
    ),
    *property_cases("azure-search-no-keys", "search:Service", "disableLocalAuth", good=[True], bad=[False]),
    *property_cases(
        "azure-ai-service-no-keys", "cognitiveservices:Account", "properties.disableLocalAuth", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-app-configuration-no-keys",
        "appconfiguration:ConfigurationStore",
        "disableLocalAuth",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-automation-no-keys", "automation:AutomationAccount", "disableLocalAuth", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-log-workspace-no-keys",
        "operationalinsights:Workspace",
        "features.disableLocalAuth",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-application-insights-no-keys",
        "applicationinsights:Component",
        "disableLocalAuth",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-live-messages-no-keys",
        ["signalrservice:SignalR", "webpubsub:WebPubSub"],
        "disableLocalAuth",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-iot-hub-no-keys", "iothub:IotHubResource", "properties.disableLocalAuth", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-batch-no-keys",
        "batch:BatchAccount",
        "allowedAuthenticationModes[*]",
        good=["AAD", "TaskAuthenticationToken"],
        bad=["SharedKey"],
    ),
    *property_cases(
        "azure-machine-learning-endpoint-no-keys",
        "machinelearningservices:OnlineEndpoint",
        "properties.authMode",
        good=["AADToken", "AMLToken"],
        bad=["Key"],
    ),
    *property_cases(
        "azure-grafana-no-keys",
        "dashboard:Grafana",
        "properties.apiKey",
        good=["Disabled"],
        bad=["Enabled"],
        missing="pass",
    ),
    *property_cases(
        "azure-container-registry-no-administrator",
        "containerregistry:Registry",
        "adminUserEnabled",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-container-registry-no-anonymous-pull",
        "containerregistry:Registry",
        "anonymousPullEnabled",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-postgresql-entra-sign-in",
        "dbforpostgresql:Server",
        "authConfig.activeDirectoryAuth",
        good=["Enabled"],
        bad=["Disabled"],
    ),
    *property_cases(
        "azure-postgresql-no-passwords",
        "dbforpostgresql:Server",
        "authConfig.passwordAuth",
        good=["Disabled"],
        bad=["Enabled"],
    ),
    *property_cases(
        "azure-synapse-no-passwords", "synapse:Workspace", "azureADOnlyAuthentication", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-key-vault-roles", "keyvault:Vault", "properties.enableRbacAuthorization", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-key-vault-closed-to-machines",
        "keyvault:Vault",
        "properties.enabledForDeployment",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-key-vault-closed-to-disk-encryption",
        "keyvault:Vault",
        "properties.enabledForDiskEncryption",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-key-vault-closed-to-templates",
        "keyvault:Vault",
        "properties.enabledForTemplateDeployment",
        good=[False],
        bad=[True],
        missing="pass",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
