"""Changes that the rules on exposure, networks, identity and flows on Azure must speak of.

What the example has is changed there; of what it does not have, the first bad case of each rule is grafted onto it.
"""

import importlib
from dataclasses import replace
from types import ModuleType
from typing import Final

from hds_landing.inventory.resource import Inventory, Resource
from hds_landing.rules.azure.security_group import GROUP
from hds_landing.rules.azure.subnet import NETWORK, SUBNET, is_managed
from hds_landing.rules.whole_inventory.azure_network import PEERING, PRIVATE_ENDPOINT, ROUTE_TABLE
from tests.rules.inventory_changes import AZURE, REMOVED, Changed, Grafted, Mutation, redrawn

ACCOUNT: Final = "azure-native:storage:StorageAccount"
VAULT: Final = "azure-native:keyvault:Vault"
POLICY: Final = "azure-native:network:FirewallPolicy"
WORKSPACE: Final = "azure-native:operationalinsights:Workspace"
RECOVERY: Final = "azure-native:recoveryservices:Vault"
ROLE: Final = "azure-native:authorization:RoleDefinition"
APP: Final = "azure-native:web:WebApp"

_OPEN: Final = [
    {
        "access": "Allow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "sourceAddressPrefix": "::/0",
        "destinationPortRange": "*",
    }
]
_WAY_OUT: Final = [
    {
        "access": "Allow",
        "direction": "Outbound",
        "protocol": "*",
        "destinationAddressPrefix": "*",
        "destinationPortRange": "*",
    }
]

CHANGED: Final[list[Mutation]] = [
    # A subnet that Azure keeps for its firewall has neither a group nor a table.
    *(
        (rule, AZURE, Changed(SUBNET, "subnetName", "app", named="hub-firewall"))
        for rule in ("azure-subnet-filtered", "azure-subnet-routed")
    ),
    *(
        (rule, AZURE, Changed(token, path, value))
        for rule, token, path, value in (
            ("azure-storage-tenant-bound", ACCOUNT, "allowCrossTenantReplication", True),
            ("azure-storage-copy-bound", ACCOUNT, "allowedCopyScope", REMOVED),
            ("azure-storage-https-only", ACCOUNT, "enableHttpsTrafficOnly", False),
            ("azure-storage-tls-version", ACCOUNT, "minimumTlsVersion", "TLS1_0"),
            ("azure-storage-no-shared-keys", ACCOUNT, "allowSharedKeyAccess", REMOVED),
            ("azure-storage-no-local-users", ACCOUNT, "isLocalUserEnabled", True),
            ("azure-storage-no-sftp", ACCOUNT, "isSftpEnabled", True),
            ("azure-key-vault-roles", VAULT, "properties.enableRbacAuthorization", REMOVED),
            ("azure-key-vault-closed-to-machines", VAULT, "properties.enabledForDeployment", True),
            ("azure-key-vault-closed-to-templates", VAULT, "properties.enabledForTemplateDeployment", True),
            ("azure-recovery-vault-not-public", RECOVERY, "properties.publicNetworkAccess", "Enabled"),
            ("azure-log-ingestion-not-public", WORKSPACE, "publicNetworkAccessForIngestion", REMOVED),
            ("azure-log-workspace-no-keys", WORKSPACE, "features.disableLocalAuth", False),
            ("azure-firewall-policy-refuses-known-threats", POLICY, "threatIntelMode", "Alert"),
            ("azure-firewall-policy-detects-intrusions", POLICY, "sku.tier", "Premium"),
            ("azure-network-encrypted", NETWORK, "encryption.enabled", False),
            ("azure-public-address-closed-by-default", "azure-native:network:PublicIPAddress", "sku.name", "Basic"),
            ("azure-route-not-past-the-firewall", "azure-native:network:Route", "nextHopType", "Internet"),
            ("azure-route-table-not-past-the-firewall", ROUTE_TABLE, "routes", [{"nextHopType": "Internet"}]),
            ("azure-security-group-no-administration-from-internet", GROUP, "securityRules", _OPEN),
            ("azure-security-group-no-data-from-internet", GROUP, "securityRules", _OPEN),
            ("azure-security-group-web-only-from-internet", GROUP, "securityRules", _OPEN),
            ("azure-security-group-no-flat-network", GROUP, "securityRules", _OPEN),
            ("azure-security-group-no-way-out-on-every-port", GROUP, "securityRules", _WAY_OUT),
            ("azure-security-group-closes-the-way-out", GROUP, "securityRules", REMOVED),
            ("azure-custom-role-no-star", ROLE, "permissions", [{"actions": ["*"]}]),
            ("azure-custom-role-no-data-star", ROLE, "permissions", [{"dataActions": ["*"]}]),
            ("azure-custom-role-gives-no-roles", ROLE, "permissions", [{"actions": ["Microsoft.Authorization/*"]}]),
            ("azure-custom-role-not-for-everything", ROLE, "assignableScopes", ["/"]),
        )
    ),
]

_TABLES: Final = (
    "allowed_networks",
    "data_sharing",
    "encryption_in_transit",
    "firewall",
    "kubernetes",
    "local_accounts",
    "machine_access",
    "public_address",
    "public_network_access",
    "role",
    "subnet",
    "vpn",
    "web_app",
)


def grafted_from(table: ModuleType) -> list[Mutation]:
    """The first bad case of every rule of a table, on the example."""
    first: dict[str, Mutation] = {}
    for case in table.CASES:
        if case.verdict == "fail" and case.kind == "bad":
            bad = case.resources[0]
            first.setdefault(case.rule, (case.rule, AZURE, Grafted(bad.type, bad.inputs)))
    return list(first.values())


def _without_routes(inventory: Inventory) -> tuple[Inventory, str]:
    """Every route table emptied."""
    left = [
        replace(each, inputs={**each.inputs, "routes": []}) if each.type == ROUTE_TABLE else each for each in inventory
    ]
    return redrawn(inventory, left), next(each.urn for each in inventory if _is_closed_subnet(each))


def _gateway_routes_taken(inventory: Inventory) -> tuple[Inventory, str]:
    """A table that takes a gateway's routes beside its own to the firewall."""
    table = next(each for each in inventory if each.type == ROUTE_TABLE and each.inputs.get("routes"))
    taking = replace(table, inputs={**table.inputs, "disableBgpRoutePropagation": False})
    return redrawn(inventory, [taking if each is table else each for each in inventory]), table.urn


def _is_closed_subnet(resource: Resource) -> bool:
    return resource.type == SUBNET and "networkSecurityGroup" in resource.inputs


def _unfiltered_endpoint(inventory: Inventory) -> tuple[Inventory, str]:
    """A private endpoint in a subnet whose security group does not apply to it."""
    subnet = next(each for each in inventory if _is_closed_subnet(each))
    opened = replace(subnet, inputs={**subnet.inputs, "privateEndpointNetworkPolicies": "Disabled"})
    changed = redrawn(inventory, [opened if each is subnet else each for each in inventory])
    return Grafted(PRIVATE_ENDPOINT, {"subnet": {"id": subnet.id}})(changed)


def _without_a_hub(inventory: Inventory) -> Inventory:
    """The subnets of firewalls and gateways gone."""
    return redrawn(inventory, [each for each in inventory if not (each.type == SUBNET and is_managed(each.inputs))])


def _peers_without_a_hub(inventory: Inventory) -> tuple[Inventory, str]:
    return _without_a_hub(inventory), next(each.urn for each in inventory if each.type == PEERING)


def _lends_what_it_has_not(inventory: Inventory) -> tuple[Inventory, str]:
    lending = next(each.urn for each in inventory if each.inputs.get("allowGatewayTransit") is True)
    return _without_a_hub(inventory), lending


_CHANGED_RULES: Final = frozenset(rule for rule, _, _ in CHANGED)

MUTATIONS: list[Mutation] = [
    *CHANGED,
    *(
        mutation
        for table in _TABLES
        for mutation in grafted_from(importlib.import_module(f"tests.rules.azure.test_rules_azure_{table}"))
        if mutation[0] not in _CHANGED_RULES
    ),
    ("azure-subnet-default-route-inspected", AZURE, _without_routes),
    ("azure-route-table-no-gateway-routes", AZURE, _gateway_routes_taken),
    ("azure-private-endpoint-filtered", AZURE, _unfiltered_endpoint),
    ("azure-peering-with-a-hub", AZURE, _peers_without_a_hub),
    ("azure-peering-lends-its-own-gateway", AZURE, _lends_what_it_has_not),
    ("azure-sql-no-passwords", AZURE, Grafted("azure-native:sql:Server", {})),
    ("azure-sql-managed-instance-no-passwords", AZURE, Grafted("azure-native:sql:ManagedInstance", {})),
    ("azure-app-no-ftp-password", AZURE, Grafted(APP, {})),
    ("azure-app-no-deployment-password", AZURE, Grafted(APP, {})),
]
