import pytest

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.azure.encryption_in_transit import RULES
from tests.rules.property_cases import property_cases
from tests.rules.rule_case import Case, cases, check, check_all_kinds

GATEWAY = "azure-native:network:ApplicationGateway"
API_GATEWAY = "azure-native:apimanagement:ApiManagementService"
SECURITY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security."
REDIRECTING = {"httpListener": {"id": "/x/httpListeners/plain"}, "redirectConfiguration": {"id": "/x"}}
SERVING = {"httpListener": {"id": "/x/httpListeners/plain"}, "backendAddressPool": {"id": "/x"}}


def listeners(*listeners: object, rules: object = ()) -> dict[str, object]:
    return {"httpListeners": list(listeners), "requestRoutingRules": list(rules)}  # type: ignore[call-overload]


PLAIN = {"name": "plain", "protocol": "Http"}

CASES = [
    *property_cases(
        "azure-storage-no-nfs", "storage:StorageAccount", "enableNfsV3", good=[False], bad=[True], missing="pass"
    ),
    *property_cases(
        "azure-storage-https-only",
        "storage:StorageAccount",
        "enableHttpsTrafficOnly",
        good=[True],
        bad=[False],
        missing="pass",
    ),
    *property_cases(
        "azure-storage-tls-version",
        "storage:StorageAccount",
        "minimumTlsVersion",
        good=["TLS1_2", "TLS1_3"],
        bad=["TLS1_0", "TLS1_1"],
    ),
    *property_cases(
        "azure-sql-tls-version", "sql:Server", "minimalTlsVersion", good=["1.2", "1.3"], bad=["None", "1.0", "1.1"]
    ),
    *property_cases(
        "azure-sql-managed-instance-tls-version",
        "sql:ManagedInstance",
        "minimalTlsVersion",
        good=["1.2", "1.3"],
        bad=["None", "1.0", "1.1"],
        missing="pass",
    ),
    *property_cases(
        "azure-cosmos-tls-version",
        "cosmosdb:DatabaseAccount",
        "minimalTlsVersion",
        good=["Tls12"],
        bad=["Tls", "Tls11"],
        missing="pass",
    ),
    *property_cases(
        "azure-redis-encrypted-port-only", "redis:Redis", "enableNonSslPort", good=[False], bad=[True], missing="pass"
    ),
    *property_cases(
        "azure-redis-tls-version",
        ["redis:Redis", "redisenterprise:RedisEnterprise"],
        "minimumTlsVersion",
        good=["1.2", "1.3"],
        bad=["1.0", "1.1"],
    ),
    *property_cases(
        "azure-redis-database-encrypted-clients",
        "redisenterprise:Database",
        "clientProtocol",
        good=["Encrypted"],
        bad=["Plaintext"],
        missing="pass",
    ),
    *property_cases(
        "azure-database-encrypted-clients-only",
        ["dbforpostgresql:Configuration", "dbformysql:Configuration"],
        "value",
        good=["ON", "on"],
        bad=["OFF", "off"],
        given={"configurationName": "require_secure_transport"},
        other={"configurationName": "log_connections"},
        missing="pass",
    ),
    *property_cases(
        "azure-postgresql-tls-version",
        "dbforpostgresql:Configuration",
        "value",
        good=["TLSv1.2", "TLSv1.3"],
        bad=["TLSv1", "TLSv1.1"],
        given={"configurationName": "ssl_min_protocol_version"},
        other={"configurationName": "log_connections"},
        missing="pass",
    ),
    *property_cases(
        "azure-mysql-tls-version",
        "dbformysql:Configuration",
        "value",
        good=["TLSv1.2", "TLSv1.2,TLSv1.3"],
        bad=["TLSv1,TLSv1.2", "TLSv1.1"],
        given={"configurationName": "tls_version"},
        other={"configurationName": "log_connections"},
        missing="pass",
    ),
    *property_cases(
        "azure-messaging-tls-version",
        ["eventhub:Namespace", "servicebus:Namespace"],
        "minimumTlsVersion",
        good=["1.2", "1.3"],
        bad=["1.0", "1.1"],
        missing="pass",
    ),
    *property_cases(
        "azure-event-grid-tls-version",
        ["eventgrid:Topic", "eventgrid:Domain"],
        "minimumTlsVersionAllowed",
        good=["1.2", "1.3"],
        bad=["1.0", "1.1"],
    ),
    *property_cases(
        "azure-iot-hub-tls-version",
        "iothub:IotHubResource",
        "properties.minTlsVersion",
        good=["1.2", "1.3"],
        bad=["1.0"],
    ),
    *cases(
        "azure-application-gateway-tls-version",
        GATEWAY,
        ("good", "pass", {"sslPolicy": {"policyName": "AppGwSslPolicy20220101S"}}),
        ("good", "pass", {"sslPolicy": {"policyType": "CustomV2", "minProtocolVersion": "TLSv1_3"}}),
        ("bad", "fail", {"sslPolicy": {"policyName": "AppGwSslPolicy20150501"}}),
        ("bad", "fail", {"sslPolicy": {"policyType": "Custom", "minProtocolVersion": "TLSv1_0"}}),
        ("missing", "pass", {}, "since API version"),
        ("unknown", "unknown", {"sslPolicy": UNKNOWN}),
        ("unknown", "unknown", {"sslPolicy": {"policyName": UNKNOWN}}),
    ),
    *cases(
        "azure-application-gateway-https-only",
        GATEWAY,
        ("good", "pass", listeners({"name": "web", "protocol": "Https"})),
        ("good", "pass", listeners(PLAIN, {"name": "web", "protocol": "Https"}, rules=[REDIRECTING])),
        ("bad", "fail", listeners(PLAIN), "nothing redirects"),
        ("bad", "fail", listeners(PLAIN, rules=[SERVING])),
        ("bad", "fail", listeners({"name": "other", "protocol": "Http"}, rules=[REDIRECTING])),
        ("missing", "not-applicable", {}),
        ("unknown", "unknown", listeners({"name": "web", "protocol": UNKNOWN})),
        ("unknown", "unknown", {"httpListeners": UNKNOWN}),
    ),
    *cases(
        "azure-api-management-tls-version",
        API_GATEWAY,
        ("good", "pass", {"customProperties": {f"{SECURITY}Protocols.Tls10": "false"}}),
        ("bad", "fail", {"customProperties": {f"{SECURITY}Protocols.Tls11": "True"}}, "Protocols.Tls11"),
        ("bad", "fail", {"customProperties": {f"{SECURITY}Backend.Protocols.Ssl30": "true"}}),
        ("missing", "pass", {}),
        ("unknown", "unknown", {"customProperties": UNKNOWN}),
        ("unknown", "unknown", {"customProperties": {f"{SECURITY}Protocols.Tls10": UNKNOWN}}),
    ),
    *property_cases(
        "azure-application-gateway-encrypts-onwards",
        "network:ApplicationGateway",
        "backendHttpSettingsCollection[*].protocol",
        good=["Https"],
        bad=["Http"],
        missing="not-applicable",
    ),
    *property_cases(
        "azure-api-encrypted",
        "apimanagement:Api",
        "protocols[*]",
        good=["https", "wss"],
        bad=["http", "ws"],
        missing="pass",
    ),
    *property_cases(
        "azure-api-backend-certificate-checked",
        "apimanagement:Backend",
        "tls.validateCertificateChain",
        good=[True],
        bad=[False],
        missing="pass",
    ),
    *property_cases(
        "azure-api-backend-name-checked",
        "apimanagement:Backend",
        "tls.validateCertificateName",
        good=[True],
        bad=[False],
        missing="pass",
    ),
    *property_cases(
        "azure-container-app-https-only",
        "app:ContainerApp",
        "configuration.ingress.allowInsecure",
        good=[False],
        bad=[True],
        missing="pass",
    ),
    *property_cases(
        "azure-container-environment-encrypts-within",
        "app:ManagedEnvironment",
        "peerTrafficConfiguration.encryption.enabled",
        good=[True],
        bad=[False],
    ),
    *property_cases(
        "azure-network-encrypted", "network:VirtualNetwork", "encryption.enabled", good=[True], bad=[False]
    ),
    *property_cases(
        "azure-netapp-smb-encrypted",
        "netapp:CapacityPoolVolume",
        "smbEncryption",
        good=[True],
        bad=[False],
        given={"protocolTypes[*]": "CIFS"},
        other={"protocolTypes[*]": "NFSv4.1"},
    ),
    *property_cases(
        "azure-express-route-port-encrypted",
        "network:ExpressRoutePort",
        "links[*].macSecConfig.cknSecretIdentifier",
        good=["https://vault/secrets/ckn"],
        bad=[""],
    ),
    *property_cases(
        "azure-virtual-machine-remote-management-encrypted",
        "compute:VirtualMachine",
        "osProfile.windowsConfiguration.winRM.listeners[*].protocol",
        good=["Https"],
        bad=["Http"],
        missing="not-applicable",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rules_on_plain_values(case: Case) -> None:
    check(case)


def test_every_rule_has_every_kind_of_case() -> None:
    check_all_kinds(RULES, CASES)
