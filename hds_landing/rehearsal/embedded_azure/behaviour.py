"""What Azure refuses of single resource types, beyond types, names and references."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from hds_landing.rehearsal.embedded_azure import address_spaces, firewalls, key_vaults, routes, security_rules
from hds_landing.rehearsal.embedded_azure.arm_resources import ArmResource, ArmResources
from hds_landing.rehearsal.embedded_azure.diagnostic_settings import diagnostic_setting_problems
from hds_landing.rehearsal.embedded_azure.redundancy import (
    storage_redundancy_problems,
    vault_redundancy_problems,
    zone_problems,
)
from hds_landing.rehearsal.embedded_azure.retention import days_between
from hds_landing.rehearsal.embedded_azure.role_assignments import role_assignment_problems
from hds_landing.rehearsal.embedded_azure.storage_accounts import (
    blob_service_problems,
    container_immutability_problems,
    storage_account_problems,
)

Check = Callable[[ArmResource, ArmResources], Iterator[str]]

_CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    "Microsoft.Authorization/roleAssignments": (role_assignment_problems,),
    "Microsoft.Compute/diskEncryptionSets": (key_vaults.customer_key_problems,),
    "Microsoft.DataProtection/backupVaults": (
        key_vaults.customer_key_problems,
        days_between("properties.securitySettings.softDeleteSettings.retentionDurationInDays", 14, 180),
    ),
    "Microsoft.Insights/diagnosticSettings": (diagnostic_setting_problems,),
    "Microsoft.KeyVault/vaults": (key_vaults.vault_problems,),
    "Microsoft.KeyVault/vaults/keys": (key_vaults.key_problems,),
    "Microsoft.Network/azureFirewalls": (firewalls.firewall_problems,),
    "Microsoft.Network/firewallPolicies": (firewalls.firewall_policy_problems,),
    "Microsoft.Network/firewallPolicies/ruleCollectionGroups": (firewalls.rule_group_problems,),
    "Microsoft.Network/networkSecurityGroups": (security_rules.security_group_problems,),
    "Microsoft.Network/networkSecurityGroups/securityRules": (security_rules.security_rule_problems,),
    "Microsoft.Network/networkWatchers/flowLogs": (days_between("retentionPolicy.days", 0, 365),),
    "Microsoft.Network/routeTables": (routes.route_table_problems,),
    "Microsoft.Network/routeTables/routes": (routes.route_problems,),
    "Microsoft.Network/virtualNetworkGateways": (firewalls.gateway_problems,),
    "Microsoft.Network/virtualNetworks": (address_spaces.network_problems,),
    "Microsoft.Network/virtualNetworks/subnets": (address_spaces.subnet_problems,),
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": (address_spaces.peering_problems,),
    "Microsoft.OperationalInsights/clusters": (key_vaults.customer_key_problems,),
    "Microsoft.OperationalInsights/workspaces": (days_between("retentionInDays", 30, 730),),
    "Microsoft.RecoveryServices/vaults": (
        vault_redundancy_problems,
        key_vaults.customer_key_problems,
        days_between("properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays", 14, 180),
    ),
    "Microsoft.Storage/storageAccounts": (
        storage_account_problems,
        storage_redundancy_problems,
        key_vaults.customer_key_problems,
    ),
    "Microsoft.Storage/storageAccounts/blobServices": (blob_service_problems,),
    "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies": (
        container_immutability_problems,
    ),
}


def behaviour_problems(resource: ArmResource, existing: ArmResources) -> Iterator[str]:
    """Everything that the resource's own type forbids."""
    yield from zone_problems(resource)
    for check in _CHECKS.get(resource.type, ()):
        yield from check(resource, existing)
