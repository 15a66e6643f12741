"""What one cloud's components have and the other's do not, with the reason.

Everything else is the same on both sides: files, classes, parameters and outputs. `docs/clouds.md` prints this table.
"""

from collections.abc import Mapping
from types import MappingProxyType

_RESOURCE_GROUP = "every Azure resource stands in a resource group, one per owner"
_DIAGNOSTICS = "Azure resources send their own logs by a diagnostic setting each; AWS has one trail per account"
_KEY_IDENTITY = "an Azure resource reaches its key as a managed identity; an AWS service is named in the key's policy"
_FIREWALL_ADDRESS = "Azure routes by the firewall's address; AWS by the transit gateway"
_INSPECTION = "on AWS the firewall stands in a network attached to the transit gateway, with a route table of its own"
_ACCOUNTS = "AWS accounts are shared with and named in policies; Azure subscriptions of one tenant see each other"
_FLOW_LOGS = "Azure flow logs are written by an identity and carry their own retention; AWS delivers them itself"

_BY_REASON: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "aws": {
        "AWS Backup copies to a second vault; Azure Backup replicates its own vault to the paired region": (
            "backup_copy_vault",
            "backup_vault.BackupVaultArgs.copy_vault_id",
        ),
        "a role's policy and a key's policy name each other on AWS; on Azure a grant on the key names the identity": (
            "encryption_keys.EncryptionKeysArgs.secrets_user_id",
            "runner_identity.RunnerIdentityArgs.store_key_id",
        ),
        "an EC2 machine carries its role as an instance profile; on Azure an identity is assigned as it is": (
            "runner_identity.RunnerIdentity.instance_profile_id",
        ),
        "the trail's log group and bucket are encrypted with a key whose policy lets both services in": (
            "state_store.StateStoreArgs.log_key_id",
        ),
        "names of the AWS partition in ARNs and service hosts": ("partition",),
        "an AWS plan of backups": ("backup_vault.BackupVault.plan_id",),
        _ACCOUNTS: (
            "encryption_keys.EncryptionKeysArgs.log_source_account_ids",
            "establishment.EstablishmentArgs.hub_elsewhere",
            "log_archive.LogArchiveArgs.source_account_ids",
            "network_hub.NetworkHubArgs.spoke_account_ids",
            "network_spoke.NetworkSpokeArgs.hub_elsewhere",
            "platform.Platform.shared_hub_ids",
            "platform.PlatformArgs.log_source_account_ids",
            "platform.PlatformArgs.spoke_account_ids",
        ),
        "EC2 takes a route to a transit gateway only once the owner of the gateway has accepted the attachment": (
            "attachment_acceptance",
            "establishment.Establishment.route_table_id",
            "network_spoke.NetworkSpoke.route_table_id",
            "spoke_routes",
        ),
        "AWS encrypts each log group with the owner's key; Azure only through a dedicated cluster": (
            "establishment.EstablishmentArgs.log_key_id",
            "establishment_logs.EstablishmentLogsArgs.key_id",
            "establishment_logs.EstablishmentLogsArgs.log_store_key_id",
        ),
        "one AWS log group per log class, one Azure workspace per owner": (
            "establishment.Establishment.workspace_ids",
            "establishment_logs.EstablishmentLogs.workspace_ids",
        ),
        "one transit gateway table per spoke": ("hub_connection.HubConnection.route_table_id",),
        _INSPECTION: (
            "hub_connection.HubConnectionArgs.inspection_attachment_id",
            "hub_connection.HubConnectionArgs.inspection_route_table_id",
            "network_hub.NetworkHub.inspection_attachment_id",
            "network_hub.NetworkHub.inspection_route_table_id",
            "network_hub.NetworkHub.network_id",
            "platform.Platform.inspection_attachment_id",
            "platform.Platform.inspection_route_table_id",
        ),
        "AWS Network Firewall encrypts its rules with the platform's key": ("network_hub.NetworkHubArgs.key_id",),
        "AWS logs DNS queries by a setting per account and network; on Azure the firewall answers, and logs, them": (
            "establishment.EstablishmentArgs.query_log_id",
            "network_hub.NetworkHub.query_log_id",
            "network_spoke.NetworkSpokeArgs.query_log_id",
            "platform.Platform.query_log_id",
        ),
        "AWS security groups are referred to by machines, Azure's belong to subnets": (
            "establishment.Establishment.security_group_ids",
            "network_spoke.NetworkSpoke.security_group_ids",
        ),
    },
    "azure": {
        "locks and role assignments are resources of their own on Azure": ("deletion_lock", "role_assignment"),
        _RESOURCE_GROUP: (
            "resource_group",
            "establishment.Establishment.resource_group_name",
            "platform.Platform.resource_group_name",
            *(
                f"{module}.{name}Args.resource_group_name"
                for module, name in (
                    ("backup_vault", "BackupVault"),
                    ("encryption_keys", "EncryptionKeys"),
                    ("establishment_logs", "EstablishmentLogs"),
                    ("hub_connection", "HubConnection"),
                    ("log_archive", "LogArchive"),
                    ("network_hub", "NetworkHub"),
                    ("network_spoke", "NetworkSpoke"),
                    ("runner_identity", "RunnerIdentity"),
                    ("state_store", "StateStore"),
                )
            ),
        ),
        "an Azure policy of backups": ("backup_vault.BackupVault.policy_id",),
        _KEY_IDENTITY: (
            "backup_vault.BackupVaultArgs.key_identity_id",
            "encryption_keys.EncryptionKeys.disk_encryption_set_id",
            "encryption_keys.EncryptionKeys.identity_ids",
            "state_store.StateStoreArgs.key_identity_id",
            "establishment.Establishment.disk_encryption_set_id",
            "establishment.Establishment.identity_ids",
            "log_archive.LogArchiveArgs.key_identity_id",
        ),
        "a workload asks Entra for the token of a client id; on AWS it names the role": (
            "bootstrap.Bootstrap.client_id",
            "runner_identity.RunnerIdentity.client_id",
        ),
        "S3 and KMS take signed requests from anywhere; on Azure only private endpoints lead to a store": (
            "bootstrap.BootstrapArgs.dns_network_id",
            "bootstrap.BootstrapArgs.endpoint_subnet_id",
            "state_store.StateStoreArgs.dns_network_id",
            "state_store.StateStoreArgs.endpoint_subnet_id",
        ),
        "Azure keys stand in a vault of a tenant": (
            "state_store.StateStoreArgs.key_vault_id",
            "encryption_keys.EncryptionKeys.vault_id",
            "encryption_keys.EncryptionKeysArgs.tenant_id",
            "establishment.EstablishmentArgs.tenant_id",
            "log_archive.LogArchiveArgs.key_vault_id",
            "platform.PlatformArgs.tenant_id",
        ),
        _DIAGNOSTICS: (
            "backup_vault.BackupVaultArgs.log_store_id",
            "backup_vault.BackupVaultArgs.workspace_id",
            "encryption_keys.EncryptionKeysArgs.log_store_id",
            "encryption_keys.EncryptionKeysArgs.workspace_id",
            "establishment.EstablishmentArgs.subscription_id",
            "establishment.EstablishmentArgs.workspace_id",
            "establishment_logs.EstablishmentLogsArgs.subscription_id",
            "network_hub.NetworkHubArgs.workspace_id",
            "platform.Platform.workspace_id",
        ),
        "a dedicated cluster holds the customer's key for its workspaces": (
            "establishment.EstablishmentArgs.cluster_id",
            "establishment_logs.EstablishmentLogsArgs.cluster_id",
            "log_archive.LogArchive.cluster_id",
            "platform.Platform.cluster_id",
        ),
        "one Azure workspace per owner, one AWS log group per log class": (
            "establishment.Establishment.workspace_id",
            "establishment_logs.EstablishmentLogs.workspace_id",
        ),
        "Azure takes one peering at a time, so each waits for the one before": (
            "hub_connection.HubConnection.connection_id",
            "hub_connection.HubConnection.hub_id",
            "hub_connection.HubConnectionArgs.hub_name",
            "hub_connection.HubConnectionArgs.network_id",
        ),
        _FIREWALL_ADDRESS: (
            "establishment.EstablishmentArgs.firewall_private_ip",
            "hub_connection.HubConnectionArgs.firewall_private_ip",
            "hub_connection.HubConnectionArgs.gateway_route_table_name",
            "network_hub.NetworkHub.firewall_id",
            "network_hub.NetworkHub.firewall_private_ip",
            "network_hub.NetworkHub.gateway_route_table_name",
            "network_hub.NetworkHub.subnet_ids",
            "network_spoke.NetworkSpokeArgs.firewall_private_ip",
            "platform.Platform.firewall_private_ip",
            "platform.Platform.gateway_route_table_name",
        ),
        _FLOW_LOGS: (
            "establishment.EstablishmentArgs.flow_log_days",
            "establishment.EstablishmentArgs.flow_log_identity_id",
            "log_archive.LogArchive.flow_log_identity_id",
            "network_hub.NetworkHubArgs.flow_log_days",
            "network_hub.NetworkHubArgs.flow_log_identity_id",
            "network_hub.NetworkHubArgs.flow_store_id",
            "network_spoke.NetworkSpokeArgs.flow_log_days",
            "network_spoke.NetworkSpokeArgs.flow_log_identity_id",
            "network_spoke.NetworkSpokeArgs.workspace_id",
            "platform.Platform.flow_log_identity_id",
        ),
    },
}

KNOWN_DIFFERENCES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        cloud: MappingProxyType({place: reason for reason, places in reasons.items() for place in places})
        for cloud, reasons in _BY_REASON.items()
    }
)
"""By cloud, then by `<file>[.<class>.<member>]`: the reason."""


def as_markdown() -> str:
    """The table of `docs/clouds.md`."""
    rows = ["| only on | what | why |", "|---|---|---|"]
    for cloud, reasons in _BY_REASON.items():
        rows += [
            f"| {cloud} | {', '.join(f'`{place}`' for place in sorted(places))} | {reason} |"
            for reason, places in reasons.items()
        ]
    return "\n".join(rows) + "\n"
