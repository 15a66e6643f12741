"""AWS Backup: vaults and their locks (emulated), their policies (validated and recorded)."""

from collections.abc import Mapping
from typing import Any

from hds_landing.rehearsal.embedded_aws.constraints import refuse_unless_valid
from hds_landing.rehearsal.embedded_aws.lifecycle import Lifecycle, nothing_but_tags
from hds_landing.rehearsal.embedded_aws.policies import refuse_unreadable_policy
from hds_landing.rehearsal.embedded_aws.property_names import picked
from hds_landing.rehearsal.embedded_aws.request import Request
from hds_landing.rehearsal.embedded_aws.tag_stores import BACKUP_TAGS
from hds_landing.rehearsal.embedded_cloud import Created, Gone, Refused

_LOCK = {
    "changeableForDays": "ChangeableForDays",
    "maxRetentionDays": "MaxRetentionDays",
    "minRetentionDays": "MinRetentionDays",
}


def _vault(request: Request) -> Created:
    inputs, backup = request.inputs, request.client("backup")
    name = request.name()
    request.standing.require("key", inputs.get("kmsKeyArn"))
    answer = backup.create_backup_vault(
        BackupVaultName=name,
        **picked(inputs, {"kmsKeyArn": "EncryptionKeyArn"}),
        **({"BackupVaultTags": request.tags} if request.tags else {}),
    )
    kept = backup.describe_backup_vault(BackupVaultName=name)
    request.expect(
        "kmsKeyArn", inputs.get("kmsKeyArn"), kept.get("EncryptionKeyArn") if "kmsKeyArn" in inputs else None
    )
    return request.exercised(
        name,
        {
            "arn": answer["BackupVaultArn"],
            "kmsKeyArn": inputs.get("kmsKeyArn") or request.arn("kms", f"key/{request.uuid()}"),
            "name": name,
            "recoveryPoints": 0,
        },
    )


def _observe_vault(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("backup").describe_backup_vault(BackupVaultName=identity)
    return {
        "kmsKeyArn": kept.get("EncryptionKeyArn") or request.known.get("kmsKeyArn"),
        "recoveryPoints": _recovery_points(request, identity),
    }


def _recovery_points(request: Request, vault: str) -> int:
    """Counted where the emulated service keeps them: it does not answer with them."""
    kept = request.emulator.backend("backup", request.account_id, request.region).vaults[vault]
    return int(kept.num_of_recovery_points)


def _delete_vault(request: Request, identity: str) -> None:
    backup = request.client("backup")
    backup.describe_backup_vault(BackupVaultName=identity)
    if _recovery_points(request, identity):
        raise Refused(f"InvalidRequestException: vault {identity} holds recovery points and cannot be deleted")
    backup.delete_backup_vault(BackupVaultName=identity)


def _vault_lock(request: Request) -> Created:
    inputs, backup = request.inputs, request.client("backup")
    name = inputs["backupVaultName"]
    backup.put_backup_vault_lock_configuration(BackupVaultName=name, **picked(inputs, _LOCK))
    kept = backup.describe_backup_vault(BackupVaultName=name)
    request.expect("lock", True, kept.get("Locked"))
    for ours in ("minRetentionDays", "maxRetentionDays"):
        request.expect(ours, inputs.get(ours), kept.get(_LOCK[ours]))
    request.expect("final lock", "changeableForDays" in inputs, "LockDate" in kept)
    return request.exercised(name, {"backupVaultArn": kept["BackupVaultArn"]})


def _observe_lock(request: Request, identity: str) -> Mapping[str, Any]:
    kept = request.client("backup").describe_backup_vault(BackupVaultName=identity)
    if not kept.get("Locked"):
        raise Gone(f"vault {identity} has no lock")
    return {ours: kept.get(theirs) for ours, theirs in _LOCK.items() if ours != "changeableForDays"}


def _delete_lock(request: Request, identity: str) -> None:
    request.client("backup").delete_backup_vault_lock_configuration(BackupVaultName=identity)


def _vault_policy(request: Request) -> Created:
    inputs, name = request.inputs, request.inputs["backupVaultName"]
    refuse_unreadable_policy(inputs["policy"])
    asked = {"BackupVaultName": name, "Policy": inputs["policy"]}
    refuse_unless_valid("backup", "PutBackupVaultAccessPolicy", asked)
    vault = request.client("backup").describe_backup_vault(BackupVaultName=name)
    return request.recorded(name, {"backupVaultArn": vault["BackupVaultArn"]})


def _observe_vault_policy(request: Request, identity: str) -> Mapping[str, Any]:
    request.client("backup").describe_backup_vault(BackupVaultName=identity)
    return {}


LIFECYCLES: Mapping[str, Lifecycle] = {
    "aws:backup/vault:Vault": Lifecycle(_vault, _observe_vault, nothing_but_tags, _delete_vault, BACKUP_TAGS),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": Lifecycle(
        _vault_lock, _observe_lock, delete=_delete_lock
    ),
    "aws:backup/vaultPolicy:VaultPolicy": Lifecycle(_vault_policy, _observe_vault_policy),
}
