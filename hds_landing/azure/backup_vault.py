"""The backup vault of one owner."""

from dataclasses import dataclass
from typing import Optional

import pulumi
from pulumi_azure_native import recoveryservices

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.azure.backups.backup_schedule import machine_policy
from hds_landing.azure.deletion_lock import deletion_lock
from hds_landing.azure.logs.diagnostics import LogTargets, trace_everything
from hds_landing.azure.resource_group import group_holding
from hds_landing.plan.backup import VaultPlan, VaultRedundancy


@dataclass(frozen=True)
class BackupVaultArgs:
    """What `BackupVault` draws."""

    vault: VaultPlan
    """One owner's vault."""
    resource_group_name: pulumi.Input[str]
    """Where it is drawn."""
    key_id: pulumi.Input[str]
    """Identifier of the owner's `backup` key."""
    key_identity_id: pulumi.Input[str]
    """Identity that may use it."""
    log_store_id: pulumi.Input[str]
    """Storage account of the log archive that keeps administration traces."""
    workspace_id: pulumi.Input[str]
    """Workspace that shows them."""
    sealed: Optional[bool] = None
    """True lifts Pulumi's protection, so that an establishment can leave. The vault is retained all the same."""


class BackupVault(pulumi.ComponentResource):
    """A Recovery Services vault: immutable, soft delete always on, under the owner's key, closed to the network.

    The copy in the recovery region is the vault's own geo redundancy, where the region's pair is that region; there is
    no second vault to draw. Immutability is Unlocked in `trial`; Locked is final. A vault that stands already is read;
    the policy is drawn in it.
    """

    vault_id: pulumi.Output[str]
    """Recovery Services vault."""
    policy_id: pulumi.Output[str]
    """Policy that protects virtual machines on the plan's schedule."""

    def __init__(
        self,
        name: str,
        args: BackupVaultArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
    ) -> None:
        """Draws the vault.

        Raises:
            ComponentArgsError: the arguments do not fit, or Azure Backup cannot keep a tier.
        """
        args = validated(BackupVaultArgs, args)
        one_provider_per_package(name, opts)
        schedule = machine_policy(args.vault.name, args.vault.tiers)
        super().__init__(component_type("hds-azure", BackupVault), name, {}, opts)
        vault = _vault(name, args, self)
        policy = recoveryservices.ProtectionPolicy(
            f"{name}-machines",
            policy_name=f"{args.vault.name}-machines",
            vault_name=vault.name,
            resource_group_name=group_holding(args.vault.existing_id, args.resource_group_name),
            properties=schedule,
            opts=pulumi.ResourceOptions(parent=self),
        )
        child = pulumi.ResourceOptions(parent=self)
        targets = LogTargets(workspace_id=args.workspace_id, store_id=args.log_store_id)
        traces = trace_everything(name, vault.id, targets, child)
        if args.vault.existing_id is None:
            deletion_lock(name, vault.id, f"Backups of {args.vault.owner}", after=[policy, traces], parent=self)
        self.vault_id = vault.id
        self.policy_id = policy.id
        self.register_outputs({"vaultId": self.vault_id, "policyId": self.policy_id})


def _vault(name: str, args: BackupVaultArgs, parent: pulumi.Resource) -> recoveryservices.Vault:
    plan = args.vault
    if plan.existing_id is not None:
        return recoveryservices.Vault.get(name, plan.existing_id, pulumi.ResourceOptions(parent=parent))
    return recoveryservices.Vault(
        name,
        vault_name=plan.name,
        resource_group_name=args.resource_group_name,
        location=plan.region,
        sku=recoveryservices.SkuArgs(name=recoveryservices.SkuName.RS0, tier="Standard"),
        identity=recoveryservices.IdentityDataArgs(
            type=recoveryservices.ResourceIdentityType.USER_ASSIGNED, user_assigned_identities=[args.key_identity_id]
        ),
        properties=recoveryservices.VaultPropertiesArgs(
            public_network_access=recoveryservices.PublicNetworkAccess.DISABLED,
            encryption=_encryption(args),
            security_settings=_security(plan),
            redundancy_settings=_redundancy(plan),
            restore_settings=_restore(),
            monitoring_settings=_monitoring(),
        ),
        tags=plan.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
    )


def _encryption(args: BackupVaultArgs) -> recoveryservices.VaultPropertiesEncryptionArgs:
    """Twice, by the platform's key and by the owner's; only an empty vault takes the second layer."""
    return recoveryservices.VaultPropertiesEncryptionArgs(
        infrastructure_encryption=recoveryservices.InfrastructureEncryptionState.ENABLED,
        key_vault_properties=recoveryservices.CmkKeyVaultPropertiesArgs(key_uri=args.key_id),
        kek_identity=recoveryservices.CmkKekIdentityArgs(
            use_system_assigned_identity=False, user_assigned_identity=args.key_identity_id
        ),
    )


def _security(plan: VaultPlan) -> recoveryservices.SecuritySettingsArgs:
    state = recoveryservices.ImmutabilityState
    return recoveryservices.SecuritySettingsArgs(
        immutability_settings=recoveryservices.ImmutabilitySettingsArgs(
            state=state.LOCKED if plan.locked else state.UNLOCKED
        ),
        soft_delete_settings=recoveryservices.SoftDeleteSettingsArgs(
            soft_delete_state=recoveryservices.SoftDeleteState.ALWAYS_ON,
            enhanced_security_state=recoveryservices.EnhancedSecurityState.ALWAYS_ON,
            soft_delete_retention_period_in_days=plan.soft_delete_days,
        ),
    )


def _redundancy(plan: VaultPlan) -> recoveryservices.VaultPropertiesRedundancySettingsArgs:
    storage = recoveryservices.StandardTierStorageRedundancy
    across = recoveryservices.CrossRegionRestore
    return recoveryservices.VaultPropertiesRedundancySettingsArgs(
        standard_tier_storage_redundancy=storage.GEO_REDUNDANT
        if plan.redundancy is VaultRedundancy.GEO
        else storage.ZONE_REDUNDANT,
        cross_region_restore=across.ENABLED if plan.cross_region_restore else across.DISABLED,
    )


def _restore() -> recoveryservices.RestoreSettingsArgs:
    return recoveryservices.RestoreSettingsArgs(
        cross_subscription_restore_settings=recoveryservices.CrossSubscriptionRestoreSettingsArgs(
            cross_subscription_restore_state=recoveryservices.CrossSubscriptionRestoreState.DISABLED
        )
    )


def _monitoring() -> recoveryservices.MonitoringSettingsArgs:
    enabled = recoveryservices.AlertsState.ENABLED
    return recoveryservices.MonitoringSettingsArgs(
        azure_monitor_alert_settings=recoveryservices.AzureMonitorAlertSettingsArgs(
            alerts_for_all_job_failures=enabled,
            alerts_for_all_failover_issues=enabled,
            alerts_for_all_replication_issues=enabled,
        ),
        classic_alert_settings=recoveryservices.ClassicAlertSettingsArgs(
            # Superseded by the alerts above.
            alerts_for_critical_operations=recoveryservices.AlertsState.DISABLED
        ),
    )
