"""The lists of networks that Azure services let in: closed by default, and narrow where something is on them."""

from typing import Final

from hds_landing.rules.azure.address_ranges import NARROW_RANGE, is_everybody, judge_span
from hds_landing.rules.finding import Severity, Theme
from hds_landing.rules.property_rule import (
    FALSE,
    Expectation,
    Where,
    fails,
    none_of,
    nothing_to_judge,
    one_of,
    passes,
    property_rule,
)
from hds_landing.rules.rule import ResourceRule, Rule

_REQUIREMENTS: Final = ("HDS-EXI-05-F", "HDS-EXI-23", "SNC-13.2", "ISO27001-A.8.20")
_DISABLED: Final = ("Disabled", "SecuredByPerimeter")
_NO_LIST: Final = nothing_to_judge("a list without addresses lets none in")
_NAMED_CLIENTS: Final = Expectation(
    "addresses of known machines",
    lambda value: isinstance(value, str) and not any(is_everybody(client) for client in value.split(",")),
)


def _unless_disabled(path: str) -> tuple[Where, ...]:
    return (Where(path, none_of(*_DISABLED), unset=True),)


def _narrow_span(id: str, noun: str, source: str, first: str, last: str, *types: str) -> ResourceRule:
    return ResourceRule(
        id=id,
        title=f"A firewall rule of {noun} lets a narrow range of addresses in",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix=f"Remove the rule and use a private endpoint, or narrow {first} and {last} to the addresses of one site.",
        source=f"learn.microsoft.com, {source}",
        types=tuple(f"azure-native:{token}" for token in types),
        paths=(first, last),
        absence="Azure refuses a rule without both ends",
        judge=lambda subject: judge_span(subject, first, last),
    )


RULES: tuple[Rule, ...] = (
    property_rule(
        id="azure-storage-networks-denied-by-default",
        title="A storage account refuses the networks that it does not name",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Set networkRuleSet.defaultAction to Deny.",
        source="learn.microsoft.com, Configure Azure Storage firewalls and virtual networks",
        types=("azure-native:storage:StorageAccount",),
        path="networkRuleSet.defaultAction",
        expected=one_of("Deny"),
        absent=fails("Azure lets every network in"),
        where=_unless_disabled("publicNetworkAccess"),
    ),
    property_rule(
        id="azure-storage-addresses-narrow",
        title="The addresses that a storage account lets in are narrow",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Narrow networkRuleSet.ipRules to the addresses of one site, or use a private endpoint.",
        source="learn.microsoft.com, Configure Azure Storage firewalls and virtual networks",
        types=("azure-native:storage:StorageAccount",),
        path="networkRuleSet.ipRules[*].iPAddressOrRange",
        expected=NARROW_RANGE,
        absent=_NO_LIST,
        where=_unless_disabled("publicNetworkAccess"),
    ),
    property_rule(
        id="azure-storage-tenant-bound",
        title="A storage account does not replicate objects to other tenants",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=("HDS-EXI-05-F", "HDS-EXI-26", "SNC-9.7", "ISO27001-A.5.14"),
        fix="Set allowCrossTenantReplication to false.",
        source="learn.microsoft.com, Prevent replication across Microsoft Entra tenants",
        types=("azure-native:storage:StorageAccount",),
        path="allowCrossTenantReplication",
        expected=FALSE,
        absent=passes("new accounts do not replicate to other tenants"),
    ),
    property_rule(
        id="azure-storage-copy-bound",
        title="A storage account is copied within its tenant or its private links only",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.MEDIUM,
        requirements=("HDS-EXI-05-F", "HDS-EXI-26", "SNC-9.7", "ISO27001-A.5.14"),
        fix="Set allowedCopyScope to PrivateLink or AAD.",
        source="learn.microsoft.com, Restrict the source of copy operations to a storage account",
        types=("azure-native:storage:StorageAccount",),
        path="allowedCopyScope",
        expected=one_of("PrivateLink", "AAD"),
        absent=fails("any storage account may be the other end of a copy"),
    ),
    property_rule(
        id="azure-key-vault-networks-denied-by-default",
        title="A key vault refuses the networks that it does not name",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.CRITICAL,
        requirements=(*_REQUIREMENTS, "SNC-10.5"),
        fix="Set properties.networkAcls.defaultAction to Deny.",
        source="learn.microsoft.com, Network security for Azure Key Vault",
        types=("azure-native:keyvault:Vault", "azure-native:keyvault:ManagedHsm"),
        path="properties.networkAcls.defaultAction",
        expected=one_of("Deny"),
        absent=fails("Azure lets every network in"),
        where=_unless_disabled("properties.publicNetworkAccess"),
    ),
    property_rule(
        id="azure-container-registry-networks-denied-by-default",
        title="A container registry refuses the networks that it does not name",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set networkRuleSet.defaultAction to Deny, or publicNetworkAccess to Disabled.",
        source="learn.microsoft.com, Configure public IP network rules of a container registry",
        types=("azure-native:containerregistry:Registry",),
        path="networkRuleSet.defaultAction",
        expected=one_of("Deny"),
        absent=fails("Azure lets every network in"),
        where=_unless_disabled("publicNetworkAccess"),
    ),
    property_rule(
        id="azure-messaging-networks-denied-by-default",
        title="The network rules of an Event Hubs or Service Bus namespace refuse what they do not name",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set defaultAction to Deny, or publicNetworkAccess to Disabled.",
        source="learn.microsoft.com, Allow access to Azure Event Hubs namespaces from specific networks",
        types=("azure-native:eventhub:NamespaceNetworkRuleSet", "azure-native:servicebus:NamespaceNetworkRuleSet"),
        path="defaultAction",
        expected=one_of("Deny"),
        absent=fails("Azure lets every network in"),
        where=_unless_disabled("publicNetworkAccess"),
    ),
    property_rule(
        id="azure-cosmos-addresses-narrow",
        title="The addresses that a Cosmos DB account lets in are narrow",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.CRITICAL,
        requirements=_REQUIREMENTS,
        fix="Remove 0.0.0.0 and wide ranges from ipRules, or use a private endpoint.",
        source="learn.microsoft.com, Configure IP firewall in Azure Cosmos DB",
        types=("azure-native:cosmosdb:DatabaseAccount",),
        path="ipRules[*].ipAddressOrRange",
        expected=NARROW_RANGE,
        absent=_NO_LIST,
        where=_unless_disabled("publicNetworkAccess"),
    ),
    _narrow_span(
        "azure-database-firewall-narrow",
        "a database server",
        "Azure SQL Database and Azure Synapse IP firewall rules",
        "startIpAddress",
        "endIpAddress",
        "sql:FirewallRule",
        "dbforpostgresql:FirewallRule",
        "dbformysql:FirewallRule",
        "synapse:IpFirewallRule",
    ),
    _narrow_span(
        "azure-sql-ipv6-firewall-narrow",
        "a SQL server for IPv6",
        "Azure SQL Database and Azure Synapse IP firewall rules",
        "startIPv6Address",
        "endIPv6Address",
        "sql:IPv6FirewallRule",
    ),
    _narrow_span(
        "azure-redis-firewall-narrow",
        "a Redis cache",
        "Configure Azure Cache for Redis: firewall",
        "startIP",
        "endIP",
        "redis:FirewallRule",
    ),
    _narrow_span(
        "azure-mongo-firewall-narrow",
        "a MongoDB cluster",
        "Security in Azure Cosmos DB for MongoDB vCore: IP firewall",
        "properties.startIpAddress",
        "properties.endIpAddress",
        "mongocluster:FirewallRule",
    ),
    property_rule(
        id="azure-netapp-clients-named",
        title="A NetApp volume names the clients that may mount it",
        theme=Theme.NETWORK_OPEN,
        severity=Severity.HIGH,
        requirements=_REQUIREMENTS,
        fix="Set exportPolicy.rules[].allowedClients to the addresses of the machines that need the volume.",
        source="learn.microsoft.com, Configure export policy for NFS or dual-protocol volumes",
        types=("azure-native:netapp:CapacityPoolVolume",),
        path="exportPolicy.rules[*].allowedClients",
        expected=_NAMED_CLIENTS,
        absent=fails("Azure's own rule lets every address mount the volume"),
        where=(Where("protocolTypes[*]", one_of("NFSv3", "NFSv4.1"), unset=True),),
    ),
)
