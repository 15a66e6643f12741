"""The backups of one owner: its vault, its plan, and the tag by which resources join it."""

from dataclasses import dataclass
from typing import Any, Optional

import pulumi
from pulumi_aws import backup

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.backups.backup_role import create_backup_role
from hds_landing.aws.backups.backup_schedule import lifecycle, schedule
from hds_landing.aws.backups.locked_vault import VaultRetention, create_locked_vault
from hds_landing.errors import ComponentArgsError
from hds_landing.plan.backup import BackupTierPlan, VaultPlan


@dataclass(frozen=True)
class BackupVaultArgs:
    """What BackupVault needs."""

    vault: VaultPlan
    """Tiers, lock and selection."""
    key_id: pulumi.Input[str]
    """ARN of the owner's `backup` key."""
    copy_vault_id: Optional[pulumi.Input[str]] = None
    """ARN of the vault that receives copies; needed where a tier is copied."""
    sealed: Optional[bool] = None
    """True: the owner has left, its backups are no longer protected. Default: false."""


class BackupVault(pulumi.ComponentResource):
    """A vault under its own key, locked as the spec says, and a plan with one rule per tier.

    The vault, its lock and its policy are protected and retained; a vault that stands already is read.
    Requirements: SNC-12.5, ISO27001-A.8.13.
    """

    vault_id: pulumi.Output[str]
    """ARN of the vault."""
    plan_id: pulumi.Output[str]

    def __init__(self, name: str, args: BackupVaultArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the vault in its owner's account.

        Raises:
            ComponentArgsError: the arguments do not fit, or a tier is copied and no vault receives it.
        """
        args = validated(BackupVaultArgs, args)
        one_provider_per_package(name, opts)
        _refuse_copies_to_nowhere(args)
        super().__init__(component_type("hds-aws", BackupVault), name, None, opts)
        self.vault = _create_vault(name, args, self)
        plan = _create_plan(name, args, self.vault, self)
        role = create_backup_role(name, args.vault, self)
        _select_by_tag(name, args.vault, plan, role, self)
        self.vault_id = self.vault.arn
        self.plan_id = plan.id
        self.register_outputs({"vaultId": self.vault_id, "planId": self.plan_id})


def _refuse_copies_to_nowhere(args: BackupVaultArgs) -> None:
    copied = sorted(key for key, tier in args.vault.tiers.items() if tier.copy_to_recovery)
    if copied and args.copy_vault_id is None:
        raise ComponentArgsError(
            f"BackupVaultArgs.vault.tiers: {', '.join(copied)} asks for a copy, and copy_vault_id is missing. "
            "Give the ARN of the vault in the recovery region."
        )
    if not args.vault.tiers:
        raise ComponentArgsError("BackupVaultArgs.vault.tiers is empty, and takes at least one tier of backups.")


def _create_vault(name: str, args: BackupVaultArgs, parent: BackupVault) -> backup.Vault:
    vault = args.vault
    days = [tier.retention_days for tier in vault.tiers.values()]
    lock = vault.locked
    retention = VaultRetention(
        min_days=lock.min_retention_days if lock else min(days),
        max_days=lock.max_retention_days if lock else max(days),
        locked=lock,
    )
    return create_locked_vault(
        name,
        physical_name=vault.name,
        region=vault.region,
        key_id=args.key_id,
        retention=retention,
        tags=vault.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=not args.sealed, retain_on_delete=True),
        existing_id=vault.existing_id,
    )


def _create_plan(name: str, args: BackupVaultArgs, vault: backup.Vault, parent: BackupVault) -> backup.Plan:
    return backup.Plan(
        f"{name}-plan",
        name=args.vault.name,
        region=args.vault.region,
        rules=[_rule(key, tier, args, vault) for key, tier in sorted(args.vault.tiers.items())],
        tags=args.vault.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _rule(key: str, tier: BackupTierPlan, args: BackupVaultArgs, vault: backup.Vault) -> Any:
    copies = [{"destination_vault_arn": args.copy_vault_id, "lifecycle": lifecycle(tier)}]
    return {
        "rule_name": key,
        "target_vault_name": vault.name,
        "schedule": schedule(tier),
        "schedule_expression_timezone": "Etc/UTC",
        "start_window": 60,
        "lifecycle": lifecycle(tier),
        "copy_actions": copies if tier.copy_to_recovery else [],
        "recovery_point_tags": args.vault.tags,
    }


def _select_by_tag(
    name: str, vault: VaultPlan, plan: backup.Plan, role: pulumi.Output[str], parent: BackupVault
) -> None:
    """All tags together: a selection by `selection_tags` would take what bears any one of them."""
    tags = [{"key": f"aws:ResourceTag/{key}", "value": value} for key, value in sorted(vault.selection_tag.items())]
    backup.Selection(
        f"{name}-selection",
        name=vault.name,
        region=vault.region,
        plan_id=plan.id,
        iam_role_arn=role,
        resources=["*"],
        conditions=[{"string_equals": tags}],
        opts=pulumi.ResourceOptions(parent=parent),
    )
