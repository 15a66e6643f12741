"""Azure services that encrypt what they send and receive, with TLS 1.2 or later."""

from collections.abc import Mapping
from typing import Any, Final

from hds_landing.inventory.resource import UNKNOWN
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.judgement import Judgement, Passed, Undetermined, worst
from hds_landing.rules.properties import ABSENT, find, find_one
from hds_landing.rules.property_rule import (
    FALSE,
    SET,
    TRUE,
    Absence,
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule, Subject

_REQUIREMENTS: Final = ("HDS-EXI-05-C", "SNC-10.2", "ISO27001-A.5.14", "ISO27001-A.8.24")
_NUMBERED: Final = one_of("1.2", "1.3")
_OLD_TLS_GONE: Final = passes("Azure takes nothing before TLS 1.2 since 28 February 2025")


def _rule(
    id: str,
    title: str,
    path: str,
    expected: Expectation,
    absent: Absence,
    fix: str,
    source: str,
    *types: str,
    severity: Severity = Severity.HIGH,
    where: tuple[Where, ...] = (),
) -> ResourceRule:
    return property_rule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=severity,
        requirements=_REQUIREMENTS,
        fix=fix,
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{token}" for token in types),
        path=path,
        expected=expected,
        absent=absent,
        where=where,
    )


_GATEWAY: Final = "azure-native:network:ApplicationGateway"
_LISTENER: Final = "httpListeners[*]"
_ROUTING: Final = "requestRoutingRules[*]"
_GOOD_POLICIES: Final = one_of("AppGwSslPolicy20170401S", "AppGwSslPolicy20220101", "AppGwSslPolicy20220101S")
_GOOD_PROTOCOLS: Final = one_of("TLSv1_2", "TLSv1_3")


def _gateway_tls(subject: Subject) -> Judgement:
    policy = find_one(subject.properties, "sslPolicy.policyName")
    protocol = find_one(subject.properties, "sslPolicy.minProtocolVersion")
    for found, expected in ((policy, _GOOD_POLICIES), (protocol, _GOOD_PROTOCOLS)):
        if found.value is UNKNOWN:
            return Undetermined(f"{found.path} is not known yet")
        if found.value is not ABSENT:
            return None if expected.judge(found.value) is True else f"{found}, expected {expected.wording}"
    return Passed("since API version 2023-02-01 a gateway takes TLS 1.2 and later")


def _gateway_listeners(subject: Subject) -> Judgement:
    redirecting = {
        str(name).rpartition("/")[2]
        for rule in find(subject.properties, _ROUTING)
        if isinstance(rule.value, Mapping)
        and find_one(rule.value, "redirectConfiguration").value is not ABSENT
        and (name := find_one(rule.value, "httpListener.id").value) is not UNKNOWN
    }
    return worst(_listener(found.path, found.value, redirecting) for found in find(subject.properties, _LISTENER))


def _listener(path: str, listener: Any, redirecting: set[str]) -> Judgement:
    if not isinstance(listener, Mapping):
        return Undetermined(f"{path} is not known yet")
    protocol, name = find_one(listener, "protocol"), find_one(listener, "name")
    if protocol.value is UNKNOWN:
        return Undetermined(f"{path}.protocol is not known yet")
    if isinstance(protocol.value, str) and protocol.value.lower() in ("https", "tls"):
        return None
    if name.value in redirecting:
        return Passed("a listener that only redirects carries no content")
    return f"{path}.{protocol}, and nothing redirects from it"


_GATEWAY_OPTIONS: Final = tuple(
    f"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.{side}{protocol}"
    for side in ("Protocols.", "Backend.Protocols.")
    for protocol in ("Tls10", "Tls11", "Ssl30")
)


def _api_gateway_tls(subject: Subject) -> Judgement:
    options = find_one(subject.properties, "customProperties").value
    if options is UNKNOWN:
        return Undetermined("customProperties is not known yet")
    if not isinstance(options, Mapping):
        return Passed("gateways made since 2018 take TLS 1.2 and later")
    on = [name for name in _GATEWAY_OPTIONS if str(options.get(name)).lower() == "true"]
    if on:
        return f"customProperties puts on {', '.join(name.rpartition('Security.')[2] for name in on)}"
    open_options = [name for name in _GATEWAY_OPTIONS if options.get(name) is UNKNOWN]
    return Undetermined(f"{open_options[0].rpartition('.')[2]} is not known yet") if open_options else None


def _coded(id: str, title: str, token: str, paths: tuple[str, ...], absence: str, fix: str, judge: Any) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=title,
        theme=Theme.ENCRYPTION_IN_TRANSIT,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix=fix,
        source="learn.microsoft.com, TLS policy overview of Azure Application Gateway and Azure API Management",
        types=(token,),
        paths=paths,
        absence=absence,
        judge=judge,
    )


RULES: tuple[Rule, ...] = (
    _rule(
        "azure-storage-https-only",
        "A storage account answers over HTTPS only",
        "enableHttpsTrafficOnly",
        TRUE,
        passes("Azure refuses HTTP since API version 2019-04-01"),
        "Set enableHttpsTrafficOnly to true.",
        "Require secure transfer to ensure secure connections",
        "storage:StorageAccount",
    ),
    _rule(
        "azure-storage-no-nfs",
        "A storage account's blobs are not mounted over NFS 3.0",
        "enableNfsV3",
        FALSE,
        passes("Azure speaks no NFS 3.0 unless it is asked to"),
        "Set enableNfsV3 to false; use a file share with NFS 4.1 and encryption in transit.",
        "Network File System (NFS) 3.0 protocol support for Azure Blob Storage",
        "storage:StorageAccount",
        severity=Severity.MEDIUM,
    ),
    _rule(
        "azure-storage-tls-version",
        "A storage account takes TLS 1.2 or later",
        "minimumTlsVersion",
        one_of("TLS1_2", "TLS1_3"),
        fails("Azure's interpretation of nothing is TLS 1.0"),
        "Set minimumTlsVersion to TLS1_2.",
        "Enforce a minimum required version of TLS for requests to a storage account",
        "storage:StorageAccount",
    ),
    _rule(
        "azure-sql-tls-version",
        "A SQL server takes TLS 1.2 or later",
        "minimalTlsVersion",
        _NUMBERED,
        fails("Azure SQL then enforces no version"),
        "Set minimalTlsVersion to 1.2.",
        "Azure SQL connectivity settings: minimum TLS version",
        "sql:Server",
    ),
    _rule(
        "azure-sql-managed-instance-tls-version",
        "A SQL managed instance takes TLS 1.2 or later",
        "minimalTlsVersion",
        _NUMBERED,
        passes("a managed instance takes TLS 1.2 and later"),
        "Set minimalTlsVersion to 1.2.",
        "Configure minimum TLS version in Azure SQL Managed Instance",
        "sql:ManagedInstance",
    ),
    _rule(
        "azure-cosmos-tls-version",
        "A Cosmos DB account takes TLS 1.2 or later",
        "minimalTlsVersion",
        one_of("Tls12", "Tls13"),
        passes("Azure takes TLS 1.2 and later"),
        "Set minimalTlsVersion to Tls12.",
        "Self-serve minimum TLS version enforcement in Azure Cosmos DB",
        "cosmosdb:DatabaseAccount",
    ),
    _rule(
        "azure-redis-encrypted-port-only",
        "A Redis cache has its encrypted port only",
        "enableNonSslPort",
        FALSE,
        passes("the unencrypted port is closed unless it is asked for"),
        "Set enableNonSslPort to false.",
        "Configure Azure Cache for Redis: access ports",
        "redis:Redis",
    ),
    _rule(
        "azure-redis-tls-version",
        "A Redis cache takes TLS 1.2 or later",
        "minimumTlsVersion",
        _NUMBERED,
        fails("older caches then take TLS 1.0"),
        "Set minimumTlsVersion to 1.2.",
        "Remove TLS 1.0 and 1.1 from use with Azure Cache for Redis",
        "redis:Redis",
        "redisenterprise:RedisEnterprise",
    ),
    _rule(
        "azure-redis-database-encrypted-clients",
        "A Redis database takes encrypted clients only",
        "clientProtocol",
        one_of("Encrypted"),
        passes("clients are encrypted unless plain text is asked for"),
        "Set clientProtocol to Encrypted.",
        "Azure Managed Redis architecture",
        "redisenterprise:Database",
    ),
    _rule(
        "azure-database-encrypted-clients-only",
        "A PostgreSQL or MySQL server takes encrypted clients only",
        "value",
        one_of("on", True, 1),
        passes("the parameter is on unless it is put off"),
        "Set the parameter require_secure_transport to ON.",
        "Encrypted connectivity using TLS/SSL in Azure Database for PostgreSQL and for MySQL",
        "dbforpostgresql:Configuration",
        "dbformysql:Configuration",
        where=(Where("configurationName", one_of("require_secure_transport"), unset=False),),
    ),
    _rule(
        "azure-postgresql-tls-version",
        "A PostgreSQL server takes TLS 1.2 or later",
        "value",
        one_of("TLSv1.2", "TLSv1.3"),
        passes("the parameter is TLSv1.2 unless it is changed"),
        "Set the parameter ssl_min_protocol_version to TLSv1.2.",
        "Encrypted connectivity using TLS/SSL in Azure Database for PostgreSQL",
        "dbforpostgresql:Configuration",
        where=(Where("configurationName", one_of("ssl_min_protocol_version"), unset=False),),
    ),
    _rule(
        "azure-mysql-tls-version",
        "A MySQL server takes TLS 1.2 or later",
        "value",
        one_of("TLSv1.2", "TLSv1.3", "TLSv1.2,TLSv1.3", "TLSv1.3,TLSv1.2"),
        passes("the parameter is TLSv1.2 unless it is changed"),
        "Set the parameter tls_version to TLSv1.2,TLSv1.3.",
        "Connect to Azure Database for MySQL with encrypted connections",
        "dbformysql:Configuration",
        where=(Where("configurationName", one_of("tls_version"), unset=False),),
    ),
    _rule(
        "azure-messaging-tls-version",
        "An Event Hubs or Service Bus namespace takes TLS 1.2 or later",
        "minimumTlsVersion",
        _NUMBERED,
        _OLD_TLS_GONE,
        "Set minimumTlsVersion to 1.2.",
        "Enforce a minimum required version of TLS for requests to an Event Hubs namespace",
        "eventhub:Namespace",
        "servicebus:Namespace",
    ),
    _rule(
        "azure-event-grid-tls-version",
        "An Event Grid topic or domain takes TLS 1.2 or later",
        "minimumTlsVersionAllowed",
        _NUMBERED,
        fails("older topics then take TLS 1.0"),
        "Set minimumTlsVersionAllowed to 1.2.",
        "Configure the minimum TLS version for an Event Grid topic or domain",
        "eventgrid:Topic",
        "eventgrid:Domain",
        severity=Severity.MEDIUM,
    ),
    _rule(
        "azure-iot-hub-tls-version",
        "An IoT hub takes TLS 1.2 or later",
        "properties.minTlsVersion",
        _NUMBERED,
        fails("a hub takes TLS 1.0 unless told not to"),
        "Set properties.minTlsVersion to 1.2; it is read when the hub is created.",
        "Transport Layer Security support in IoT Hub",
        "iothub:IotHubResource",
    ),
    _coded(
        "azure-application-gateway-tls-version",
        "An application gateway takes TLS 1.2 or later",
        _GATEWAY,
        ("sslPolicy.policyName", "sslPolicy.minProtocolVersion"),
        "since API version 2023-02-01 a gateway takes TLS 1.2 and later",
        "Set sslPolicy.policyName to AppGwSslPolicy20220101S.",
        _gateway_tls,
    ),
    _coded(
        "azure-application-gateway-https-only",
        "An application gateway listens over HTTPS, and over HTTP to redirect only",
        _GATEWAY,
        (
            f"{_LISTENER}.protocol",
            f"{_LISTENER}.name",
            f"{_ROUTING}.httpListener.id",
            f"{_ROUTING}.redirectConfiguration",
        ),
        "a gateway without listeners carries nothing",
        "Set httpListeners[].protocol to Https, or redirect the listener with redirectConfiguration.",
        _gateway_listeners,
    ),
    _rule(
        "azure-application-gateway-encrypts-onwards",
        "An application gateway encrypts what it sends on",
        "backendHttpSettingsCollection[*].protocol",
        one_of("Https", "Tls"),
        nothing_to_judge("a gateway without settings sends nothing on"),
        "Set backendHttpSettingsCollection[].protocol to Https.",
        "Overview of TLS termination and end to end TLS with Application Gateway",
        _GATEWAY.removeprefix("azure-native:"),
        severity=Severity.MEDIUM,
    ),
    _coded(
        "azure-api-management-tls-version",
        "An API gateway takes and offers TLS 1.2 or later",
        "azure-native:apimanagement:ApiManagementService",
        ("customProperties",),
        "gateways made since 2018 take TLS 1.2 and later",
        "Set the Protocols and Backend.Protocols options Tls10, Tls11 and Ssl30 of customProperties to false.",
        _api_gateway_tls,
    ),
    _rule(
        "azure-api-encrypted",
        "An API answers over encrypted protocols only",
        "protocols[*]",
        one_of("https", "wss"),
        passes("an API answers over HTTPS unless another protocol is asked for"),
        "Keep https and wss in protocols.",
        "API Management policy and protocol settings of an API",
        "apimanagement:Api",
    ),
    _rule(
        "azure-api-backend-certificate-checked",
        "An API gateway checks the certificate of what it sends on to",
        "tls.validateCertificateChain",
        TRUE,
        passes("the gateway checks unless told not to"),
        "Set tls.validateCertificateChain to true.",
        "Backends in API Management",
        "apimanagement:Backend",
    ),
    _rule(
        "azure-api-backend-name-checked",
        "An API gateway checks the name in the certificate of what it sends on to",
        "tls.validateCertificateName",
        TRUE,
        passes("the gateway checks unless told not to"),
        "Set tls.validateCertificateName to true.",
        "Backends in API Management",
        "apimanagement:Backend",
    ),
    _rule(
        "azure-container-app-https-only",
        "A container app answers over HTTPS only",
        "configuration.ingress.allowInsecure",
        FALSE,
        passes("HTTP is redirected unless it is asked for"),
        "Set configuration.ingress.allowInsecure to false.",
        "Ingress in Azure Container Apps",
        "app:ContainerApp",
    ),
    _rule(
        "azure-container-environment-encrypts-within",
        "A container apps environment encrypts what its apps say to each other",
        "peerTrafficConfiguration.encryption.enabled",
        TRUE,
        fails("Azure sends it unencrypted"),
        "Set peerTrafficConfiguration.encryption.enabled to true.",
        "Networking in Azure Container Apps environment: peer-to-peer encryption",
        "app:ManagedEnvironment",
        severity=Severity.MEDIUM,
    ),
    _rule(
        "azure-network-encrypted",
        "A virtual network encrypts what its machines say to each other",
        "encryption.enabled",
        TRUE,
        fails("Azure sends it unencrypted"),
        "Set encryption.enabled to true with enforcement AllowUnencrypted.",
        "What is Azure Virtual Network encryption?",
        "network:VirtualNetwork",
        severity=Severity.MEDIUM,
    ),
    _rule(
        "azure-netapp-smb-encrypted",
        "A NetApp volume encrypts SMB",
        "smbEncryption",
        TRUE,
        fails("Azure NetApp Files sends it unencrypted"),
        "Set smbEncryption to true; it is read when the volume is created.",
        "Create an SMB volume for Azure NetApp Files",
        "netapp:CapacityPoolVolume",
        where=(Where("protocolTypes[*]", one_of("CIFS"), unset=False),),
    ),
    _rule(
        "azure-express-route-port-encrypted",
        "A link of an ExpressRoute port is encrypted",
        "links[*].macSecConfig.cknSecretIdentifier",
        SET,
        fails("the link to the provider's room is not encrypted"),
        "Set links[].macSecConfig with its key and cipher, or run IPsec over the circuit and waive it.",
        "About encryption for Azure ExpressRoute",
        "network:ExpressRoutePort",
        severity=Severity.MEDIUM,
    ),
    _rule(
        "azure-virtual-machine-remote-management-encrypted",
        "Remote management of a Windows machine is encrypted",
        "osProfile.windowsConfiguration.winRM.listeners[*].protocol",
        none_of("Http"),
        nothing_to_judge("a machine without listeners takes no remote management"),
        "Set osProfile.windowsConfiguration.winRM.listeners[].protocol to Https.",
        "Setting up WinRM access for virtual machines",
        "compute:VirtualMachine",
    ),
)
