"""The vault that receives copies in the recovery region."""

from dataclasses import dataclass
from typing import Optional

import pulumi

from hds_landing.arguments import component_type, one_provider_per_package, validated
from hds_landing.aws.backups.locked_vault import VaultRetention, create_locked_vault
from hds_landing.plan.backup import CopyVaultPlan


@dataclass(frozen=True)
class BackupCopyVaultArgs:
    """What BackupCopyVault needs."""

    copy: CopyVaultPlan
    """Name, recovery region and retention."""
    key_id: pulumi.Input[str]
    """ARN of the owner's `backup-copy` key, which lives in the recovery region."""
    sealed: Optional[bool] = None
    """True: the owner has left, its copies are no longer protected. Default: false."""


class BackupCopyVault(pulumi.ComponentResource):
    """A locked vault in another region of the EEA, under a key of that region; protected and retained.

    AWS only: an Azure vault copies to its own paired region by itself.
    Requirements: HDS-EXI-28, SNC-12.5, ISO27001-A.8.14.
    """

    vault_id: pulumi.Output[str]
    """ARN of the vault: the destination of copies."""

    def __init__(self, name: str, args: BackupCopyVaultArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        """Draws the vault in the owner's account.

        Raises:
            ComponentArgsError: the arguments do not fit.
        """
        args = validated(BackupCopyVaultArgs, args)
        one_provider_per_package(name, opts)
        super().__init__(component_type("hds-aws", BackupCopyVault), name, None, opts)
        copy = args.copy
        self.vault = create_locked_vault(
            name,
            physical_name=copy.name,
            region=copy.region,
            key_id=args.key_id,
            retention=_retention(copy),
            tags=copy.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=not args.sealed, retain_on_delete=True),
            existing_id=copy.existing_id,
        )
        self.vault_id = self.vault.arn
        self.register_outputs({"vaultId": self.vault_id})


def _retention(copy: CopyVaultPlan) -> VaultRetention:
    return VaultRetention(copy.min_retention_days, copy.max_retention_days, copy.locked)
